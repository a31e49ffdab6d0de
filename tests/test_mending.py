"""Mends by machine: each takes its finding away and nothing else, and is not offered where only the person knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from guardrails.checking import check
from guardrails.checks.base import Case, Example, example_contract
from guardrails.contract import Contract, Language
from guardrails.finding import Finding, Span
from guardrails.mending import apply, mend_of
from guardrails.registry import all_checks
from guardrails.text import Text

LANGUAGES: tuple[Language, ...] = ("es", "en")
# Checks whose must-fail examples are mended, and those that leave the writing to the person.
BY_MACHINE = {
    "assistant_talk", "disparagement", "grammar", "leak", "markup", "oversharing", "private", "punctuation",
    "repetition", "tone",
}  # fmt: skip
BY_PERSON = {"placeholder", "facts", "grounding", "language", "length", "subject", "register", "agreement"}
CHECKS = {each.id: each for each in all_checks()}
# A parenthesis or a quotation that never closes: only the person knows where it ends.
# The same words twice within one sentence: how it goes on without them, too.
UNKNOWN = (
    "La entrevista (para técnica me interesa.", "The interview (for the role is fine.",
    "Me dijo «ya le llamaremos y no llamó nadie.", "Your mail says “any day after ten and I can come.",
    "Gracias por haber conversado conmigo en la entrevista del lunes; sí, gracias por haber conversado "
    "conmigo en la entrevista de ayer.",
    "Thank you for having met me at the office, and again thank you for having met me at the office.",
)  # fmt: skip


def _examples(names: set[str]) -> list[Any]:
    return [
        pytest.param(name, language, example, id=f"{name}-{language}-{number}")
        for name in sorted(names)
        for language in LANGUAGES
        for number, example in enumerate(CHECKS[name].must_fail[language])
    ]


def _found(name: str, language: Language, example: Example, text: str) -> list[Finding]:
    contract: Contract | None = None
    if example.contract is not None:
        contract = example_contract(language, **example.contract)
    case = Case(
        text=Text(text), language=language, ui=language, contract=contract,
        channel=contract.channel if contract else None, subject=example.subject, grammar=example.grammar,
    )  # fmt: skip
    return [finding for finding in CHECKS[name].run(case) if finding.status == "fail"]


@pytest.mark.parametrize(("name", "language", "example"), _examples(BY_MACHINE))
def test_mending_takes_the_finding_away(name: str, language: Language, example: Example) -> None:
    text = example.text
    for _ in range(5):
        findings = _found(name, language, example, text)
        if not findings:
            break
        mend = mend_of(findings[0], text, language)
        if text in UNKNOWN:
            assert mend is None
            return
        assert mend is not None
        text = apply(text, mend.edits)
    assert findings == []


@pytest.mark.parametrize(("name", "language", "example"), _examples(BY_PERSON))
def test_what_only_the_person_knows_is_not_mended(name: str, language: Language, example: Example) -> None:
    for finding in _found(name, language, example, example.text):
        assert mend_of(finding, example.text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "mended"),
    [
        ("es", "Le agradezco , de verdad, su tiempo.. Un saludo", "Le agradezco, de verdad, su tiempo. Un saludo"),
        ("es", "Podría ser otro día?", "¿Podría ser otro día?"),
        ("es", "Podría ser otro día?\n\nGracias", "¿Podría ser otro día?\n\nGracias"),
        ("es", "De el lunes", "Del lunes"),
        ("es", "Voy a el centro mañana", "Voy al centro mañana"),
        ("es", "Gracias 😊 por todo 👍.", "Gracias por todo."),
        ("en", "Thanks for your time :)\nRegards", "Thanks for your time\nRegards"),
        ("en", "I am **very** sure; see [it](https://example.org).", "I am very sure; see it (https://example.org)."),
        ("en", "```\nDear Ms. Porter,\n```", "\nDear Ms. Porter,\n"),
        ("en", "Dear Ms Porter,\n\nYou are amazing. Thank you.\n\nBye", "Dear Ms Porter,\n\nThank you.\n\nBye"),
        ("en", "Dear Ms Porter,\n\nThank you. I beg you.\n\nBye", "Dear Ms Porter,\n\nThank you.\n\nBye"),
        ("en", "Dear Ms Porter,\n\nI beg you.\n\nBye", "Dear Ms Porter,\n\nBye"),
        ("en", "Kind regards,\nAna\n\nNote: feel free to adjust it.", "Kind regards,\nAna"),
        ("en", "Sure! Dear Ms Porter,\nThank you.", "Dear Ms Porter,\nThank you."),
    ],
)
def test_only_what_was_wrong_changes(language: Language, text: str, mended: str) -> None:
    while True:
        report = check(text, language=language, channel="email")
        mends = [mend for finding in report.findings if (mend := mend_of(finding, text, language))]
        if not mends:
            break
        text = apply(text, mends[0].edits)
    assert text == mended


def test_a_comma_before_the_question_leaves_its_start_to_the_person() -> None:
    """ "Hola, podría ser otro día?" may begin after the comma or before it."""
    text = "Hola, podría ser otro día?"
    finding = next(f for f in check(text, language="es").findings if f.id == "punctuation")
    assert mend_of(finding, text, "es") is None


def test_of_several_apologies_the_first_stays() -> None:
    text = "Lo siento mucho. Le escribo por la entrevista. Le pido disculpas. Perdone."
    contract = example_contract("es", required=("apology",))
    finding = next(f for f in check(text, contract).findings if f.id == "apology")
    mend = mend_of(finding, text, "es")
    assert mend is not None
    assert apply(text, mend.edits) == "Lo siento mucho. Le escribo por la entrevista."


def test_a_mend_of_another_text_is_not_made() -> None:
    """Words that have moved since they were found are left alone."""
    finding = Finding("grammar", "fail", "m", (Span(3, 8, "siemto"),), "siento")
    assert mend_of(finding, "Lo siemto", "es") is None
    there = replace(finding, spans=(Span(3, 9, "siemto"),))
    mend = mend_of(there, "Lo siemto", "es")
    assert mend is not None
    assert apply("Lo siemto", mend.edits) == "Lo siento"
    assert mend_of(replace(there, status="pass"), "Lo siemto", "es") is None


def test_other_replacements_are_offered_too() -> None:
    """A grammar checker's first guess is not always the word that was meant."""

    class Guesses:
        def check(self, text: str, language: str, ignore_words: Any = ()) -> list[Any]:  # noqa: ARG002
            from guardrails.checks.grammar import _Match

            return [_Match(3, 6, "?", ("cierto", "siento", "miento"), "error")]

    (finding,) = check("Lo siemto", language="es", grammar=Guesses()).of("grammar")
    assert (finding.fix, finding.options) == ("cierto", ("siento", "miento"))
    mend = mend_of(replace(finding, fix=finding.options[0]), "Lo siemto", "es")
    assert mend is not None
    assert apply("Lo siemto", mend.edits) == "Lo siento"


@pytest.mark.parametrize(
    ("text", "language", "mended"),
    [
        ("No podre ir a la entrevista del lunes.", "es", "No podré ir a la entrevista del lunes."),
        ("I will definately come to the interview.", "en", "I will definitely come to the interview."),
    ],
)
def test_a_misspelt_word_is_written_right_and_its_sentence_stays(text: str, language: Language, mended: str) -> None:
    """Taking the sentence out is no way to spell."""
    finding = next(f for f in check(text, language=language).findings if f.id == "spelling" and f.status == "fail")
    mend = mend_of(finding, text, language)
    assert mend is not None
    assert apply(text, mend.edits) == mended


def test_two_ways_of_spelling_are_the_persons_to_choose() -> None:
    """No sentence goes because a word in it is American."""
    text = "Thank you for your honour. I would favor Monday, and I appreciate the colour and the flavor of it."
    found = [f for f in check(text, language="en").findings if f.id == "spelling" and f.status == "fail"]
    assert found
    assert [mend_of(finding, text, "en") for finding in found] == [None] * len(found)
