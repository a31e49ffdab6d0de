"""The evaluators of pydantic-evals: one assertion for each element, check and wish, each with its reason.

They cover what pydantic-evals leaves open: its report makes one number of all assertions, and a case that crashed is in
no average. `ElementRates` gives the rate of each element, and counts a crash as a failure of each.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from pydantic_evals.evaluators import (
    EvaluationReason,
    Evaluator,
    EvaluatorContext,
    ReportEvaluator,
    ReportEvaluatorContext,
)
from pydantic_evals.reporting.analyses import TableResult

from eval.answers import View
from eval.fixture import Fixture
from eval.raw import fallen_back
from eval.readability import readability
from eval.yardstick import Yardstick, nuance_kept
from puentes.message import Message

HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What one draft gave: the message, and its raw form (subject, body), None when no engine was asked."""

    message: Message
    raw: tuple[str, str] | None


Context = EvaluatorContext[Fixture, Drafted, Any]


@dataclass(repr=False)
class Verdicts(Evaluator[Fixture, Drafted, Any]):
    """One assertion `view.element` for each outcome of the raw and the delivered text that could be judged.

    The checks run in a thread: a synchronous evaluator would stop all drafts in flight.
    """

    yardstick: Yardstick = field(default_factory=Yardstick)

    async def evaluate(self, ctx: Context) -> dict[str, bool | EvaluationReason]:
        """The verdicts; the whole views go into the attributes of the case, for the record."""
        message, raw = ctx.output.message, ctx.output.raw
        texts = {"delivered": (message.subject, message.body), **({"raw": raw} if raw else {})}
        results: dict[str, bool | EvaluationReason] = {}
        views: dict[tuple[str, str], View] = {}  # an answer that needed no repair is judged once
        for name, text in texts.items():
            if text not in views:
                views[text] = await asyncio.to_thread(self.yardstick.judge, ctx.inputs, *text)
            view = views[text]
            ctx.attributes[name] = view
            results |= _assertions(name, view)
        return results


def _assertions(name: str, view: View) -> dict[str, bool | EvaluationReason]:
    wrong = ", ".join(outcome for outcome, value in view.outcomes.items() if value is False)
    whole = EvaluationReason(view.keeps_all, f"wrong: {wrong}" if wrong else "the whole contract holds")
    judged = {
        f"{name}.{outcome}": EvaluationReason(value, view.reasons.get(outcome))
        for outcome, value in view.outcomes.items()
        if value is not None
    }
    return {f"{name}.{HOLDS}": whole, **judged}


@dataclass(repr=False)
class Figures(Evaluator[Fixture, Drafted, Any]):
    """What the draft took and what became of it, as scores."""

    def evaluate(self, ctx: Context) -> dict[str, float | bool]:
        """Seconds, calls, tokens, repair, fallback, nuance kept and readability; quick enough for the loop."""
        message = ctx.output.message
        scores: dict[str, float | bool] = {
            "llm_calls": message.llm_calls,
            "tokens_in": message.tokens[0],
            "tokens_out": message.tokens[1],
            "repaired": int(bool(message.repaired)),
            "fell_back": int(bool(fallen_back(message))),
        }
        kept = nuance_kept(ctx.inputs, message.subject, message.body)
        score = readability(message.body, ctx.inputs.situation.language)
        scores |= {} if kept is None else {"nuance_kept": kept}
        return scores | ({} if score is None else {"readability": round(score, 1)})


@dataclass(repr=False)
class ElementRates(ReportEvaluator[Fixture, Drafted, Any]):
    """The rate of each assertion over all cases; one that crashed, or whose evaluator did, fails in each."""

    def evaluate(self, ctx: ReportEvaluatorContext[Fixture, Drafted, Any]) -> TableResult:
        """A row for each assertion: name, how many hold, of how many, rate."""
        held: dict[str, int] = defaultdict(int)
        judged: dict[str, int] = defaultdict(int)
        whole = [case for case in ctx.report.cases if not case.evaluator_failures]
        for case in whole:
            for name, result in case.assertions.items():
                judged[name] += 1
                held[name] += result.value
        crashed = len(ctx.report.failures) + len(ctx.report.cases) - len(whole)
        names = sorted(judged) or [f"delivered.{HOLDS}"]
        rows: list[list[str | int | float | bool | None]] = [
            [name, held[name], total, held[name] / total] for name in names if (total := judged[name] + crashed)
        ]
        return TableResult(title="Rate of each element", columns=["element", "hold", "of", "rate"], rows=rows)
