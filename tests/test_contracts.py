"""The contract made from a situation: one for every intent, channel, language, register and share."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest
from helpers_engine import EXAMPLES, example

from guardrails.contract import Contract
from puentes.contracts import contract_for, slots_for
from puentes.etiquette import etiquette_of
from puentes.reading import load_situation, situation_from
from puentes.situation import Channel, Intent, Language, Register, Share


def contract(**changes: Any) -> Contract:
    """The contract of a situation with these changes."""
    base = {
        "language": "es", "channel": "email", "intent": "cancel", "sender": {"name": "Ana Gil", "phone": "612 345"},
        "recipient": {"name": "Luis Paz"}, "interview": {"position": "Peón", "company": "Faro"},
        "now": "2026-12-01T10:00:00+01:00",
    }  # fmt: skip
    return contract_for(situation_from({**base, **changes}))


@pytest.mark.parametrize("intent", get_args(Intent))
def test_every_combination_has_a_contract_that_does_not_contradict_itself(intent: str) -> None:
    kinds = (get_args(Channel), get_args(Language), get_args(Register), get_args(Share))
    for channel, language, register, share in itertools.product(*kinds):
        reason = {"kind": "illness", "detail": "gripe muy fuerte", "share": share}
        made = contract(intent=intent, channel=channel, language=language, register=register, reason=reason)
        assert (made.intent, made.channel, made.language, made.register) == (intent, channel, language, register)
        assert set(made.required) | set(made.allowed) <= set(made.order) | {"reason"}
        assert not set(made.required) & set(made.forbidden)
        assert not set(made.allowed) & (set(made.forbidden) | set(made.required))
        assert made.budget
        assert ("reason" in made.forbidden) == (share == "none" or etiquette_of(intent).reason == "never")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_fact_of_an_example_has_its_slot(path: Any) -> None:
    situation = load_situation(path)
    values = slots_for(situation).values
    facts = {fact.kind: fact for fact in contract_for(situation).facts}
    assert values["sender"] in facts["sender"].forms
    for kind in ("position", "when", "place", "phone"):
        assert (kind in facts) == (kind in values)
        if kind in facts:
            assert values[kind] in facts[kind].forms


def test_the_facts_that_etiquette_wants_are_due() -> None:
    interview = {"position": "Peón", "company": "Faro", "starts_at": "2026-12-03T10:00:00+01:00", "place": "Mayor 5"}
    due = {fact.kind for fact in contract(interview=interview).facts if fact.due}
    assert due == {"sender", "position", "when"}
    assert "place" in {fact.kind for fact in contract(intent="confirm", interview=interview).facts if fact.due}
    assert "phone" in {fact.kind for fact in contract(channel="voicemail").facts if fact.due}
    later = ["2026-12-04T10:00:00+01:00", "2026-12-05T10:00:00+01:00"]
    made = contract(intent="reschedule", alternatives=later)
    assert [fact.due for fact in made.facts if fact.kind == "alternative"] == [True, True]


def test_what_is_kept_private_may_not_appear_in_any_form() -> None:
    reason = {"kind": "illness", "detail": "Me operan de la vesícula"}
    brief = contract(reason={**reason, "share": "brief"}).private
    none = contract(reason={**reason, "share": "none"}).private
    assert {"vesícula", "operan", "operar"} <= brief
    assert "salud" not in brief
    assert brief | {"salud", "enfermedad", "médico"} <= none
    assert contract(reason={**reason, "share": "full"}).private == frozenset()


def test_facts_and_ordinary_words_are_never_private() -> None:
    reason = {"kind": "personal", "detail": "La semana de la entrevista en Faro viajo con Luis", "share": "none"}
    assert contract(reason=reason).private & {"semana", "entrevista", "faro", "luis"} == set()


def test_the_note_and_a_detail_told_in_full_are_the_persons_own_words() -> None:
    reason = {"kind": "transport", "detail": "Perdí el tren.", "share": "full"}
    assert contract(nuance="Me gustó.", reason=reason).own_words == ("Me gustó.", "Perdí el tren.")
    assert contract(nuance="Me gustó.", reason={**reason, "share": "brief"}).own_words == ("Me gustó.",)


def test_many_facts_make_room_for_themselves() -> None:
    few = contract(intent="reschedule", channel="chat")
    days = [f"2026-12-{day:02d}T10:00:00+01:00" for day in range(3, 11)]
    many = contract(intent="reschedule", channel="chat", alternatives=days)
    assert few.budget
    assert many.budget
    assert many.budget.limit > few.budget.limit == 60


def test_english_is_american_or_british_by_the_place_of_the_interview() -> None:
    assert contract_for(example("en-reschedule-email-dental")).english == "US"
    assert contract_for(example("en-missed-email-train")).english == "GB"
    assert contract_for(example("en-withdraw-email-agency")).english == "GB"
