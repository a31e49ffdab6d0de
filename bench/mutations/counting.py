"""Runs all kinds of damage over the samples and counts what was caught."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.mutations import facts, moves, wording_kinds
from bench.mutations.kinds import KINDS, Damaged, Kind
from bench.mutations.samples import Sample, findings
from guardrails.finding import Finding

__all__ = ["Count", "all_kinds", "count_kind", "false_alarms"]
_ENTERED = (facts, moves, wording_kinds)  # importing them enters their kinds


@dataclass
class Count:
    """How often a kind was applied and caught in a language, by which checks, and what was missed."""

    kind: str
    language: str
    tried: int = 0
    caught: int = 0
    by: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Caught of tried, 1.0 when never tried."""
        return self.caught / self.tried if self.tried else 1.0


def all_kinds(*, grammar: bool = False) -> tuple[Kind, ...]:
    """The kinds that can be caught without a grammar checker, or those that need one too."""
    return tuple(kind for kind in KINDS if grammar or not kind.grammar)


def count_kind(kind: Kind, language: str, samples: Iterable[Sample], grammar: Any = None) -> Count:
    """The count of one kind in one language. The damage is random, but the same at each run."""
    count = Count(kind.name, language)
    for sample, damaged in _damaged(kind, language, samples):
        found = _new_failures(sample, damaged, grammar)
        caught = found & kind.caught_by
        count.tried += 1
        count.caught += bool(caught)
        count.by.update(caught)
        if not caught:
            count.missed.append(
                f"{sample.situation.id}#{sample.seed}: {damaged.what} (others: {', '.join(sorted(found)) or '-'})"
            )
    return count


def _damaged(kind: Kind, language: str, samples: Iterable[Sample]) -> Iterator[tuple[Sample, Damaged]]:
    for sample in samples:
        if sample.language != language:
            continue
        rng = random.Random(zlib.crc32(f"{kind.name}/{sample.situation.id}/{sample.seed}".encode()))  # noqa: S311 - damage, no secret
        damaged = kind.apply(sample, rng)
        if damaged is not None and (damaged.body != sample.body or damaged.subject not in {None, sample.subject}):
            yield sample, damaged


def _new_failures(sample: Sample, damaged: Damaged, grammar: Any) -> set[str]:
    before = {_key(finding) for finding in findings(sample, sample.body, grammar=grammar)}
    after = findings(sample, damaged.body, damaged.subject, grammar=grammar)
    return {finding.id for finding in after if finding.status == "fail" and _key(finding) not in before}


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.id, finding.status, finding.message, tuple(span.text for span in finding.spans)


def false_alarms(samples: Iterable[Sample], grammar: Any = None) -> tuple[int, list[str]]:
    """How many undamaged messages there are, and the failures told on them, one line for each."""
    total, alarms = 0, []
    for sample in samples:
        total += 1
        failing = [f for f in findings(sample, sample.body, grammar=grammar) if f.status == "fail"]
        if failing:
            told = "; ".join(f"{f.id}: {f.message}" for f in failing)
            alarms.append(f"{sample.situation.id}#{sample.seed}: {told}")
    return total, alarms
