"""The sign-flip permutation test: could differences like these come about by chance?

If nothing has changed, before and after may be exchanged within each fixture, so that each difference is as likely
with the other sign. The test counts in how many of all sign patterns the sum is at least as far off as it was seen
(Fisher 1935; Good 2005). It asks for nothing but that symmetry: no normal distribution, no equal variances.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

_FEW = 14  # up to 16,384 patterns are all gone through
_LARGEST_DENOMINATOR = 240
_LONGEST_GRID = 2_000_000
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class SignFlip:
    """What the test found. `lower`: a sum as low as this or lower by chance (worse); `upper`: as high or higher
    (better); `two_sided`: as far from nothing. `exact`: every pattern was counted, none drawn."""

    lower: float
    upper: float
    two_sided: float
    exact: bool


def sign_flip(differences: Sequence[float], *, samples: int = 20_000, seed: int = 0) -> SignFlip:
    """Tests paired differences, one per fixture.

    Differences of rates lie on a grid (fifths, say) on which all patterns can be counted, however many fixtures
    there are; a few other differences are gone through one by one; only many of them are drawn, with a seed.
    """
    moved = [float(d) for d in differences if abs(d) > _NEAR]
    if not moved:
        return SignFlip(1.0, 1.0, 1.0, exact=True)
    steps = _on_grid(moved)
    if steps is not None:
        return _counted(steps)
    return _gone_through(moved) if len(moved) <= _FEW else _drawn(moved, samples, seed)


def _on_grid(moved: Sequence[float]) -> list[int] | None:
    parts = [Fraction(d).limit_denominator(_LARGEST_DENOMINATOR) for d in moved]
    if any(abs(float(part) - d) > _NEAR for part, d in zip(parts, moved, strict=True)):
        return None
    scale = math.lcm(*(part.denominator for part in parts))
    steps = [int(part * scale) for part in parts]
    common = math.gcd(*steps)
    steps = [step // common for step in steps]
    return steps if 2 * sum(map(abs, steps)) < _LONGEST_GRID else None


def _counted(steps: Sequence[int]) -> SignFlip:
    """The distribution of the sum over all patterns, difference by difference."""
    sizes = [abs(step) for step in steps]
    reach = sum(sizes)
    chance = np.zeros(2 * reach + 1)
    chance[reach] = 1.0
    covered = 0
    for size in sizes:
        now = chance[reach - covered : reach + covered + 1].copy()
        covered += size
        chance[reach - covered : reach + covered + 1] = 0.0
        chance[reach - covered : reach + covered + 1 - 2 * size] += now / 2
        chance[reach - covered + 2 * size : reach + covered + 1] += now / 2
    seen = sum(steps)
    far = abs(seen)
    below, above = chance[: reach - far + 1].sum(), chance[reach + far :].sum()
    return SignFlip(
        lower=_chance(chance[: reach + seen + 1].sum()),
        upper=_chance(chance[reach + seen :].sum()),
        two_sided=1.0 if far == 0 else _chance(below + above),
        exact=True,
    )


def _gone_through(moved: Sequence[float]) -> SignFlip:
    sums = np.zeros(1)
    for d in moved:
        sums = np.concatenate([sums + d, sums - d])
    return _shares(sums, float(sum(moved)), ours=0, exact=True)


def _drawn(moved: Sequence[float], samples: int, seed: int) -> SignFlip:
    draw = np.random.default_rng(seed)
    sizes = np.abs(np.asarray(moved))
    signs = draw.integers(0, 2, size=(samples, len(moved)), dtype=np.int8)
    sums = (2.0 * signs - 1.0) @ sizes
    return _shares(sums, float(sum(moved)), ours=1, exact=False)


def _shares(sums: np.ndarray, seen: float, *, ours: int, exact: bool) -> SignFlip:
    """`ours` counts the pattern that was seen among those drawn, so that no p-value is nought (Phipson, Smyth 2010)."""
    near = _NEAR * max(1.0, float(np.abs(sums).max()))
    size = len(sums) + ours
    return SignFlip(
        lower=_chance((int((sums <= seen + near).sum()) + ours) / size),
        upper=_chance((int((sums >= seen - near).sum()) + ours) / size),
        two_sided=_chance((int((np.abs(sums) >= abs(seen) - near).sum()) + ours) / size),
        exact=exact,
    )


def _chance(value: float) -> float:
    return float(min(1.0, value))
