"""The page's own components: small scripts and styles under app/assets/, mounted into the page by Streamlit."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

_EDITOR = """
<div class="letter">
  <div class="row to"><span class="label"></span><span class="value" data-part="to"></span></div>
  <label class="row about"><span class="label"></span><span class="grown"><span class="under-subject"
    data-part="subject" aria-hidden="true"></span><textarea class="subject" rows="1" data-part="edit-subject"
    autocomplete="off" spellcheck="false"></textarea></span></label>
  <div class="field"><div class="under" data-part="body" aria-hidden="true"></div><textarea class="body"
    data-part="edit-body" spellcheck="false" autocomplete="off"></textarea></div>
  <div class="hint" role="status"></div>
</div>
"""


@cache
def editor() -> Any:
    """The message, to be edited in place. Spelling is checked here, never by the browser's maker over the network."""
    return _component("puentes_editor", _EDITOR, "editor")


@cache
def checklist() -> Any:
    """What was found in the message, item by item."""
    return _component("puentes_checklist", '<div class="checklist"></div>', "checklist")


@cache
def store() -> Any:
    """What the browser keeps for this tab."""
    return _component("puentes_store", "<span hidden></span>", "store", css=False)


def _component(name: str, html: str, asset: str, *, css: bool = True) -> Any:
    return st.components.v2.component(
        name, html=html, js=_asset(f"{asset}.js"), css=_asset(f"{asset}.css") if css else None
    )


def _asset(name: str) -> str:
    return files("app").joinpath("assets", name).read_text(encoding="utf-8")
