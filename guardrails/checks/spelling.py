"""Spelling that is certainly wrong, also without a grammar checker: in Spanish the accents, in English the mix of
British and American, and in both the mistakes that everybody knows."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.accents import certain_mistakes
from guardrails.checks.base import Case, Check, Example
from guardrails.checks.variants import mixed_variants
from guardrails.finding import Finding


def _run(case: Case) -> Iterator[Finding]:
    for mistake in certain_mistakes(case.masked, case.language):
        span = case.text.span(mistake.start, mistake.end)
        finding = case.finding("spelling", "fail", "misspelt", [span], what=span.text, right=mistake.right)
        yield Finding(finding.id, finding.status, finding.message, finding.spans, mistake.right)
    if case.language == "en":
        yield from mixed_variants(case)


CHECK = Check(
    id="spelling",
    source="Ortografía de la lengua española (RAE, 2010), II; The Chicago Manual of Style, 7.3; New Hart's Rules, 3.2",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("No podre asistir a la reunion."),
            Example("La fecha esta prevista para el lunes."),
            Example("¿Como le vendria el martes?"),
            Example("No se si sera posible; para mi es importante."),
            Example("Tu eres quien decide, y te lo agradecere."),
            Example("Si, me interesa mas que antes."),
            Example("El me dijo que teniais dudas."),
            Example("Gracias a tí, fué un gusto."),
        ),
        "en": (
            Example("It was an honour to see how the team analyzes behavior and its color."),
            Example("I apologise, and I recognized it too late.", {}),
            Example("I have canceled the other interview.", {}),
            Example("It would be an honour.", {"english": "US"}),
            Example("I recieved your message and will definately come."),
        ),
    },
    must_pass={
        "es": (
            Example("Esta entrevista me interesa; si le parece, mi jefe y el suyo pueden hablar de mi proyecto."),
            Example("Se lo agradezco. ¿Cuando llegue, pregunto por usted? Como le dije, aún espero respuesta."),
            Example("Quisiera que se prepare y se declare; el software compare; mas no sé si podré."),
            Example("Quiero saber si esta tarde está libre; el lunes no estaré. Te espero a ti. El tema es serio."),
            Example("Le escribe Sofia Gomez, de Jaen.", {"facts": ()}),
        ),
        "en": (
            Example("It was an honour, and I apologise for having cancelled."),
            Example("I organize my papers and honour my word.", {}),
            Example("I apologize for the behavior of my program.", {"english": "US"}),
            Example("I liked the talk at the Kennedy Center, an honour for us.", {}),
        ),
    },
)
