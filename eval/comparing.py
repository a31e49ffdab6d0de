"""Comparing two runs: the whole contract and each element, tested over the fixtures that both have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eval.answers import ViewName
from eval.comparable import check_comparable
from eval.exchange import chance_of_loss
from eval.figures import Figure, compare_figures
from eval.flips import Flip, flips
from eval.power import repeats_to_tell, smallest_told, spread_of
from eval.records import Run
from eval.signflip import sign_flip
from eval.statistics import Interval, difference_interval, holm
from eval.tally import WHOLE, Counts, Rate, both_sides, in_both, rate
from eval.telling import Told, told

Verdict = Literal["better", "worse", "no evidence"]
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Compared:
    """One element in both runs: its rates, and how far it has moved over the `fixtures` in both.

    `p` is the two-sided p-value of the sign-flip test, `p_holm` the same after Holm's correction over the elements
    (for the whole contract, which is one question of its own, they are equal). `repeats` says how many repeats of
    each fixture would tell a true difference as large as the one seen, None where no number would. `smallest` is
    the smallest true difference that this comparison would have told four times in five.

    `p_here` is another question: whether chance between repeats explains the change on these very fixtures, whatever
    others would do (the exact test of the gate, two-sided, corrected too). `here`: it does not, though there is no
    evidence beyond them. A few fixtures that always held and now never do are the case in point.
    """

    name: str
    before: Rate
    after: Rate
    fixtures: int
    difference: float
    interval: Interval
    p: float
    p_holm: float
    verdict: Verdict
    repeats: int | None
    smallest: float
    p_here: float
    here: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs, compared. `warnings` are sentences on what weakens the comparison."""

    before: Run
    after: Run
    view: ViewName
    whole: Compared
    elements: tuple[Compared, ...]
    figures: tuple[Figure, ...]
    flips: tuple[Flip, ...]
    crashed: tuple[int, int]
    warnings: tuple[Told, ...]

    @property
    def told(self) -> tuple[Compared, ...]:
        """The elements with evidence for a change, if only on these fixtures."""
        return tuple(each for each in self.elements if each.verdict != "no evidence" or each.here)

    @property
    def rows(self) -> tuple[Compared, ...]:
        """The lines of a report: the whole contract, the elements with evidence (the surest first), the others."""
        told = sorted(self.told, key=lambda each: (each.verdict == "no evidence", each.p_holm, each.difference))
        return (self.whole, *told, *(each for each in self.elements if each not in told))


def compare(before: Run, after: Run, view: ViewName | None = None, *, anyway: bool = False) -> Comparison:
    """Compares two runs, by default in the raw view where both have it, else as delivered.

    Raises NotComparable when they were not made from the same fixtures (unless `anyway`: then only the fixtures in
    both count), or have nothing in common in this view.
    """
    chosen, warnings = check_comparable(before, after, view, anyway=anyway)
    a, b = both_sides(before, after, chosen)
    names = sorted(a.elements.keys() | b.elements.keys())
    level = ALPHA / max(1, len(names))
    elements = [compare_counts(n, a.elements.get(n, {}), b.elements.get(n, {}), level) for n in names]
    return Comparison(
        before, after, chosen,
        corrected([compare_counts(WHOLE, a.whole, b.whole)])[0],
        corrected(elements),
        compare_figures(before, after),
        flips(before, after, chosen),
        (a.crashed, b.crashed),
        (*warnings, *_one_sided(before, after, a.elements, b.elements)),
    )  # fmt: skip


def compare_counts(name: str, before: Counts, after: Counts, alpha: float = ALPHA) -> Compared:
    """One element, tested by itself at the level `alpha`."""
    fixtures, moved = in_both(before, after)
    spread = spread_of(before, after)
    difference = sum(moved) / len(moved) if moved else 0.0
    p = sign_flip(moved).two_sided
    return Compared(
        name=name,
        before=rate(before),
        after=rate(after),
        fixtures=len(fixtures),
        difference=difference,
        interval=difference_interval(before, after),
        p=p,
        p_holm=p,
        verdict=verdict(difference, p, alpha),
        repeats=repeats_to_tell(spread, difference, alpha),
        smallest=smallest_told(spread, alpha),
        p_here=min(1.0, 2 * min(chance_of_loss(before, after), chance_of_loss(after, before))),
    )


def corrected(elements: Sequence[Compared], alpha: float = ALPHA) -> tuple[Compared, ...]:
    """The elements with their p-values and verdicts corrected for their number."""
    family = zip(elements, holm([e.p for e in elements]), holm([e.p_here for e in elements]), strict=True)
    return tuple(_judged(each, p, p_here, alpha) for each, p, p_here in family)


def _judged(each: Compared, p: float, p_here: float, alpha: float) -> Compared:
    found = verdict(each.difference, p, alpha)
    here = found == "no evidence" and p_here <= alpha and each.difference != 0
    return replace(each, p_holm=p, p_here=p_here, verdict=found, here=here)


def verdict(difference: float, p: float, alpha: float = ALPHA) -> Verdict:
    """What a difference with this p-value says."""
    if p > alpha or difference == 0:
        return "no evidence"
    return "better" if difference > 0 else "worse"


def _one_sided(before: Run, after: Run, a: Mapping[str, Counts], b: Mapping[str, Counts]) -> list[Told]:
    """Elements that only one of the runs could judge, such as grammar where LanguageTool was not there."""
    found = []
    for run, mine, other in ((before, a, b), (after, b, a)):
        names = [n for n, counts in other.items() if 2 * len(counts.keys() - mine.get(n, {}).keys()) > len(counts)]
        if names:
            found.append(told("could_not_judge", run=run.name, elements=names))
    return found
