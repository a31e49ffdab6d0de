"""The exact test behind the gate: could a loss like this come about by chance between repeats?

If nothing has changed, all repeats of a fixture, before and after, are draws from the same chance, and any of them
may stand on either side. Given how many of them held in all, the number that held afterwards is hypergeometric; the
sum over the fixtures has a distribution that can be counted exactly. With the same number of repeats everywhere this
is the exact conditional Mantel-Haenszel test, stratified by fixture (Mantel and Haenszel 1959; Birch 1964).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

import numpy as np

from eval.statistics import Count
from eval.tally import Counts

_LONGEST_GRID = 2_000_000
_NEAR = 1e-9


def chance_of_loss(before: Counts, after: Counts, *, samples: int = 20_000, seed: int = 0) -> float:
    """The one-sided p-value of the mean change over the fixtures in both: as low as this or lower by chance alone.

    Exact where the repeats have a common measure, as they do in practice; else drawn with a seed.
    """
    pairs = [(before[name], after[name]) for name in before if name in after and before[name][1] and after[name][1]]
    # Where all repeats held, or none did, nothing can be exchanged.
    pairs = [(a, b) for a, b in pairs if 0 < a[0] + b[0] < a[1] + b[1]]
    if not pairs:
        return 1.0
    # One more that held afterwards (and one fewer before) moves the mean by this much.
    weights = [Fraction(a[1] + b[1], a[1] * b[1]) for a, b in pairs]
    scale = math.lcm(*(weight.denominator for weight in weights))
    steps = [int(weight * scale) for weight in weights]
    common = math.gcd(*steps)
    steps = [step // common for step in steps]
    seen = sum(step * b[0] for step, (_, b) in zip(steps, pairs, strict=True))
    if sum(step * b[1] for step, (_, b) in zip(steps, pairs, strict=True)) <= _LONGEST_GRID:
        return _counted(steps, pairs, seen)
    return _drawn(steps, pairs, seen, samples, seed)


def _counted(steps: Iterable[int], pairs: Iterable[tuple[Count, Count]], seen: int) -> float:
    chance = np.ones(1)
    for step, ((held_a, of_a), (held_b, of_b)) in zip(steps, pairs, strict=True):
        each = _hypergeometric(held_a + held_b, of_a, of_b)
        spaced = np.zeros(step * (len(each) - 1) + 1)
        spaced[::step] = each
        chance = np.convolve(chance, spaced)
    return float(min(1.0, chance[: seen + 1].sum()))


def _drawn(steps: Iterable[int], pairs: Iterable[tuple[Count, Count]], seen: int, samples: int, seed: int) -> float:
    draw = np.random.default_rng(seed)
    sums = np.zeros(samples)
    for step, ((held_a, of_a), (held_b, of_b)) in zip(steps, pairs, strict=True):
        held = held_a + held_b
        sums += float(step) * draw.hypergeometric(held, of_a + of_b - held, of_b, samples)
    return (int((sums <= seen * (1 + _NEAR)).sum()) + 1) / (samples + 1)


@lru_cache(maxsize=4096)
def _hypergeometric(held: int, of_a: int, of_b: int) -> np.ndarray:
    """The chances that 0, 1, … of the `of_b` answers afterwards held, when `held` of all did."""
    ways = math.comb(of_a + of_b, of_b)
    return np.array(
        [
            math.comb(held, k) * math.comb(of_a + of_b - held, of_b - k) / ways if k <= held else 0.0
            for k in range(of_b + 1)
        ]
    )
