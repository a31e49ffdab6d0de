"""The moves of a contract are there, only those, and the apology once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guardrails.checks.moves import check_moves
from guardrails.contract import Contract, Fact, Language
from guardrails.text import Text

CANCEL = Contract(
    language="es",
    channel="email",
    intent="cancel",
    register="formal",
    required=("greeting", "purpose", "apology", "gratitude", "closing"),
    allowed=("future_contact",),
    forbidden=("reschedule_offer", "reason"),
    facts=(Fact("position", ("Analista de datos",), due=True),),
)
GOOD: dict[Language, str] = {
    "es": "Estimada Sra. Ruiz:\n\nNo podré asistir a la entrevista para el puesto de Analista de datos del lunes 3. "
    "Le pido disculpas por las molestias. Muchas gracias por su tiempo.\n\nUn cordial saludo,\nAna Gil",
    "en": "Dear Ms. Ruiz,\n\nI will not be able to attend the interview for the Data Analyst position on Monday. "
    "I apologize for the inconvenience. Thank you for your time.\n\nKind regards,\nAna Gil",
}
CONTRACTS: dict[Language, Contract] = {
    "es": CANCEL,
    "en": replace(CANCEL, language="en", facts=(Fact("position", ("Data Analyst",), due=True),)),
}
DAMAGES: list[tuple[Language, str, str, str]] = [
    ("es", "Le pido disculpas por las molestias. ", "", "apology"),
    ("es", "Un cordial", "Disculpe las molestias.\n\nUn cordial", "apology"),
    ("es", "Muchas gracias por su tiempo.", "", "gratitude"),
    ("es", "Muchas gracias", "¿Le vendría bien el martes? Muchas gracias", "reschedule_offer"),
    ("es", "Muchas gracias", "Mi hijo está enfermo. Muchas gracias", "reason"),
    ("es", "No podré asistir a la", "Le escribo por la", "cannot_attend"),
    ("es", "a la entrevista para el puesto de Analista de datos del lunes 3", "", "names_interview"),
    ("en", "I apologize for the inconvenience. ", "", "apology"),
    ("en", "Kind regards", "Sorry again for the trouble.\n\nKind regards", "apology"),
    ("en", "Thank you for your time.", "", "gratitude"),
    ("en", "Thank you", "Would Tuesday at noon suit you? Thank you", "reschedule_offer"),
    ("en", "Thank you", "My car broke down. Thank you", "reason"),
    ("en", "I will not be able to attend", "I am writing about", "cannot_attend"),
    ("en", "the interview for the Data Analyst position on Monday", "", "names_interview"),
]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_message_that_keeps_the_contract_passes_every_move(language: Language) -> None:
    findings = check_moves(Text(GOOD[language]), CONTRACTS[language])
    assert {f.id: f.status for f in findings} == {
        "names_interview": "pass",
        "cannot_attend": "pass",
        "apology": "pass",
        "gratitude": "pass",
        "reschedule_offer": "pass",
        "reason": "pass",
    }


@pytest.mark.parametrize(("language", "old", "new", "check"), DAMAGES)
def test_each_damage_is_caught_by_its_move_alone(language: Language, old: str, new: str, check: str) -> None:
    assert old in GOOD[language]
    findings = check_moves(Text(GOOD[language].replace(old, new)), CONTRACTS[language])
    (failure,) = [f for f in findings if f.status == "fail"]
    assert failure.id == check
    assert failure.fix
    assert failure.moves


def test_without_facts_it_is_enough_that_the_purpose_speaks_of_the_interview() -> None:
    text = Text("No podré asistir a la entrevista.")
    bare = replace(CANCEL, required=("purpose",), forbidden=(), facts=())
    assert [f.status for f in check_moves(text, bare)] == ["pass", "pass"]
    known = replace(bare, facts=CANCEL.facts)
    assert [f.status for f in check_moves(text, known)] == ["fail", "pass"]


def test_an_apology_that_is_only_allowed_may_stand_once_and_not_twice() -> None:
    contract = replace(CANCEL, required=("gratitude",), allowed=("apology",), forbidden=())
    once = Text("Lo siento mucho. Gracias.")
    twice = Text("Lo siento mucho. Gracias. Disculpe las molestias.")
    assert [f.status for f in check_moves(once, contract)] == ["pass"]
    assert [f.id for f in check_moves(twice, contract) if f.status == "fail"] == ["apology"]


@pytest.mark.parametrize(
    ("intent", "act", "says", "does_not"),
    [
        ("withdraw", "withdrawal", "I would like to withdraw my application.", "I write about my application."),
        ("confirm", "confirmation", "I confirm that I will attend the interview.", "This is about the interview."),
        ("missed", "missed", "I missed our interview.", "This is about our interview."),
    ],
)
def test_the_purpose_announces_what_its_intent_is_about(intent: str, act: str, says: str, does_not: str) -> None:
    contract = replace(CONTRACTS["en"], intent=intent, required=("purpose",), forbidden=(), facts=())
    assert {f.id: f.status for f in check_moves(Text(says), contract)}[act] == "pass"
    assert {f.id: f.status for f in check_moves(Text(does_not), contract)}[act] == "fail"
