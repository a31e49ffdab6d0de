"""An email has a subject of a few words, quiet and without a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.contract import Budget
from guardrails.finding import Finding, Span
from guardrails.text import Text

_REPLY = re.compile(r"\A\s*(?:(?:re|rv|fwd?)\s?:\s*){1,5}", re.IGNORECASE)
_DEFAULT = Budget(0, 0, 0)


def _run(case: Case) -> Iterator[Finding]:
    if not case.is_email:
        return
    subject = _REPLY.sub("", case.subject or "").strip()
    if not subject:
        # Alone, a text may be the body only: then no subject is no mistake.
        if case.contract is not None:
            yield case.finding("subject", "fail", "no_subject", fix="no_subject_fix", moves=("subject",))
        return
    budget = (case.contract.budget if case.contract else None) or _DEFAULT
    # Words that the facts give (a long position) are not the writer's choice.
    count = len(Text(subject).words)
    given = sum(len(Text(f.forms[0]).words) for f in case.facts if f.forms and f.forms[0] in subject)
    start = (case.subject or "").find(subject)
    span = Span(start, start + len(subject), subject)
    figures = {"count": count, "low": budget.subject_min, "high": budget.subject_max}
    if count < budget.subject_min or min(count, count - given + 3) > budget.subject_max:
        fix = "subject_words_fix"
        yield case.finding("subject", "fail", "subject_words", [span], fix=fix, moves=("subject",), **figures)
    letters = [char for char in subject if char.isalpha()]
    if len(letters) >= 8 and sum(char.isupper() for char in letters) > 0.8 * len(letters):
        yield case.finding("subject", "fail", "subject_shouts", [span], moves=("subject",))
    if subject.endswith(".") and not subject.endswith(("..", "S.A.", "S.L.", "Inc.", "Ltd.", "Co.")):
        yield case.finding("subject", "advice", "subject_stop", [span])


CHECK = Check(
    id="subject",
    source="Email etiquette: a subject of 3 to 10 words that says what the mail is about",
    run=_run,
    must_fail={
        "es": (
            Example("Gracias.", {}, subject="Entrevista"),
            Example("Gracias.", {}),
            Example("Gracias.", None, subject="SOLICITUD URGENTE DE CAMBIO DE FECHA"),
            Example(
                "Gracias.",
                {},
                subject="Solicito por favor que se cambie la fecha de la entrevista que teníamos prevista",
            ),
        ),
        "en": (
            Example("Thanks.", {}, subject="Interview"),
            Example("Thanks.", {}),
            Example("Thanks.", None, subject="URGENT: CHANGE OF MY INTERVIEW"),
            Example("Thanks.", {}, subject="I would like to ask you whether you could change the date of my interview"),
        ),
    },
    must_pass={
        "es": (
            Example("Gracias.", {}, subject="Cambio de fecha de la entrevista"),
            Example("Gracias.", {"channel": "chat"}),
            Example("Gracias."),
        ),
        "en": (
            Example("Thanks.", {}, subject="Change of my interview date"),
            Example("Thanks.", {"channel": "phone"}),
            Example("Thanks."),
        ),
    },
)
