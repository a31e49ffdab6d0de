"""One run at a glance: rates of the whole contract and of each element, by view and by kind of situation, and the
answers that came out worst."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eval.answers import Answer, View, ViewName
from eval.figures import mean_figures
from eval.judged import JudgeScore, judge_scores
from eval.records import Run
from eval.sameness import sameness
from eval.tally import Rate, has_view, rate, tally

NO_REASON = "no reason"
GROUPS = ("language", "intent", "channel", "register", "share")
Rates = Mapping[ViewName, Rate]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a report of one run shows. `groups` has, for each property of a situation, the rates of the whole contract
    by its value; `figures` are means over fixtures; `alike` how much the delivered messages have in common (0 to 1);
    `judge` what an LLM judge said, which decides nothing; `worst` the answers that failed most, in the view `main`."""

    run: Run
    views: tuple[ViewName, ...]
    main: ViewName
    whole: Rates
    elements: Mapping[str, Rates]
    groups: Mapping[str, Mapping[str, Rates]]
    figures: Mapping[str, float]
    crashed: int
    fixtures: int
    alike: float | None
    judge: tuple[JudgeScore, ...]
    worst: tuple[Answer, ...]


def summarise(run: Run, worst: int = 10) -> Summary:
    """Counts a run."""
    views: tuple[ViewName, ...] = tuple(v for v in ("raw", "delivered") if has_view(run, v)) or ("delivered",)
    tallies = {view: tally(run.answers, view) for view in views}
    names = sorted({name for found in tallies.values() for name in found.elements})
    return Summary(
        run=run,
        views=views,
        main=views[0],
        whole={view: rate(found.whole) for view, found in tallies.items()},
        elements={
            name: {view: rate(found.elements[name]) for view, found in tallies.items() if name in found.elements}
            for name in names
        },
        groups={group: _by(run.answers, group, views) for group in GROUPS},
        figures=mean_figures(run.answers),
        crashed=sum(answer.crashed(views[0]) for answer in run.answers),
        fixtures=len({answer.fixture for answer in run.answers}),
        alike=_alike(run.answers),
        judge=judge_scores(run),
        worst=worst_of(run.answers, views[0], worst),
    )


def worst_of(answers: Iterable[Answer], view: ViewName, most: int) -> tuple[Answer, ...]:
    """The answers that failed most: crashes, then those with most that is wrong; one for each fixture."""
    found: dict[str, Answer] = {}
    for answer in sorted(answers, key=lambda a: (-wrongs(a, view), a.fixture, a.repeat)):
        if answer.counts_in(view) and not answer.keeps_all(view):
            found.setdefault(answer.fixture, answer)
    return tuple(found.values())[:most]


def wrongs(answer: Answer, view: ViewName) -> int:
    """How much is wrong with an answer; a crash is worse than anything."""
    text = answer.view(view)
    if answer.crashed(view) or text is None:
        return 1000
    return max(len(what_fails(text)), int(not text.keeps_all))


def what_fails(text: View) -> dict[str, str]:
    """What is wrong with a text, with the reason: outcomes that are false, and failing checks that no outcome names."""
    found = {name: text.reasons.get(name, "") for name, right in text.outcomes.items() if right is False}
    for check in text.checks:
        if check.status == "fail":
            found[check.id] = found.get(check.id) or check.message
    return found


def value_of(answer: Answer, group: str) -> str:
    """The value of a property of an answer's situation."""
    value = answer.register_ if group == "register" else getattr(answer, group)
    return str(value) if value is not None else NO_REASON


def _alike(answers: Iterable[Answer]) -> float | None:
    """The sameness of the delivered messages: of one for each fixture, as it takes time by the square of them."""
    firsts: dict[str, Answer] = {}
    for answer in answers:
        if answer.delivered:
            firsts.setdefault(answer.fixture, answer)
    return sameness((a.fixture, f"{a.language}/{a.channel}", a.delivered.body) for a in firsts.values() if a.delivered)


def _by(answers: Iterable[Answer], group: str, views: Iterable[ViewName]) -> dict[str, Rates]:
    parts: dict[str, list[Answer]] = {}
    for answer in answers:
        parts.setdefault(value_of(answer, group), []).append(answer)
    return {value: {view: rate(tally(part, view).whole) for view in views} for value, part in sorted(parts.items())}
