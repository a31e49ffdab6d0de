"""What is read is what is written: no hidden characters, no letters that only look like those of the language."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.disguise import hidden_or_alike
from guardrails.finding import Finding


def _run(case: Case) -> Iterator[Finding]:
    found = [one for one in hidden_or_alike(case.text.raw) if case.fact_places.free(one.start, one.end)]
    if found:
        spans = [case.text.span(one.start, one.end) for one in found]
        what = found[0].plain or f"U+{ord(spans[0].text[0]):04X}"
        yield case.finding("characters", "fail", "characters", spans, fix="characters_fix", what=what)


CHECK = Check(
    id="characters",
    source="Unicode Technical Standard 39, Unicode Security Mechanisms: invisible characters and mixed scripts",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("Tengo una bio\u200bpsia el lunes."),
            Example("Le escribo por la \u0435ntrevista."),
            Example("Gracias por su tiempo.\u202e"),
        ),
        "en": (
            Example("I have a bi\u00adopsy on Monday."),
            Example("Thank you for your t\u0456me."),
            Example("\uff34hank you for your time."),
        ),
    },
    must_pass={
        "es": (
            Example("\ufeffEstimada Sra. Ortega:\r\n«Señor» Иван le saluda — con 5 µm, 20 °C y ½ hora… 👩\u200d💻 ❤️"),
            Example("Conocí a أحمد en la entrevista.\t¡Gracias!\u00a0"),
        ),
        "en": (
            Example(
                "\ufeffDear Ms. Porter,\r\nNaïve Zoë met Ελένη — 👨\u200d👩\u200d👧 🏳️\u200d🌈 ½\u00a0hour, “fine”…"
            ),
        ),
    },
)
