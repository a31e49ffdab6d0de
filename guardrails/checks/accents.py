"""Words that are certainly misspelt: those that do not exist as they stand, and those whose neighbours leave no doubt.

LanguageTool misses many of them in Spanish, because the word without its accent is a word too ("podre", "esta", "mi").
The words and their neighbours are data: guardrails/data/<language>/misspelt.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from guardrails.datafiles import word_lists
from guardrails.text import Text

_WRONG = re.compile(r"\(\?P<w>(?P<w>[^)]+)\)")
_ACCENTED = frozenset("áéíóú")
_ENTRY = re.compile(r"(?P<wrong>\S+) = (?P<right>\S+)")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A misspelt word (offsets in code points) and how it is written right, in the same case."""

    start: int
    end: int
    right: str


@dataclass(frozen=True, slots=True)
class _Rules:
    """`words`: wrong to right. `endings`: an ending, what it should be, and the words that rightly end so.
    `contexts`: an expression whose group `w` is the wrong word, and the right one."""

    words: dict[str, str]
    endings: tuple[tuple[str, str, frozenset[str]], ...]
    contexts: tuple[tuple[re.Pattern[str], str, str], ...]


@lru_cache(maxsize=4)
def _rules(language: str) -> _Rules:
    lists = word_lists(language, "misspelt")
    pairs = (_ENTRY.fullmatch(entry) for entry in lists["words"].words)
    exceptions = frozenset(lists["exceptions"].words) if "exceptions" in lists else frozenset[str]()
    ends = lists["endings"].words if "endings" in lists else ()
    endings = tuple((wrong, right, exceptions) for wrong, right in (entry.split(" = ") for entry in ends))
    contexts: list[tuple[re.Pattern[str], str, str]] = []
    for entry in lists["contexts"].words:
        pattern, right = entry.rsplit(" = ", 1)
        if wrong := _WRONG.search(pattern):
            contexts.append((re.compile(pattern, re.IGNORECASE), wrong["w"], right))
    return _Rules({m["wrong"]: m["right"] for m in pairs if m}, endings, tuple(contexts))


def certain_mistakes(text: Text, language: str) -> list[Mistake]:
    """The certain mistakes of a text in order, without overlap. Names are left alone: a word with a capital counts
    only where a sentence begins. Time grows linearly with the text."""
    rules = _rules(language)
    found = [*_words(text, rules), *_in_context(text, rules)]
    found.sort(key=lambda mistake: mistake.start)
    kept: list[Mistake] = []
    for mistake in found:
        if not kept or mistake.start >= kept[-1].end:
            kept.append(mistake)
    return kept


def corrected(text: str, language: str) -> str:
    """The text with its certain mistakes mended."""
    parts, at = [], 0
    for mistake in certain_mistakes(Text(text), language):
        parts += [text[at : mistake.start], mistake.right]
        at = mistake.end
    return "".join([*parts, text[at:]])


def _words(text: Text, rules: _Rules) -> Iterator[Mistake]:
    for word, numbers in text.places.items():
        right = rules.words.get(word) or _by_ending(word, rules)
        if right is None:
            continue
        for number in numbers:
            at = text.words[number]
            if text.raw[at.start].islower() or _opens(text, at.start):
                yield Mistake(at.start, at.end, _like(text.raw[at.start : at.end], right))


def _by_ending(word: str, rules: _Rules) -> str | None:
    if not _ACCENTED.isdisjoint(word):
        return None  # no word has two accents ("podíais")
    for wrong, right, exceptions in rules.endings:
        if word.endswith(wrong) and len(word) > len(wrong) + 1 and word not in exceptions and word.isalpha():
            return word[: -len(wrong)] + right if wrong != right else None  # named to be left alone
    return None


def _in_context(text: Text, rules: _Rules) -> Iterator[Mistake]:
    for pattern, wrong, right in rules.contexts:
        if wrong in text.places:
            for match in pattern.finditer(text.raw):
                yield Mistake(*match.span("w"), _like(match["w"], right))


def _opens(text: Text, at: int) -> bool:
    before = text.raw[max(0, at - 4) : at].rstrip(" \"'«“(¿¡")
    return not before or before[-1] in ".!?:\n…"


def _like(written: str, right: str) -> str:
    """The right word in the case of the written one."""
    if written.isupper() and len(written) > 1:
        return right.upper()
    return right[0].upper() + right[1:] if written[0].isupper() else right
