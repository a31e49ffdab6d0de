"""The result: the message, edited in place, with the checks following; its versions; and what is found in it."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from app import comparing, desk, remembering
from app.acting import act
from app.checklist import Checklist, as_data, checklist_of
from app.components import checklist, editor
from app.letter import LONGEST, Letter
from app.marking import MARKED, verdict
from app.proofing import proofreader
from app.take_away import take_away
from app.texts import Texts
from app.versions import views
from guardrails.checking import check
from guardrails.contract import Contract
from guardrails.finding import Finding, Report
from guardrails.text import Text
from puentes.errors import DataError
from puentes.said import say, told_fault

_EDITOR, _LIST = "editor", "checklist"


@st.fragment
def show(texts: Texts, engine: str) -> None:
    """Shows the letter. `engine` is the one that would write a move anew. Only this part of the page runs when the
    text is edited."""
    letter = desk.letter()
    if letter is None:
        return
    if desk.has_news():
        st.rerun()  # a move is being written: the whole page shows the wait
    typed = (st.session_state.get(_EDITOR) or {}).get("text")
    if typed and typed.get("serial") == letter.serial and desk.task() is None:
        letter.edit(" ".join(str(typed.get("subject", "")).split()), str(typed.get("body", "")))
    contract = letter.contract
    report, pending = _report(letter, contract, texts)
    found = checklist_of(report, letter.standing, contract, letter.situation, letter.rewordable(engine), texts)
    st.session_state["found"] = found
    st.html(verdict(report.findings, texts, pending=pending))
    _notice(texts)
    _fallback(letter, texts)
    view = views(letter, texts)
    if view == "compare":
        comparing.show(letter, texts)
    elif view == "read":
        _read(letter, texts)
    else:
        _edit(letter, report, pending, texts)
    _measure(letter, contract, texts)
    take_away(letter.standing.subject, letter.standing.body, letter.situation, texts)
    if view == "edit":
        _checklist(found, texts, engine)
    _story(letter, texts)
    remembering.keep_letter()


def _report(letter: Letter, contract: Contract, texts: Texts) -> tuple[Report, bool]:
    """What the checks say, in the interface's language, and whether grammar is still to come."""
    standing = letter.standing
    if len(standing.body) > LONGEST:
        words = texts("result.too_long", count=len(standing.body), limit=LONGEST)
        return Report(contract.language, (Finding("length", "fail", words),)), False
    grammar = proofreader(texts)
    report = check(
        standing.body, contract, subject=standing.subject if letter.situation.channel == "email" else None,
        grammar=grammar, ui=texts.language,
    )  # fmt: skip
    return report, grammar is not None and grammar.pending


def _notice(texts: Texts) -> None:
    key = desk.notice()
    if key:
        st.html(f'<p class="pz-notice" role="status">{escape(texts(f"notice.{key}"))}</p>')


def _fallback(letter: Letter, texts: Texts) -> None:
    """Says plainly that another engine wrote than the one that was to: the story below has the details."""
    failed = next((values for key, values in letter.events if key == "engine_failed"), None)
    if failed is None:
        return
    why = told_fault(failed.get("why", ""), texts.language)
    words = texts("result.fell_back", bank=texts("engine.phrasebank"), why=why)
    st.html(f'<p class="pz-notice pz-fellback" role="status">{escape(words)}</p>')


def _edit(letter: Letter, report: Report, pending: bool, texts: Texts) -> None:
    standing, situation = letter.standing, letter.situation
    marks = [
        {"start": span.start, "end": span.end, "status": finding.status, "message": finding.message}
        for finding in report.findings if finding.status in MARKED and finding.id != "subject"
        for span in finding.spans
    ]  # fmt: skip
    data = {
        "serial": letter.serial, "subject": standing.subject if situation.channel == "email" else None,
        "body": standing.body, "marks": marks, "lang": situation.language, "to": situation.recipient.name or "",
        "busy": desk.task() is not None, "pending": pending,
        "labels": {
            "to": texts("result.to"), "subject": texts("result.subject"), "body": texts("result.edit_label"),
        },
    }  # fmt: skip
    editor()(data=data, key=_EDITOR, on_text_change=_nothing, on_poke_change=_nothing)


def _read(letter: Letter, texts: Texts) -> None:
    """As the recipient will see it: nothing marked, sender and subject above."""
    standing, situation = letter.standing, letter.situation
    lines = [("result.from", situation.sender.name), ("result.to", situation.recipient.name or "")]
    if situation.channel == "email":
        lines.append(("result.subject", standing.subject))
    head = "".join(
        f'<p><span class="pz-label">{escape(texts(key))}</span> {escape(value)}</p>' for key, value in lines if value
    )
    st.html(
        f'<div class="pz-card pz-letter pz-read" lang="{situation.language}"><div class="pz-mailhead">{head}</div>'
        f'<div class="pz-body" data-part="body">{escape(standing.body)}</div></div>'
    )


def _measure(letter: Letter, contract: Contract, texts: Texts) -> None:
    """Words against the budget: in numbers, and as a bar."""
    count = len(Text(letter.standing.body).words)
    budget = contract.budget
    words = texts("result.words", count=count)
    bar = ""
    if budget:
        words = texts("result.words_of", count=count, least=budget.ideal_min, most=budget.ideal_max)
        whole = max(budget.limit, 1)
        fit = "fail" if count > whole else "pass" if budget.ideal_min <= count <= budget.ideal_max else "advice"
        left, width = 100 * budget.ideal_min / whole, 100 * (budget.ideal_max - budget.ideal_min) / whole
        bar = (
            f'<span class="pz-meter pz-{fit}" aria-hidden="true"><span class="pz-ideal" style="left:{left:.0f}%;'
            f'width:{width:.0f}%"></span><span class="pz-fill" style="width:{min(100, 100 * count / whole):.0f}%">'
            "</span></span>"
        )
    st.html(f'<p class="pz-small pz-words">{escape(words)}{bar}</p>')


def _checklist(found: Checklist, texts: Texts, engine: str) -> None:
    groups = [
        {"name": "moves", "title": texts("check_list.moves"), "items": as_data(found.moves, texts), "folded": False},
        {"name": "open", "title": texts("check_list.open"), "items": as_data(found.open, texts), "folded": False},
        {
            "name": "passed", "title": texts("check_list.passed", count=len(found.passed)),
            "items": as_data(found.passed, texts), "folded": True,
        },
    ]  # fmt: skip
    data = {"groups": groups, "labels": {"show": texts("check_list.show")}, "busy": desk.task() is not None}
    checklist()(data=data, key=_LIST, on_act_change=lambda: act(_LIST, _EDITOR, texts, engine))


def _story(letter: Letter, texts: Texts) -> None:
    """Who wrote it, and what happened on the way."""
    name = texts.get(f"engine.{letter.engine}", letter.engine)
    engine = say(
        "engine", texts.language, engine=name, calls=str(letter.llm_calls), seconds=f"{letter.seconds:.1f}"
    )  # fmt: skip
    notes = [engine]
    for key, values in letter.events:
        try:
            notes.append(say(key, texts.language, **values))
        except DataError:  # an event that this version does not know: kept in the browser by another one
            continue
    with st.expander(texts("result.how")):
        st.html(f'<ul class="pz-notes">{"".join(f"<li>{escape(note)}</li>" for note in notes)}</ul>')


def _nothing() -> Any:
    """Streamlit wants a callback for each value of a component; the values are read where they are used."""
