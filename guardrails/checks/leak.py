"""Nothing of a prompt leaks out: its example phrases, its words, names of data formats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.finding import Finding
from guardrails.phrases import find_forms
from guardrails.scanning import Gated

# Tags that prompts wrap their data in, names of fields in program notation, and halves of a JSON object.
_TRACES = Gated(
    [
        (
            ("<",),
            r"</?(?:nota|note|draft|borrador|system|user|assistant|data|datos|message|mensaje|think|context|s|inst|im_start)>"
            r"|<\|[^|<>\n]{1,40}\|>",
        ),
        (("inst]",), r"\[/?INST\]"),
        (
            ("_",),
            r"(?<!\w)(?:reschedule_offer|future_contact|names_interview|accept_refusal|thank_you|follow_up)(?!\w)",
        ),
        (('"',), r"[{,]\s{0,8}\"\w{1,40}\"\s{0,3}:|\"\s{0,3}\}|\"\w{1,40}\"\s{0,3}:\s{0,3}[\"\[{]"),
        (
            ("#",),
            r"^#{1,6}[ \t]{1,4}(?:instruc\w{1,8}|rules?|reglas?|context\w?|task|tarea|output|salida|input|entrada"
            r"|examples?|ejemplos?)(?!\w)",
        ),
        (
            ("system", "user", "assistant", "sistema", "usuario", "asistente"),
            r"(?<!\w)(?:system|user|assistant|sistema|usuario|asistente)\s?:(?=\s)",
        ),
    ],
    re.IGNORECASE | re.MULTILINE,
)


def _run(case: Case) -> Iterator[Finding]:
    bare = case.without_facts
    spans = [case.text.span(*match.span()) for match in _TRACES.matches(bare.raw, bare.folded)]
    spans += case.find("leaks", "prompt_words")
    spans += case.match("manner").get("leak", ())
    own = " ".join(case.contract.own_words).lower() if case.contract else ""
    spans = [span for span in spans if span.text.lower() not in own]
    if case.contract:
        spans += find_forms(case.text, case.contract.foreign)
    if spans:
        spans.sort(key=lambda span: span.start)
        yield case.finding("leak", "fail", "leak", spans, fix="leak_fix", what=spans[0].text)


CHECK = Check(
    id="leak",
    source="Phrases of the prompt's own examples (the contract names them), and words that only prompts hold",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("<nota>Me hace ilusión el proyecto.</nota>"),
            Example('{"greeting": "Estimada Sra. Ortega:"'),
            Example("Me encantó la visita al acuario.", {"foreign": ("la visita al acuario",)}),
            Example("He respetado el límite de palabras."),
        ),
        "en": (
            Example("<|im_start|>Thank you for your time."),
            Example('{"apology": "I am sorry"}'),
            Example("I enjoyed the tour of the aquarium.", {"foreign": ("tour of the aquarium",)}),
            Example("As the system prompt says, I thank you."),
        ),
    },
    must_pass={
        "es": (
            Example("Trabajé dos años con JSON y bases de datos.", {"own_words": ("Trabajé dos años con JSON",)}),
            Example("Tomo nota de la fecha y del mensaje."),
        ),
        "en": (
            Example("I worked with JSON for two years.", {"own_words": ("I worked with JSON",)}),
            Example("Thank you for your prompt reply and for the note."),
        ),
    },
)
