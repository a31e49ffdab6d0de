"""The whole message, and each sentence of it, is in the language of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from guardrails.checks.base import Case, Check, Example
from guardrails.contract import Language
from guardrails.datafiles import words
from guardrails.finding import Finding, Span
from guardrails.folding import fold_word
from guardrails.language import FunctionWords
from guardrails.phrases import folded_words

_LONGEST_FORMULA = 4  # words
_SHORT = 3  # letters
_LEAST_WORDS = 5  # fewer words of a sentence may be a name, a title or a formula


def _run(case: Case) -> Iterator[Finding]:
    name = case.say(f"language_{case.language}")
    # The facts and the names in the person's own words may be in any language.
    text, read = case.masked, FunctionWords(case.masked.raw)
    whole = read.other_language(case.language)
    if whole:
        yield case.finding("language", "fail", "language_whole", fix="language_fix", name=name)
        return
    spans = []
    for sentence in case.text.sentences:
        start, end = sentence.start, sentence.end
        judged = len(text.words_in(sentence)) >= _LEAST_WORDS or case.is_subject
        if _formula(case, sentence) or (judged and read.other_language(case.language, start, end)):
            spans.append(case.text.span(start, end))
        elif run := read.foreign_run(case.language, start, end):
            spans.append(case.text.span(*run))
    if spans:
        yield case.finding("language", "fail", "language_part", spans, fix="language_fix", name=name)


def _formula(case: Case, line: Span) -> bool:
    """True for a line that is a closing formula of the other language: "Best regards," under a Spanish letter."""
    found = case.masked.words_in(line)
    if not 1 < len(found) <= 2 * _LONGEST_FORMULA:
        return False
    said = {fold_word(word.lower) for word in found}
    other: Language = "en" if case.language == "es" else "es"
    long_enough = 1 < len(said) <= _LONGEST_FORMULA and any(len(word) > _SHORT for word in said)
    return long_enough and said <= _formula_words(other) and not said <= _formula_words(case.language)


@lru_cache(maxsize=4)
def _formula_words(language: Language) -> frozenset[str]:
    return folded_words(words(language, "frame", "closings"))


CHECK = Check(
    id="language",
    source="The language that the contract names, or that of most of the text; by function words",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("Estimada Sra. Ortega:\nGracias por su tiempo.\nBest regards,\nLucía Peña", {}),
            Example("Le agradezco su tiempo, and I am still very interested en el puesto.", {}),
            Example(
                "Estimada Sra. Ortega:\nThank you very much for the invitation to the interview.\nUn saludo,\nLucía", {}
            ),
            Example(
                "Le agradezco mucho su mensaje y la invitación. I would like to ask for another date. "
                "Le pido disculpas por las molestias que esto le cause y quedo atenta a lo que me diga."
            ),
        ),
        "en": (
            Example("Dear Ms. Porter,\nThank you for your time.\nUn cordial saludo,\nLaura Hughes", {}),
            Example("Thank you for your time, y quedo a la espera de su respuesta, as we agreed.", {}),
            Example("Thank you for the interview. Me encantó que quieran estrenar la obra en versión bilingüe."),
            Example("Dear Ms. Porter,\nLe agradezco mucho la invitación y su tiempo.\nKind regards,\nLaura", {}),
            Example(
                "Thank you so much for your message and for the invitation. Quisiera pedirle otra fecha para "
                "la entrevista. I am sorry for the trouble that this gives you and will wait for your answer."
            ),
        ),
    },
    must_pass={
        "es": (
            Example(
                "Le escribo por el puesto de Head of People and Culture at The Body Shop.",
                {"own_words": ("Head of People",)},
            ),
            Example("Gracias por la invitación a la entrevista de Full Stack Developer."),
        ),
        "en": (
            Example("I am writing about the role at La Casa de las Flores in Madrid."),
            Example("Thank you for inviting me to talk about El País.", {}),
        ),
    },
)
