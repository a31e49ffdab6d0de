"""The Rewrite page in a real browser: changes to take or refuse one by one, and a draft that nothing loses."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.texts import Texts

pytestmark = pytest.mark.browser

DRAFT = "Hi Sarah, I can't come tomorrow because my husband just left me. SORRY SORRY!!! Your recruiter was rude. Tom"
HOSTILE = (
    "<img src=x onerror=alert(1)> **bold** [a](javascript:alert(2)). Your recruiter was rude. I can't come tomorrow."
)


def _settled(page: Page) -> None:
    page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def _rewrite(page: Page, texts: Texts, draft: str) -> None:
    page.get_by_role("textbox", name=texts("rewrite.draft"), exact=True).fill(draft)
    page.locator(".st-key-rewrite button").click()
    page.locator("[data-part=rewritten]").wait_for()
    _settled(page)


def test_changes_are_explained_taken_refused_and_undone(open_page: Any, phrasebank_server: str) -> None:
    """Each change has its reason; refusing one brings the draft's words back; undo takes the decision back."""
    page = open_page(phrasebank_server, "en-GB", path="/rewrite")
    texts = Texts("en")
    _rewrite(page, texts, DRAFT)
    shown = page.locator("[data-part=rewritten]")
    expect(shown.locator("del", has_text="husband")).to_have_count(1)
    expect(shown.locator("ins", has_text="for family reasons")).to_have_count(1)
    expect(page.locator("[data-part=kept]")).to_contain_text("%")

    edits = page.locator("[class*=st-key-edit-]")
    family = edits.filter(has_text="husband")
    expect(family).to_contain_text("intimate")
    family.locator("label").first.click()
    _settled(page)
    expect(shown.locator("del", has_text="husband")).to_have_count(0)
    expect(shown).to_contain_text("because my husband just left me")
    expect(page.locator(".pz-verdict")).to_have_class("pz-verdict pz-fail")
    page.locator(".st-key-rewrite-undo button").click()
    _settled(page)
    expect(shown.locator("del", has_text="husband")).to_have_count(1)

    with page.expect_download() as download:
        page.locator(".st-key-rewrite-download button").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("Hi Sarah, I can't come tomorrow for family reasons.")
    assert "rude" not in text

    # Another page and back, then a reload: the draft is still there, also what was typed last and not yet sent.
    page.get_by_role("link", name=texts("check.title")).click()
    page.locator(".st-key-check button").wait_for()
    page.get_by_role("link", name=texts("rewrite.title")).click()
    box = page.get_by_role("textbox", name=texts("rewrite.draft"), exact=True)
    expect(box).to_have_value(DRAFT)
    _settled(page)
    box.press_sequentially(" PS")
    page.reload()
    expect(page.get_by_role("textbox", name=texts("rewrite.draft"), exact=True)).to_have_value(DRAFT + " PS")


def test_a_draft_is_text_and_acts_nowhere(open_page: Any, phrasebank_server: str) -> None:
    """Tags, Markdown and links in a draft are shown as they were typed."""
    page = open_page(phrasebank_server, "es-ES", path="/rewrite")
    _rewrite(page, Texts("es"), HOSTILE)
    shown = page.locator("[data-part=rewritten]")
    for typed in ("<", "src=x", "=alert(1)> **bold** [a]("):
        expect(shown).to_contain_text(typed)
    expect(page.locator(".st-key-rewritten img, .st-key-rewritten a[href^=javascript]")).to_have_count(0)


def test_what_was_read_is_shown_corrected_and_kept_over_a_reload(open_page: Any, phrasebank_server: str) -> None:
    """Every fact has its line; a corrected name counts at the next rewriting; a reload brings draft, correction, result
    and decisions back."""
    page = open_page(phrasebank_server, "en-GB", size="narrow", path="/rewrite")
    texts = Texts("en")
    _rewrite(page, texts, "Hi Sarah, I cant come to the interview on Friday 4 December at 10 am. SORRY. Thanks, Tom")
    read = page.locator("[data-part=read]")
    for told in ("English", "cancel the interview", "Tom", "Sarah", "Friday, 4 December 2026, 10:00"):
        expect(read).to_contain_text(told)
    page.get_by_text(texts("rewrite.more"), exact=True).click()
    name = page.get_by_label(texts("rewrite.sender"), exact=True)
    expect(name).to_have_attribute("placeholder", "Tom")
    name.fill("Tom Price")
    name.press("Tab")
    page.locator(".st-key-rewrite button").click()
    expect(read).to_contain_text("Tom Price")
    _settled(page)
    edits = page.locator("[class*=st-key-edit-]")
    edits.first.locator("label").first.click()
    expect(edits.first.get_by_role("checkbox")).not_to_be_checked()
    _settled(page)
    page.wait_for_function("(sessionStorage.getItem('puentes.form') || '').includes('\"rewrite:refused\": \"0\"')")
    page.reload()
    expect(read).to_contain_text("Tom Price")
    expect(edits.first.get_by_role("checkbox")).not_to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_draft_in_another_language_is_told_and_stays(open_page: Any, phrasebank_server: str) -> None:
    """In words of the page's language, with the draft where it was."""
    page = open_page(phrasebank_server, "es-ES", path="/rewrite")
    texts = Texts("es")
    draft = "Bonjour Madame, je suis désolé mais je ne pourrai pas venir à l'entretien de jeudi. Merci beaucoup, Paul"
    box = page.get_by_role("textbox", name=texts("rewrite.draft"), exact=True)
    box.fill(draft)
    page.locator(".st-key-rewrite button").click()
    expect(page.locator(".st-key-rewritten [role=alert]")).to_contain_text("El borrador está en francés")
    expect(box).to_have_value(draft)
