"""The page in a real browser, written by the embedded model and checked by a real LanguageTool."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from app.texts import Texts

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.grammar]


def test_the_embedded_model_writes_and_the_wait_is_shown(open_page: Any, local_server: str) -> None:
    """The first visit, with nothing loaded: the stages are told in words, then the message stands."""
    page = open_page(local_server, "es-ES")
    texts = Texts("es")
    page.locator(".st-key-example-reschedule button").click()
    expect(page.locator(".pz-wait [role=status]")).to_be_visible()
    page.locator("[data-part=body]").wait_for(timeout=150_000)
    expect(page.locator(".pz-small").first).to_contain_text(texts("engine.local"))
    expect(page.locator("[data-part=body]")).to_contain_text("Enfermera de quirófano")
    expect(page.locator(".pz-verdict")).to_contain_text(texts("result.holds"))
