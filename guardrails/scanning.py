"""Expressions that are tried only where they can begin, or only in texts that hold what they need.

A text is walked through once for all of them, and not once for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

FIGURE = "0"  # stands for every run that begins with a digit
_RUN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8)  # several searches walk through the same text
def starts(folded: str) -> dict[str, list[int]]:
    """For each run of letters and digits of a folded text the offsets where it stands; those that begin with a digit
    stand under FIGURE."""
    found: dict[str, list[int]] = {}
    for match in _RUN.finditer(folded):
        run = match.group()
        found.setdefault(FIGURE if run[0].isdigit() else run, []).append(match.start())
    return found


def first_runs(phrases: Iterable[str]) -> frozenset[str]:
    """The runs that some folded phrases begin with."""
    return frozenset(match.group() for phrase in phrases if (match := _RUN.search(phrase)))


class Anchored:
    """Expressions each of which begins with one of some words, or with a figure (FIGURE)."""

    def __init__(self, expressions: Iterable[tuple[Iterable[str], str]]) -> None:
        self._by_first: dict[str, list[re.Pattern[str]]] = {}
        for firsts, expression in expressions:
            pattern = re.compile(expression)
            for first in sorted(firsts):
                self._by_first.setdefault(first, []).append(pattern)

    def matches(self, folded: str, within: str | None = None) -> Iterator[re.Match[str]]:
        """Every match in a folded text, or in `within`, the same text not folded. They may overlap."""
        places, text = starts(folded), folded if within is None else within
        # A subject has fewer words than there are expressions.
        shared: Iterable[str] = places if len(places) < len(self._by_first) else self._by_first
        for first in shared:
            patterns = self._by_first.get(first, ())
            for at in places.get(first, ()) if patterns else ():
                for pattern in patterns:
                    if match := pattern.match(text, at):
                        yield match


class Gated:
    """Expressions each of which needs one of some pieces of text: a text without them is not searched.

    A piece in capitals has to stand as it is, any other in whatever case and with or without accents.
    """

    def __init__(self, expressions: Iterable[tuple[tuple[str, ...], str]], flags: int = 0) -> None:
        self._gates = tuple(
            (tuple((n, n.isupper()) for n in needles), re.compile(expression, flags))
            for needles, expression in expressions
        )

    def matches(self, raw: str, folded: str) -> list[re.Match[str]]:
        """The matches in a text in order, the longest of those that begin together, without overlap."""
        found = [
            match
            for needles, pattern in self._gates
            if any(needle in (raw if capitals else folded) for needle, capitals in needles)
            for match in pattern.finditer(raw)
        ]
        found.sort(key=lambda match: (match.start(), -match.end()))
        kept: list[re.Match[str]] = []
        for match in found:
            if not kept or match.start() >= kept[-1].end():
                kept.append(match)
        return kept
