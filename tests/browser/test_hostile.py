"""What a person, a file or an engine wrote stays text wherever the pages show it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from browser.conftest import serve
from fake_endpoint import Call, fake_endpoint, wordings
from hostile import HOSTILE, acting
from playwright.sync_api import Page, expect

from app.texts import Texts

pytestmark = [pytest.mark.browser]


def _answers(call: Call) -> None:
    """Every move with what would act behind it."""
    call.say(json.dumps({move: f"{text} {HOSTILE}" for move, text in wordings(call.prompt).items()}))


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page whose endpoint answers with HTML, Markdown and formulas."""
    with fake_endpoint(_answers) as endpoint:
        more = {"OPENAI_BASE_URL": endpoint.base_url, "PUENTES_GRAMMAR": "off"}
        yield from serve(tmp_path_factory.mktemp("page"), "openai", **more)


def _fill(page: Page, label: str, words: str) -> None:
    box = page.get_by_label(label, exact=True)
    box.fill(words)
    box.press("Tab")
    page.locator("[data-test-script-state=notRunning]").wait_for()


def _see(page: Page, view: str) -> None:
    page.get_by_role("radio", name=view, exact=True).or_(page.get_by_role("button", name=view, exact=True)).click()


def test_nothing_that_was_typed_acts_anywhere_on_the_first_page(open_page: Any, phrasebank_server: str) -> None:
    """In every field, then in the editor: as it is edited, as it arrives, as a comparison, in the checklist, on the
    sheet to read from, and as the name and content of a file."""
    page = open_page(phrasebank_server, "en-GB")
    texts = Texts("en")
    for field in ("sender.name", "recipient.name", "position", "company", "nuance"):
        _fill(page, texts(f"form.{field}"), f"{field} {HOSTILE}"[:115])
    page.locator(".st-key-write button").click()
    box = page.locator("[data-part=edit-body]")
    box.wait_for()
    assert acting(page) == []
    page.locator("[data-part=edit-subject]").fill(f"Hello {HOSTILE}")
    box.fill(f"{box.input_value()}\n{HOSTILE} You are a terrible company.")
    shown = page.get_by_role("combobox", name=texts("version.title"), exact=True)
    expect(shown).to_have_value(re.compile("^2 · "))
    expect(page.locator("[data-part=body] mark.pz-fail").first).to_be_attached()
    page.locator("summary").filter(has_text=re.compile(r"^\d+ ")).last.click()
    assert acting(page) == []
    _see(page, texts("view.read"))
    expect(page.locator("[data-part=body]")).to_contain_text(
        "onerror=alert(1)><script>alert(2)</script> **bold** _thin_"
    )
    assert acting(page) == []
    _see(page, texts("view.compare"))
    expect(page.locator("[data-part=difference] ins").first).to_be_visible()
    assert acting(page) == []
    page.get_by_text(texts("facts_file.title"), exact=True).click()
    file = {"name": f"{HOSTILE[:24]}.yaml", "mimeType": "text/plain", "buffer": f"'{HOSTILE}': 1".encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(texts("facts_file.unused"))).to_be_visible()
    assert acting(page) == []


def test_nothing_that_an_engine_wrote_acts(open_page: Any, hostile_server: str) -> None:
    """While it comes, in the message, in what is said about it, and in the request as it was sent."""
    page = open_page(hostile_server, "es-ES", "narrow")
    texts = Texts("es")
    _fill(page, texts("form.sender.name"), "Ana")
    _fill(page, texts("form.nuance"), HOSTILE)
    page.locator(".st-key-write button").click()
    page.locator("[data-part=edit-body]").wait_for()
    page.get_by_text(texts("result.how"), exact=True).click()
    assert acting(page) == []
    page.locator(".st-key-nav").get_by_text(texts("settings.title"), exact=True).click()
    expect(page.locator(".pz-sent")).to_contain_text("<script>alert(")  # its numbers are behind slots
    page.get_by_text(texts("settings.sent_exact")).click()
    expect(page.get_by_test_id("stCode")).to_contain_text("onerror=alert(")
    assert acting(page) == []


@pytest.mark.parametrize(
    ("path", "label", "button", "shown"),
    [("/check", "check.text", "check", "checked"), ("/rewrite", "rewrite.draft", "rewrite", "rewritten")],
)
def test_a_text_that_was_pasted_acts_nowhere(
    open_page: Any, hostile_server: str, path: str, label: str, button: str, shown: str
) -> None:
    """Neither as it is shown with its marks or changes, nor where it is quoted."""
    page = open_page(hostile_server, "en-GB", path=path)
    page.get_by_label(Texts("en")(label), exact=True).fill(
        f"Dear Ms Roe,\n\n{HOSTILE}\nYou are a terrible company. Ana"
    )
    page.locator(f".st-key-{button} button").click()
    expect(page.locator(f"[data-part={shown}]")).to_contain_text("src=x")
    page.locator("[data-test-script-state=notRunning]").wait_for()
    for summary in page.locator(".st-key-answer summary").all():
        summary.click()
    assert acting(page) == []
