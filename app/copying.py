"""Buttons that copy a text to the clipboard, without a rerun of the page and without the network."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from app.texts import Texts

_CSS = """
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
button {
  font: inherit; font-size: .875rem; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  padding: .4rem .8rem; min-height: 2.5rem;
}
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""

# The texts come as data and are never put into the page as HTML. A page that is not on loopback or HTTPS has no
# navigator.clipboard: there a hidden text area does it.
_JS = """
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try { await navigator.clipboard.writeText(text); return true; } catch (e) { /* the older way below */ }
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.appendChild(area);
  area.select();
  let done = false;
  try { done = document.execCommand("copy"); } catch (e) { done = false; }
  area.remove();
  return done;
}
export default function (component) {
  const { data, parentElement } = component;
  const row = parentElement.querySelector(".row");
  const said = parentElement.querySelector(".said");
  row.replaceChildren();
  for (const item of data.items) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = item.label;
    button.onclick = async () => {
      const done = await copy(item.text);
      said.textContent = done ? data.done : data.failed;
      button.textContent = done ? "✓ " + data.done : data.failed;
      setTimeout(() => { button.textContent = item.label; said.textContent = ""; }, 2500);
    };
    row.appendChild(button);
  }
}
"""
_HTML = '<div class="row"></div><div class="said" role="status" aria-live="polite"></div>'


@cache
def _component() -> Any:
    return st.components.v2.component("puentes_copy", html=_HTML, css=_CSS, js=_JS)


def copy_buttons(items: dict[str, str], texts: Texts) -> None:
    """One button per item: what is copied (subject, body, all) and its text."""
    rows = [{"label": texts(f"copy.{name}"), "text": text} for name, text in items.items()]
    data = {"items": rows, "done": texts("copy.done"), "failed": texts("copy.failed")}
    _component()(data=data, key="copy", width="content")
