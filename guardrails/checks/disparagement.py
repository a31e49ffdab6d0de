"""Nothing negative about the company, the job or its people."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.finding import Finding, Span


def overlap(one: Span, other: Span) -> bool:
    """True when two spans share a character."""
    return one.start < other.end and other.start < one.end


def _run(case: Case) -> Iterator[Finding]:
    spans = list(case.elements.get("negative_about_employer", ()))
    found = [s for s in case.match("manner").get("disparagement", ()) if not any(overlap(s, one) for one in spans)]
    spans = sorted([*spans, *found], key=lambda span: span.start)
    if spans:
        yield case.finding("disparagement", "fail", "disparagement", spans, fix="disparagement_fix", what=spans[0].text)


CHECK = Check(
    id="disparagement",
    source="Etiquette of every intent: no blame, nothing negative about company, job or people",
    run=_run,
    must_fail={
        "es": (
            Example("Su empresa es un desastre y el trato ha sido una falta de respeto."),
            Example("La oficina daba pena."),
            Example("Sois la peor empresa que conozco."),
            Example("Fue culpa de su recepcionista, que me dio mal la dirección."),
        ),
        "en": (
            Example("Your hiring process has been unprofessional and a waste of my time."),
            Example("I find the way I was treated disrespectful."),
            Example("This is the worst company I have ever dealt with."),
            Example("It was your receptionist's fault for giving me the wrong address."),
        ),
    },
    must_pass={
        "es": (
            Example("El proceso de selección me ha parecido claro y cercano."),
            Example("Me da pena no poder ir a la oficina."),
            Example("No fue culpa de su equipo: el error fue mío."),
        ),
        "en": (
            Example("Your hiring process has been clear and friendly."),
            Example("It was the worst interview I have ever given, and I alone am to blame."),
            Example("It was certainly not your team's fault; I alone mistook the day."),
        ),
    },
)
