"""The moves of the contract, as a check among the others (guardrails/checks/moves.py holds the rules)."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.checks.moves import check_moves
from guardrails.finding import Finding


def _run(case: Case) -> Iterator[Finding]:
    if case.contract:
        yield from check_moves(case.text, case.contract, case.ui)


_THANKS = {"required": ("gratitude",), "forbidden": ("apology",)}

CHECK = Check(
    id="moves",
    source="The etiquette per intent, from which the contract is made",
    run=_run,
    needs_contract=True,
    must_fail={
        "es": (
            Example("Le escribo por la entrevista.", _THANKS),
            Example("Gracias por su tiempo y perdone el retraso.", _THANKS),
        ),
        "en": (
            Example("I am writing about the interview.", _THANKS),
            Example("Thank you. I am sorry for the delay.", _THANKS),
        ),
    },
    must_pass={
        "es": (Example("Le agradezco mucho su tiempo.", _THANKS),),
        "en": (Example("Thank you very much for your time.", _THANKS),),
    },
)
