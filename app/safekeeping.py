"""A text area that survives a reload in the middle of a word: what is typed goes to where the tab keeps the form
(`app.remembering`), nothing to a disk or a server."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st


def safekeep(field: str, area: str) -> None:
    """Keeps what is typed in the text area of `field`, which stands in the container with the class `area`."""
    _component()(data={"field": field, "area": area}, key=f"safekeeping-{area}", height=0)


@cache
def _component() -> Any:
    script = files("app").joinpath("assets", "safekeeping.js").read_text(encoding="utf-8")
    return st.components.v2.component("puentes_safekeeping", html="<span hidden></span>", js=script)
