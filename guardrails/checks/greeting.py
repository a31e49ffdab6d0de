"""A message begins with a greeting."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example, phrase_set
from guardrails.finding import Finding, Span, Status
from guardrails.phrases import find_forms

_NEAR = 4  # words within which the greeting has to begin ("¡Muy buenos días!", "Very dear …")
_LONGEST_ADDRESS = 5  # words of a first line that is a name only: "Marta:"


def _run(case: Case) -> Iterator[Finding]:
    held = case.contract is not None and "greeting" in case.contract.order
    if not (held or case.is_email) or not case.text.sentences:
        return
    if _greets(case):
        return
    status: Status = "fail" if held else "advice"
    yield case.finding("greeting", status, "no_greeting", fix="no_greeting_fix", moves=("greeting",))


def _greets(case: Case) -> bool:
    words = case.text.words
    if not words:
        return False
    near = words[: _NEAR + 1][-1].end
    found = phrase_set(case.language, "frame", "greetings").find(case.text)
    if found and found[0].start < near:
        return True
    return _is_address(case, case.text.sentences[0])


def _is_address(case: Case, first: Span) -> bool:
    """A first line that is a name and a mark: "Marta:", "Ms Porter,"."""
    line = case.text.raw[first.start :].split("\n", 1)[0].rstrip()
    words = case.text.words_in(case.text.span(first.start, first.start + len(line)))
    if len(words) > _LONGEST_ADDRESS or line[-1:] not in ",:":
        return False
    names = [fact.forms for fact in case.facts if fact.kind == "recipient"]
    known = any(span.start < first.start + len(line) for forms in names for span in find_forms(case.text, forms))
    return known or all(case.text.raw[word.start].isupper() for word in words)


def _order(**more: object) -> dict[str, object]:
    return {"order": ("greeting", "gratitude", "closing"), **more}


CHECK = Check(
    id="greeting",
    source="Etiquette of every channel: a message opens with a greeting (Libro de estilo, RAE, 2018; Debrett's)",
    run=_run,
    must_fail={
        "es": (
            Example("Le agradezco su tiempo.\nUn saludo,\nLucía Peña", _order()),
            Example("Por la presente le comunico que retiro mi candidatura.\nAtentamente,\nLucía Peña", _order()),
        ),
        "en": (
            Example("Thank you for your time.\nKind regards,\nLaura Hughes", _order()),
            Example("I am writing to withdraw my application.\nBest,\nLaura Hughes", _order()),
        ),
    },
    must_pass={
        "es": (
            Example("Estimada Sra. Ortega:\nLe agradezco su tiempo.\nUn saludo,\nLucía Peña", _order()),
            Example("¡Muy buenas tardes, Marta! Te escribo por la entrevista. Un saludo, Lucía", _order()),
            Example("Sra. Ortega:\nLe agradezco su tiempo.\nUn saludo,\nLucía Peña", _order()),
            Example("Le agradezco su tiempo."),
        ),
        "en": (
            Example("Dear Ms. Porter,\nThank you for your time.\nKind regards,\nLaura Hughes", _order()),
            Example("Ms. Porter,\nThank you for your time.\nKind regards,\nLaura Hughes", _order()),
            Example("Good morning, this is Laura Hughes. Thank you. Goodbye.", _order()),
            Example("Thank you for your time."),
        ),
    },
)
