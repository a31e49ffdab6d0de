"""Figures in words, the same in every report."""

from __future__ import annotations

import re

from eval.comparing import Compared, Comparison
from eval.figures import Figure
from eval.gating import Decision, Tested
from eval.statistics import Interval
from eval.summary import Summary
from eval.tally import Rate

# What could act on a terminal, and what XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

# A comparison that would tell nothing smaller than this is said to tell nothing.
VERY_LARGE = 0.4


def plain(text: str) -> str:
    """A text without characters that could act on whatever shows it. Line breaks and tabs stay."""
    return _CONTROL.sub("", text)


def percent(share: float) -> str:
    """A share as it is read: 93 %, and never a rounded 100 or 0 that is none."""
    value = 100 * share
    if 99 < value < 100 or 0 < value < 1:
        return f"{value:.1f} %"
    return f"{value:.0f} %"


def interval(found: Interval) -> str:
    """An interval of a share, in percent."""
    return f"{100 * found.low:.0f}–{100 * found.high:.0f}"


def rate(found: Rate) -> str:
    """A rate with its interval."""
    return f"{percent(found.share)} ({interval(found.interval)})" if found.answers else "–"


def share(found: Rate) -> str:
    """A rate without its interval."""
    return percent(found.share) if found.answers else "–"


def points(difference: float) -> str:
    """A difference of shares in points, with its sign."""
    return f"{100 * difference:+.1f}".replace("-", "−")


def span(found: Interval) -> str:
    """An interval of a difference, in points."""
    return f"{points(found.low)} to {points(found.high)}"


def alpha(level: float) -> str:
    """A level of significance, in percent."""
    return f"{100 * level:g} %"


def chance(p: float) -> str:
    """A p-value."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def says(found: Compared) -> str:
    """What the comparison of one element says, to somebody who does not read p-values."""
    if not found.fixtures:
        return "not in both runs"
    if found.verdict != "no evidence":
        return found.verdict
    if found.here:
        moved = "better" if found.difference > 0 else "worse"
        return f"{moved} on some of these fixtures, by more than chance; not shown beyond them"
    words = "no evidence either way"
    if found.smallest > VERY_LARGE:
        return f"{words}; too few answers to tell anything but a very large change"
    if found.difference == 0:
        return f"{words}; a change of {100 * found.smallest:.0f} points would most likely have shown"
    if found.repeats is None:
        return f"{words}; more repeats would not tell so small a change, more fixtures might"
    return f"{words}; about {found.repeats} repeats of each fixture would tell a change as small as this"


def says_short(found: Compared) -> str:
    """The same in a table's cell."""
    if not found.fixtures:
        return "not in both"
    if found.verdict != "no evidence":
        return found.verdict
    if found.here:
        return "better here only" if found.difference > 0 else "worse here only"
    if found.difference == 0:
        return "no evidence"
    return "no evidence" if found.repeats is None else f"no evidence; {found.repeats} repeats"


def sentence(comparison: Comparison) -> str:
    """The comparison of the whole contract in one sentence."""
    whole = comparison.whole
    figures = f"{percent(whole.before.share)} → {percent(whole.after.share)}, {points(whole.difference)} points"
    return f"The {comparison.view} answers that hold their whole contract: {figures}. {says(whole).capitalize()}."


def figure(found: Figure, value: float) -> str:
    """The value of a figure with its unit."""
    if found.unit == "%":
        return percent(value)
    digits = 4 if found.name == "cost" else 2 if value < 10 else 0
    return f"{value:,.{digits}f}{' ' + found.unit if found.unit else ''}"


def figure_says(found: Figure, alpha: float = 0.05) -> str:
    """Whether a figure has changed, and which way."""
    if found.p_holm > alpha:
        return "no evidence of a change"
    return "better" if (found.after > found.before) == found.more_is_good else "worse"


def beside(summary: Summary) -> list[str]:
    """What stands beside the rates: how alike the messages are, and what a judge said, which decides nothing."""
    lines = []
    if summary.alike is not None:
        lines.append(f"Sameness {summary.alike:.2f} (0: messages have nothing in common, 1: all alike)")
    return lines + [f"Judge, which decides nothing: {score}" for score in summary.judge]


def tested(one: Tested) -> str:
    """What the gate saw in one view."""
    moved = f"{percent(one.before.share)} → {percent(one.after.share)}, {points(one.difference)} points"
    if one.difference >= 0:
        return f"{one.view}: {moved} over {one.fixtures} fixtures"
    return (
        f"{one.view}: {moved} over {one.fixtures} fixtures; chance alone gives a loss like this in "
        f"{'fewer than 0.1 %' if one.p < 0.001 else f'{100 * one.p:.1f} %'} of cases (alarm at {alpha(one.alpha)})"
    )


def verdict(decision: Decision) -> str:
    """The gate's decision in one line."""
    if decision.outcome == "regression":
        return "REGRESSION: fewer repeats hold their whole contract than in the baseline."
    if decision.outcome == "could not tell":
        return "COULD NOT TELL whether this is a regression."
    smallest = max(one.smallest for one in decision.tested)
    return f"NO REGRESSION. A true loss of {100 * smallest:.0f} points or more would most likely have been noticed."
