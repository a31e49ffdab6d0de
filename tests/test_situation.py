"""The situation as a model: what it folds, keeps and refuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puentes.errors import Problem, SituationError
from puentes.reading import situation_from
from puentes.situation import Situation


def made(**changes: Any) -> Situation:
    """A small situation with these changes."""
    base = {"language": "es", "channel": "chat", "intent": "keep_in_touch", "sender": {"name": "Ana"}}
    return situation_from({**base, "now": "2026-12-01T10:00:00+01:00", **changes})


def test_only_five_fields_are_needed() -> None:
    situation = made()
    assert (situation.register_, situation.alternatives, situation.reason) == ("formal", (), None)
    assert situation.company is None


def test_the_wire_format_survives_a_round_trip() -> None:
    situation = made(register="informal", interview={"position": "Peón/a", "starts_at": "2026-12-03T10:00:00+01:00"})
    wire = situation.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert wire["register"] == "informal"
    assert situation_from(wire) == situation


def test_a_situation_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        made().sender.name = "Eva"  # type: ignore[misc]  # the point of the test


def test_white_space_within_a_name_is_folded_and_a_phone_stays_as_given() -> None:
    situation = made(sender={"name": "  Ana\n María  Gil ", "phone": "(011) 15-4321-8765"})
    assert situation.sender.name == "Ana María Gil"
    assert situation.sender.phone == "(011) 15-4321-8765"


@pytest.mark.parametrize(
    "name", ["Agustina D'Angelo", "María José Núñez de la Torre", "Siobhán O’Brien", "Lloyd-Jones", "Åsa", "李雷", "J."]
)
def test_any_name_that_people_have_is_taken(name: str) -> None:
    assert made(sender={"name": name}).sender.name == name


def test_a_note_loses_what_no_one_can_read_and_keeps_its_lines() -> None:
    assert made(nuance="uno\x00\x1b\n\tdos  ").nuance == "uno\n dos"


def test_the_company_of_the_interview_comes_before_the_recipients() -> None:
    assert made(recipient={"company": "Agencia"}).company == "Agencia"
    assert made(recipient={"company": "Agencia"}, interview={"company": "Faro"}).company == "Faro"


def test_an_interview_that_has_just_begun_can_still_be_moved() -> None:
    interview = {"starts_at": "2026-12-01T09:30:00+01:00"}
    assert made(intent="reschedule", interview=interview).interview.starts_at
    assert made(intent="missed", interview=interview).interview.starts_at
    assert made(intent="thank_you", interview={"starts_at": "2026-01-01T09:30:00+01:00"}).interview.starts_at


FIELDS = st.sampled_from(["language", "channel", "intent", "register", "sender", "recipient", "interview", "reason",
                          "alternatives", "nuance", "now", "id", "other"])  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS | st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, derandomize=True, database=None)
@given(st.dictionaries(FIELDS, VALUES, max_size=4))
def test_whatever_comes_in_is_a_situation_or_a_clear_error(changes: dict[str, Any]) -> None:
    problems: list[Problem] = []
    try:
        made(**changes)
    except SituationError as error:
        problems = error.problems
    assert all(problem.where and problem.what and problem.mend for problem in problems)
