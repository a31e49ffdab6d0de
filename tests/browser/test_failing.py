"""Waiting and failing well, in a real browser: a slow endpoint, one that is down, a grammar checker that is dead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessibility import faults
from browser.conftest import serve
from fake_endpoint import Call, FakeEndpoint, delta, fake_endpoint, good, wordings
from playwright.sync_api import expect

from app.gate import AT_ONCE
from app.texts import Texts

pytestmark = [pytest.mark.browser]


def _answers(call: Call) -> None:
    """Answers well; for one company slowly, and never to the end."""
    if "slow-model" not in str(call.body.get("model")):
        good(call)
        return
    drafts = "Moves, in the order" in call.prompt
    text = json.dumps(wordings(call.prompt) if drafts else {"s1": "No pude hablar con ella."}, ensure_ascii=False)
    call.stream([delta(text[i : i + 20]) for i in range(0, len(text) - 20, 20)], end="open so far", pause=0.05)
    while not call.stopping.wait(0.5):
        call.chunk(b": still writing\n\n")  # until the page hangs up


# Each test has a page and an endpoint of its own: what one leaves under way would hold the next one's turn.
@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    with fake_endpoint(_answers) as fake:
        yield fake


@pytest.fixture
def endpoint_server(endpoint: FakeEndpoint, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that writes with a slow endpoint, and whose grammar checker is dead: nobody listens there."""
    more = {
        "OPENAI_BASE_URL": endpoint.base_url, "OPENAI_API_KEY": "sk-secret-of-the-machine",
        "PUENTES_MODEL": "slow-model", "PUENTES_LANGUAGETOOL_URL": "http://127.0.0.1:9",
        "PUENTES_TIMEOUT": "600",
    }  # fmt: skip
    yield from serve(tmp_path_factory.mktemp("page"), "openai", **more)


def test_moves_stream_in_the_page_stays_usable_and_stop_stops(
    open_page: Any, endpoint_server: str, endpoint: FakeEndpoint
) -> None:
    """While the endpoint writes: its words appear, a field can be changed, another page visited; then it is stopped,
    and what was there is unchanged. The request is shown in the settings as it was sent, without key or facts."""
    page = open_page(endpoint_server, "en-GB")
    texts = Texts("en")
    page.locator(".st-key-example-reschedule button").click()
    expect(page.locator(".pz-wait dd").first).not_to_be_empty()
    assert faults(page, "en") == []
    name = page.get_by_label(texts("form.sender.name"), exact=True)
    name.fill("Someone Else")
    name.press("Tab")
    page.wait_for_function("(sessionStorage.getItem('puentes.form') || '').includes('Someone Else')")
    page.locator(".st-key-nav").get_by_text(texts("settings.title"), exact=True).click()
    expect(page.locator(".st-key-nav-here")).to_contain_text(texts("settings.title"))
    page.locator(".st-key-nav").get_by_text(texts("draft.title"), exact=True).click()
    expect(page.locator(".pz-wait dd").first).not_to_be_empty()
    expect(name).to_have_value("Someone Else")
    page.locator(".st-key-stop button").click()
    expect(page.get_by_text(texts("notice.stopped"))).to_be_visible()
    expect(page.locator(".st-key-write button")).to_be_enabled()
    page.locator(".st-key-nav").get_by_text(texts("settings.title"), exact=True).click()
    sent = page.locator(".pz-sent")
    expect(sent).to_contain_text("{position}")
    page.get_by_text(texts("settings.sent_exact")).click()
    exact = page.get_by_test_id("stCode").inner_text()
    assert json.loads(exact) == endpoint.calls[-1]
    whole = page.content()
    assert "sk-secret" not in whole
    assert "Larkfield" not in sent.inner_text()


def test_more_than_a_few_at_once_wait_for_their_turn(open_page: Any, endpoint_server: str) -> None:
    """Tabs of one browser, each for itself: three write, the fourth waits and says so; it goes on when another one is
    stopped. While all are watched, each click is heard."""
    page = open_page(endpoint_server, "en-GB", "narrow", "dark")
    texts = Texts("en")
    tabs = [page, *(page.context.new_page() for _ in range(AT_ONCE))]
    for tab in tabs[1:]:
        tab.goto(endpoint_server)
        tab.locator(".st-key-write button").wait_for()
    for number, tab in enumerate(tabs):
        tab.locator(".st-key-example-missed button").click()
        if number < AT_ONCE:
            expect(tab.locator(".pz-wait dd").first).not_to_be_empty()
    last = tabs[-1]
    expect(last.get_by_role("status").filter(has_text=texts("wait.queue"))).to_be_visible()
    assert faults(last, "en") == []
    page.locator(".st-key-stop button").click()
    expect(page.get_by_text(texts("notice.stopped"))).to_be_visible()
    expect(last.locator(".pz-wait dd").first).not_to_be_empty()
    for tab in tabs[1:]:
        tab.locator(".st-key-stop button").click()
        expect(tab.get_by_text(texts("notice.stopped"))).to_be_visible()
        tab.close()


def test_rewriting_is_stopped_and_the_draft_stays(open_page: Any, endpoint_server: str, endpoint: FakeEndpoint) -> None:
    """The page of rewriting waits for the same endpoint: its stop button ends that, says so, and may begin anew."""
    page = open_page(endpoint_server, "es-ES", "phone", path="/rewrite")
    texts = Texts("es")
    draft = "Hola, mañana no puedo ir a la entrevista. Su reclutadora fue muy maleducada. Un saludo, Ana"
    page.get_by_role("textbox", name=texts("rewrite.draft"), exact=True).fill(draft)
    page.locator(".st-key-rewrite button").click()
    expect(page.locator(".pz-wait [role=status]")).to_have_text(texts("rewrite.wait.engine"))
    assert endpoint.asked.wait(60)
    page.locator(".st-key-rewrite-stop button").click()
    expect(page.get_by_text(texts("notice.stopped"))).to_be_visible()
    expect(page.locator(".pz-wait")).to_have_count(0)
    expect(page.get_by_role("textbox", name=texts("rewrite.draft"), exact=True)).to_have_value(draft)
    expect(page.locator(".st-key-rewrite button")).to_be_enabled()
    assert faults(page, "es") == []


def test_an_endpoint_that_is_down_and_dead_grammar_leave_a_message(open_page: Any, endpoint_server: str) -> None:
    """Set in the page: an address where nobody listens. The phrase bank writes, the page says so and why; grammar is
    said to be unchecked; nothing on the page is a traceback, and edits are still checked at once."""
    page = open_page(endpoint_server, "es-ES", "phone")
    texts = Texts("es")
    page.locator(".st-key-nav").get_by_text(texts("settings.title"), exact=True).click()
    expect(page.get_by_text(texts("settings.grammar_dead"), exact=True)).to_be_visible()
    page.get_by_label(texts("endpoint.address"), exact=True).fill("http://127.0.0.1:9/v1")
    page.get_by_role("button", name=texts("endpoint.use")).click()
    expect(page.get_by_text(texts("endpoint.said.used"))).to_be_visible()
    page.locator(".st-key-nav").get_by_text(texts("draft.title"), exact=True).click()
    page.locator(".st-key-example-withdraw button").click()
    box = page.locator("[data-part=edit-body]")
    box.wait_for()
    expect(page.locator(".pz-verdict")).to_contain_text(texts("result.holds_partly"))
    expect(page.locator(".pz-fellback")).to_contain_text(texts("engine.phrasebank"))
    box.press("Control+End")
    box.press_sequentially(" jajaja, una mierda de empresa.", delay=10)
    expect(page.locator(".pz-verdict.pz-fail")).to_be_visible()
    assert faults(page, "es") == []
    assert "Traceback" not in page.content()


def test_what_the_server_wrote_to_its_log_holds_nothing_typed(
    open_page: Any, endpoint_server: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After visits that went wrong in several ways: no name, no key, no text of a message."""
    page = open_page(endpoint_server, "en-GB")
    page.locator(".st-key-example-missed button").click()
    expect(page.locator(".pz-wait")).to_be_visible()
    page.locator(".st-key-stop button").click()
    logs = list(Path(tmp_path_factory.getbasetemp()).rglob("server.log"))
    assert logs
    for log in logs:
        text = log.read_text(errors="replace")
        assert not any(word in text for word in ("sk-secret", "Someone Else", "mierda", "Traceback")), text[-500:]
