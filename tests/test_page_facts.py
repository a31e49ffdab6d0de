"""From what is filled in to a situation, and what is wrong with it, in the language of the interface."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from app.gathering import gather
from app.problems import situation_or_problems
from app.samples import SAMPLES, sample
from app.texts import LANGUAGES, Texts, catalogue

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def _values(**more: Any) -> dict[str, Any]:
    given = {name.replace("__", "."): value for name, value in more.items()}
    return {
        "language": "es", "channel": "email", "intent": "reschedule", "register": "formal", "sender.name": "Ana Gil",
        "interview.time_zone": "Europe/Madrid", "own_zone": "Europe/Madrid", "reason.share": "brief",
        "interview.date": date(2026, 12, 3), "interview.time": time(10), "alternatives": [], **given,
    }  # fmt: skip


def _problems(language: str = "es", **more: Any) -> dict[str, str]:
    return situation_or_problems(gather(_values(**more), NOW), Texts(language))[1]  # type: ignore[arg-type] # es or en


def test_times_are_those_of_the_interviews_zone() -> None:
    values = _values(
        alternatives=[4], alternative__4__date=date(2027, 7, 1), alternative__4__time=time(9, 30),
        interview__time_zone="America/New_York", own_zone="America/New_York",
    )  # fmt: skip
    data = gather(values, NOW).data
    assert data["interview"]["starts_at"] == "2026-12-03T10:00:00-05:00"
    assert data["alternatives"] == ["2027-07-01T09:30:00-04:00"]
    assert data["now"] == "2026-12-01T04:00:00-05:00"


def test_a_sender_elsewhere_is_told_by_the_offset_of_the_interviews_day() -> None:
    """New York has summer time on the day of the message and not on the day of the interview."""
    values = _values(own_zone="America/New_York")
    data = gather(values, datetime(2026, 10, 30, 9, tzinfo=UTC)).data
    assert data["interview"]["starts_at"] == "2026-12-03T04:00:00-05:00"
    assert data["now"].endswith("-04:00")


def test_what_the_intent_does_not_ask_for_stays_out() -> None:
    values = _values(
        intent="thank_you", reason__kind="illness", alternatives=[0], alternative__0__date=date(2027, 1, 8),
        alternative__0__time=time(9), interview__place="calle Mayor 1", nuance="  ",
    )  # fmt: skip
    data = gather(values, NOW).data
    assert data.keys().isdisjoint({"reason", "alternatives", "nuance"})
    assert "place" not in data["interview"]


@pytest.mark.parametrize(("share", "sent"), [("none", False), ("brief", False), ("full", True)])
def test_the_detail_leaves_the_form_only_when_it_is_shared(share: str, sent: bool) -> None:
    values = _values(reason__kind="illness", reason__share=share, reason__detail="Me operan")
    assert ("detail" in gather(values, NOW).data["reason"]) is sent


@pytest.mark.parametrize(
    ("more", "field", "key"),
    [
        ({"sender__name": " "}, "sender.name", "sender_missing"),
        ({"channel": "voicemail"}, "sender.phone", "phone_missing"),
        ({"interview__time": None}, "interview.time", "date_only"),
        ({"interview__date": None}, "interview.date", "time_only"),
        ({"interview__date": date(2026, 11, 3)}, "interview.date", "past_interview"),
        ({"intent": "missed"}, "interview.date", "future_interview"),
        ({"interview__date": date(2300, 1, 1)}, "interview.date", "far_year"),
        ({"sender__name": "Ana {apellido}"}, "sender.name", "braces"),
        ({"interview__company": "Sol\x07"}, "interview.company", "control_character"),
        ({"nuance": "a" * 20_000}, "nuance", "string_too_long"),
        ({"recipient__honorific": "Sra.", "recipient__gender": "m"}, "recipient.honorific", "honorific_gender"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_said_at_its_field_in_the_interfaces_language(
    more: dict[str, Any], field: str, key: str, language: str
) -> None:
    problems = _problems(language, **more)
    expected = catalogue(language)[f"problem.{key}"].replace("{max_length}", "2000")  # type: ignore[index,arg-type,unused-ignore] # es or en
    assert problems == {field: expected}


def test_a_bad_time_among_several_is_found() -> None:
    """An empty pair before it does not shift the place."""
    problems = _problems(
        alternatives=[0, 7, 9],
        alternative__7__date=date(2026, 12, 10), alternative__7__time=time(9),
        alternative__9__date=date(2026, 12, 3), alternative__9__time=time(10),
    )  # fmt: skip
    assert problems == {"alternative.9.date": catalogue("es")["problem.same_alternative"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("year", [2026, 2031])
def test_an_example_makes_a_situation_whenever_it_is_taken(name: str, language: str, year: int) -> None:
    """Its times move by whole weeks: the hour and the weekday stay."""
    now = datetime(year, 3, 28, 22, 30, tzinfo=UTC)
    values = sample(name, language, now)
    situation, problems = situation_or_problems(gather(values, now), Texts("en"))
    assert problems == {}
    assert situation is not None
    assert situation.interview.starts_at is not None
    assert values["interview.date"].weekday() == sample(name, language, NOW)["interview.date"].weekday()
    assert values["interview.time"] == sample(name, language, NOW)["interview.time"]
