"""The page's logic, without a browser: Streamlit runs the script, phrasebank writes, grammar is off."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import draft_page, kept, main
from app.texts import catalogue
from puentes.errors import EngineUnavailable

PAGE = str(Path(draft_page.__file__).with_name("main.py"))


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUENTES_GRAMMAR", "off")
    monkeypatch.setenv("PUENTES_ENGINE", "phrasebank")


@pytest.fixture
def page() -> AppTest:
    return _run(AppTest.from_file(PAGE, default_timeout=60))


def _run(page: AppTest) -> AppTest:
    page.run()
    if "task" in page.session_state:  # a browser would look again by itself
        page.session_state["task"].job.wait(30)
        page.run()
    assert not page.exception
    return page


def _key(field: str, language: str = "en", round_: int = 0) -> str:
    return f"{field}|{language}|{round_}"


def _body(page: AppTest) -> str:
    return str(page.session_state["letter"].standing.body)


def _html(page: AppTest) -> str:
    return "\n".join(str(block.proto.body) for block in page.get("html"))


def _fill(page: AppTest, **fields: str) -> None:
    for field, value in fields.items():
        page.text_input(key=_key(field.replace("__", "."))).set_value(value)


def _write(page: AppTest) -> str:
    page.button(key="write").click()
    return _html(_run(page))


def test_filled_in_facts_become_a_message(page: AppTest) -> None:
    _fill(page, sender__name="Ana Gil", recipient__name="Tom Reed", interview__position="Welder")
    page.selectbox(key=_key("intent")).set_value("follow_up")
    html = _write(page)
    assert page.session_state["letter"].standing.subject
    assert "Ana Gil" in _body(page)
    assert "Welder" in _body(page)
    assert catalogue("en")["engine.phrasebank"] in html


def test_an_example_is_one_click_away_and_fills_the_form(page: AppTest) -> None:
    page.button(key="example-reschedule").click()
    assert "Larkfield & Sons" in _body(_run(page))
    assert page.text_input(key=_key("sender.name", round_=1)).value == "Harriet Osei"
    assert page.session_state["kept"]["engine"] == "phrasebank"


def test_grammar_that_was_not_checked_is_said(page: AppTest) -> None:
    page.button(key="example-thank_you").click()
    html = _html(_run(page))
    assert catalogue("en")["result.holds_partly"] in html
    assert catalogue("en")["result.holds"] not in html
    assert "grammar" in {item.finding.id for item in page.session_state["found"].open}


def test_a_mistake_is_shown_at_the_field_and_goes_when_it_is_mended(page: AppTest) -> None:
    html = _write(page)
    missing = catalogue("en")["problem.sender_missing"]
    assert missing in html
    assert "letter" not in page.session_state
    page.text_input(key=_key("sender.name")).set_value("Ana Gil")
    assert missing not in _html(_run(page))


def test_nothing_is_lost_when_a_field_goes_and_comes_back(page: AppTest) -> None:
    """Streamlit forgets widgets that are not shown."""
    _fill(page, sender__name="Ana Gil")
    _run(page)
    page.selectbox(key=_key("reason.kind")).set_value("illness")
    page.button(key=_key("add")).click()
    _run(page)
    page.radio(key=_key("reason.share")).set_value("full")
    page.date_input(key=_key("alternative.0.date")).set_value(date(2031, 5, 6))
    page.time_input(key=_key("alternative.0.time")).set_value(time(11, 15))
    _run(page)
    page.text_area(key=_key("reason.detail")).set_value("A knee operation.")
    _run(page)
    page.selectbox(key=_key("intent")).set_value("thank_you")
    _run(page)
    assert _key("reason.kind") not in [box.key for box in page.selectbox]
    page.selectbox(key=_key("intent")).set_value("reschedule")
    _run(page)
    assert page.text_area(key=_key("reason.detail")).value == "A knee operation."
    assert page.date_input(key=_key("alternative.0.date")).value == date(2031, 5, 6)
    assert page.time_input(key=_key("alternative.0.time")).value == time(11, 15)


def test_another_interface_language_keeps_the_facts_and_the_messages_language(page: AppTest) -> None:
    _fill(page, sender__name="Ana Gil")
    _run(page)
    page.radio(key="interface_language|en").set_value("es")
    _run(page)
    assert page.button(key="write").label == catalogue("es")["form.write"]
    assert page.text_input(key=_key("sender.name", "es")).value == "Ana Gil"
    assert page.radio(key=_key("language", "es")).value == "en"


def test_later_questions_come_when_it_is_known_who_writes(page: AppTest) -> None:
    """The form is short at first; what the intent does not need is never asked."""
    assert _key("reason.kind") not in [box.key for box in page.selectbox]
    _fill(page, sender__name="Ana Gil")
    _run(page)
    assert _key("reason.kind") in [box.key for box in page.selectbox]
    page.selectbox(key=_key("intent")).set_value("thank_you")
    _run(page)
    assert _key("reason.kind") not in [box.key for box in page.selectbox]
    assert _key("nuance") in [box.key for box in page.text_area]


def test_alternatives_are_added_and_removed_one_by_one(page: AppTest) -> None:
    _fill(page, sender__name="Ana Gil")
    _run(page)
    for _ in range(3):
        page.button(key=_key("add")).click()
        _run(page)
    page.button(key=_key("alternative.1.remove")).click()
    _run(page)
    assert [w.key for w in page.date_input if "alternative" in str(w.key)] == [
        _key("alternative.0.date"),
        _key("alternative.2.date"),
    ]


def test_changed_facts_are_told_beside_the_older_message(page: AppTest) -> None:
    page.button(key="example-withdraw").click()
    stale = catalogue("en")["result.stale"]
    assert stale not in _html(_run(page))
    page.text_input(key=_key("interview.company", round_=1)).set_value("Other Ltd")
    assert stale in _html(_run(page))


def test_an_engine_that_is_not_there_is_told_in_words(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    async def missing(*_: Any, **__: Any) -> None:
        raise EngineUnavailable("engine local: no model file at <somewhere>")

    monkeypatch.setattr("app.draft_page.draft_async", missing)
    page.button(key="example-withdraw").click()
    html = _html(_run(page))
    assert catalogue("en")["error.unavailable"] in html
    assert "&lt;somewhere&gt;" in html


def test_a_failure_nobody_foresaw_is_told_without_a_traceback(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its text, which may quote what the person wrote, goes nowhere."""

    async def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("private words")

    monkeypatch.setattr("app.draft_page.draft_async", broken)
    page.button(key="example-withdraw").click()
    html = _html(_run(page))
    assert "ZeroDivisionError" in html
    assert "private words" not in html
    assert page.text_input(key=_key("sender.name", round_=1)).value == "Gareth Pugh"


def test_a_setting_that_cannot_be_used_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "nowhere")
    html = _html(_run(AppTest.from_file(PAGE, default_timeout=60)))
    assert catalogue("en")["error.settings"] in html


def test_importing_the_page_draws_nothing() -> None:
    """`main` draws only where Streamlit runs it as the script."""
    assert callable(main.main)
    assert callable(kept.values)


def test_emptying_the_form_can_be_undone_and_keeps_the_message(page: AppTest) -> None:
    """One click empties the fields, the next one brings them back; the message that is written stays."""
    page.button(key="example-reschedule").click()
    _run(page)
    before, body = dict(page.session_state["kept"]), _body(page)
    page.button(key="clear").click()
    _run(page)
    assert not page.session_state["kept"].get("sender.name")
    assert _body(page) == body
    page.button(key="undo-clear").click()
    _run(page)
    assert page.session_state["kept"] == before
    assert "undo-clear" not in {button.key for button in page.button}
