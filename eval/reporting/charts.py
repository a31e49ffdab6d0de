"""Numbers for the charts: the template draws them as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from eval.comparing import Compared, Comparison
from eval.reporting.words import Words
from eval.summary import Rates, Summary
from eval.tally import WHOLE, Rate

LABEL, WIDE, ROW = 190, 420, 15  # pixels: room for names, for 0 to 100 %, and the height of one bar
EDGE = 70  # room for the figure at the end of a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its interval, in pixels; `series` numbers its colour."""

    y: float
    length: float
    low: float
    high: float
    series: int
    shown: str


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one element."""

    name: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Rates as bars. `series` are the names of the colours, in order."""

    series: tuple[str, ...]
    groups: tuple[Group, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the chart of differences, in pixels from the left; `verdict` colours it."""

    name: str
    y: float
    at: float
    low: float
    high: float
    verdict: str
    shown: str


@dataclass(frozen=True, slots=True)
class ChangeChart:
    """Differences with their intervals; `reach` is how many points the axis goes to either side."""

    rows: tuple[Change, ...]
    reach: float
    height: float


def rates_chart(summary: Summary, comparison: Comparison | None, words: Words) -> BarChart:
    """The whole contract and every element: raw and delivered, or before and after."""
    if comparison:
        compared = comparison.rows
        rows = [(each.name, [(0, each.before), (1, each.after)]) for each in compared]
        return _bars((words("column.before"), words("column.after")), rows, words)
    named: list[tuple[str, Rates]] = [(WHOLE, summary.whole), *summary.elements.items()]
    return _bars(
        [words.view(view) for view in summary.views],
        [(n, [(summary.views.index(v), rates[v]) for v in summary.views if v in rates]) for n, rates in named],
        words,
    )


def changes_chart(comparison: Comparison, words: Words) -> ChangeChart:
    """How far the whole contract and every element moved."""
    compared = [each for each in comparison.rows if each.fixtures]
    furthest = max((abs(v) for c in compared for v in (c.interval.low, c.interval.high)), default=0.1)
    reach = min(1.0, max(0.05, round(furthest * 20 + 0.5) / 20))

    def place(value: float) -> float:
        return LABEL + WIDE / 2 * (1 + max(-reach, min(reach, value)) / reach)

    rows = tuple(_change(each, 12 + 20 * number, place, words) for number, each in enumerate(compared))
    return ChangeChart(rows, 100 * reach, 24 + 20 * len(rows))


def _change(each: Compared, y: float, place: Callable[[float], float], words: Words) -> Change:
    at, low, high = (place(value) for value in (each.difference, each.interval.low, each.interval.high))
    verdict = each.verdict.replace(" ", "-")
    return Change(words.element(each.name), y, at, low, high, verdict, words.points(each.difference))


def _bars(series: Iterable[str], rows: Iterable[tuple[str, list[tuple[int, Rate]]]], words: Words) -> BarChart:
    y, groups = 6.0, []
    for name, rates in rows:
        bars = tuple(_bar(y + ROW * number, index, rate, words) for number, (index, rate) in enumerate(rates))
        groups.append(Group(words.element(name), y, bars))
        y += ROW * len(bars) + 8
    return BarChart(tuple(series), tuple(groups), y)


def _bar(y: float, series: int, rate: Rate, words: Words) -> Bar:
    low, high = LABEL + WIDE * rate.interval.low, LABEL + WIDE * rate.interval.high
    return Bar(y, WIDE * rate.share, low, high, series, words.share(rate))
