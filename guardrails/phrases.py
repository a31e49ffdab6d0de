"""Finding phrases and forms in a text: letters folded, words whole, offsets kept; time grows linearly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text, WordIndex

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
        self._first: dict[str, list[_Phrase]] = {}
        self._stems: dict[int, dict[str, list[_Phrase]]] = {}  # by the length of the stem
        for phrase in phrases:
            plain = phrase.replace("’", "'")
            parts = tuple((plain if exact else fold(plain)).split())
            if parts and parts[0].endswith("*"):
                stem = parts[0][:-1]
                self._stems.setdefault(len(stem), {}).setdefault(stem, []).append(_Phrase(parts))
            elif parts:
                self._first.setdefault(parts[0], []).append(_Phrase(parts))

    @property
    def single_words(self) -> frozenset[str]:
        """The phrases that are one whole word."""
        return frozenset(word for word, phrases in self._first.items() if any(p.length == 1 for p in phrases))

    def find(self, text: Text) -> list[Span]:
        """Where phrases stand, the longest of those that begin at the same word; they do not overlap."""
        index = text.index(exact=self._exact)
        starts: list[tuple[int, int]] = []
        for word in index.places.keys() & self._first.keys():
            starts += self._at(text, index, index.places[word], self._first[word])
        for length, stems in self._stems.items():
            beginnings = index.beginnings(length)
            for stem in beginnings.keys() & stems.keys():
                starts += self._at(text, index, beginnings[stem], stems[stem])
        found: list[Span] = []
        after = 0
        for number, longest in sorted(starts, key=lambda pair: (pair[0], -pair[1])):
            if number >= after:
                after = number + longest
                found.append(text.span(text.words[number].start, text.words[after - 1].end))
        return found

    def _at(
        self, text: Text, index: WordIndex, numbers: Sequence[int], phrases: Sequence[_Phrase]
    ) -> Iterator[tuple[int, int]]:
        """The numbers of words at which one of the phrases begins, and how many words it has."""
        for phrase in phrases:
            if phrase.length == 1:
                yield from ((number, 1) for number in numbers)
            else:
                for number in numbers:
                    if phrase.stands(index.forms, number) and _in_a_row(text, number, phrase.length):
                        yield number, phrase.length


class _Phrase:
    """The words of a phrase; a first one that is a stem has matched already."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self.length = len(parts)
        self._rest = parts[1:]
        self._second = self._rest[0] if self._rest and not self._rest[0].endswith("*") else None
        self._whole = not any(part.endswith("*") for part in self._rest)

    def stands(self, forms: tuple[str, ...], number: int) -> bool:
        """True when the words after this one are the phrase's."""
        end = number + self.length
        if end > len(forms) or (self._second is not None and forms[number + 1] != self._second):
            return False
        if self._whole:
            return forms[number + 1 : end] == self._rest
        pairs = zip(forms[number + 1 : end], self._rest, strict=True)
        return all(word == part or (part[-1] == "*" and word.startswith(part[:-1])) for word, part in pairs)


def _in_a_row(text: Text, number: int, length: int) -> bool:
    """True when nothing but white space stands between the words."""
    words = text.words[number : number + length]
    return all(text.raw[one.end : two.start].isspace() for one, two in pairwise(words))


@lru_cache(maxsize=4096)  # the notations of all facts of some dozens of situations
def _form(form: str) -> tuple[str, re.Pattern[str] | None]:
    """What a text that holds the form must hold for certain (its first word, folded), and the pattern that finds it:
    white space of any kind, no letter on either side.

    A full stop at the end of the form ("S.A.") may be missing or end the sentence. No pattern for an empty form.
    """
    folded = fold(form).strip().rstrip(".")
    if not folded:
        return "", None
    parts = _SPACE.split(folded)
    body = r"\s{1,4}".join(map(re.escape, parts))
    return parts[0], re.compile(rf"(?<!\w){body}(?!\w)")


def find_forms(text: Text, forms: Iterable[str]) -> list[Span]:
    """Where any of the forms stands in the text, accents and case aside."""
    spans: list[Span] = []
    folded = text.folded
    for form in forms:
        first, pattern = _form(form)
        at = folded.find(first) if pattern else -1
        while pattern and at >= 0:
            match = pattern.match(folded, at)
            if match:
                spans.append(text.span(*match.span()))
            at = folded.find(first, match.end() if match else at + 1)
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
