"""The result of a rewriting on its page: the text with its changes, each to take or to refuse, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from app import kept
from app.copying import copy_buttons
from app.marking import findings_list, verdict
from app.texts import Texts
from guardrails.checking import check
from guardrails.finding import Finding
from puentes.rewriting.facts_read import facts_read
from puentes.rewriting.kept import kept as words_kept
from puentes.rewriting.result import Edit, Rewrite
from puentes.rewriting.telling import tell
from puentes.rewriting.understanding import Read

_REFUSED, _BEFORE = "rewrite_refused", "rewrite_before"
ROUND = "rewrite_round"  # counts the results
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result, and what it was made from, to tell later whether that has changed."""

    result: Rewrite
    asked: dict[str, Any]


def decide_anew(refused: frozenset[int] = frozenset()) -> None:
    """For a new result: every change is taken but those `refused`, nothing can be undone."""
    st.session_state[_REFUSED] = refused
    st.session_state[_BEFORE] = []
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def show_outcome(outcome: Outcome, texts: Texts, *, stale: bool) -> None:
    """Draws the result with the decisions as they are."""
    result = outcome.result
    if stale:
        st.html(f'<p class="pz-small" role="status">{escape(texts("rewrite.stale"))}</p>')
    if result.refused:
        st.html(
            f'<div class="pz-card pz-fail" role="alert"><p><strong>{escape(texts("rewrite.refused"))}.</strong> '
            f"{escape(result.refused)}</p></div>"
        )
        _told(result, texts)
        return
    refused: frozenset[int] = st.session_state.get(_REFUSED, frozenset())
    text = result.applying(set(range(len(result.edits))) - refused)
    findings = result.checks if not refused else _checked(text, result, texts)
    st.html(verdict(findings, texts))
    share = round(100 * words_kept(result.draft, text))
    line = texts("rewrite.unchanged") if text == result.draft else texts("rewrite.kept", share=share)
    st.html(f'<p data-part="kept">{escape(line)}</p>')
    if result.subject:
        st.html(f'<p class="pz-small">{escape(texts("rewrite.subject", subject=result.subject))}</p>')
    st.html(
        f'<div class="pz-card pz-letter" lang="{result.read.language}">'
        f'<div class="pz-body" data-part="rewritten">{changed(result, refused)}</div></div>'
    )
    if open_ := [f for f in findings if f.status in {"fail", "advice"}]:
        st.html(findings_list(open_, texts))
    copy_buttons({"subject": result.subject, "body": text} if result.subject else {"body": text}, texts)
    st.download_button(
        texts("rewrite.download"), text, file_name=texts("rewrite.download_name"), mime="text/plain",
        key="rewrite-download", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    _changes(result, refused, texts)
    _told(result, texts)


def changed(result: Rewrite, refused: frozenset[int]) -> str:
    """The draft as HTML with the taken changes in <del> and <ins>; every text is escaped."""
    parts: list[str] = []
    at = 0
    for number, edit in enumerate(result.edits):
        if number in refused:
            continue
        parts.append(escape(result.draft[at : edit.start]))
        title = escape(edit.reason, quote=True)
        if edit.before:
            parts.append(f'<del title="{title}">{escape(edit.before)}</del>')
        if edit.after:
            parts.append(f'<ins title="{title}">{escape(edit.after)}</ins>')
        at = edit.end
    return "".join([*parts, escape(result.draft[at:])])


def _checked(text: str, result: Rewrite, texts: Texts) -> tuple[Finding, ...]:
    """The findings on the text as decided; its grammar was checked with all changes, and is not again."""
    own = None if text.lower().lstrip().startswith(("subject", "asunto")) else result.subject
    return check(text, result.contract, subject=own, ui=texts.language).findings


def _changes(result: Rewrite, refused: frozenset[int], texts: Texts) -> None:
    if not result.edits:
        return
    st.subheader(texts("rewrite.changes"), anchor=False)
    before: list[frozenset[int]] = st.session_state.get(_BEFORE, [])
    with st.container(horizontal=True, gap="small", key="rewrite-decide"):
        st.button(texts("rewrite.all"), key="rewrite-all", on_click=_decide, args=(frozenset(),))
        everything = frozenset(range(len(result.edits)))
        st.button(texts("rewrite.none"), key="rewrite-none", on_click=_decide, args=(everything,))
        if before:
            label = texts("rewrite.undo", count=len(before))
            st.button(label, key="rewrite-undo", on_click=_undo, icon=":material/undo:")
    for number, edit in enumerate(result.edits):
        with st.container(key=f"edit-{number}", gap="small"):
            key = _box(number)
            st.session_state[key] = number not in refused
            st.checkbox(texts("rewrite.take", number=number + 1), key=key, on_change=_take, args=(number, key))
            st.html(_edit(edit, texts))


def _edit(edit: Edit, texts: Texts) -> str:
    words = f"<strong>{escape(texts(f'rewrite.op.{edit.op}'))}.</strong> {escape(edit.reason)}"
    quotes = ""
    if edit.before.strip():
        quotes += f"<del>{escape(edit.before.strip())}</del> "
    if edit.after.strip():
        quotes += f"<ins>{escape(edit.after.strip())}</ins>"
    return f'<div class="pz-finding pz-advice"><span>{words}<br><span class="pz-changes">{quotes}</span></span></div>'


def _told(result: Rewrite, texts: Texts) -> None:
    """What differs, what is open, what happened, and what the draft was taken to be."""
    unchanged = {tell("unchanged", texts.language)}  # said above already
    said = (
        ("rewrite.differs", result.contradictions),
        ("rewrite.asked", result.questions),
        ("rewrite.notes", [note for note in result.notes if note not in unchanged]),
    )
    for key, lines in said:
        if lines:
            st.subheader(texts(key), anchor=False)
            st.html(f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>")
    st.subheader(texts("rewrite.read"), anchor=False)
    st.html(_facts(result.read, texts))


def _facts(read: Read, texts: Texts) -> str:
    """Everything that was read, as HTML; every text is escaped."""
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts_read(read, texts.language)
    )
    return f'<dl class="pz-facts" data-part="read">{rows}</dl>'


def _box(number: int) -> str:
    return f"take-{st.session_state.get(ROUND, 0)}-{number}"


def _take(number: int, key: str) -> None:
    refused: frozenset[int] = st.session_state.get(_REFUSED, frozenset())
    # A box of an earlier result may still send its state, when two runs follow each other quickly.
    if key == _box(number):
        _decide(refused - {number} if st.session_state[key] else refused | {number})


def _decide(refused: frozenset[int]) -> None:
    now: frozenset[int] = st.session_state.get(_REFUSED, frozenset())
    if refused != now:
        st.session_state[_BEFORE] = [*st.session_state.get(_BEFORE, []), now][-_STEPS:]
        _put(refused)


def _undo() -> None:
    before: list[frozenset[int]] = st.session_state.get(_BEFORE, [])
    if before:
        _put(before[-1])
        st.session_state[_BEFORE] = before[:-1]


def _put(refused: frozenset[int]) -> None:
    st.session_state[_REFUSED] = refused
    kept.values()["rewrite:refused"] = ",".join(map(str, sorted(refused)))
