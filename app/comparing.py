"""Two versions beside each other: what went is struck through, what came is underlined, and signs say so too."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import escape

import streamlit as st

from app.letter import Letter
from app.texts import Texts

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


def name_of(letter: Letter, number: int, texts: Texts) -> str:
    """What a version is called: its number, and how it came to be."""
    version = next(v for v in letter.versions if v.number == number)
    move = texts.get(f"move.{version.move}", "").lower() if version.move else ""
    how = texts(f"version.{version.how}_move", move=move) if move else texts(f"version.{version.how}")
    return texts("version.name", number=number, how=how)


def show(letter: Letter, texts: Texts) -> None:
    """Two choices, and the difference between them."""
    numbers = [version.number for version in letter.versions]
    pair = []
    for side, column, start in zip(("from", "to"), st.columns(2), (len(numbers) - 2, len(numbers) - 1), strict=True):
        with column:
            pair.append(
                st.selectbox(
                    texts(f"compare.{side}"),
                    numbers,
                    index=start,
                    key=f"compare-{side}|{len(numbers)}|{texts.language}",
                    format_func=lambda number: name_of(letter, number, texts),
                )
            )
    one, other = (next(v.standing for v in letter.versions if v.number == number) for number in pair)
    subject = ""
    if one.subject or other.subject:
        subject = f'<p class="pz-subject">{difference(one.subject, other.subject, texts)}</p>'
    st.html(
        f'<div class="pz-card pz-letter" lang="{letter.situation.language}">{subject}'
        f'<div class="pz-body" data-part="difference">{difference(one.body, other.body, texts)}</div></div>'
    )
    if one == other:
        st.html(f'<p class="pz-small">{escape(texts("compare.same"))}</p>')


def difference(old: str, new: str, texts: Texts) -> str:
    """HTML of what changed from `old` to `new`, word by word; all text escaped."""
    left, right = _PIECE.findall(old), _PIECE.findall(new)
    html = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            html.append(escape("".join(left[a:b])))
            continue
        for tag, words, label in (("del", left[a:b], "compare.gone"), ("ins", right[c:d], "compare.come")):
            if words:
                html.append(f'<{tag} title="{escape(texts(label), quote=True)}">{escape("".join(words))}</{tag}>')
    return "".join(html)
