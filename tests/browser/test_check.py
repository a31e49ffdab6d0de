"""The Check page in a real browser, with a real LanguageTool."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.texts import Texts

pytestmark = [pytest.mark.browser, pytest.mark.grammar]

SPANISH = """Asunto: Entrevista de mañana para soldador
Estimada Sra. Ruiz:

Le escribo por la entrevista. No podré ir , y siemto mucho las molestias. Su empresa es un desastre.

Muchas gracias por su tiempo.

Un saludo,
Ana"""
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> **bold** [a](javascript:alert(3)) $x^2$ :smile:"


def _check(page: Page, texts: Texts, text: str) -> None:
    page.get_by_role("textbox", name=texts("check.text"), exact=True).fill(text)
    page.locator(".st-key-check button").click()
    expect(page.locator("[data-part=checked]")).to_contain_text(text.split("\n")[-1][-20:])
    _settled(page)


def _settled(page: Page) -> None:
    page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def _mend(page: Page, words: str, after: str, label: str | None = None) -> None:
    """Accepts the mend of the finding that quotes the words, the first one or that of the label, and waits for the
    text that it leaves, in the field and in what was checked."""
    buttons = page.locator("[class*=st-key-finding-]").filter(has_text=words).get_by_role("button")
    (buttons.filter(has_text=label) if label else buttons).first.click()
    _holds(page, after)


def _holds(page: Page, after: str) -> None:
    expect(page.locator("[data-part=checked]")).to_have_text(after)
    expect(page.locator("textarea").first).to_have_value(after)
    _settled(page)


def test_findings_are_marked_mended_one_by_one_and_undone(open_page: Any, phrasebank_server: str) -> None:
    """Grammar, punctuation and courtesy; what is accepted stands in the text, and each step can be taken back."""
    page = open_page(phrasebank_server, "es-ES", path="/check")
    texts = Texts("es")
    _check(page, texts, SPANISH)
    text = page.get_by_role("textbox", name=texts("check.text"), exact=True)
    expect(page.locator("mark", has_text="siemto")).to_have_class("pz-fail")
    expect(page.locator(".pz-verdict")).to_contain_text("3")
    expect(page.locator(".pz-elements")).to_contain_text("Entrevista de mañana")

    first = SPANISH.replace("siemto", "siento")
    second = first.replace(" Su empresa es un desastre.", "")
    mended = second.replace("ir ,", "ir,")
    _mend(page, "siemto", first, "siento")
    _mend(page, "Su empresa es un desastre", second)
    _mend(page, texts("finding.status.fail"), mended)
    expect(page.locator(".pz-verdict")).to_contain_text(texts("result.holds"))

    page.locator(".st-key-undo button").click()
    _holds(page, second)

    # Another page and back: text and steps are still there.
    page.get_by_role("link", name=texts("draft.title")).click()
    page.locator(".st-key-write button").wait_for()
    _settled(page)
    page.get_by_role("link", name=texts("check.title")).click()
    expect(text).to_have_value(second)
    expect(page.locator(".st-key-undo button")).to_contain_text(texts("check.undo", count=2))


def test_a_purpose_tells_what_is_missing_on_a_phone(open_page: Any, phrasebank_server: str) -> None:
    """In the interface's language, whatever the message is in; with the facts of Draft when they are complete."""
    page = open_page(phrasebank_server, "en-GB", "phone", "dark", path="/check")
    texts = Texts("en")
    _check(page, texts, "Hola, no podré ir a la entrevista del lunes.\nUn saludo, Ana")
    page.get_by_role("combobox", name=texts("check.purpose")).click()
    page.get_by_role("option", name=texts("intent.cancel"), exact=True).click()
    expect(page.get_by_text("Not in the message: an apology.")).to_be_visible()
    page.get_by_role("combobox", name=texts("check.purpose")).click()
    page.get_by_role("option", name=texts("check.facts"), exact=True).click()
    expect(page.get_by_role("alert").filter(has_text=texts("check.no_facts"))).to_be_visible()


def test_what_is_pasted_is_shown_and_never_acts(open_page: Any, phrasebank_server: str) -> None:
    """And a text that is too long for a message is told so, and kept."""
    page = open_page(phrasebank_server, "en-GB", path="/check")
    texts = Texts("en")
    _check(page, texts, HOSTILE)
    expect(page.locator("[data-part=checked]")).to_contain_text("<img src=x onerror=alert(2)> **bold**")
    for acting in ("img[src=x]", ".katex", "a[href^=javascript]"):
        expect(page.locator(acting)).to_have_count(0)
    assert page.locator("script", has_text="alert(").count() == 0
    text = page.get_by_role("textbox", name=texts("check.text"), exact=True)
    text.fill("word " * 5000)
    page.locator(".st-key-check button").click()
    expect(page.get_by_role("alert").filter(has_text="25000")).to_be_visible()
    expect(page.locator("[data-part=checked]")).to_have_count(0)
    expect(text).to_have_value("word " * 5000)
