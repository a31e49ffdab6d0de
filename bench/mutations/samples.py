"""The valid messages that are damaged: every example, written by an engine with one or several seeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from guardrails.checking import check
from guardrails.contract import Contract
from guardrails.finding import Finding
from puentes.contracts import contract_for
from puentes.drafting import draft
from puentes.message import Placed
from puentes.reading import load_situation
from puentes.situation import Situation

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Sample:
    """A delivered message and what it was written from. `parts` are its moves with their places in `body`."""

    situation: Situation
    contract: Contract
    subject: str
    body: str
    parts: tuple[Placed, ...]
    seed: int

    @property
    def language(self) -> str:
        """es or en."""
        return self.situation.language

    def part(self, *moves: str) -> Placed | None:
        """The first part of one of these moves, or None."""
        return next((placed for placed in self.parts if placed.part.move in moves), None)

    @property
    def inner(self) -> tuple[Placed, ...]:
        """The parts between greeting and closing."""
        return tuple(p for p in self.parts if p.part.move not in {"greeting", "closing"})


def findings(sample: Sample, body: str, subject: str | None = None, grammar: Any = None) -> tuple[Finding, ...]:
    """What the checks say about a body (and subject) that is held to the sample's contract."""
    given = sample.subject if subject is None else subject
    is_email = sample.situation.channel == "email"
    return check(body, sample.contract, subject=given if is_email else None, grammar=grammar).findings


@lru_cache(maxsize=4)
def samples(seeds: int, engine: str = "phrasebank") -> tuple[Sample, ...]:
    """One delivered message for each example and seed. The phrase bank's are the same each time."""
    return tuple(_sample(situation, seed, engine) for situation in _situations() for seed in range(seeds))


def _situations() -> Iterable[Situation]:
    return (load_situation(path) for path in sorted(EXAMPLES.iterdir()))


def _sample(situation: Situation, seed: int, engine: str) -> Sample:
    message = draft(situation, engine, seed=seed, grammar=None)
    return Sample(situation, contract_for(situation), message.subject, message.body, message.placed, seed)
