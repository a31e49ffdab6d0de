"""The result: the message with the words of findings marked, what was checked, and how to take it away."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from app.guarding import show_error
from app.marking import SIGNS, by_gravity, findings_list, marked
from app.take_away import take_away
from app.texts import Texts
from guardrails.text import Text
from puentes.contracts import contract_for
from puentes.errors import DataError
from puentes.message import Message
from puentes.said import say
from puentes.situation import Situation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: a message or an error, with the facts it was written from."""

    situation: Situation
    facts: dict[str, Any]
    message: Message | None
    error: Exception | None


def show(outcome: Outcome, texts: Texts, *, stale: bool) -> None:
    """Shows it. `stale`: the form says something else by now."""
    if outcome.message is None:
        show_error(outcome.error or RuntimeError(), texts)
        return
    message = outcome.message
    _verdict(message, texts)
    if stale:
        st.html(f'<p class="pz-stale" role="status">{escape(texts("result.stale"))}</p>')
    _letter(message, outcome.situation, texts)
    take_away(message.subject, message.body, outcome.situation, texts)
    _findings(message, texts)
    _story(message, texts)


def _verdict(message: Message, texts: Texts) -> None:
    failures = sum(finding.status == "fail" for finding in message.checks)
    unchecked = any(finding.status == "not_checked" for finding in message.checks)
    status = "fail" if failures else "not_checked" if unchecked else "pass"
    key = {"fail": "fails", "not_checked": "holds_partly", "pass": "holds"}[status]
    st.html(
        f'<p class="pz-verdict pz-{status}" role="status"><span class="pz-sign" aria-hidden="true">{SIGNS[status]}'
        f"</span><span>{escape(texts(f'result.{key}', count=failures))}</span></p>"
    )


def _letter(message: Message, situation: Situation, texts: Texts) -> None:
    subject = ""
    if message.subject:
        subject = (
            f'<p class="pz-subject"><span class="pz-label">{escape(texts("result.subject"))}</span> '
            f'<span data-part="subject">{escape(message.subject)}</span></p>'
        )
    st.html(
        f'<div class="pz-card pz-letter" lang="{situation.language}">{subject}'
        f'<div class="pz-body" data-part="body">{marked(message.body, message.checks)}</div></div>'
    )
    count = len(Text(message.body).words)
    budget = contract_for(situation).budget
    words = texts("result.words", count=count)
    if budget:
        words = texts("result.words_of", count=count, least=budget.ideal_min, most=budget.ideal_max)
    name = texts.get(f"engine.{message.engine}", message.engine)
    seconds = f"{message.seconds:.1f}"
    engine = say("engine", texts.language, engine=name, calls=str(message.llm_calls), seconds=seconds)
    st.html(f'<p class="pz-small">{escape(words)} · {escape(engine)}</p>')


def _findings(message: Message, texts: Texts) -> None:
    ordered = by_gravity(message.checks)
    open_ = [finding for finding in ordered if finding.status != "pass"]
    passed = [finding for finding in ordered if finding.status == "pass"]
    st.subheader(texts("result.findings"), anchor=False)
    if open_:
        st.html(findings_list(open_, texts))
    if passed:
        with st.expander(texts("result.passed", count=len(passed))):
            st.html(findings_list(passed, texts))


def _story(message: Message, texts: Texts) -> None:
    notes = _notes(message, texts)
    if notes:
        with st.expander(texts("result.how"), expanded=True):
            st.html(f'<ul class="pz-notes">{"".join(f"<li>{escape(note)}</li>" for note in notes)}</ul>')


def _notes(message: Message, texts: Texts) -> list[str]:
    """What happened on the way, in the interface's language; as the message carries it where that is not known."""
    try:
        return [say(key, texts.language, **values) for key, values in message.events if key != "language"]
    except DataError:
        return list(message.notes)
