"""Dates and times as people write them, in the interview's zone and in the sender's where they differ."""

from __future__ import annotations

from typing import Any

import pytest

from puentes.contracts import contract_for, slots_for
from puentes.reading import situation_from
from puentes.situation import Situation

MADRID, NEW_YORK, LONDON = "Europe/Madrid", "America/New_York", "Europe/London"


def about(starts_at: str | None = None, zone: str | None = None, now: str = "2026-12-01T10:00:00+01:00",
          alternatives: tuple[str, ...] = (), **more: Any) -> Situation:  # fmt: skip
    """A situation with these times."""
    fields = {"language": "es", "channel": "email", "intent": "follow_up", "sender": {"name": "Ana"}, **more}
    interview = {"starts_at": starts_at, "time_zone": zone}
    return situation_from({**fields, "interview": interview, "alternatives": list(alternatives), "now": now})


def when(*args: Any, **more: Any) -> str:
    """The interview's time as it is written."""
    return slots_for(about(*args, **more)).values["when"]


def offered(*args: Any, **more: Any) -> str:
    """The alternatives as they are written."""
    return slots_for(about(*args, **more)).values["alternatives"]


def test_spanish_has_24_hours_and_lower_case_names() -> None:
    assert when("2026-12-03T16:30:00+01:00", MADRID) == "jueves 3 de diciembre a las 16:30 h"
    assert when("2026-12-05T09:05:00+01:00", MADRID) == "sábado 5 de diciembre a las 9:05 h"


def test_american_and_british_english_write_dates_their_own_way() -> None:
    american = when("2026-12-03T16:30:00-05:00", NEW_YORK, "2026-12-01T10:00:00-05:00", language="en")
    british = when("2026-12-03T16:30:00+00:00", LONDON, "2026-12-01T10:00:00+00:00", language="en")
    assert american == "Thursday, December 3 at 4:30 PM"
    assert british == "Thursday 3 December at 4:30 pm"


def test_noon_and_midnight_are_told_apart() -> None:
    times = ("2026-12-04T00:00:00-05:00", "2026-12-04T12:00:00-05:00")
    written = offered(None, NEW_YORK, "2026-12-01T10:00:00-05:00", times, language="en")
    assert written == "Friday, December 4 at 12:00 AM or 12:00 PM"


def test_one_o_clock_takes_the_singular_article() -> None:
    assert when("2026-12-03T01:15:00+01:00", MADRID).endswith("a la 1:15 h")
    assert when("2026-12-03T13:00:00+01:00", MADRID).endswith("a las 13:00 h")


def test_a_script_to_be_spoken_has_no_sign_for_the_eye() -> None:
    assert when("2026-12-03T16:30:00+01:00", MADRID, channel="phone").endswith("a las 16:30")


def test_seconds_are_not_written() -> None:
    assert when("2026-12-03T16:30:45.5+01:00", MADRID).endswith("a las 16:30 h")


def test_the_year_is_written_only_across_new_year() -> None:
    silvester = "2026-12-31T23:30:00+01:00"
    assert when("2027-01-07T10:00:00+01:00", MADRID, silvester) == "jueves 7 de enero de 2027 a las 10:00 h"
    english = when("2027-01-07T10:00:00-05:00", NEW_YORK, "2026-12-31T20:00:00-05:00", language="en")
    assert english == "Thursday, January 7, 2027 at 10:00 AM"
    # It is new year already where the interview takes place.
    assert "2027" not in when("2027-01-07T10:00:00+01:00", MADRID, "2026-12-31T19:00:00-05:00", channel="phone")


@pytest.mark.parametrize(
    ("times", "written"),
    [
        (["04T10:00"], "el viernes 4 de diciembre a las 10:00 h"),
        (["04T10:00", "04T16:00"], "el viernes 4 de diciembre a las 10:00 h o a las 16:00 h"),
        (["04T10:00", "04T13:00", "04T01:00"], "el viernes 4 de diciembre a la 1:00 h, a las 10:00 h o a las 13:00 h"),
        (["07T09:00", "04T10:00"], "el viernes 4 de diciembre a las 10:00 h o el lunes 7 de diciembre a las 9:00 h"),
        (["04T10:00", "04T10:00"], "el viernes 4 de diciembre a las 10:00 h"),
        (
            ["04T10:00", "04T12:00", "07T09:00"],
            "el viernes 4 de diciembre a las 10:00 h o a las 12:00 h, o el lunes 7 de diciembre a las 9:00 h",
        ),
    ],
)
def test_alternatives_of_one_day_stand_together_and_in_order(times: list[str], written: str) -> None:
    assert offered(None, MADRID, alternatives=tuple(f"2026-12-{t}:00+01:00" for t in times)) == written


def test_alternatives_in_several_offsets_are_told_in_one() -> None:
    times = ("2026-12-04T10:00:00+01:00", "2026-12-04T10:00:00-05:00")
    assert offered(alternatives=times) == "el viernes 4 de diciembre a las 10:00 h o a las 16:00 h"


def test_both_times_are_written_when_the_sender_lives_by_another_clock() -> None:
    written = when("2026-12-03T16:30:00+01:00", MADRID, "2026-12-01T10:00:00-05:00")
    assert written == "jueves 3 de diciembre a las 16:30 h, hora de Madrid (10:30 h en mi horario, UTC-5)"
    english = when("2026-12-03T16:30:00-05:00", NEW_YORK, "2026-12-01T10:00:00+05:30", language="en")
    assert english == ("Thursday, December 3 at 4:30 PM, New York time (Friday, December 4, 3:00 AM my time, UTC+5:30)")


def test_the_zone_is_named_once_in_a_list() -> None:
    times = ("2026-12-03T10:00:00+01:00", "2026-12-04T10:00:00+01:00")
    written = offered(None, MADRID, "2026-12-01T10:00:00-05:00", times)
    assert written.count("hora de Madrid") == 1
    assert written.count("en mi horario") == 2


@pytest.mark.parametrize(
    ("zone", "starts_at", "label"),
    [
        ("America/Argentina/Buenos_Aires", "2026-12-03T16:30:00-03:00", "hora de Buenos Aires ("),
        ("America/Mexico_City", "2026-12-03T16:30:00-06:00", "hora de Ciudad de México ("),
        ("Etc/UTC", "2026-12-03T16:30:00+00:00", "UTC ("),
        (None, "2026-12-03T16:30:00-05:00", "UTC-5 ("),
        (None, "2026-12-03T16:30:00+05:30", "UTC+5:30 ("),
    ],
)
def test_a_zone_has_a_name_for_people(zone: str | None, starts_at: str, label: str) -> None:
    assert f"h, {label}" in when(starts_at, zone)


def test_summer_time_between_now_and_the_interview_is_no_other_zone() -> None:
    spring = when("2027-03-30T10:00:00+02:00", MADRID, "2027-03-20T10:00:00+01:00")
    autumn = when("2026-10-26T10:00:00+01:00", MADRID, "2026-10-20T10:00:00+02:00")
    assert spring == "martes 30 de marzo a las 10:00 h"
    assert autumn == "lunes 26 de octubre a las 10:00 h"


def test_a_time_in_the_winter_offset_of_a_summer_day_keeps_its_moment() -> None:
    assert when("2027-03-30T10:00:00+01:00", MADRID, "2027-03-20T10:00:00+01:00").endswith("a las 11:00 h")


def test_an_interview_written_in_the_senders_offset_tells_that_offset() -> None:
    written = when("2027-03-18T11:00:00-04:00", MADRID, "2027-03-10T10:00:00-05:00")
    assert written.endswith("a las 16:00 h, hora de Madrid (11:00 h en mi horario, UTC-4)")


def test_a_clock_of_a_computer_in_utc_tells_nothing_of_the_sender() -> None:
    assert when("2026-12-03T16:30:00+01:00", MADRID, "2026-12-01T10:00:00+00:00").endswith("16:30 h")


def test_the_contract_knows_the_moment_in_each_zone_that_is_written() -> None:
    situation = about("2026-12-03T16:30:00+01:00", MADRID, "2026-12-01T10:00:00-05:00")
    moments = next(fact.moments for fact in contract_for(situation).facts if fact.kind == "when")
    assert [moment.hour for moment in moments] == [16, 10]
