"""What outlives a reload: form, letter and language, kept in the browser's own storage of the tab. What comes back
from there is looked at as closely as any other input."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from app import desk, kept
from app.components import store
from app.gathering import without_unknown
from app.letter import from_plain, to_plain
from app.texts import LANGUAGES
from puentes.situation import MAX_ALTERNATIVES

_FORM, _LETTER, _LANGUAGE = "form", "letter", "language"
_RESTORED = "restored"
# Characters of one field, and of all that comes back: more is no form of ours.
_LONGEST = 20_000
_MOST = 2_000_000


def restore(language_key: str) -> None:
    """Takes in what this tab has kept, once the browser has told it. To be called before anything is drawn."""
    told = (st.session_state.get("store-read") or {}).get("found")
    if told is None or st.session_state.get(_RESTORED):
        return
    st.session_state[_RESTORED] = True
    language, form, letter = (_loaded(told.get(name)) for name in (_LANGUAGE, _FORM, _LETTER))
    if language in LANGUAGES:
        st.session_state[language_key] = language
    # What was filled in before the answer came is newer.
    if isinstance(form, dict) and not kept.touched():
        kept.replace(kept.values() | form_from(form))
    if isinstance(letter, dict) and desk.letter() is None and desk.task() is None:
        desk.put_letter(from_plain(letter, desk.new_serial()))


def ask() -> None:
    """Asks the browser, at the first runs of a session, for what this tab has kept; the page can be used meanwhile.
    To be called after the navigation is drawn: an answer that comes before the browser knows on which page it is would
    open the first one."""
    # Its place stays: without it all that follows would be drawn anew.
    with st.container(key="store-in"):
        if not st.session_state.get(_RESTORED):
            store()(data={"read": [_FORM, _LETTER, _LANGUAGE]}, key="store-read", on_found_change=_nothing)


def keep_form(language: str) -> None:
    """Leaves the form and the interface's language with the browser."""
    _write("store-form", {_FORM: form_to(kept.values()), _LANGUAGE: language})


def keep_letter() -> None:
    """Leaves the letter with the browser."""
    letter = desk.letter()
    _write("store-letter", {_LETTER: to_plain(letter) if letter else None})


def form_to(values: dict[str, Any]) -> dict[str, Any]:
    """The form as plain data."""
    return {key: value.isoformat() if isinstance(value, date | time) else value for key, value in values.items()}


def form_from(data: dict[str, Any]) -> dict[str, Any]:
    """The form from plain data; what does not fit is left out."""
    found: dict[str, Any] = {}
    numbers = data.get("alternatives")
    if isinstance(numbers, list):
        whole = [number for number in numbers if isinstance(number, int) and 0 <= number < 10_000]
        found["alternatives"] = list(dict.fromkeys(whole))[:MAX_ALTERNATIVES]
    for key, value in data.items():
        if isinstance(value, bool) and ":" in key:
            found[key] = value  # a box of another page
        if not isinstance(value, str) or len(value) > _LONGEST or len(key) > 60:
            continue
        try:
            if key.endswith(".date"):
                found[key] = date.fromisoformat(value)
            elif key.endswith(".time"):
                found[key] = time.fromisoformat(value).replace(tzinfo=None)
            elif key in {"own_zone", "interview.time_zone"}:
                found[key] = ZoneInfo(value).key
            elif key != "alternatives":
                found[key] = value
        except (ValueError, ZoneInfoNotFoundError, OSError):
            continue
    return without_unknown(found)


def _loaded(text: object) -> Any:
    if not isinstance(text, str) or len(text) > _MOST:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _write(key: str, values: dict[str, Any]) -> None:
    if not st.session_state.get(_RESTORED):
        return  # what the browser has kept is not read yet: nothing of it may be lost
    plain = {name: None if value is None else json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    store()(data={"write": plain}, key=key)


def _nothing() -> None:
    """Streamlit wants a callback for each value of a component."""
