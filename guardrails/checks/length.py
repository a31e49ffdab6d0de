"""The body is as long as its channel bears: over the limit it fails, outside the ideal it is advice."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.contract import Budget
from guardrails.finding import Finding


def _run(case: Case) -> Iterator[Finding]:
    budget = case.contract.budget if case.contract else None
    if budget is None:
        return
    count = len(case.text.words)
    low, high = budget.ideal_min, budget.ideal_max
    if count > budget.limit:
        limit = budget.limit
        yield case.finding("length", "fail", "too_long", fix="too_long_fix", count=count, limit=limit, high=high)
    elif count > high:
        yield case.finding("length", "advice", "rather_long", count=count, low=low, high=high)
    elif count == 0:
        yield case.finding("length", "fail", "empty")
    elif count < low:
        yield case.finding("length", "advice", "rather_short", count=count, low=low, high=high)


_SHORT = {"budget": Budget(2, 6, 8)}

CHECK = Check(
    id="length",
    source="Word limits per channel: an email is read at once, a call said in under a minute (the contract's budget)",
    run=_run,
    needs_contract=True,
    must_fail={
        "es": (Example("uno dos tres cuatro cinco seis siete ocho nueve", _SHORT), Example(" ", _SHORT)),
        "en": (Example("one two three four five six seven eight nine", _SHORT), Example("\n", _SHORT)),
    },
    must_pass={
        "es": (Example("Gracias por su tiempo.", _SHORT), Example("Sin contrato no hay límite.")),
        "en": (Example("Thank you for your time.", _SHORT), Example("Without a contract there is no limit.")),
    },
)
