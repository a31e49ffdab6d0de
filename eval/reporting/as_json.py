"""Reports for machines: plain data, with shares from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from eval.answers import ViewName
from eval.comparing import Compared, Comparison
from eval.flips import Flip
from eval.gating import Decision, Lost, Tested
from eval.records import Run
from eval.reporting.words import Words
from eval.statistics import Interval
from eval.summary import Summary
from eval.tally import Rate

_WORDS = Words("en")  # what machines read is in one language


def summary_data(summary: Summary) -> dict[str, Any]:
    """A run."""
    return {
        "run": _header(summary.run),
        "fixtures": summary.fixtures,
        "crashed": summary.crashed,
        "whole": _rates(summary.whole),
        "elements": {name: _rates(rates) for name, rates in summary.elements.items()},
        "groups": {
            group: {value: _rates(rates) for value, rates in values.items()} for group, values in summary.groups.items()
        },
        "figures": dict(summary.figures),
        "sameness": summary.alike,
        "judge": [asdict(score) for score in summary.judge],
        "worst": [answer.model_dump(mode="json", by_alias=True) for answer in summary.worst],
    }


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """A comparison of two runs."""
    return {
        "before": _header(comparison.before),
        "after": _header(comparison.after),
        "view": comparison.view,
        "warnings": [str(warning) for warning in comparison.warnings],
        "crashed": list(comparison.crashed),
        "says": _WORDS.sentence(comparison),
        "whole": _compared(comparison.whole),
        "elements": {each.name: _compared(each) for each in comparison.elements},
        "figures": {
            f.name: {"before": f.before, "after": f.after, "p": f.p_holm, "says": _WORDS.figure_says(f)}
            for f in comparison.figures
        },
        "flips": [flip_data(flip, comparison.view) for flip in comparison.flips],
    }


def decision_data(decision: Decision) -> dict[str, Any]:
    """The gate's decision."""
    return {
        "outcome": decision.outcome,
        "exit_code": decision.exit_code,
        "view": decision.view,
        "tested": [_tested(one) for one in decision.tested],
        "why_not": [str(reason) for reason in decision.why_not],
        "elements": [_lost(lost) for lost in decision.why],
        "broken": [flip_data(flip, decision.view) for flip in decision.broken],
    }


def flip_data(flip: Flip, view: ViewName) -> dict[str, Any]:
    """A fixture that flipped, with a typical text of each run."""
    old, new = flip.old.view(view), flip.new.view(view)
    return {
        "fixture": flip.fixture,
        "worse": flip.worse,
        "before": list(flip.before),
        "after": list(flip.after),
        "elements": {name: {"before": list(a), "after": list(b)} for name, a, b in flip.elements},
        "old": old.model_dump(mode="json") if old else {"error": flip.old.error or flip.old.engine_error},
        "new": new.model_dump(mode="json") if new else {"error": flip.new.error or flip.new.engine_error},
    }


def _header(run: Run) -> dict[str, Any]:
    return run.header.model_dump(mode="json")


def _interval(found: Interval) -> list[float]:
    return [found.low, found.high]


def _rate(found: Rate) -> dict[str, Any]:
    return {
        "share": found.share, "interval": _interval(found.interval), "answers": found.answers,
        "fixtures": found.fixtures,
    }  # fmt: skip


def _rates(found: Mapping[ViewName, Rate]) -> dict[str, Any]:
    return {view: _rate(rate) for view, rate in found.items()}


def _compared(found: Compared) -> dict[str, Any]:
    return {
        "before": _rate(found.before), "after": _rate(found.after), "fixtures": found.fixtures,
        "difference": found.difference, "interval": _interval(found.interval), "p": found.p, "p_holm": found.p_holm,
        "p_here": found.p_here, "here": found.here,
        "verdict": found.verdict, "repeats_to_tell": found.repeats, "smallest_told": found.smallest,
        "says": _WORDS.says(found),
    }  # fmt: skip


def _tested(one: Tested) -> dict[str, Any]:
    return {
        "view": one.view, "before": _rate(one.before), "after": _rate(one.after), "difference": one.difference,
        "fixtures": one.fixtures, "p": one.p, "alpha": one.alpha, "lost": one.lost, "power": one.power,
        "smallest_told": one.smallest,
    }  # fmt: skip


def _lost(lost: Lost) -> dict[str, Any]:
    return {
        "name": lost.name, "before": _rate(lost.before), "after": _rate(lost.after), "difference": lost.difference,
        "p_holm": lost.p_holm, "sure": lost.sure,
    }  # fmt: skip
