"""Holes left in a message: {name}, [Your name], XXX, …"""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.finding import Finding


def _run(case: Case) -> Iterator[Finding]:
    spans = [case.text.span(start, end) for start, end in case.placeholders]
    # A position such as "Dev [remote]" may hold brackets by right.
    spans = [span for span in spans if case.without_facts.raw[span.start : span.end].strip()]
    if spans:
        yield case.finding("placeholder", "fail", "placeholder", spans, fix="placeholder_fix", what=spans[0].text)


CHECK = Check(
    id="placeholder",
    source="Common template notations: str.format, Jinja, shell, printf, forms with brackets or underscores",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("Estimado/a [Nombre]:\nLe escribo por el puesto de {position}."),
            Example("Un saludo,\n___"),
            Example("Le llamo de parte de {{empresa}}."),
        ),
        "en": (
            Example("Dear <Hiring Manager>,\nThank you for your time."),
            Example("I look forward to meeting you at INSERT NAME."),
            Example("Regards,\n$NAME"),
        ),
    },
    must_pass={
        "es": (Example("El anuncio pedía «técnico (m/f)» y «incorporacion [sic] inmediata»."),),
        "en": (Example('The advert (m/f) said "imediate [sic] start". My email is ana_ruiz@example.org.'),),
    },
)
