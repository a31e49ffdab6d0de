"""Cuts a message into sentences and clauses and says what stands in each: the features that the weights know.

The features of a clause are its words, the beginnings and endings of longer ones, pairs of neighbours, the families
of words ("concepts": family, vehicle, breaks down …) with their pairs in order, and the acts that the patterns find
in it ("!withdrawal"). A sentence has those of its clauses together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from guardrails.contract import Language
from guardrails.finding import Span
from guardrails.patterns import BREAK
from guardrails.tokens import Tokens

_STOPS = frozenset({",", ";", ":", "?", "!", "¿", "¡", '"'})
# A long clause is cut where one of these begins a new one: chat and speech put no commas.
_JOINTS: dict[Language, frozenset[str]] = {
    "en": frozenset("and but so because n as since cos cuz though".split()),
    "es": frozenset("y pero porque pues asi es ya que".split()),
}
_LONG, _LEAST, _REST = 14, 6, 5
_WINDOW, _STRIDE = 12, 6
_STEM = 14  # no stem in the data is longer
_FRAGMENT = 6
_SHORT = 3  # a piece with fewer words is no clause of its own
# So many words with a family back, one is paired with them in order: "tengo" and "examen", with "mañana" between.
_REACH: dict[Language, int] = {"en": 1, "es": 3}


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause or a sentence: its first token, the one after its last, and its features."""

    start: int
    end: int
    features: frozenset[str]


def units(tokens: Tokens, language: Language, acts: Mapping[str, Iterable[Span]]) -> Iterator[Unit]:
    """The clauses of a message in order, each sentence of several clauses after them as a whole.

    `acts` is what the patterns found.
    """
    marks = _marks(tokens, acts)
    norms = [token.norm for token in tokens.tokens]
    quoted = {number for first, last in tokens.quotes for number in range(first, last + 1)}
    start = 0
    for end in (number for number, norm in enumerate(norms) if norm == BREAK):
        own = [number for number in range(start, end) if number not in quoted]
        parts = _clauses(own, norms, _JOINTS[language])
        clauses = [_unit(part, norms, marks, language) for part in parts]
        # A few words within a longer sentence ("Madrid time") are judged with it alone.
        yield from (c for c, p in zip(clauses, parts, strict=True) if len(clauses) == 1 or len(p) >= _FRAGMENT)
        yield from (_unit(window, norms, marks, language) for part in parts for window in _windows(part))
        if len(clauses) > 1:
            whole = frozenset[str]().union(*(clause.features for clause in clauses))
            yield Unit(clauses[0].start, clauses[-1].end, whole)
        start = end + 1


def _unit(part: list[int], norms: list[str], marks: dict[int, set[str]], language: Language) -> Unit:
    known = features([norms[number] for number in part], language)
    return Unit(part[0], part[-1] + 1, known.union(*(marks.get(number, ()) for number in part)))


def _windows(part: list[int]) -> Iterator[list[int]]:
    """Overlapping stretches of a clause that is too long to be one: speech written down has no stops at all."""
    if len(part) > _WINDOW + _STRIDE:
        for start in range(0, len(part) - _STRIDE, _STRIDE):
            yield part[start : start + _WINDOW]


def _marks(tokens: Tokens, acts: Mapping[str, Iterable[Span]]) -> dict[int, set[str]]:
    """For the tokens of what the patterns found, the names of those acts as features."""
    starts = [token.start for token in tokens.tokens]
    marks: dict[int, set[str]] = {}
    for act, spans in acts.items():
        for span in spans:
            for number in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                marks.setdefault(number, set()).add(f"!{act}")
    return marks


def _clauses(own: list[int], norms: list[str], joints: frozenset[str]) -> list[list[int]]:
    found: list[list[int]] = []
    clause: list[int] = []
    for number in own:
        if norms[number] in _STOPS:
            if len(clause) >= _SHORT:
                found.append(clause)
                clause = []
            continue
        clause.append(number)
    if clause and found and len(clause) < _SHORT:
        found[-1] = found[-1] + clause
    elif clause:
        found.append(clause)
    return [piece for long in found for piece in _cut(long, norms, joints)]


def _cut(clause: list[int], norms: list[str], joints: frozenset[str]) -> list[list[int]]:
    if len(clause) <= _LONG:
        return [clause]
    pieces: list[list[int]] = [[]]
    for place, number in enumerate(clause):
        if norms[number] in joints and len(pieces[-1]) >= _LEAST and len(clause) - place >= _REST:
            pieces.append([])
        pieces[-1].append(number)
    return pieces


def features(norms: Sequence[str], language: Language) -> frozenset[str]:
    """What the weights see in the normal tokens of a clause."""
    found = set(map(" ".join, pairwise(norms)))
    before: list[tuple[str, ...]] = []
    for norm in norms:
        shapes, known = _shapes(norm, language)
        found.update(shapes)
        if known:
            found.update([f"{a} {b}" for earlier in before[-_REACH[language] :] for a in earlier for b in known])
            before.append(known)
    return frozenset(found)


@lru_cache(maxsize=8192)
def _shapes(norm: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A word with its beginning and ending, and its concepts ("@family")."""
    shapes = ["#" if norm.startswith("#") else norm]
    if len(norm) > 5:
        shapes.append(f"{norm[:5]}*")
    if language == "es" and len(norm) > 4:
        shapes.append(f"-{norm[-3:]}")
    if language == "en":
        shapes += [f"-{ending}" for ending in ("ed", "ing") if norm.endswith(ending) and len(norm) > 4]
    concepts = _concepts(language)
    stems = (name for length in range(2, min(len(norm), _STEM) + 1) for name in concepts.get(f"{norm[:length]}*", ()))
    known = tuple(dict.fromkeys((*concepts.get(norm, ()), *stems)))
    return (*shapes, *known), known


@lru_cache(maxsize=4)
def _concepts(language: Language) -> dict[str, tuple[str, ...]]:
    content = (files("guardrails") / "data" / language / "weights" / "concepts.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    names: dict[str, tuple[str, ...]] = {}
    for name, words in document["concepts"].items():
        for word in str(words).split():
            names[word] = (*names.get(word, ()), f"@{name}")
    return names
