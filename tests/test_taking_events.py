"""Calendar events: the right instant in every zone, tentative, private, and the same identifier each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Event

from app.taking.events import calendar_file, has_events
from app.texts import LANGUAGES, Texts
from puentes.situation import Situation


def _situation(*alternatives: str, zone: str | None = "Europe/Madrid", **more: Any) -> Situation:
    data: dict[str, Any] = {
        "language": "es", "channel": "email", "intent": "reschedule", "sender": {"name": "Ana Gil"},
        "interview": {"position": "Enfermera; UCI, noches", "company": "Hospital «Sol»", "time_zone": zone},
        "alternatives": list(alternatives), "now": "2026-01-02T09:00:00+01:00",
    }  # fmt: skip
    data["interview"] = {k: v for k, v in {**data["interview"], **more.pop("interview", {})}.items() if v}
    return Situation.model_validate({**data, **more})


def _events(situation: Situation, texts: Texts | None = None) -> tuple[Calendar, list[Event]]:
    raw = calendar_file(situation, texts or Texts("es"))
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)
    return calendar, calendar.events


@pytest.mark.parametrize(
    ("zone", "moment", "wall"),
    [
        ("Europe/Madrid", "2026-07-06T10:00:00+02:00", "20260706T100000"),
        ("Europe/Madrid", "2026-12-07T10:00:00+01:00", "20261207T100000"),
        ("America/New_York", "2026-03-09T16:30:00-04:00", "20260309T163000"),  # the day after the clocks change
        ("America/Bogota", "2026-07-06T16:00:00+02:00", "20260706T090000"),  # given in the sender's offset
        ("Asia/Kolkata", "2026-07-06T10:00:00+05:30", "20260706T100000"),
        ("America/Santiago", "2026-09-07T10:00:00-03:00", "20260907T100000"),  # the south has its summer then
        ("Africa/Casablanca", "2026-02-25T10:00:00+00:00", "20260225T100000"),  # a zone with its own rules in Ramadan
    ],
)
def test_a_time_stands_on_the_interviews_clock_and_is_the_same_instant(zone: str, moment: str, wall: str) -> None:
    """Read back with the rules that the file itself carries, as a calendar does that knows no zones."""
    calendar, (event,) = _events(_situation(moment, zone=zone))
    line = event["DTSTART"].to_ical().decode()
    assert line == wall
    assert event["DTSTART"].params["TZID"] == zone
    (rules,) = calendar.timezones
    own = rules.to_tz(lookup_tzid=False)
    assert datetime.strptime(wall, "%Y%m%dT%H%M%S").replace(tzinfo=own) == datetime.fromisoformat(moment)
    assert event.end - event.start == timedelta(hours=1)


@pytest.mark.parametrize("moment", ["2026-10-25T02:30:00+01:00", "2026-10-25T01:45:00+02:00"])
def test_in_the_hour_that_comes_twice_the_time_stands_in_utc(moment: str) -> None:
    """Summer time ends at 3:00: 2:30 comes twice, and a calendar would take the first; an hour from 1:45 ends there."""
    calendar, (event,) = _events(_situation(moment))
    ambiguous = moment.startswith("2026-10-25T02")
    assert event.start == datetime.fromisoformat(moment)
    assert event.end - event.start == timedelta(hours=1)
    assert event["DTSTART"].to_ical().endswith(b"Z") is ambiguous
    assert (calendar.timezones == []) is ambiguous


def test_without_a_zone_the_time_stands_in_utc() -> None:
    calendar, (event,) = _events(_situation("2026-07-06T10:00:00+02:00", zone=None))
    assert event["DTSTART"].to_ical() == b"20260706T080000Z"
    assert calendar.timezones == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_alternative_is_tentative_private_and_says_what_it_is(language: str) -> None:
    texts = Texts(language)  # type: ignore[arg-type] # one of LANGUAGES
    situation = _situation("2026-07-06T10:00:00+02:00", interview={"place": "calle Mayor 1"})
    _, (event,) = _events(situation, texts)
    assert event["STATUS"] == "TENTATIVE"
    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "TENTATIVE"
    assert event["CLASS"] == "PRIVATE"
    assert event["SUMMARY"] == f"{texts('calendar.tentative')}: Enfermera; UCI, noches, Hospital «Sol»"
    assert event["DTSTAMP"].dt == datetime(2026, 1, 2, 8, tzinfo=UTC)
    assert "LOCATION" not in event  # nobody has said that it would be there again


def test_the_same_time_keeps_its_identifier_and_another_has_its_own() -> None:
    first, second = "2026-07-06T10:00:00+02:00", "2026-07-07T10:00:00+02:00"
    _, before = _events(_situation(first))
    _, after = _events(_situation(second, "2026-07-06T08:00:00+00:00", language="en"))
    assert before[0]["UID"] == after[0]["UID"] != after[1]["UID"]
    other_job = _situation(first, interview={"position": "Auxiliar"})
    assert _events(other_job)[1][0]["UID"] != before[0]["UID"]


def test_a_file_holds_nothing_of_who_writes_and_why() -> None:
    situation = _situation(
        "2026-07-06T10:00:00+02:00", sender={"name": "Ana Gil", "phone": "600 100 200"},
        recipient={"name": "Inés Ruiz"}, reason={"kind": "illness", "detail": "migraña", "share": "full"},
        nuance="me encantó el equipo",
    )  # fmt: skip
    text = calendar_file(situation, Texts("es")).decode()
    for private in ("Ana", "Gil", "600 100", "Inés", "Ruiz", "migra", "encant", "illness"):
        assert private not in text


def test_lines_are_crlf_and_at_most_75_octets() -> None:
    """RFC 5545, 3.1; longer ones are folded, and come back whole."""
    situation = _situation("2026-07-06T10:00:00+02:00", interview={"position": "Ñandú " * 18 + "\\, ; fin"})
    raw = calendar_file(situation, Texts("es"))
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert situation.interview.position is not None
    assert situation.interview.position in Calendar.from_ical(raw).events[0]["SUMMARY"]


def test_a_confirmed_interview_is_an_event_with_its_place() -> None:
    situation = _situation(
        intent="confirm", interview={"starts_at": "2026-07-06T10:00:00+02:00", "place": "calle Mayor 1"},
    )  # fmt: skip
    _, (event,) = _events(situation)
    assert (event["STATUS"], event["LOCATION"]) == ("CONFIRMED", "calle Mayor 1")
    assert event["SUMMARY"].startswith("Entrevista: ")
    assert has_events(situation)
    assert not has_events(_situation())
