"""What is put in the place of words that a check found: for each check that knows it, by its id."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache

from guardrails.contract import Language
from guardrails.datafiles import words as words_of
from guardrails.disguise import hidden_or_alike

_MARKS = re.compile(r"[,;.:!?]+")
_BARE = re.compile(r"\*\*(.+)\*\*|__(.+)__|\*([^*]+)\*|`([^`]+)`|#{1,6}[ \t]+(.+)")
_LINK = re.compile(r"\[(.+)\]\((.+)\)")
_LINE_TAG = re.compile(r"</?(?:p|br|div|li|tr|h[1-6])\b[^>]*>", re.IGNORECASE)
_PILE = re.compile(r"[!?¡¿]{2,}")
_GLUED = re.compile(r"([^\W\d_]{1,2}[,;.?!])(\w.?)")


def _punctuation(words: str, language: Language) -> str | None:
    bare = words.strip()
    if not bare:
        return " "
    if bare in "()" or re.fullmatch(r"\(\s*\)", bare):
        # A lone parenthesis without white space is one that was never closed: who knows where.
        return None if words == bare and len(bare) == 1 else ("" if len(bare) > 1 else bare)
    if glued := _GLUED.fullmatch(words):
        return f"{glued[1]} {glued[2]}"
    marks = re.sub(r"\s", "", bare)
    if _MARKS.fullmatch(marks):
        return _one_mark(marks) if len(marks) > 1 else (marks if marks != words else None)
    parts = words.split()
    if len(parts) == 2 and parts[0].lower() == parts[1].lower():
        return parts[0]
    if language == "es" and [part.lower() for part in parts] in (["de", "el"], ["a", "el"]):
        return parts[0] + "l"
    return _greeting(words, language) if parts[0][:1].isalpha() else None


def _greeting(line: str, language: Language) -> str:
    mark = ":" if language == "es" else ","
    return line.rstrip(" \t,;.!:") + mark


def _one_mark(marks: str) -> str | None:
    if set(marks) == {"."}:
        return "." if len(marks) == 2 else "..."
    for strong in "?!":
        if strong in marks:
            return strong
    return marks[-1] if marks in (".,", ",.") else marks[0]


def _plain(words: str, _language: Language) -> str | None:
    bare = _BARE.fullmatch(words)
    if bare:
        return next(group for group in bare.groups() if group is not None)
    link = _LINK.fullmatch(words)
    if link:
        return f"{link[1]} ({link[2]})"
    if words.startswith("&"):
        return html.unescape(words).replace("\xa0", " ")
    if words.startswith("<"):
        return "\n" if _LINE_TAG.fullmatch(words) and not words.startswith("</") and "br" in words.lower() else ""
    if words.strip() == "*":
        return words.replace("*", "-", 1)
    return "" if re.fullmatch(r"```\w*|[-*=]{3,}[ \t]*", words) else None


def _calm(words: str, language: Language) -> str | None:
    if plain := _slang(language).get(words.lower()):
        return plain[0].upper() + plain[1:] if words[0].isupper() else plain
    if _PILE.fullmatch(words):
        return next((mark for mark in "¿¡?!" if mark in words), None)
    if not any(c.isalpha() for c in words) or words in {"xD", "XD"} or re.fullmatch(r"[:;=]['-]?[DPpO]", words):
        return ""  # an emoji
    return words.lower() if len(words) > 3 and words.isupper() else None


@lru_cache(maxsize=4)
def _slang(language: Language) -> dict[str, str]:
    """The words that spellings of chat stand for."""
    return dict(entry.split(" = ", 1) for entry in words_of(language, "tone", "slang_plain"))


def _revealed(words: str, _language: Language) -> str | None:
    found = hidden_or_alike(words)
    return found[0].plain if len(found) == 1 and found[0].end - found[0].start == len(words) else None


WRITERS: dict[str, Callable[[str, Language], str | None]] = {
    "punctuation": _punctuation, "markup": _plain, "tone": _calm,
    "characters": _revealed,
}  # fmt: skip
