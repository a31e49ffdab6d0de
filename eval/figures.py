"""What an answer costs and keeps: seconds, calls, tokens, cost, repairs, fallbacks, and how much of the note is kept.

These are no question of right or wrong and stand beside the elements, not among them. Crashed answers have no figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import fmean

from eval.answers import Answer
from eval.records import Run
from eval.signflip import sign_flip
from eval.statistics import holm

Take = Callable[[Answer], float | None]
# Name, unit, how it is taken, and whether more of it is good.
FIGURES: tuple[tuple[str, str, Take, bool], ...] = (
    ("seconds", "s", lambda a: a.seconds, False),
    ("LLM calls", "", lambda a: a.llm_calls, False),
    ("tokens in", "", lambda a: a.tokens_in, False),
    ("tokens out", "", lambda a: a.tokens_out, False),
    ("cost", "", lambda a: a.cost, False),
    ("repaired", "%", lambda a: float(a.repaired), False),
    ("with a fallback", "%", lambda a: float(bool(a.fallback)), False),
    ("note kept", "%", lambda a: a.nuance_kept, True),
    ("readability", "", lambda a: a.readability, True),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in two runs: means over the fixtures in both (of the means over each one's repeats), and the p-value of
    the sign-flip test, corrected over the figures. `more_is_good` says which way is better."""

    name: str
    unit: str
    before: float
    after: float
    p_holm: float
    more_is_good: bool


def mean_figures(answers: Iterable[Answer]) -> dict[str, float]:
    """The figures of one run: means over fixtures. What no answer has is left out."""
    answers = tuple(answers)
    taken = ((name, by_fixture(answers, take)) for name, _, take, _ in FIGURES)
    return {name: fmean(values.values()) for name, values in taken if values}


def compare_figures(before: Run, after: Run) -> tuple[Figure, ...]:
    """The figures that both runs have, but for those that are nought throughout."""
    found, values = [], []
    for name, unit, take, good in FIGURES:
        a, b = by_fixture(before.answers, take), by_fixture(after.answers, take)
        both = [fixture for fixture in a if fixture in b]
        if both and any(a[f] or b[f] for f in both):
            values.append(sign_flip([b[f] - a[f] for f in both]).two_sided)
            found.append(Figure(name, unit, fmean(a[f] for f in both), fmean(b[f] for f in both), 1.0, good))
    return tuple(replace(figure, p_holm=p) for figure, p in zip(found, holm(values), strict=True))


def by_fixture(answers: Iterable[Answer], take: Take) -> Mapping[str, float]:
    """A figure's mean over the repeats of each fixture."""
    values: dict[str, list[float]] = defaultdict(list)
    for answer in answers:
        if answer.error is None and (value := take(answer)) is not None:
            values[answer.fixture].append(value)
    return {fixture: fmean(several) for fixture, several in values.items()}
