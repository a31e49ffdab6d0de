"""English keeps to one spelling, British or American: the one that the contract names, or the one it began with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from guardrails.checks.base import Case
from guardrails.datafiles import words
from guardrails.finding import Finding, Span
from guardrails.phrases import folded_words

_Side = Literal["US", "GB"]


@lru_cache(maxsize=1)
def _spellings() -> dict[str, tuple[_Side, str, bool]]:
    """For each spelling its side, the other side's, and whether it tells the side by itself ("-ize" does not)."""
    both = frozenset(words("en", "variants", "both"))
    found: dict[str, tuple[_Side, str, bool]] = {}
    for entry in words("en", "variants", "american_british"):
        american, sign, british = entry.split(" ")
        for word, side, other in ((american, "US", british), (british, "GB", american)):
            if word not in both:
                found[word] = ("US" if side == "US" else "GB", other, sign == "=" or side == "GB")
    return found


def mixed_variants(case: Case) -> Iterator[Finding]:
    """A finding on the words that are spelled as the other variant has them."""
    own = folded_words(case.contract.own_words) if case.contract else frozenset()
    here = [(span, *_spellings()[span.text.lower()]) for span in _telling(case) if span.text.lower() not in own]
    if not here:
        return
    wanted = case.contract.english if case.contract else _first(here)
    other = [row for row in here if row[1] != wanted]
    mixed = len(other) < len(here)
    wrong = [row for row in other if row[3] or (mixed and _has_ise(here, wanted))]
    if wrong and (case.contract or mixed):
        span, _, right, _ = wrong[0]
        key = "spelling_gb" if wanted == "GB" else "spelling_us"
        yield case.finding(
            "spelling", "fail", key, [row[0] for row in wrong], fix="spelling_fix", what=span.text, right=right
        )


def _telling(case: Case) -> Iterator[Span]:
    for word in sorted(case.masked.places.keys() & _spellings().keys()):
        for number in case.masked.places[word]:
            at = case.masked.words[number]
            # A capital within a sentence names something: "Centre Pompidou", "Labor Day".
            if case.text.raw[at.start].islower() or _begins(case, at.start):
                yield case.text.span(at.start, at.end)


def _begins(case: Case, at: int) -> bool:
    return any(sentence.start == at for sentence in case.text.sentences)


def _first(here: list[tuple[Span, _Side, str, bool]]) -> _Side:
    """The side that most of the words that tell by themselves are on; the first of them on a tie."""
    telling = [row for row in sorted(here, key=lambda row: row[0].start) if row[3]] or here
    american = sum(row[1] == "US" for row in telling)
    if 2 * american == len(telling):
        return telling[0][1]
    return "US" if 2 * american > len(telling) else "GB"


def _has_ise(here: list[tuple[Span, _Side, str, bool]], wanted: _Side) -> bool:
    """True when British "-ise" stands there, beside which "-ize" is a slip."""
    return wanted == "GB" and any(
        span.text.lower().rstrip("dsg").endswith(("ise", "isin", "isation")) for span, side, *_ in here if side == "GB"
    )
