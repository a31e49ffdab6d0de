"""The pages, in the order of the navigation: to add one, write its module with `show(texts)`, its catalogue with
`<name>.title`, and its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

import streamlit as st

from app.guarding import guarded
from app.texts import Texts


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: the module `app.<name>_page`, the address /<name> (the first page: /), its icon in the navigation."""

    name: str
    icon: str


PAGES = (
    Entry("draft", ":material/edit_note:"),
    Entry("rewrite", ":material/ink_pen:"),
    Entry("check", ":material/fact_check:"),
    Entry("evaluate", ":material/query_stats:"),
    Entry("settings", ":material/tune:"),
)


def navigation(texts: Texts) -> Any:
    """Draws the links to all pages and gives the page to run. The page that is open is marked by `look`."""
    # Streamlit's own navigation hides behind a button on a phone; links of ours stay in view.
    pages = {entry: _page(entry, texts) for entry in PAGES}
    opened = st.navigation([*pages.values()], position="hidden")
    with st.container(key="nav", horizontal=True, gap="small"):
        for entry, page in pages.items():
            here = page.url_path == opened.url_path
            with st.container(key=f"nav-{'here' if here else entry.name}", width="content"):
                st.page_link(page, icon=entry.icon)
    return opened


def link(name: str, texts: Texts) -> None:
    """A link to another page of the application, by its title."""
    entry = next(one for one in PAGES if one.name == name)
    st.page_link(_page(entry, texts), icon=entry.icon)


def _page(entry: Entry, texts: Texts) -> Any:
    return st.Page(
        partial(_show, entry.name, texts), title=texts(f"{entry.name}.title"), icon=entry.icon,
        url_path="" if entry is PAGES[0] else entry.name, default=entry is PAGES[0],
    )  # fmt: skip


def _show(name: str, texts: Texts) -> None:
    # Late: a page that nobody opens is not imported, and one that cannot be imported takes no other along.
    def page() -> Callable[[Texts], None]:
        shown: Callable[[Texts], None] = import_module(f"app.{name}_page").show
        return shown

    guarded(lambda: page()(texts), texts)
