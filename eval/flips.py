"""The fixtures that flipped: most repeats held their whole contract in one run, and not in the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from eval.answers import Answer, ViewName
from eval.records import Run
from eval.statistics import Count
from eval.tally import outcomes


@dataclass(frozen=True, slots=True)
class Flip:
    """A fixture that flipped, with a typical answer of each run: one that came out as most of that run's did.

    `elements` names those that went along, with how many of the repeats had them right.
    """

    fixture: str
    before: Count
    after: Count
    old: Answer
    new: Answer
    elements: tuple[tuple[str, Count, Count], ...]

    @property
    def worse(self) -> bool:
        """True when it held before."""
        return _share(self.after) < _share(self.before)


def flips(before: Run, after: Run, view: ViewName) -> tuple[Flip, ...]:
    """All fixtures that flipped, those that became worse first, and of these the greatest change first."""
    old, new = _by_fixture(before, view), _by_fixture(after, view)
    found = [_flip(name, old[name], new[name], view) for name in old if name in new]
    return tuple(
        sorted(
            (flip for flip in found if _most(flip.before) != _most(flip.after)),
            key=lambda flip: (_share(flip.after) - _share(flip.before), flip.fixture),
        )
    )


def _flip(name: str, old: Sequence[Answer], new: Sequence[Answer], view: ViewName) -> Flip:
    before, after = _held(old, view), _held(new, view)
    seen = sorted({element for answer in (*old, *new) for element in outcomes(answer, view)})
    both = ((element, _right(old, element, view), _right(new, element, view)) for element in seen)
    moved = tuple((element, a, b) for element, a, b in both if a[1] and b[1] and _share(a) != _share(b))
    return Flip(name, before, after, _typical(old, before, view), _typical(new, after, view), moved)


def _typical(answers: Sequence[Answer], held: Count, view: ViewName) -> Answer:
    wanted = [answer for answer in answers if answer.keeps_all(view) == _most(held)]
    # A text says more than a crash.
    return min(wanted, key=lambda answer: answer.view(view) is None)


def _right(answers: Sequence[Answer], element: str, view: ViewName) -> Count:
    values = [False if answer.crashed(view) else outcomes(answer, view).get(element) for answer in answers]
    return sum(value is True for value in values), sum(value is not None for value in values)


def _held(answers: Sequence[Answer], view: ViewName) -> Count:
    return sum(answer.keeps_all(view) for answer in answers), len(answers)


def _by_fixture(run: Run, view: ViewName) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = defaultdict(list)
    for answer in run.answers:
        if answer.counts_in(view):
            found[answer.fixture].append(answer)
    return found


def _share(count: Count) -> float:
    return count[0] / count[1]


def _most(count: Count) -> bool:
    return 2 * count[0] > count[1]
