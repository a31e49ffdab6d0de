"""Buttons that copy a text, links to a mail program and to a page to read from: all in the browser, without a rerun of
the page and without the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import streamlit as st

from app.texts import Texts

_CSS = """
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
button, a {
  font: inherit; font-size: .875rem; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); text-decoration: none;
  padding: .4rem .8rem; min-height: 2.5rem; box-sizing: border-box; display: inline-flex; align-items: center;
}
button:hover, a:hover { border-color: var(--st-primary-color); }
button:focus-visible, a:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.note { margin: .5rem 0 0; font-size: .875rem; color: var(--st-text-color); }
.note:empty { margin: 0; }
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
// One address for one page: a rerun must not make the page void that is open in another tab.
const pages = (window.puentesPages ??= new Map());
function addressOf(page) {
  if (!pages.has(page)) pages.set(page, URL.createObjectURL(new Blob([page], { type: "text/html;charset=utf-8" })));
  return pages.get(page);
}
export default function (component) {
  const { data, parentElement } = component;
  const row = parentElement.querySelector(".row");
  const said = parentElement.querySelector(".said");
  const note = parentElement.querySelector(".note");
  row.replaceChildren();
  note.textContent = "";
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
  for (const link of data.links) {
    const anchor = document.createElement("a");
    anchor.textContent = link.label;
    anchor.href = link.page ? addressOf(link.page) : link.href;
    if (link.page) { anchor.target = "_blank"; anchor.rel = "noopener"; }
    if (link.copied) {
      anchor.onclick = async () => { note.textContent = (await copy(link.copied)) ? link.note : data.failed; };
    }
    row.appendChild(anchor);
  }
}
"""
_HTML = (
    '<div class="row"></div><p class="note" role="status"></p><div class="said" role="status" aria-live="polite"></div>'
)


@cache
def _component() -> Any:
    return st.components.v2.component("puentes_copy", html=_HTML, css=_CSS, js=_JS)


@dataclass(frozen=True, slots=True)
class Link:
    """A link beside the buttons: to `href`, or to `page`, HTML that is opened as a page of its own. `copied` is a text
    that goes to the clipboard at the click, which `note` then tells."""

    label: str
    href: str = ""
    page: str = ""
    copied: str = ""
    note: str = ""


def copy_buttons(items: dict[str, str], texts: Texts, links: Sequence[Link] = ()) -> None:
    """One button per item: what is copied (subject, body, all) and its text. Then the links."""
    rows = [{"label": texts(f"copy.{name}"), "text": text} for name, text in items.items()]
    data = {
        "items": rows, "links": [asdict(link) for link in links],
        "done": texts("copy.done"), "failed": texts("copy.failed"),
    }  # fmt: skip
    _component()(data=data, key="copy", width="content")
