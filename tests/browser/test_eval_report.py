"""The evaluation's HTML page, opened from disk in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from canned_runs import crash, held, run_of
from playwright.sync_api import Browser, Page, expect

from eval.comparing import compare
from eval.gating import gate
from eval.reporting.html import html
from eval.reporting.words import Words
from eval.summary import summarise
from eval.telling import Language
from eval.thresholds import load_thresholds

pytestmark = pytest.mark.browser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The page of a run that lost against an earlier one, with a crash in it."""
    return _written(tmp_path, "en")


def _written(folder: Path, language: Language) -> Path:
    before = held(5, fixtures=24)
    after = held(lambda n: 5 * (n % 4 > 0), fixtures=24, id="two").answers
    run = run_of([*after, crash("dead", 1)], id="two", repeats=5)
    page = html(summarise(run), compare(before, run), gate(run, before, load_thresholds()), Words(language))
    target = folder / "report.html"
    target.write_text(page, encoding="utf-8")
    return target


def _opened(browser: Browser, file: Path, **given: Any) -> tuple[Page, list[str]]:
    page = browser.new_context(**given).new_page()
    wrong: list[str] = []
    page.on("request", lambda sent: wrong.append(sent.url) if sent.url != file.as_uri() else None)
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(file.as_uri())
    return page, wrong


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "es")])
def test_axe_finds_nothing_serious(browser: Browser, tmp_path: Path, scheme: str, language: Language) -> None:
    """In both looks and languages, all fixtures unfolded, on a phone's width; the page is no wider than the screen."""
    file = _written(tmp_path, language)
    page, wrong = _opened(browser, file, color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wrong == []


def test_fixtures_are_filtered_by_element_language_intent_and_name(browser: Browser, file: Path) -> None:
    page, wrong = _opened(browser, file)
    shown, count = page.locator("[data-fixture]:visible"), page.locator("#found")
    expect(count).to_have_text("25 of 25 fixtures")
    page.locator("[name=element]").select_option("apology")
    expect(count).to_have_text("6 of 25 fixtures")
    page.locator("[name=intent]").select_option("missed")
    expect(shown).to_have_count(2)
    page.locator("[name=language]").select_option("en")
    expect(count).to_have_text("0 of 25 fixtures")
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_count(25)
    page.locator("[name=state]").select_option("fails")
    page.get_by_role("searchbox", name="Fixture").fill("cancel-es-0")
    expect(shown).to_have_count(1)
    shown.locator("summary").press("Enter")  # the keyboard opens it
    expect(shown.locator("mark.fail").first).to_have_text("Lo siento")
    assert wrong == []


def test_the_filters_are_reached_and_set_by_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    """And what they find is told in the page's language."""
    page, wrong = _opened(browser, _written(tmp_path, "es"))
    count = page.locator("#found")
    expect(count).to_have_text("25 de 25 situaciones")
    page.locator("[name=element]").focus()
    page.keyboard.press("ArrowDown")  # the first element that fails somewhere
    expect(count).not_to_have_text("25 de 25 situaciones")
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the button that shows all again
    expect(count).to_have_text("25 de 25 situaciones")
    assert wrong == []
