"""Which version of the letter is open, and how it is seen: to be edited, as it arrives, beside another."""

from __future__ import annotations

import streamlit as st

from app import desk
from app.comparing import name_of
from app.letter import Letter
from app.texts import Texts

_VIEW = "view"
_VIEWS = ("edit", "read", "compare")


def views(letter: Letter, texts: Texts) -> str:
    """How the letter is seen, and which version."""
    several = len(letter.versions) > 1
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        options = _VIEWS if several else _VIEWS[:2]
        chosen = st.segmented_control(
            texts("view.title"), options, default="edit", required=True, key=f"{_VIEW}|{texts.language}",
            format_func=lambda one: texts(f"view.{one}"), label_visibility="collapsed",
        )  # fmt: skip
        if several:  # in every view: what goes and comes back has forgotten what was chosen
            key = version_key(letter, texts)
            numbers = [version.number for version in reversed(letter.versions)]
            st.selectbox(
                texts("version.title"), numbers, index=numbers.index(letter.version.number), key=key,
                format_func=lambda number: name_of(letter, number, texts), label_visibility="collapsed",
                on_change=open_version, args=(key, texts),
                disabled=desk.task() is not None or chosen == "compare",
            )  # fmt: skip
    return str(chosen or "edit")


def version_key(letter: Letter, texts: Texts) -> str:
    """The key of the list of versions: another list for each state of the letter."""
    return f"version|{letter.serial}|{letter.version.number}|{len(letter.versions)}|{texts.language}"


def open_version(key: str, texts: Texts) -> None:
    """Opens the version chosen in the list of that key. To be called as its callback."""
    letter = desk.letter()
    # A list that has been replaced still sends what it showed, when two runs follow each other quickly: taken for a
    # choice, it would undo what has just been mended.
    if letter is not None and key == version_key(letter, texts):
        letter.back_to(st.session_state[key])
