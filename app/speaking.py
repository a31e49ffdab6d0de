"""The language of the page for the browser and for screen readers, down to the words that Streamlit itself writes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

from app.texts import Texts

# What Streamlit 1.67 writes, and our key for it. What it no longer writes does no harm here.
_EXACT = {
    "Skip to main content": "skip",
    "Choose an option": "choose",
    "Open": "open",
    "No results": "none",
    "Choose date": "choose_date",
    "Previous month": "previous_month",
    "Next month": "next_month",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "calendar",
    "Press Enter to apply": "enter",
    "Press Ctrl+Enter to apply": "control_enter",
    "Press ⌘+Enter to apply": "command_enter",
    "Close": "close",
    "yyyy": "year_blank",
}
_BEFORE = {
    "Help for ": "help", "day, ": "day", "month, ": "month", "year, ": "year", "Choose date, ": "choose_date_of",
}  # fmt: skip
_DATES = {"Selected Date: ": "selected"}


def speak(texts: Texts) -> None:
    """Tells the browser the language of the page (Streamlit says English), and puts Streamlit's own words into it."""
    own = texts.language != "en"
    data = {
        "language": texts.language,
        "exact": {theirs: texts(f"streamlit.{key}") for theirs, key in _EXACT.items()} if own else {},
        "before": {theirs: texts(f"streamlit.{key}") for theirs, key in _BEFORE.items()} if own else {},
        "dates": {theirs: texts(f"streamlit.{key}") for theirs, key in _DATES.items()} if own else {},
    }
    _component()(data=data, key="page_language", height=0)


@cache
def _component() -> Any:
    script = files("app").joinpath("assets", "language.js").read_text(encoding="utf-8")
    return st.components.v2.component("puentes_language", html="<span hidden></span>", js=script)
