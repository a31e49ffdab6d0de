"""The message is the person's: no line of the assistant that wrote it around the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example, phrase_set
from guardrails.finding import Finding

_AFTER_OPENING = re.compile(r"\s{0,3}(?:[!:]|\.\s|,\s{1,3}(?:here|aquí|acá|te dejo)|\n)", re.IGNORECASE)
_NOTE = re.compile(r"^\W{0,4}(?:note|nota)\W{0,4}:\s", re.IGNORECASE | re.MULTILINE)

# A line of its own that numbers what an assistant offers to choose from; an option may be one of several dates below.
_VERSION = re.compile(
    r"^\W{0,4}(?:version|versión|draft|borrador)\s(?:\d|[a-c])\W{0,4}$"
    r"|\A\W{0,4}(?:option|opción|alternative|alternativa|variant|variante)\s(?:\d|[a-c])\W{0,4}$",
    re.IGNORECASE | re.MULTILINE,
)


def _run(case: Case) -> Iterator[Finding]:
    spans = case.find("leaks", "assistant")
    spans += case.match("manner").get("assistant", ())
    text = case.text
    openings = phrase_set(case.language, "leaks", "assistant_openings").find(text)[:1] if text.words else []
    for span in openings:
        if span.start == text.words[0].start and _AFTER_OPENING.match(text.raw, span.end):
            spans.append(span)
    spans += [text.span(*match.span()) for kind in (_NOTE, _VERSION) for match in kind.finditer(text.raw)]
    if spans:
        spans.sort(key=lambda span: span.start)
        yield case.finding(
            "assistant_talk", "fail", "assistant_talk", spans, fix="assistant_talk_fix", what=spans[0].text
        )


CHECK = Check(
    id="assistant_talk",
    source="Lines that chat assistants put before and after a text; own observation",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("Aquí tienes el correo:\n\nEstimada Sra. Ortega:"),
            Example("¡Claro! \nEstimada Sra. Ortega:\nGracias."),
            Example("Como modelo de lenguaje, no tengo entrevistas."),
            Example("Un saludo,\nLucía\n\nEspero que te sirva."),
            Example("Versión 1:\nEstimada Sra. Ortega:\nGracias."),
        ),
        "en": (
            Example("Here's a polite email:\n\nDear Ms. Porter,"),
            Example("Certainly! Dear Ms. Porter,\nThank you."),
            Example("As an AI, I cannot attend interviews."),
            Example("Kind regards,\nLaura\n\nNote: feel free to adjust the tone."),
            Example("**Option A:**\nDear Ms. Porter,\nThank you."),
        ),
    },
    must_pass={
        "es": (
            Example("Aquí está la dirección que me pidió. Por supuesto, puedo ir antes."),
            Example("Claro que me interesa el puesto."),
            Example("Adjunto la versión 1 del ejercicio: es la buena."),
        ),
        "en": (
            Example("Here is the address that you asked for. Feel free to contact me."),
            Example("Of course I am still interested. Please let me know if you need anything."),
        ),
    },
)
