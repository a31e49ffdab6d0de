"""Intervals and corrections: what a rate, a difference of two rates and a family of tests are worth.

Sources: Wilson 1927 (the score interval); Dean and Pagano 2015 (Wilson with an effective number of answers where the
answers come in clusters); Zou and Donner 2008 (the interval of a difference out of those of its two rates); Holm 1979.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

Count = tuple[int, int]  # how many of how many


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure lies with the given confidence."""

    low: float
    high: float


def z_for(confidence: float) -> float:
    """The two-sided normal quantile: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(share: float, size: float, confidence: float = 0.95) -> Interval:
    """Wilson's interval for a share seen in `size` answers; `size` need not be whole. Nothing seen: all from 0 to 1."""
    if size <= 0:
        return Interval(0.0, 1.0)
    z2 = z_for(confidence) ** 2
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = math.sqrt(z2 * (share * (1 - share) / size + z2 / (4 * size * size))) / (1 + z2 / size)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def effective_size(counts: Sequence[Count]) -> float:
    """How many independent answers the repeats of these fixtures are worth.

    Repeats of one fixture are alike: five times the same failure is not five findings. The correlation within
    fixtures is estimated from the variance within and between them (ANOVA); without any it is all answers, with a
    full one it is the number of fixtures.
    """
    counts = [(k, n) for k, n in counts if n]
    total, groups = sum(n for _, n in counts), len(counts)
    if groups < 2 or total == groups:
        return float(total)
    share = sum(k for k, _ in counts) / total
    between = sum(n * (k / n - share) ** 2 for k, n in counts) / (groups - 1)
    within = sum(k * (n - k) / n for k, n in counts) / (total - groups)
    typical = (total - sum(n * n for _, n in counts) / total) / (groups - 1)
    spread = between + (typical - 1) * within
    # No spread at all (everything holds, or nothing does) tells nothing of the correlation: the careful value is 1.
    alike = 1.0 if spread <= 0 else min(1.0, max(0.0, (between - within) / spread))
    return total / (1 + (total / groups - 1) * alike)


def clustered_wilson(counts: Sequence[Count], confidence: float = 0.95) -> Interval:
    """Wilson's interval for the share over all answers, with the repeats of a fixture for what they are worth."""
    total = sum(n for _, n in counts)
    share = sum(k for k, _ in counts) / total if total else 0.0
    return wilson(share, effective_size(counts), confidence)


def difference_interval(before: Mapping[str, Count], after: Mapping[str, Count], confidence: float = 0.95) -> Interval:
    """The interval for the difference after − before over fixtures that stand in both.

    Made from the two rates' own intervals, less what the fixtures have in common; so it is never of no width, not
    even where every fixture came out the same.
    """
    names = [name for name, (_, n) in before.items() if n and after.get(name, (0, 0))[1]]
    if not names:
        return Interval(-1.0, 1.0)
    a, b = ([_share(side[name]) for name in names] for side in (before, after))
    first, second = sum(a) / len(a), sum(b) / len(b)
    around_a = wilson(first, effective_size([before[name] for name in names]), confidence)
    around_b = wilson(second, effective_size([after[name] for name in names]), confidence)
    common = correlation(a, b)

    def reach(up: float, down: float) -> float:
        return math.sqrt(max(0.0, up * up + down * down - 2 * common * up * down))

    moved = second - first
    return Interval(
        max(-1.0, moved - reach(second - around_b.low, around_a.high - first)),
        min(1.0, moved + reach(around_b.high - second, first - around_a.low)),
    )


def correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Pearson's correlation; 0 where one side does not vary."""
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    across = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return across / math.sqrt(spread) if spread > 0 else 0.0


def holm(values: Sequence[float]) -> list[float]:
    """p-values corrected for their number by Holm's step-down rule, in the order given."""
    adjusted = [0.0] * len(values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda i: values[i])):
        highest = max(highest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = highest
    return adjusted


def _share(count: Count) -> float:
    return count[0] / count[1]
