"""A message ends with a closing formula, or at least with the sender's name."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example, phrase_set
from guardrails.finding import Finding, Status
from guardrails.phrases import find_forms

_END_SENTENCES = 4  # formula, name, phone number and one more line
_WRITTEN = frozenset({"email", "chat", None})  # channels where thanks or the name alone close


def _run(case: Case) -> Iterator[Finding]:
    held = case.contract is not None and "closing" in case.contract.order
    if not (held or case.is_email) or len(case.text.sentences) < 2:
        return
    end = case.text.sentences[-_END_SENTENCES:][0].start
    if len(case.text.sentences) <= _END_SENTENCES:
        end = case.text.sentences[1].start
    written = case.channel in _WRITTEN
    lists = ("closings", "soft_closings") if written else ("closings",)
    if any(span.start >= end for key in lists for span in phrase_set(case.language, "frame", key).find(case.text)):
        return
    if written and _named(case, case.text.sentences[-2:][0].start):
        return
    status: Status = "fail" if held else "advice"
    yield case.finding("closing", status, "no_closing", fix="no_closing_fix", moves=("closing",))


def _named(case: Case, end: int) -> bool:
    """True when the sender's name, or without facts any name on a line of its own, stands at the end."""
    forms = [form for fact in case.facts if fact.kind == "sender" for form in fact.forms]
    if forms:
        return any(span.start >= end for span in find_forms(case.text, forms))
    words = case.text.words_in(case.text.sentences[-1])
    return 0 < len(words) <= 4 and all(case.text.raw[word.start].isupper() for word in words)


def _order(**more: object) -> dict[str, object]:
    return {"order": ("greeting", "gratitude", "closing"), **more}


CHECK = Check(
    id="closing",
    source="Etiquette of every channel: a message takes its leave (Libro de estilo, RAE, 2018; Debrett's)",
    run=_run,
    must_fail={
        "es": (
            Example("Hola, Sra. Ortega. Soy Lucía Peña. Llamo por la entrevista.", _order(channel="phone")),
            Example("Estimada Sra. Ortega:\nLe escribo por la entrevista. No podré acudir.", _order()),
        ),
        "en": (
            Example("Hello, Ms. Porter. This is Laura Hughes. I call about the interview.", _order(channel="phone")),
            Example("Dear Ms. Porter,\nI am writing about the interview. I cannot attend.", _order()),
        ),
    },
    must_pass={
        "es": (
            Example(
                "Estimada Sra. Ortega:\nLe escribo por la entrevista.\nReciba un cordial saludo,\nLucía Peña", _order()
            ),
            Example("Estimada Sra. Ortega:\nLe escribo por la entrevista.\nLucía Peña", _order()),
            Example("Hola, Sra. Ortega. Llamo por la entrevista. Que tenga un buen día.", _order(channel="phone")),
        ),
        "en": (
            Example("Dear Ms. Porter,\nI am writing about the interview.\nYours sincerely,\nLaura Hughes", _order()),
            Example("Dear Ms. Porter,\nI am writing about the interview.\nLaura Hughes", _order()),
            Example("Hello, Ms. Porter. I call about the interview. Have a good day.", _order(channel="phone")),
        ),
    },
)
