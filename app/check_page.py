"""The page that checks any message: what it says and where, what is wrong with it, and mends to accept one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import get_args
from zlib import crc32

import streamlit as st

from app import form, kept, look, remembering
from app.checked import LONGEST, Asked, report_on
from app.checklist import names_of
from app.copying import copy_buttons
from app.draft_page import own_zone
from app.fields import Fields
from app.gathering import gather
from app.marking import by_gravity, elements_list, finding_item, findings_list, marked, verdict
from app.pages import link
from app.problems import situation_or_problems
from app.proofing import proofreader
from app.safekeeping import safekeep
from app.texts import LANGUAGES, Language, Texts
from app.warming import warm_grammar
from guardrails.finding import Finding, Report
from guardrails.mending import Edit, Mend, apply, mend_of, words_put
from puentes.situation import Channel, Situation

_TEXT, _LANGUAGE, _CHANNEL, _PURPOSE = "check:text", "check:language", "check:channel", "check:purpose"
_AUTO, _ANY, _FACTS = "auto", "any", "facts"
_BEFORE = "check_before"  # earlier texts, the latest last
_STEPS = 50
# Seconds between two looks whether grammar has answered: the first time takes some, and all else is shown meanwhile.
_LOOK_EVERY = 0.5
_OPTIONS = 2
_PLAIN = re.compile(r"[^\W_]+(?:[ '’,.-]{1,2}[^\W_]+)*[,.]?")


def show(texts: Texts) -> None:
    """Draws the page."""
    kept.start(form.defaults(texts.language, own_zone(), "auto"))
    kept.start({_TEXT: "", _LANGUAGE: _AUTO, _CHANNEL: _ANY, _PURPOSE: _ANY})
    look.lead(texts("check.lead"))
    left, right = st.columns([11, 10], gap="large")
    with left:
        _question(texts)
    with right, st.container(key="answer"):
        _answer(texts)
    remembering.keep_form(texts.language)


def _question(texts: Texts) -> None:
    text: str = kept.values()[_TEXT] or ""
    problems = {_TEXT: texts("check.too_long", count=len(text), most=LONGEST)} if len(text) > LONGEST else {}
    fields = Fields(texts, problems)
    safekeep(_TEXT, "st-key-check-text")
    with st.container(key="check-text"):
        fields.area(_TEXT, texts("check.text"), hint=texts("check.hint"), height=340)
    names = {_AUTO: texts("check.auto"), _ANY: texts("check.any_channel")}
    fields.choice(
        _LANGUAGE, texts("form.language"), (_AUTO, *LANGUAGES), flat=True,
        name=lambda code: names.get(code) or texts(f"language.{code}"),
    )  # fmt: skip
    fields.choice(
        _CHANNEL, texts("check.channel"), (_ANY, *get_args(Channel)), flat=True,
        name=lambda channel: names.get(channel) or texts(f"channel.{channel}"),
    )  # fmt: skip
    purposes = {_ANY: texts("check.any_purpose"), _FACTS: texts("check.facts")}
    fields.choice(
        _PURPOSE, texts("check.purpose"), (_ANY, *form.INTENTS, _FACTS), help_=texts("check.purpose_help"),
        name=lambda intent: purposes.get(intent) or texts(f"intent.{intent}"),
    )  # fmt: skip
    # Leaving the text is enough; the button is for those who look for one, and does the same.
    st.button(texts("check.check"), key="check", type="primary", width="stretch")


def _answer(texts: Texts) -> None:
    text: str = kept.values()[_TEXT] or ""
    st.subheader(texts("check.result"), anchor=False)
    _undo(texts)
    if not text.strip():
        st.html(f'<div class="pz-card pz-empty"><p>{escape(texts("check.empty"))}</p></div>')
    elif len(text) <= LONGEST:
        asked = _asked(texts)
        if asked is not None:
            report, pending = _report(text, asked, texts)
            _show(text, report, pending, texts)
            with st.container(key="check-wait"):
                if pending:
                    _wait_for_grammar(text, asked, texts)


def _asked(texts: Texts) -> Asked | None:
    """What is to be checked; None, and said why, when the facts of the form are wanted and are not complete."""
    values = kept.values()
    language = None if values[_LANGUAGE] == _AUTO else values[_LANGUAGE]
    channel = None if values[_CHANNEL] == _ANY else values[_CHANNEL]
    purpose = values[_PURPOSE]
    if purpose != _FACTS:
        return Asked(language, channel, None if purpose == _ANY else purpose)
    situation = _facts(texts)
    if situation is None:
        words = escape(texts("check.no_facts"))
        st.html(f'<p class="pz-problem" role="alert"><span aria-hidden="true">▲ </span>{words}</p>')
        link("draft", texts)
        return None
    return Asked(situation=situation)


def _facts(texts: Texts) -> Situation | None:
    return situation_or_problems(gather(kept.values(), datetime.now(UTC)), texts)[0]


def _report(text: str, asked: Asked, texts: Texts) -> tuple[Report, bool]:
    """What was found, and whether grammar is still to come."""
    warm_grammar(texts.language)
    grammar = proofreader(texts)
    report = report_on(text, asked, grammar=grammar, ui=texts.language)
    return report, grammar is not None and grammar.pending


@st.fragment(run_every=_LOOK_EVERY)
def _wait_for_grammar(text: str, asked: Asked, texts: Texts) -> None:
    """Looks again until grammar has answered; then the whole page runs once more. Runs by itself meanwhile."""
    if not _report(text, asked, texts)[1]:
        st.rerun()


def _show(text: str, report: Report, pending: bool, texts: Texts) -> None:
    ordered = by_gravity(report.findings)
    open_ = [finding for finding in ordered if finding.status != "pass"]
    passed = [finding for finding in ordered if finding.status == "pass"]
    st.html(verdict(report.findings, texts, pending=pending))
    language = texts(f"language.{report.language}")
    st.html(f'<p class="pz-small">{escape(texts("check.read_as", language=language))}</p>')
    st.html(
        f'<div class="pz-card pz-letter" lang="{report.language}">'
        f'<div class="pz-body" data-part="checked">{marked(text, open_, numbered=True)}</div></div>'
    )
    copy_buttons({"body": text}, texts)
    _findings(text, report, open_, texts)
    st.subheader(texts("check.elements"), anchor=False)
    st.html(elements_list(report.elements, texts))
    if passed:
        with st.expander(texts("result.passed", count=len(passed))):
            st.html(findings_list(passed, texts))


def _findings(text: str, report: Report, open_: Sequence[Finding], texts: Texts) -> None:
    if not open_:
        return
    st.subheader(texts("check.findings"), anchor=False)
    language: Language = "es" if report.language == "es" else "en"
    for number, (finding, name) in enumerate(zip(open_, names_of(open_), strict=True), start=1):
        mend = mend_of(finding, text, language)
        with st.container(key=f"finding-{number}", gap="small"):
            st.html(finding_item(finding, texts, number=number, edits=mend.edits if mend else (), text=text))
            if mend:
                _mends(number, name, _choices(finding, mend, text, language), text, texts)


def _choices(finding: Finding, mend: Mend, text: str, language: Language) -> list[tuple[str, Mend]]:
    """The mend, and the others that may be meant, each with the words that it puts; without, when it does another
    thing."""
    choices = [(words_put(finding) or "", mend)]
    for option in finding.options[:_OPTIONS] if finding.id == "grammar" else ():
        other = mend_of(replace(finding, fix=option), text, language)
        choices += [(option, other)] if other else []
    return choices


def _mends(number: int, name: str, choices: list[tuple[str, Mend]], text: str, texts: Texts) -> None:
    """A button for each choice. Their keys are made from the finding's name: numbers change when grammar answers, and a
    click must not meet another mend."""
    with st.container(key=f"mend-{number}", horizontal=True, gap="small"):
        for place, (word, one) in enumerate(choices):
            # A button's label is Markdown: only words without any sign that could act are shown in it.
            plain = _PLAIN.fullmatch(word)
            label = texts("check.put", word=word) if plain else texts(f"check.mend.{one.kind}", number=number)
            st.button(
                label, key=f"mend-{crc32(name.encode())}-{place}", on_click=_mend, args=(text, one.edits),
                icon=":material/check:",
            )  # fmt: skip


def _undo(texts: Texts) -> None:
    before = st.session_state.get(_BEFORE, [])
    if before:
        st.button(
            texts("check.undo", count=len(before)), key="undo", on_click=_go_back,
            icon=":material/undo:",
        )  # fmt: skip


def _mend(seen: str, edits: tuple[Edit, ...]) -> None:
    # What was typed since then comes first: the findings are made anew for it.
    if kept.values()[_TEXT] == seen:
        st.session_state[_BEFORE] = [*st.session_state.get(_BEFORE, []), seen][-_STEPS:]
        kept.put(_TEXT, apply(seen, edits))


def _go_back() -> None:
    before = st.session_state.get(_BEFORE, [])
    if before:
        st.session_state[_BEFORE] = before[:-1]
        kept.put(_TEXT, before[-1])
