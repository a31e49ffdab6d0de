"""Counting: per fixture, how many of its repeats hold the whole contract, and how many have each element right.

Everything is counted by the fixture's id, never by its place in a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from eval.answers import Answer, ViewName
from eval.records import Run
from eval.statistics import Count, Interval, clustered_wilson

WHOLE = "whole contract"
Counts = Mapping[str, Count]  # by fixture


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of answers with its interval; `answers` and `fixtures` say out of how many."""

    share: float
    interval: Interval
    answers: int
    fixtures: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one run in one view: of the whole contract, and by element. `crashed` counts answers;
    `same_each_time`: there are repeats, and those of each fixture are all the same text."""

    whole: Counts
    elements: Mapping[str, Counts]
    answers: int
    crashed: int
    same_each_time: bool = False


def tally(answers: Iterable[Answer], view: ViewName, known: Mapping[str, frozenset[str]] | None = None) -> Tally:
    """Counts a run's answers. A crash is a failure of the whole and of each element of its fixture.

    `known` names the elements of fixtures as another run saw them, for those that only crashed in this one; where
    nobody has seen any, a crash fails every element that there is.
    """
    judged = [answer for answer in answers if answer.counts_in(view)]
    seen = elements_of(judged, view)
    every = frozenset().union(*seen.values()) if seen else frozenset()
    whole: dict[str, list[bool]] = defaultdict(list)
    elements: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for answer in judged:
        whole[answer.fixture].append(answer.keeps_all(view))
        here = outcomes(answer, view)
        if answer.crashed(view):
            due = seen.get(answer.fixture) or (known or {}).get(answer.fixture) or every
            here = dict.fromkeys(due, False)
        for name, right in here.items():
            elements[name][answer.fixture].append(right)
    return Tally(
        _counts(whole),
        {name: _counts(elements[name]) for name in sorted(elements)},
        len(judged),
        sum(answer.crashed(view) for answer in judged),
        _same_each_time(judged, view),
    )


def counts_once(found: Tally) -> Tally:
    """The same with each fixture counted once, by what most of its repeats came to."""

    def once(counts: Counts) -> Counts:
        return {fixture: (int(2 * held > of), 1) for fixture, (held, of) in counts.items()}

    return replace(
        found, whole=once(found.whole), elements={name: once(counts) for name, counts in found.elements.items()}
    )


def both_sides(before: Run, after: Run, view: ViewName) -> tuple[Tally, Tally]:
    """The counts of two runs that are to be compared. Repeats that are all the same text in both (a deterministic
    engine) are one finding, not several, and count once."""
    old, new = elements_of(before.answers, view), elements_of(after.answers, view)
    a, b = tally(before.answers, view, new), tally(after.answers, view, old)
    return (counts_once(a), counts_once(b)) if a.same_each_time and b.same_each_time else (a, b)


def outcomes(answer: Answer, view: ViewName) -> dict[str, bool]:
    """What could be judged of an answer, by element; a fixture's own wishes are elements too."""
    text = answer.view(view)
    return {name: right for name, right in (text.outcomes if text else {}).items() if right is not None}


def elements_of(answers: Iterable[Answer], view: ViewName) -> dict[str, frozenset[str]]:
    """The elements that were judged in any repeat of a fixture; fixtures without any are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        if not answer.crashed(view) and (here := outcomes(answer, view)):
            found[answer.fixture].update(here)
    return {fixture: frozenset(names) for fixture, names in found.items()}


def rate(counts: Counts) -> Rate:
    """The share over all answers, with its interval."""
    of = sum(n for _, n in counts.values())
    held = sum(k for k, _ in counts.values())
    return Rate(held / of if of else 0.0, clustered_wilson(list(counts.values())), of, len(counts))


def has_view(run: Run, view: ViewName) -> bool:
    """True when the run has any text in this view. The raw one is missing where no engine was asked."""
    return any(answer.view(view) is not None for answer in run.answers)


def in_both(before: Counts, after: Counts) -> tuple[list[str], list[float]]:
    """The fixtures that both have, and for each how far its share has moved."""
    names = [name for name in before if name in after]
    return names, [after[n][0] / after[n][1] - before[n][0] / before[n][1] for n in names]


def _counts(by_fixture: Mapping[str, list[bool]]) -> dict[str, Count]:
    return {fixture: (sum(held), len(held)) for fixture, held in by_fixture.items()}


def _same_each_time(answers: Iterable[Answer], view: ViewName) -> bool:
    texts: dict[str, list[tuple[str, str] | None]] = defaultdict(list)
    for answer in answers:
        text = answer.view(view)
        texts[answer.fixture].append((text.subject, text.body) if text else None)
    return any(len(t) > 1 for t in texts.values()) and all(len(set(t)) == 1 for t in texts.values())
