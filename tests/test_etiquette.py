"""The etiquette of each intent, as data and applied to situations."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from puentes.etiquette import channels, etiquette_of, planned_moves, reason_is_told, required_moves
from puentes.reading import situation_from
from puentes.situation import Channel, Intent, ReasonKind, Situation

MOVES = {"purpose", "reason", "apology", "reschedule_offer", "gratitude", "interest", "question", "future_contact",
         "personal", "acceptance", "details"}  # fmt: skip


def made(intent: str, **changes: Any) -> Situation:
    """A small situation with this intent."""
    base = {"language": "es", "channel": "email", "sender": {"name": "Ana"}, "now": "2026-12-01T10:00:00+01:00"}
    return situation_from({**base, "intent": intent, **changes})


@pytest.mark.parametrize("intent", get_args(Intent))
def test_each_file_is_whole_and_names_its_source(intent: str) -> None:
    etiquette = etiquette_of(intent)
    named = {*etiquette.must, *etiquette.may, *etiquette.must_if_booked, *etiquette.must_if_place}
    assert etiquette.intent == intent
    assert len(etiquette.source) > 40
    assert set(etiquette.order) <= MOVES
    assert len(etiquette.order) == len(set(etiquette.order))
    assert named <= set(etiquette.order)
    assert not set(etiquette.never) & (set(etiquette.must) | set(etiquette.may))
    assert set(etiquette.order) - {"personal"} <= set(etiquette.says)
    assert ("reason" in etiquette.order) == (etiquette.reason != "never")


@pytest.mark.parametrize(
    ("intent", "must"),
    [
        ("cancel", {"purpose", "apology", "gratitude"}),
        ("reschedule", {"purpose", "apology", "reschedule_offer", "interest", "gratitude"}),
        ("withdraw", {"purpose", "gratitude"}),
        ("missed", {"purpose", "apology", "gratitude"}),
        ("accept_refusal", {"acceptance", "gratitude", "interest", "reschedule_offer"}),
        ("confirm", {"purpose", "gratitude"}),
        ("follow_up", {"purpose", "gratitude", "interest", "question"}),
        ("thank_you", {"gratitude", "interest"}),
        ("ask_information", {"purpose", "question", "gratitude"}),
        ("reconsider", {"purpose", "apology", "interest", "gratitude"}),
        ("keep_in_touch", {"gratitude", "future_contact"}),
    ],
)
def test_each_intent_must_say_what_the_table_of_etiquette_says(intent: str, must: set[str]) -> None:
    assert must <= set(required_moves(made(intent)))


def test_what_is_never_said() -> None:
    assert "reschedule_offer" in etiquette_of("cancel").never
    assert "reschedule_offer" in etiquette_of("withdraw").never
    assert "apology" in etiquette_of("confirm").never


def test_a_booked_interview_that_falls_with_a_candidacy_deserves_an_apology() -> None:
    assert "apology" not in required_moves(made("withdraw"))
    assert "apology" in required_moves(made("withdraw", interview={"starts_at": "2026-12-03T10:00:00+01:00"}))
    assert "apology" not in required_moves(made("withdraw", interview={"starts_at": "2026-11-03T10:00:00+01:00"}))


def test_facts_that_are_given_are_due() -> None:
    assert "reschedule_offer" in required_moves(made("missed", alternatives=["2026-12-03T10:00:00+01:00"]))
    assert "reschedule_offer" not in required_moves(made("missed"))
    assert "details" in required_moves(made("confirm", interview={"place": "calle Mayor 5"}))


@pytest.mark.parametrize("kind", get_args(ReasonKind))
def test_a_reason_is_told_only_where_it_is_shared_and_has_its_place(kind: str) -> None:
    for share, told in (("none", False), ("brief", True), ("full", True)):
        reason = {"kind": kind, "share": share}
        assert reason_is_told(made("cancel", reason=reason)) is told
        assert ("reason" in required_moves(made("cancel", reason=reason))) is told
        assert ("reason" in planned_moves(made("withdraw", reason=reason))) is told
        assert not reason_is_told(made("follow_up", reason=reason))


def test_the_moves_come_in_the_order_in_which_they_are_written() -> None:
    moves = planned_moves(made("reschedule", nuance="Me gustó.", reason={"kind": "illness"}))
    assert moves == ("purpose", "reason", "apology", "reschedule_offer", "interest", "personal", "gratitude")


@pytest.mark.parametrize("channel", get_args(Channel))
def test_the_limits_of_a_channel_leave_room_for_the_ideal(channel: str) -> None:
    limits = channels().of(channel)
    assert 0 < limits.ideal_min < limits.ideal_max <= limits.limit <= {"email": 200, "phone": 110, "voicemail": 90,
                                                                       "chat": 60}[channel]  # fmt: skip
