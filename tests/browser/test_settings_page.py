"""Settings in a real browser: a key in the system's keyring, parts that are fetched, a page that others can reach."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessibility import faults
from browser.conftest import serve
from playwright.sync_api import expect

from app.texts import Texts

pytestmark = [pytest.mark.browser]

STAND_INS = Path(__file__).parent / "standins"
KEY = "sk-typed-in-the-page"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the page runs."""
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def bare_server(folder: Path) -> Iterator[str]:
    """A page on a machine where nothing has been fetched yet, with a keyring, a hub that is local, and no index."""
    more = {
        "PUENTES_HOME": str(folder / "home"), "PYTHONPATH": str(STAND_INS),
        "PYTHON_KEYRING_BACKEND": "fake_keyring.Keyring",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": "/dev/null",
    }  # fmt: skip
    yield from serve(folder, "auto", **more)


def test_a_key_is_kept_in_the_keyring_only_when_asked(open_page: Any, bare_server: str, folder: Path) -> None:
    """Used for the session alone, then kept, taken from there at another visit, and removed; it is never shown."""
    page = open_page(bare_server, "en-GB", path="/settings")
    texts = Texts("en")
    kept = folder / "keyring.json"
    page.get_by_text(texts("endpoint.title"), exact=True).click()

    def use(*, keep: bool) -> None:
        field = page.get_by_label(texts("endpoint.key"), exact=True)
        expect(field).to_have_count(1)  # the field of the run before goes a moment after the new one has come
        field.fill(KEY)
        if keep:
            page.get_by_test_id("stCheckbox").get_by_text(texts("endpoint.keep")).click()
        page.get_by_role("button", name=texts("endpoint.use")).click()
        expect(page.get_by_text(texts(f"endpoint.said.{'kept' if keep else 'used'}"))).to_be_visible()
        expect(field).to_have_count(1)
        expect(field).to_have_value("")

    use(keep=False)
    assert not kept.exists()
    use(keep=True)
    assert json.loads(kept.read_text(encoding="utf-8")) == {"puentes https://api.openai.com/v1": KEY}
    page.reload()
    page.get_by_text(texts("endpoint.title"), exact=True).click()
    page.locator(".st-key-key-load button").click()
    expect(page.get_by_text(texts("endpoint.said.loaded"))).to_be_visible()
    expect(page.get_by_label(texts("endpoint.key"), exact=True)).to_have_value("")
    assert KEY not in page.content()
    assert KEY not in page.evaluate("JSON.stringify(sessionStorage)")
    page.locator(".st-key-key-remove button").click()
    expect(page.get_by_text(texts("endpoint.said.removed"))).to_be_visible()
    assert json.loads(kept.read_text(encoding="utf-8")) == {}


def test_the_model_is_fetched_with_progress_and_can_be_cancelled(open_page: Any, bare_server: str) -> None:
    """On a machine with nothing on it: what lacks is told with its size, the page is used while the model comes, and a
    failure is told in words."""
    page = open_page(bare_server, "es-ES", "narrow", path="/settings")
    texts = Texts("es")
    expect(page.get_by_text(texts("settings.model_missing", size=1117))).to_be_visible()
    expect(page.get_by_text(texts("settings.grammar_missing", size=101))).to_be_visible()
    page.locator(".st-key-fetch-model button").click()
    progress = page.get_by_text(re.compile(r"^\d+ (de|of) 1117 MB$"))
    expect(progress).to_be_visible()
    first = progress.inner_text()
    expect(progress).not_to_have_text(first)
    assert faults(page, "es") == []

    page.locator(".st-key-nav").get_by_text(texts("draft.title"), exact=True).click()
    page.locator(".st-key-example-withdraw button").click()
    expect(page.locator(".pz-verdict")).to_contain_text(texts("result.holds_partly"))
    page.locator(".st-key-nav").get_by_text(texts("settings.title"), exact=True).click()
    expect(progress).to_be_visible()
    page.locator(".st-key-cancel-model button").click()
    page.locator(".st-key-fetch-model button").click()  # it is offered again
    failed = page.get_by_role("alert").filter(has_text=texts("settings.fetch_failed", why=""))
    expect(failed).to_be_visible()
    assert "Traceback" not in page.content()


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that listens on all of the machine's addresses."""
    yield from serve(tmp_path_factory.mktemp("page"), "phrasebank", "--address", "0.0.0.0", PUENTES_GRAMMAR="off")  # noqa: S104 - what is tested


def test_a_page_that_others_can_reach_warns_and_takes_no_keys(open_page: Any, open_server: str) -> None:
    """And downloads nothing for them; everything else works."""
    page = open_page(open_server, "es-ES", "narrow", "dark", path="/settings")
    texts = Texts("es")
    expect(page.get_by_role("note").filter(has_text=texts("settings.open_to_others"))).to_be_visible()
    expect(page.get_by_text(texts("settings.endpoint_elsewhere"))).to_be_visible()
    expect(page.locator("input[type=password]")).to_have_count(0)
    expect(page.locator("[class*=st-key-fetch-]")).to_have_count(0)
    assert faults(page, "es") == []
