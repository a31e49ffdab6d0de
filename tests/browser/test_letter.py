"""The message in a real browser: edited in place, said another way, mended, gone back to, compared, loaded again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.texts import Texts, language_for

pytestmark = [pytest.mark.browser, pytest.mark.grammar]


def _example(page: Page, name: str = "reschedule") -> Any:
    page.locator(f".st-key-example-{name} button").click()
    box = page.locator("[data-part=edit-body]")
    box.wait_for()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    return box


@pytest.mark.parametrize(("locale", "size"), [("es-ES", "desktop"), ("en-GB", "phone")])
def test_the_checks_follow_each_edit_and_one_click_mends(
    open_page: Any, phrasebank_server: str, locale: str, size: str
) -> None:
    """What is typed is marked where it is wrong; mending takes it out, the version before is there, and the two can be
    compared. Typing is never undone by an answer that comes late."""
    page = open_page(phrasebank_server, locale, size)
    texts = Texts(language_for(locale))
    box = _example(page)
    before = box.input_value()
    flaw = {"es": " Le ruego de rodillas una oportunidad.", "en": " I am begging you for a chance."}[texts.language]
    # The end of the body's last paragraph: counting lines would depend on where they wrap.
    box.focus()
    box.evaluate("(field, at) => field.setSelectionRange(at, at)", before.rindex("\n\n"))
    box.press_sequentially(flaw, delay=15)
    expect(page.locator(".pz-verdict.pz-fail")).to_be_visible()
    expect(page.locator("[data-part=body] mark.pz-fail").first).to_be_attached()
    assert flaw in box.input_value()
    page.get_by_role("button", name=re.compile(f"^{texts('check_list.mend')}: ")).first.click()
    expect(page.locator(".pz-verdict.pz-fail")).to_have_count(0)
    expect(box).not_to_have_value(re.compile(re.escape(flaw.strip())))
    shown = page.get_by_role("combobox", name=texts("version.title"), exact=True)
    expect(shown).to_have_value(re.compile("^3 · "))
    page.get_by_role("radio", name=texts("view.compare")).or_(
        page.get_by_role("button", name=texts("view.compare"))
    ).first.click()
    expect(page.locator("[data-part=difference] del").first).to_be_visible()
    page.get_by_role("radio", name=texts("view.edit")).or_(
        page.get_by_role("button", name=texts("view.edit"), exact=True)
    ).first.click()
    expect(page.locator("[data-part=difference]")).to_have_count(0)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    expect(shown).to_have_value(re.compile("^3 · "))
    shown.click()
    page.get_by_role("option", name=re.compile("^1 · ")).click()
    expect(box).to_have_value(before)
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "the page is wider than the screen"


@pytest.mark.parametrize("locale", ["es-ES", "en-GB"])
def test_one_move_is_said_another_way_and_an_item_shows_its_words(
    open_page: Any, phrasebank_server: str, locale: str
) -> None:
    """Only the apology changes. Pointing at its item, or reaching it by keyboard, marks its words in the message."""
    page = open_page(phrasebank_server, locale)
    texts = Texts(language_for(locale))
    box = _example(page)
    before = box.input_value()
    apology = texts("move.apology")
    page.get_by_role("button", name=f"{texts('check_list.reword')}: {apology}.", exact=True).click()
    expect(box).not_to_have_value(before)
    after = box.input_value()
    sentences = re.split(r"(?<=[.?:])\s+", before)
    assert sum(sentence not in after for sentence in sentences) == 1
    item = page.get_by_role("button", name=re.compile(f"^{apology}\\."))
    item.hover()
    marked = page.locator("[data-part=body] mark.pz-here")
    expect(marked).to_have_count(1)
    assert marked.inner_text() in after
    page.mouse.move(0, 0)
    expect(marked).to_have_count(0)
    item.focus()
    expect(marked).to_have_count(1)


@pytest.mark.parametrize(("locale", "size"), [("es-ES", "phone"), ("en-GB", "desktop")])
def test_nothing_is_lost_when_the_page_is_loaded_again(
    open_page: Any, phrasebank_server: str, locale: str, size: str
) -> None:
    """Form, edited message, versions and the chosen language come back; nothing of them is in the address. Another
    tab of the same browser begins with nothing."""
    page = open_page(phrasebank_server, locale, size)
    first = Texts(language_for(locale))
    other = Texts("en" if first.language == "es" else "es")
    box = _example(page, "withdraw")
    name = page.get_by_label(first("form.sender.name"), exact=True).input_value()
    box.press("Control+End")
    box.press_sequentially(" PS")
    expect(page.get_by_role("combobox", name=first("version.title"), exact=True)).to_have_value(re.compile("^2 · "))
    page.locator(".st-key-interface_language").get_by_text(first(f"language.{other.language}")).click()
    expect(page.locator(".st-key-write button")).to_have_text(other("form.write"))
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.reload()
    expect(page.locator(".st-key-write button")).to_have_text(other("form.write"))
    expect(page.get_by_label(other("form.sender.name"), exact=True)).to_have_value(name)
    expect(box).to_have_value(re.compile(r" PS$"))
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", page.url)
    second = page.context.new_page()
    second.goto(phrasebank_server)
    second.locator(".st-key-write button").wait_for()
    expect(second.get_by_label(first("form.sender.name"), exact=True)).to_have_value("")
    expect(second.locator("[data-part=edit-body]")).to_have_count(0)
    second.close()


def test_facts_are_saved_and_opened_again(open_page: Any, phrasebank_server: str, tmp_path: Path) -> None:
    """A file that is saved fills the form of another visit; one that is none is told in words."""
    page = open_page(phrasebank_server, "es-ES")
    texts = Texts("es")
    _example(page, "missed")
    name = page.get_by_label(texts("form.sender.name"), exact=True).input_value()
    page.get_by_text(texts("facts_file.title"), exact=True).click()
    with page.expect_download() as waited:
        page.locator(".st-key-facts-save button").click()
    file = tmp_path / waited.value.suggested_filename
    waited.value.save_as(file)
    other = open_page(phrasebank_server, "en-GB")
    texts = Texts("en")
    other.get_by_text(texts("facts_file.title"), exact=True).click()
    other.locator("input[type=file]").set_input_files({"name": "no.json", "mimeType": "text/plain", "buffer": b"{"})
    expect(other.get_by_text(texts("facts_file.unused"))).to_be_visible()
    expect(other.locator("input[type=file]")).to_have_count(1)
    other.locator("input[type=file]").set_input_files(file)
    expect(other.get_by_text(texts("facts_file.unused"))).to_have_count(0)
    expect(other.locator("[data-stale=true]")).to_have_count(0)
    expect(other.get_by_label(texts("form.sender.name"), exact=True)).to_have_value(name)
