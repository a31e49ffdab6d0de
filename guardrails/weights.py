"""Weighs what patterns cannot list: how much the words of a clause speak for an act.

The weights are data (guardrails/data/<lang>/weights/weights.json), learned by bench/learn from the sentences and
messages of tests/corpus. A clause has a score for each act; guardrails/weighing.py decides by it. No network, and the
same answer each time.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from guardrails.clauses import Unit, units
from guardrails.contract import Language
from guardrails.finding import Span
from guardrails.tokens import Tokens

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"  # weights from lowest to highest
_MIDDLE = len(LETTERS) // 2  # the letter of nought
_BITS = 24  # of a packed row per act: room for more features than there are
_FULL = (1 << _BITS) - 1
_FEWEST = 8  # a clause with few known features is not to be judged by one of them
_GAIN = 3.0


class Around(NamedTuple):
    """What else a message does: announces a step (1, or how likely it is), apologises, asks; confides (criticism or an
    intimate detail: 1 beside a step, which they explain, -1 where there is none)."""

    announced: float = 0.0
    apologises: bool = False
    asks: bool = False
    confides: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """How an act is decided where the patterns found nothing (log odds), and what takes a find of theirs back.

    `base`, `by_score`, and what an announcement ("I cannot come"), an apology, a question and, for the reason,
    criticism or an intimate detail add, are summed up for the best clause; a find in clauses that all score below
    `against` (beside an announced step lower by `leeway`) does not stand. With `finds` a find is summed up like the
    rest, with those numbers.
    """

    base: float
    by_score: float
    by_announcement: float
    by_apology: float
    by_question: float
    against: float
    by_confidence: float = 0.0
    leeway: float = 0.0
    finds: tuple[float, ...] = ()

    def stands(self, score: float, around: Around) -> bool:
        """Whether a find of the patterns in clauses with this best score stands."""
        if self.finds:
            base, by_score, *by = self.finds
            return base + by_score * score + sum(b * there for b, there in zip(by, around, strict=True)) > 0
        return score + self.leeway * around.announced >= self.against

    def adds(self, score: float, around: Around) -> bool:
        """Whether a best score is enough without a find."""
        return self.odds(score, around) > 0

    def odds(self, score: float, around: Around) -> float:
        """The log odds of the act in a message whose best clause has this score."""
        by = (self.by_announcement, self.by_apology, self.by_question, self.by_confidence)
        return self.base + self.by_score * score + sum(b * there for b, there in zip(by, around, strict=True))


@dataclass(frozen=True, slots=True)
class Weights:
    """A language's weights: for each feature a row of numbers, one per act in the order of `acts`; what to add, how to
    decide.

    A row is packed into one integer (`pack`), so that the rows of a clause are summed up as one number each.
    """

    acts: tuple[str, ...]
    bias: tuple[float, ...]
    features: dict[str, int]
    decide: dict[str, Decision]
    unit: float

    def weigh(
        self, tokens: Tokens, language: Language, acts: Mapping[str, Iterable[Span]]
    ) -> list[tuple[Unit, list[float]]]:
        """Every clause and sentence with its log odds for each act; `acts` is what the patterns found."""
        return [(unit, self.scores(unit)) for unit in units(tokens, language, acts)]

    def scores(self, unit: Unit) -> list[float]:
        """The log odds of each act in one clause."""
        known = self.features
        rows = [known[feature] for feature in unit.features if feature in known]
        total, low = sum(rows), _MIDDLE * len(rows)
        step = gain(len(rows)) * self.unit
        scores = []
        for bias in self.bias:
            scores.append(bias + step * ((total & _FULL) - low))
            total >>= _BITS
        return scores


def gain(known: int) -> float:
    """What the sum of weights counts for in a clause with so many known features."""
    return _GAIN / math.sqrt(max(known, _FEWEST))


def pack(row: str) -> int:
    """A row of letters (LETTERS), one per act, as one integer; the first act stands lowest."""
    return sum(LETTERS.index(letter) << _BITS * place for place, letter in enumerate(row))


@lru_cache(maxsize=4)
def load_weights(language: Language) -> Weights:
    """The weights of a language, read once."""
    content = (files("guardrails") / "data" / language / "weights" / "weights.json").read_text(encoding="utf-8")
    document = json.loads(content)
    return Weights(
        acts=tuple(document["acts"]),
        bias=tuple(document["bias"]),
        features={name: pack(row) for name, row in document["features"].items()},
        decide={act: Decision(*row) for act, row in document["decide"].items()},
        unit=document["unit"],
    )
