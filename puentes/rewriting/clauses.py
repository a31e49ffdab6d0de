"""The clauses of a sentence: what can be taken out of it and leave a sentence behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from guardrails.finding import Span
from guardrails.folding import fold
from puentes.rewriting.rules import Connectors, Rules, word

Kind = Literal["", "cause", "contrast", "additive", "relative"]
_KINDS: tuple[Kind, ...] = ("cause", "contrast", "additive", "relative")
_MARK = re.compile(r"[,;:](?=\s)\s+|\s[-–—]\s|\s*\((?=\S)|\)[,;:]?(?=\s)\s*|…\s+|\.\.\.\s+")
_ABBREVIATED = re.compile(r"(?<=Co|nc|td|rp|.A|.L|tc|.m|St)\.\s+(?=[A-ZÁÉÍÓÚÑ])")
_END = re.compile(r"[.!?…\s\"'”»)]*\Z")
# A sentence that ends with one of these was cut in the middle.
_DANGLING = {
    "es": frozenset(
        "el la los las un una unos unas de del a al en con por para que y e o u pero porque como si mi mis su sus tu "
        "tus muy más tan es son fue lo se ni sin".split()
    ),
    "en": frozenset(
        "the a an of to in on at with for by and or but because that which my your our is are was were if as be so "
        "than very their his her from about not i we they".split()
    ),
}


_PHRASAL = frozenset("carry carrying go going move moving come coming call calling hold".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its stretch of the text, where what parts it from the one before begins, and what joins it."""

    start: int
    end: int
    parted: int
    kind: Kind
    connector: str

    def holds(self, span: Span) -> bool:
        """True when the span and the clause overlap."""
        return span.start < self.end and self.start < span.end


def clauses_of(sentence: Span, rules: Rules) -> list[Clause]:
    """The clauses of a sentence, in order; its last marks belong to none."""
    raw = sentence.text
    folded = fold(raw)
    end = _END.search(raw)
    stop = end.start() if end else len(raw)
    starts: dict[int, int] = {0: 0}
    for mark in _MARK.finditer(folded, 0, stop):
        if mark.start() > 0 and mark.end() < stop:
            starts[mark.end()] = mark.start() + mark.group().startswith(")")  # the bracket closes what stands before it
    for mark in _ABBREVIATED.finditer(raw, 0, stop):  # the stop of "Petal & Co." may end a sentence too
        starts.setdefault(mark.end(), mark.start())
    for space in _joints(rules.connectors).finditer(folded, 0, stop):
        if space.end() not in starts:
            starts[space.end()] = space.start()
    ordered = sorted(starts.items())
    found: list[Clause] = []
    for number, (start, parted) in enumerate(ordered):
        until = ordered[number + 1][1] if number + 1 < len(ordered) else stop
        kind, connector = _kind(folded, start, rules.connectors)
        found.append(Clause(sentence.start + start, sentence.start + until, sentence.start + parted, kind, connector))
    return found


def dangles(text: str, language: str) -> bool:
    """True when a text breaks off after an article, a preposition or the like."""
    words = re.findall(r"\w+", text.lower())
    if language == "en" and words[-1:] in (["it"], ["you"]):  # "I didn't get it" is whole, "because it" is not
        return words[-2:-1] == [] or words[-2] in {"and", "but", "because", "that", "if", "since", "as", "so", "which"}
    phrasal = language == "en" and words[-1:] in (["on"], ["in"]) and words[-2:-1] and words[-2] in _PHRASAL
    return bool(words) and words[-1] in _DANGLING[language] and not phrasal


_MAIN = re.compile(r",\s+(?=\w+\s+\w+)")


def is_fragment(text: str, rules: Rules) -> bool:
    """True for a subordinate clause that stands alone: it begins with a word for one, and no main clause follows."""
    folded = fold(text.lstrip(" \"'«“(")).strip()
    if folded.endswith("?") or text.lstrip(" \"'«“(¡").lower().startswith("qué "):
        return False
    phrase = word(rules.connectors.phrase).match(folded)
    if phrase and not word(rules.connectors.subject).search(folded, phrase.end()):
        return not _MAIN.search(folded)
    if not word(rules.connectors.subordinate).match(folded):
        return False
    joints = _joints(rules.connectors)
    return not any(not joints.match(" " + folded[m.end() :]) for m in _MAIN.finditer(folded))


@lru_cache(maxsize=8)
def _joints(connectors: Connectors) -> re.Pattern[str]:
    every = "|".join(getattr(connectors, kind) for kind in _KINDS)
    return re.compile(rf"\s+(?=(?:{every})(?!\w))")


def _kind(folded: str, start: int, connectors: Connectors) -> tuple[Kind, str]:
    for kind in _KINDS:
        match = re.compile(rf"(?:{getattr(connectors, kind)})(?!\w),?\s*").match(folded, start)
        if match:
            return kind, match.group()
    return "", ""
