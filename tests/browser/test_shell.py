"""What all pages share: navigation, language, and facts that stay when one goes from page to page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from app.pages import PAGES
from app.texts import Texts, language_for

pytestmark = [pytest.mark.browser]


@pytest.mark.parametrize(("locale", "size"), [("es-ES", "phone"), ("en-GB", "desktop")])
def test_going_between_pages_keeps_facts_and_language(
    open_page: Any, phrasebank_server: str, locale: str, size: str
) -> None:
    """Each page has its link and its address; facts, message and the chosen language are there on coming back."""
    page = open_page(phrasebank_server, locale, size)
    first = Texts(language_for(locale))
    other = Texts("en" if first.language == "es" else "es")
    page.locator(".st-key-example-withdraw button").click()
    page.locator("[data-part=body]").wait_for()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    name = page.get_by_label(first("form.sender.name"), exact=True).input_value()
    page.locator(".st-key-interface_language").get_by_text(first(f"language.{other.language}")).click()
    for entry in PAGES[1:]:
        page.locator(".st-key-nav").get_by_text(other(f"{entry.name}.title"), exact=True).click()
        page.wait_for_url(f"**/{entry.name}")
        expect(page.locator(".st-key-nav-here")).to_contain_text(other(f"{entry.name}.title"))
        expect(page.locator("[data-stale=true]")).to_have_count(0)
        wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert wide, f"{entry.name} is wider than the screen"
    page.locator(".st-key-nav").get_by_text(other("draft.title"), exact=True).click()
    expect(page.get_by_label(other("form.sender.name"), exact=True)).to_have_value(name)
    expect(page.locator("[data-part=body]")).to_be_visible()
