"""What the person keeps private stays private, in every inflection of its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from guardrails.checks.base import Case, Check, Example
from guardrails.finding import Finding
from guardrails.folding import fold
from guardrails.text import Word


@lru_cache(maxsize=20_000)
def _lemma(word: str, language: str) -> str:
    """The folded lemma of a lower-case word. simplemma is loaded at the first private word, never before."""
    import simplemma

    return fold(simplemma.lemmatize(word, lang=language))


def _forms(word: str, language: str) -> set[str]:
    return {fold(word), _lemma(word, language)}


def _run(case: Case) -> Iterator[Finding]:
    contract = case.contract
    if contract is None or not contract.private:
        return
    private = {form for word in contract.private for form in _forms(word.lower(), case.language)}
    spans = [
        case.text.span(word.start, word.end)
        for word in case.masked.words
        if not private.isdisjoint(_word_forms(word, case.language))
    ]
    if spans:
        yield case.finding("private", "fail", "private", spans, fix="private_fix", what=spans[0].text)


def _word_forms(word: Word, language: str) -> set[str]:
    """The forms of a word, and of its parts where a hyphen or an apostrophe joins them."""
    forms = _forms(word.lower, language)
    for part in word.lower.replace("'", "-").split("-"):
        if part and part != word.lower:
            forms |= _forms(part, language)
    return forms


_SECRET_ES = {"private": frozenset({"biopsia", "gripe", "operar"})}
_SECRET_EN = {"private": frozenset({"biopsy", "divorce", "operate"})}

CHECK = Check(
    id="private",
    source="The person's choice of what to share; lemmas by simplemma",
    run=_run,
    needs_contract=True,
    in_subject=True,
    must_fail={
        "es": (
            Example("Tengo dos biopsias ese día.", _SECRET_ES),
            Example("Ese lunes me operan de la rodilla.", _SECRET_ES),
            Example("Estoy con GRIPE.", _SECRET_ES),
        ),
        "en": (
            Example("I have two biopsies that day.", _SECRET_EN),
            Example("It is because of my divorce.", _SECRET_EN),
            Example("I am being operated on.", _SECRET_EN),
        ),
    },
    must_pass={
        "es": (Example("Por un motivo de salud no puedo acudir.", _SECRET_ES), Example("Tengo una biopsia.")),
        "en": (Example("For a health reason I cannot attend.", _SECRET_EN), Example("I have a biopsy.")),
    },
)
