"""No intimate detail of health, money, family or law."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.finding import Finding


def _run(case: Case) -> Iterator[Finding]:
    spans = case.elements.get("overshares", ())
    if spans:
        yield case.finding("oversharing", "fail", "oversharing", spans, fix="oversharing_fix", what=spans[0].text)


CHECK = Check(
    id="oversharing",
    source="Etiquette of every intent: a reason is told in brief, intimate details stay private",
    run=_run,
    must_fail={
        "es": (Example("No puedo ir porque tengo una diarrea terrible y vómitos desde anoche."),),
        "en": (Example("I can't come because I have had terrible diarrhea and vomiting since last night."),),
    },
    must_pass={
        "es": (Example("No puedo ir por un motivo de salud."),),
        "en": (Example("I can't come for a health reason."),),
    },
)
