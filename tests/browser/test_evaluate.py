"""The page that evaluates in a real browser: from nothing to a comparison, and a prompt edit tried side by side."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.texts import Texts, language_for

pytestmark = [pytest.mark.browser]


def _open(page: Page, texts: Texts) -> None:
    page.locator(".st-key-nav").get_by_text(texts("evaluate.title"), exact=True).click()
    page.locator(".st-key-evaluate_part").wait_for()


def _part(page: Page, texts: Texts, name: str) -> None:
    page.locator(".st-key-evaluate_part").get_by_text(texts(f"evaluate.parts.{name}"), exact=True).click()


def _choose(page: Page, key: str, option: str) -> None:
    page.locator(f".st-key-{key} input").first.click()
    page.get_by_role("option", name=option).first.click()


def _run_name(told: str) -> str:
    found = re.search(r"\d{8}-\d{6}-\S+", told)
    assert found, told
    return found[0]


def _accessible(page: Page) -> None:
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.mouse.move(0, 0)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize(("locale", "size", "scheme"), [("es-ES", "phone", "light"), ("en-GB", "desktop", "dark")])
def test_from_nothing_to_a_comparison_and_an_edit_tried_side_by_side(
    open_page: Any, phrasebank_server: str, locale: str, size: str, scheme: str
) -> None:
    """Two runs are started and compared; a copy of the prompts is edited, saved and tried. Each part is accessible
    and no wider than the screen."""
    page = open_page(phrasebank_server, locale, size, scheme)
    texts = Texts(language_for(locale))
    _open(page, texts)
    _part(page, texts, "run")
    _choose(page, "run_intents", texts("intent.cancel"))
    page.keyboard.press("Escape")
    # The server is shared: an earlier test's run may be shown still.
    shown = page.locator(".pz-verdict")
    seen = [_run_name(shown.inner_text())] if shown.count() else []
    for _ in range(2):
        page.locator(".st-key-run_start button").click()
        ended = page.locator(".pz-verdict", has_text="phrasebank")
        for name in seen:
            ended = ended.filter(has_not_text=name)
        ended.wait_for()
        seen.append(_run_name(ended.inner_text()))
    _accessible(page)
    page.locator(".st-key-run_compare button").click()
    expect(page.locator(".pz-table tr.pz-whole")).to_be_visible()
    _accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    _part(page, texts, "try")
    name = f"mine-{texts.language}"
    page.locator(".st-key-try_new input").fill(name)
    page.locator(".st-key-try_new input").press("Enter")
    page.locator(".st-key-try_copy button").click()
    # Of this copy: until the page has come to it, an earlier one's file is shown, and what is typed there goes with it.
    area = page.locator(f".st-key-try_text-{name}-templates-user-j2 textarea")
    area.fill(f"{area.input_value()}\nBriefly.\n")
    area.press("Control+Enter")
    expect(page.get_by_text(texts("evaluate.try.unsaved"))).to_be_visible()
    page.locator(".st-key-try_save button").click()
    expect(page.get_by_text(texts("evaluate.try.unsaved"))).to_have_count(0)
    page.locator(".st-key-try_start button").click()
    same = texts("evaluate.try.same", view=texts("evaluate.view.delivered"))
    expect(page.get_by_text(same).first).to_be_visible()  # the phrase bank reads no template
    _accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
