"""What the person has filled in, kept apart from the widgets: Streamlit forgets a widget that is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

_VALUES = "kept"
_ROUND = "kept_round"
# Set in a callback: the page then writes with the values as they are after all callbacks of that moment.
ASKED = "asked_to_write"
_TOUCHED = "kept_touched"
_FIRST = "kept_first"
_ROUNDS = "kept_rounds"


def values() -> dict[str, Any]:
    """Everything filled in so far, by field name: `intent`, `sender.name`, `interview.date`, …"""
    kept: dict[str, Any] = st.session_state.setdefault(_VALUES, {})
    return kept


def start(defaults: Mapping[str, Any]) -> None:
    """Gives the fields that nobody has filled in yet their default."""
    kept = values()
    for field, value in defaults.items():
        kept.setdefault(field, value)


def replace(new: Mapping[str, Any]) -> None:
    """Puts other values in place of the form's: an example. To be called before the fields are drawn, in a callback.
    Fields of other pages, whose names hold a colon (`check:text`), stay."""
    others = {field: value for field, value in values().items() if ":" in field}
    st.session_state[_VALUES] = others | dict(new)
    # New names for all widgets: what the browser still holds for the old ones must not come back.
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_FIRST, None)


def put(field: str, value: Any) -> None:
    """Gives a field another value from the program: its widget begins anew with it. To be called in a callback."""
    values()[field] = value
    rounds: dict[str, int] = st.session_state.setdefault(_ROUNDS, {})
    rounds[field] = rounds.get(field, 0) + 1
    st.session_state[_TOUCHED] = True


def widget(field: str, language: str, empty: Any = None) -> dict[str, Any]:
    """Arguments for the widget of a field: its key, its first value, and the callback that keeps its value.

    The key changes with the interface's language, whose labels make another widget of it. The first value stays the
    same as long as the widget is shown: another one at each run would undo what the person is typing at that moment.
    It is given as the widget's own default, not put into the session's state: that is sent to the browser once, and
    lost when two runs follow each other quickly. `empty` stands for no value.
    """
    key = widget_key(field, language)
    first: dict[str, Any] = st.session_state.setdefault(_FIRST, {})
    if key not in st.session_state:
        value = values().get(field)
        first[key] = empty if value is None else value
    return {"key": key, "value": first.get(key, empty), "on_change": _keep, "args": (field, key, language)}


def widget_key(field: str, language: str) -> str:
    """The key of the widget of a field."""
    own = st.session_state.get(_ROUNDS, {}).get(field, 0)
    return f"{field}|{language}|{st.session_state.get(_ROUND, 0)}{f'.{own}' if own else ''}"


def touched() -> bool:
    """True when the person has filled in something in this session."""
    return bool(st.session_state.get(_TOUCHED)) or _ROUND in st.session_state


def _keep(field: str, key: str, language: str) -> None:
    # A widget that has been replaced may still send its old value, when two runs follow each other quickly.
    if key == widget_key(field, language):
        values()[field] = st.session_state[key]
        st.session_state[_TOUCHED] = True
