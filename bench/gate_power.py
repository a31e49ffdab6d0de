"""How often the gate raises a false alarm, and how often it notices a loss: python -m bench.gate_power [--runs 1000]

Each cell simulates pairs of runs and lets the shipped gate decide (`eval.gating.decide` with the shipped thresholds).
Fixtures are not alike: each has its own chance of holding its contract, drawn from a Beta distribution around the
baseline; `spread` says how unlike they are (none: all the same; strong: most hold always or hardly ever). A loss of
10 points of the mean comes in four forms:

    evenly     every fixture loses, on the logit scale
    unevenly   some lose much, some gain
    few        a few fixtures that held break wholly, and nothing else changes
    half       the worst of chance: a few fixtures drop to half, until the mean has fallen

Without a loss there are two forms too: `same`, and `other`, where each fixture's chance moves and the mean stays.
A third, `drawn`, is told apart: each chance moves up or down by up to 30 points, so that the mean stays over all
situations that there could be but moves a little on these fixtures. That the gate looks at these only shows here.
`both`: raw and delivered are tested, where the delivered message fails a tenth as often as the raw one.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from eval.gating import decide
from eval.statistics import difference_interval, wilson
from eval.thresholds import Thresholds, load_thresholds

BASELINES = (0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
SPREADS = {"none": np.inf, "some": 4.0, "strong": 1.0}
RESCUED = 0.9  # of what fails in the raw answer, in the message that is delivered
Chances = np.ndarray
Change = Callable[[Chances, float, np.random.Generator], Chances]


def _logit(p: Chances) -> Chances:
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return np.log(p / (1 - p))


def _moved_to(p: Chances, mean: float, noise: Chances | float = 0.0) -> Chances:
    """The chances shifted on the logit scale, each with its noise, until their mean is the one that is asked for."""
    base = _logit(p) + noise
    low, high = -40.0, 40.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 / (1 + np.exp(-(base + middle)))).mean() < mean else (low, middle)
    return 1 / (1 + np.exp(-(base + low)))


def _broken(left: float) -> Change:
    """Fixtures that held keep only this part of their chance, one by one until the mean has fallen by `loss`."""

    def change(p: Chances, loss: float, draw: np.random.Generator) -> Chances:
        new, owed = p.copy(), loss * len(p)
        order = draw.permutation(len(p))
        for i in order[np.argsort(-p[order] > -0.5, kind="stable")]:  # those that mostly held come first
            taken = min(owed, p[i] * (1 - left))
            new[i] -= taken
            owed -= taken
        return new

    return change


def _evenly(p: Chances, loss: float, draw: np.random.Generator) -> Chances:  # noqa: ARG001 - a Change, like the others
    return _moved_to(p, p.mean() - loss)


def _unevenly(p: Chances, loss: float, draw: np.random.Generator) -> Chances:
    return _moved_to(p, p.mean() - loss, draw.normal(0, 1, len(p)))


LOSSES: dict[str, Change] = {"evenly": _evenly, "unevenly": _unevenly, "few": _broken(0.0), "half": _broken(0.5)}


def _drawn(p: Chances, loss: float, draw: np.random.Generator) -> Chances:  # noqa: ARG001 - a Change, like the others
    return p + draw.uniform(-1, 1, len(p)) * np.minimum(0.3, np.minimum(p, 1 - p))


# The same two with a loss of nothing: all stays, or each fixture's chance moves and the mean stays.
NONE: dict[str, Change] = {"same": _broken(1.0), "other": _unevenly, "drawn": _drawn}
_TRUE_NONE = 2  # of them, those where the mean of these very fixtures stays


@dataclass
class Bench:
    """What all cells share."""

    runs: int
    fixtures: int
    repeats: int
    loss: float
    both: bool
    limits: Thresholds

    def cell(
        self, baseline: float, spread: float, change: Change, loss: float, seed: int
    ) -> tuple[float, float, float]:
        """Shares of runs that were stopped as a regression, that could not be told, and whose interval of the
        difference held the true one."""
        draw = np.random.default_rng(seed)
        stopped = untold = held = 0
        for _ in range(self.runs):
            p = np.full(self.fixtures, baseline)
            if np.isfinite(spread):
                p = draw.beta(baseline * spread, (1 - baseline) * spread, self.fixtures)
            q = change(p, loss, draw)
            before, after = self._counts(p, draw), self._counts(q, draw)
            decision = decide(before, after, self.limits)
            stopped += decision.outcome == "regression"
            untold += decision.outcome == "could not tell"
            name = next(iter(before))
            interval = difference_interval(before[name], after[name])
            held += interval.low <= (q - p).mean() <= interval.high
        return stopped / self.runs, untold / self.runs, held / self.runs

    def _counts(self, p: Chances, draw: np.random.Generator) -> dict:
        """Counts by view. An answer that holds raw holds delivered too; of the others most are rescued."""
        raw = draw.binomial(self.repeats, p)
        delivered = raw + draw.binomial(self.repeats - raw, RESCUED)
        named = lambda counts: {f"f{i}": (int(k), self.repeats) for i, k in enumerate(counts)}  # noqa: E731 - short
        return {"raw": named(raw), "delivered": named(delivered)} if self.both else {"delivered": named(raw)}


def main() -> None:
    """Prints the tables and the worst cells."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="pairs of runs for each cell")
    parser.add_argument("--fixtures", type=int, default=80)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--loss", type=float, default=0.10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    started = time.monotonic()
    for both in (False, True):
        bench = Bench(given.runs, given.fixtures, given.repeats, given.loss, both, load_thresholds())
        print(f"\n{given.fixtures} fixtures × {given.repeats} repeats, {given.runs} pairs of runs a cell, "
              f"{'raw and delivered' if both else 'one view'}; in percent: stopped (could not tell)")  # fmt: skip
        _table(bench, given.seed)
    print(f"\n{time.monotonic() - started:.0f} s")


def _table(bench: Bench, seed: int) -> None:
    heads = [f"no loss: {name}" for name in NONE] + [f"−{100 * bench.loss:.0f}: {name}" for name in LOSSES]
    print(f"{'baseline':>8} {'spread':>7} " + " ".join(f"{head:>16}" for head in heads) + f"{'interval':>10}")
    false, drawn, told, covered = [], [], [], []
    for baseline in BASELINES:
        for name, spread in SPREADS.items():
            changes = [(change, 0.0) for change in NONE.values()] + [(c, bench.loss) for c in LOSSES.values()]
            cells = [bench.cell(baseline, spread, *change, seed=(seed := seed + 1)) for change in changes]
            false += [cell[0] for cell in cells[:_TRUE_NONE]]
            drawn += [cell[0] for cell in cells[_TRUE_NONE : len(NONE)]]
            told += [cell[0] for cell in cells[len(NONE) :]]
            covered += [cell[2] for cell in cells]
            shown = " ".join(f"{100 * stopped:10.1f} ({100 * untold:3.0f})" for stopped, untold, _ in cells)
            print(f"{baseline:8.2f} {name:>7} {shown} {100 * np.mean([c[2] for c in cells]):9.1f}", flush=True)
    around = wilson(max(false), bench.runs)
    print(f"false alarms: mean {100 * np.mean(false):.1f}, worst cell {100 * max(false):.1f} "
          f"(95 % interval of that cell {100 * around.low:.1f} to {100 * around.high:.1f})")  # fmt: skip
    print(f"stopped where the mean stays, but for these very fixtures (drawn): worst cell {100 * max(drawn):.1f}")
    print(f"power: mean {100 * np.mean(told):.1f}, worst cell {100 * min(told):.1f}; "
          f"cells under 85: {sum(t < 0.85 for t in told)} of {len(told)}")  # fmt: skip
    print(f"the 95 % interval of the difference holds the true one in {100 * np.mean(covered):.1f}, worst cell "
          f"{100 * min(covered):.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
