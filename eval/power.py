"""What a comparison could have seen: its power, the smallest difference it tells, and the repeats that it would take.

The spread of the differences over fixtures has two parts. Chance between repeats shrinks with their number; fixtures
on which a change works differently do not come closer by repeating. Normal approximation over fixtures, as for a
paired t-test (Cohen 1988); the simulation in bench/gate_power.py is the proof of the pudding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist, fmean

from eval.statistics import Count

_MOST_REPEATS = 1000


@dataclass(frozen=True, slots=True)
class Spread:
    """How differences over `fixtures` spread: `chance` is the variance of one difference of single answers by chance
    alone, `repeats` the harmonic mean of how many were averaged, `fixed` the variance that stays."""

    fixtures: int
    chance: float
    fixed: float
    repeats: float

    def error(self, repeats: float | None = None) -> float:
        """The standard error of the mean difference with so many repeats (default: those that were made)."""
        return math.sqrt((self.fixed + self.chance / (repeats or self.repeats)) / self.fixtures)


def spread_of(before: Mapping[str, Count], after: Mapping[str, Count]) -> Spread:
    """The spread of the differences of two runs over the fixtures in both."""
    names = [name for name, (_, n) in before.items() if n and after.get(name, (0, 0))[1]]
    if not names:
        return Spread(0, 0.0, 0.0, 1.0)
    sides = [(before[name], after[name]) for name in names]
    repeats = 1 / fmean((1 / na + 1 / nb) / 2 for (_, na), (_, nb) in sides)
    chance = fmean(_within(a) + _within(b) for a, b in sides)
    moves = [kb / nb - ka / na for (ka, na), (kb, nb) in sides]
    middle = fmean(moves)
    seen = sum((m - middle) ** 2 for m in moves) / max(1, len(moves) - 1)
    return Spread(len(names), chance, max(0.0, seen - chance / repeats), repeats)


def power(spread: Spread, difference: float, alpha: float, *, sides: int = 2, repeats: float | None = None) -> float:
    """The chance that a true difference of this size is told."""
    if spread.fixtures == 0 or difference == 0:
        return 0.0
    error = _with_change(spread, difference).error(repeats)
    return NormalDist().cdf(abs(difference) / error - NormalDist().inv_cdf(1 - alpha / sides)) if error else 1.0


def smallest_told(spread: Spread, alpha: float, *, wanted: float = 0.8, sides: int = 2) -> float:
    """The smallest difference that would be told with the wanted power."""
    low, high = 0.0, 1.0
    if power(spread, high, alpha, sides=sides) < wanted:
        return 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if power(spread, middle, alpha, sides=sides) >= wanted else (middle, high)
    return high


def repeats_to_tell(
    spread: Spread, difference: float, alpha: float, *, wanted: float = 0.8, sides: int = 2
) -> int | None:
    """How many repeats of every fixture would tell a true difference of this size. None: no number of them would
    (more fixtures might), or more than a thousand."""
    if spread.fixtures == 0 or difference == 0:
        return None
    reach = NormalDist().inv_cdf(1 - alpha / sides) + NormalDist().inv_cdf(wanted)
    room = spread.fixtures * (difference / reach) ** 2 - spread.fixed
    if room <= 0:
        return None
    needed = max(1, math.ceil(_with_change(spread, difference).chance / room))
    return needed if needed <= _MOST_REPEATS else None


def _with_change(spread: Spread, difference: float) -> Spread:
    """The spread as it would be with a change of this size: where hardly anything varied so far, what changes would."""
    size = min(1.0, abs(difference))
    return replace(spread, chance=max(spread.chance, size * (1 - size)))


def _within(count: Count) -> float:
    """The variance of one answer by chance. A fixture that was answered once tells nothing of it: the careful value,
    as if one in two more answers had gone the other way."""
    held, of = count
    if of > 1:
        return held * (of - held) / (of * (of - 1))
    share = (held + 0.5) / (of + 1)
    return share * (1 - share)
