"""Nothing negative about the company, the job or its people."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.finding import Finding


def _run(case: Case) -> Iterator[Finding]:
    spans = case.elements.get("negative_about_employer", ())
    if spans:
        yield case.finding("disparagement", "fail", "disparagement", spans, fix="disparagement_fix", what=spans[0].text)


CHECK = Check(
    id="disparagement",
    source="Etiquette of every intent: no blame, nothing negative about company, job or people",
    run=_run,
    must_fail={
        "es": (Example("Su empresa es un desastre y el trato ha sido una falta de respeto."),),
        "en": (Example("Your hiring process has been unprofessional and a waste of my time."),),
    },
    must_pass={
        "es": (Example("El proceso de selección me ha parecido claro y cercano."),),
        "en": (Example("Your hiring process has been clear and friendly."),),
    },
)
