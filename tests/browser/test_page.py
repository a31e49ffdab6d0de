"""The page in a real browser, with the phrase bank and a real LanguageTool."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.texts import Texts, language_for

pytestmark = [pytest.mark.browser, pytest.mark.grammar]

LOCALES = ("es-ES", "en-GB")
HOSTILE = (
    'Ana <img src=x onerror="alert(1)"> <script>alert(2)</script> **negrita** [a](javascript:alert(3)) $x^2$ :smile:'
)


def _field(page: Page, label: str) -> Any:
    return page.get_by_label(label, exact=True)


def _fill(page: Page, label: str, value: str) -> None:
    box = _field(page, label)
    box.fill(value)
    box.press("Tab")


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def _write(page: Page) -> None:
    page.locator(".st-key-write button").click()
    _delivered(page)


def _take_example(page: Page, name: str = "reschedule") -> None:
    page.locator(f".st-key-example-{name} button").click()
    _delivered(page)


def _delivered(page: Page) -> None:
    """Waits for the message, and for the end of that run: until then Streamlit keeps older fields, hidden."""
    page.locator("[data-part=edit-body]").wait_for()
    expect(page.locator("[data-stale=true]")).to_have_count(0)


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("locale", LOCALES)
def test_from_the_form_to_a_message_that_is_checked(
    open_page: Any, phrasebank_server: str, locale: str, size: str
) -> None:
    """The page speaks the browser's language, and so does the message at first."""
    page = open_page(phrasebank_server, locale, size)
    texts = Texts(language_for(locale))
    _choose(page, texts("form.intent"), texts("intent.follow_up"))
    _fill(page, texts("form.sender.name"), "Nuria O'Farrell")
    _fill(page, texts("form.recipient.name"), "Inés Larraín")
    _fill(page, texts("form.position"), "Soldadora / Welder (TIG)")
    _fill(page, texts("form.company"), "Hierros & Cía.")
    _write(page)
    body = page.locator("[data-part=body]")
    expect(body).to_contain_text("Nuria O'Farrell")
    expect(body).to_contain_text("Soldadora / Welder (TIG)")
    expect(page.locator("[data-part=subject]")).not_to_be_empty()
    expect(page.locator(".pz-verdict")).to_contain_text(texts("result.holds"))
    expect(body).to_be_in_viewport()
    expect(page.locator("[data-part=edit-body]")).to_have_attribute("lang", texts.language)
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "the page is wider than the screen"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", LOCALES)
def test_an_example_needs_one_click(open_page: Any, phrasebank_server: str, locale: str, scheme: str) -> None:
    """The form is filled, the message written, and on a phone it comes into view."""
    page = open_page(phrasebank_server, locale, "phone", scheme)
    _take_example(page)
    expect(page.locator("[data-part=body]")).to_be_in_viewport()
    texts = Texts(language_for(locale))
    expect(_field(page, texts("form.position"))).not_to_have_value("")
    expect(page.locator('[class*="st-key-moment-alternative"]')).to_have_count(3)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_person_writes_is_shown_and_never_acts(open_page: Any, phrasebank_server: str, locale: str) -> None:
    """HTML, script, Markdown and LaTeX in name and note stay text: no dialog, no picture, no link, no formula."""
    page = open_page(phrasebank_server, locale)
    texts = Texts(language_for(locale))
    _choose(page, texts("form.intent"), texts("intent.follow_up"))
    _fill(page, texts("form.sender.name"), "Ana <img src=x onerror=alert(1)> **b** $x^2$")
    _fill(page, texts("form.position"), "<script>alert(2)</script> [a](javascript:alert(3)) :smile:")
    _fill(page, texts("form.nuance"), HOSTILE)
    _write(page)
    expect(page.locator("[data-part=body]")).to_contain_text("<img src=x onerror=alert(1)> **b** $x^2$")
    expect(page.locator("[data-part=body]")).to_contain_text("<script>alert(2)</script>")
    for acting in ("img[src=x]", ".katex", "a[href^=javascript]", "[data-part=body] :not(mark)"):
        expect(page.locator(acting)).to_have_count(0)
    assert page.locator("script", has_text="alert(").count() == 0


@pytest.mark.parametrize("locale", LOCALES)
def test_a_mistake_is_told_at_its_field(open_page: Any, phrasebank_server: str, locale: str) -> None:
    page = open_page(phrasebank_server, locale, "phone")
    texts = Texts(language_for(locale))
    page.locator(".st-key-write button").click()
    problem = page.get_by_role("alert").filter(has_text=texts("problem.sender_missing"))
    expect(problem).to_be_visible()
    column = page.get_by_test_id("stColumn").filter(has=_field(page, texts("form.sender.name"))).last
    expect(column).to_contain_text(texts("problem.sender_missing"))
    expect(page.locator(".pz-summary")).to_contain_text(texts("form.sender.name"))
    _fill(page, texts("form.sender.name"), "Ana Gil")
    expect(problem).to_have_count(0)


def test_a_past_time_is_told_beside_the_time(open_page: Any, phrasebank_server: str) -> None:
    page = open_page(phrasebank_server, "es-ES")
    texts = Texts("es")
    _take_example(page)
    year = page.locator(".st-key-moment-interview").get_by_role("spinbutton").nth(2)
    year.click()
    page.keyboard.type("2020")
    page.keyboard.press("Escape")
    expect(page.locator(".pz-stale")).to_be_visible()  # the change has arrived
    page.locator(".st-key-write button").click()
    expect(page.get_by_text(texts("problem.past_interview"))).to_be_visible()


def test_switching_the_pages_language_loses_nothing(open_page: Any, phrasebank_server: str) -> None:
    """Facts, message and the message's language stay; the words of the page change."""
    page = open_page(phrasebank_server, "en-GB")
    _take_example(page, "thank_you")
    body = page.locator("[data-part=body]")
    before = body.inner_text()
    page.locator(".st-key-interface_language").get_by_text("Español").click()
    expect(page.locator(".st-key-write button")).to_have_text(Texts("es")("form.write"))
    assert body.inner_text() == before
    expect(_field(page, Texts("es")("form.sender.name"))).to_have_value("Marcus Delacroix")
    expect(page.locator("[data-part=edit-body]")).to_have_attribute("lang", "en")


def test_two_visitors_do_not_see_each_others_words(open_page: Any, phrasebank_server: str) -> None:
    first, second = open_page(phrasebank_server, "en-GB"), open_page(phrasebank_server, "es-ES")
    _fill(first, Texts("en")("form.sender.name"), "Only Mine")
    _take_example(first, "withdraw")
    expect(_field(second, Texts("es")("form.sender.name"))).to_have_value("")
    expect(second.locator("[data-part=body]")).to_have_count(0)


def test_no_developer_menu_and_no_statistics(open_page: Any, phrasebank_server: str) -> None:
    """What the server tells the browser forbids usage statistics; that no request leaves is held by `open_page`."""
    page = open_page(phrasebank_server)
    expect(page.get_by_text(re.compile("Deploy"))).to_have_count(0)
