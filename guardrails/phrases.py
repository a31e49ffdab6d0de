"""Finding phrases and forms in a text: letters folded, words whole, offsets kept; time grows linearly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from guardrails.finding import Span
from guardrails.folding import fold, fold_word
from guardrails.text import Text

_SPACE = re.compile(r"\s+")
_JOINT = re.compile(r"['\-]")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


class PhraseSet:
    """A set of phrases to be found as whole words, accents and case aside.

    A phrase is one or more words; `word*` stands for every word that begins so. Words of a phrase may be parted
    by white space only. With `exact` accents count ("tu" is not "tú").
    """

    def __init__(self, phrases: Iterable[str], *, exact: bool = False) -> None:
        self._exact = exact
        self._first: dict[str, list[tuple[str, ...]]] = {}
        self._stems: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            parts = tuple(self._norm(part) for part in phrase.replace("’", "'").split())
            if parts and parts[0].endswith("*"):
                self._stems.setdefault(parts[0][:-1], []).append(parts)
            elif parts:
                self._first.setdefault(parts[0], []).append(parts)
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}))

    @property
    def single_words(self) -> frozenset[str]:
        """The phrases that are one whole word."""
        return frozenset(word for word, phrases in self._first.items() if any(len(parts) == 1 for parts in phrases))

    def find(self, text: Text) -> list[Span]:
        """Where phrases stand, the longest of those that begin at the same word; they do not overlap."""
        places = text.places if self._exact else text.folded_places
        starts: list[tuple[int, int]] = []
        for word in places.keys() & self._first.keys():
            starts += self._at(text, places[word], self._first[word])
        for length in self._lengths:
            for word, numbers in places.items():
                if word[:length] in self._stems and len(word) >= length:
                    starts += self._at(text, numbers, self._stems[word[:length]])
        found: list[Span] = []
        after = 0
        for number, longest in sorted(starts, key=lambda pair: (pair[0], -pair[1])):
            if number >= after:
                after = number + longest
                found.append(text.span(text.words[number].start, text.words[after - 1].end))
        return found

    def _at(self, text: Text, numbers: list[int], phrases: list[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
        """The numbers of words at which one of the phrases begins, and how many words it has."""
        for number in numbers:
            for parts in phrases:
                if len(parts) == 1 or self._matches(text, number, parts):
                    yield number, len(parts)

    def _matches(self, text: Text, number: int, parts: tuple[str, ...]) -> bool:
        words = text.words
        if number + len(parts) > len(words):
            return False
        for offset, part in enumerate(parts[1:], 1):
            word, before = words[number + offset], words[number + offset - 1]
            lower = self._norm(word.lower)
            if not (lower == part or (part.endswith("*") and lower.startswith(part[:-1]))):
                return False
            if not text.raw[before.end : word.start].isspace():
                return False
        return True

    def _norm(self, word: str) -> str:
        return word if self._exact else fold_word(word)


@lru_cache(maxsize=256)
def form_pattern(form: str) -> re.Pattern[str] | None:
    """A pattern that finds a fact's form in a folded text: white space of any kind, no letter on either side.

    A full stop at the end of the form ("S.A.") may be missing or end the sentence. None for an empty form.
    """
    folded = fold(form).strip().rstrip(".")
    if not folded:
        return None
    body = r"\s{1,4}".join(re.escape(part) for part in _SPACE.split(folded))
    return re.compile(rf"(?<!\w){body}(?!\w)")


def find_forms(text: Text, forms: Iterable[str]) -> list[Span]:
    """Where any of the forms stands in the text, accents and case aside."""
    spans: list[Span] = []
    for form in forms:
        pattern = form_pattern(form)
        if pattern:
            spans += [text.span(m.start(), m.end()) for m in pattern.finditer(text.folded)]
    return spans


def folded_words(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of some texts, and the parts of those that a hyphen or an apostrophe joins."""
    return frozenset[str]().union(*(_folded_words(text) for text in texts))


@lru_cache(maxsize=512)  # forms of facts and own words come again in each check
def _folded_words(text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in _WORD.finditer(fold(text)):
        found.add(match.group())
        found.update(_JOINT.split(match.group()))
    return frozenset(found - {""})
