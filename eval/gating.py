"""The gate: may this change go in? It decides on one figure, the share of repeats that hold their whole contract.

Where a run has the engine's raw answers and what was delivered, the figure is tested in both, each with its own part
of the chance of a false alarm (Bonferroni). The elements do not decide: they say why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from eval.answers import ViewName
from eval.comparable import check_comparable, missing_answers
from eval.errors import NotComparable
from eval.exchange import chance_of_loss
from eval.flips import Flip, flips
from eval.power import power, smallest_told, spread_of
from eval.records import Run
from eval.statistics import holm
from eval.tally import Counts, Rate, Tally, both_sides, has_view, in_both, rate
from eval.telling import Told, told
from eval.thresholds import Thresholds

Outcome = Literal["no regression", "regression", "could not tell"]
EXIT: Mapping[Outcome, int] = {"no regression": 0, "regression": 1, "could not tell": 2}
_VIEWS: tuple[ViewName, ...] = ("raw", "delivered")


@dataclass(frozen=True, slots=True)
class Tested:
    """The primary figure in one view. `p` is one-sided, of a loss as great as this by chance; `alpha` the chance of a
    false alarm that is allowed here; `power` that with which the loss of the thresholds would be noticed, `smallest`
    the smallest true loss that is noticed four times in five."""

    view: ViewName
    before: Rate
    after: Rate
    difference: float
    fixtures: int
    p: float
    alpha: float
    lost: bool
    power: float
    smallest: float


@dataclass(frozen=True, slots=True)
class Lost:
    """An element that fell: its rates, how far it fell over the fixtures in both, and the one-sided p-value after
    Holm's correction over all elements. `sure` when that is small enough."""

    name: str
    before: Rate
    after: Rate
    difference: float
    p_holm: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What the gate says. `why_not` are the reasons for which it could not tell; `why` the elements that fell, the
    surest first, and `broken` the fixtures that held before and do not now, in the view that decided (`view`)."""

    outcome: Outcome
    tested: tuple[Tested, ...] = ()
    why_not: tuple[Told, ...] = ()
    view: ViewName = "delivered"
    why: tuple[Lost, ...] = ()
    broken: tuple[Flip, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 no regression, 1 regression, 2 could not tell."""
        return EXIT[self.outcome]


def gate(run: Run, baseline: Run, thresholds: Thresholds, view: ViewName | None = None) -> Decision:
    """Decides on a run against its baseline, in both views or in the one that is named."""
    try:
        check_comparable(baseline, run, view)
    except NotComparable as error:
        return Decision("could not tell", why_not=(error.told,))
    views = [view] if view else [v for v in _VIEWS if has_view(run, v) and has_view(baseline, v)]
    sides = {v: both_sides(baseline, run, v) for v in views}
    before, after = ({v: pair[i].whole for v, pair in sides.items()} for i in (0, 1))
    decision = decide(before, after, thresholds)
    lacks = _lacks(run, baseline, thresholds)
    if lacks:
        decision = replace(decision, outcome="could not tell", why_not=(*lacks, *decision.why_not))
    shown = next((t.view for t in decision.tested if t.lost), views[0])
    broken = tuple(flip for flip in flips(baseline, run, shown) if flip.worse)
    return replace(decision, view=shown, why=_why(*sides[shown]), broken=broken)


def decide(before: Mapping[ViewName, Counts], after: Mapping[ViewName, Counts], thresholds: Thresholds) -> Decision:
    """The decision on counts by view: what bench/gate_power.py simulates is this."""
    limits, needs, tell = thresholds.regression, thresholds.needs, thresholds.tell
    tested = []
    for view in before:
        alpha = limits.alone if len(before) == 1 else limits.raw if view == "raw" else limits.delivered
        tested.append(_tested(view, before[view], after[view], alpha, thresholds))
    if any(one.lost for one in tested):
        return Decision("regression", tuple(tested))
    why_not = [
        told("few_fixtures", view=one.view, fixtures=one.fixtures, needed=needs.fixtures)
        for one in tested
        if one.fixtures < needs.fixtures
    ] or [
        told(
            "weak",
            view=one.view,
            points=f"{100 * tell.loss:.0f}",
            power=f"{100 * one.power:.0f}",
            wanted=f"{100 * tell.power:.0f}",
        )
        for one in tested
        if one.power < tell.power
    ]
    return Decision("could not tell" if why_not else "no regression", tuple(tested), tuple(why_not))


def _tested(view: ViewName, before: Counts, after: Counts, alpha: float, thresholds: Thresholds) -> Tested:
    fixtures, moved = in_both(before, after)
    difference = sum(moved) / len(moved) if moved else 0.0
    p = chance_of_loss(before, after)
    loss = thresholds.tell.loss
    # The test holds the fixtures fixed: only chance between repeats counts.
    spread = replace(spread_of(before, after), fixed=0.0)
    return Tested(
        view=view,
        before=rate(before),
        after=rate(after),
        difference=difference,
        fixtures=len(fixtures),
        p=p,
        alpha=alpha,
        lost=p <= alpha and -difference >= thresholds.regression.smallest,
        power=power(spread, loss, alpha, sides=1),
        smallest=smallest_told(spread, alpha, sides=1),
    )


def _why(before: Tally, after: Tally, alpha: float = 0.05) -> tuple[Lost, ...]:
    names = [name for name in before.elements if name in after.elements]
    pairs = [(before.elements[name], after.elements[name]) for name in names]
    corrected = holm([chance_of_loss(a, b) for a, b in pairs])
    found = []
    for name, (a, b), p in zip(names, pairs, corrected, strict=True):
        moved = in_both(a, b)[1]
        if moved and sum(moved) < 0:
            found.append(Lost(name, rate(a), rate(b), sum(moved) / len(moved), p, p <= alpha))
    return tuple(sorted(found, key=lambda lost: (lost.p_holm, lost.difference)))


def _lacks(run: Run, baseline: Run, thresholds: Thresholds) -> list[Told]:
    """What keeps the gate from deciding, whatever the figures are."""
    found = []
    for each in (baseline, run):
        if not each.header.complete:
            missing = missing_answers(each)
            found.append(told("missing" if missing else "resume", run=each.name, missing=missing))
        crashed = [a for a in each.answers if a.error is not None or a.engine_error is not None]
        if len(crashed) > thresholds.needs.crashed * len(each.answers):
            first = crashed[0].error or crashed[0].engine_error or ""
            known = {"crashed": len(crashed), "answers": len(each.answers), "first": first[:200]}
            found.append(told("crashes", run=each.name, **known))
    return found
