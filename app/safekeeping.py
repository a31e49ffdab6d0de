"""A text area that survives a reload: the browser's own tab keeps what is typed, nothing goes to a disk or a server."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st


def safekeep(name: str, area: str, text: str) -> str | None:
    """Keeps what is typed in the text area within the container of key `area`. Returns what was there before a
    reload, once, when `text` (what the page knows) is empty; else None."""
    data = {"name": f"puentes-{name}", "area": area, "known": bool(text)}
    result = _component()(data=data, key=f"safekeeping-{name}", on_stored_change=_nothing, height=0)
    stored = result.get("stored")
    return str(stored) if stored and not text else None


def _nothing() -> None:
    """A component tells its state only where a callback is named."""


@cache
def _component() -> Any:
    script = files("app").joinpath("assets", "safekeeping.js").read_text(encoding="utf-8")
    return st.components.v2.component("puentes_safekeeping", html="<span hidden></span>", js=script)
