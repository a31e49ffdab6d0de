"""Dates and times are read in every usual notation, brought together, and compared with moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from guardrails.contract import Fact, Language
from guardrails.dates import find_dates
from guardrails.moments import dates_and_times, holds_moment
from guardrails.text import Text
from guardrails.times import find_times
from guardrails.zones import find_zones

WHEN = datetime(2026, 12, 7, 16, 30, tzinfo=timezone(timedelta(hours=1)))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FACT = Fact("when", (), (WHEN, WHEN.astimezone(timezone(timedelta(hours=-5)))))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "el lunes 7 de diciembre a las 16:30 h"),
        ("es", "a las 16:30 del 7 de diciembre de 2026"),
        ("es", "lunes, 7 de diciembre, a las 4 y media de la tarde"),
        ("es", "el 07/12/2026, 16.30 h"),
        ("es", "diciembre 7 a las 4:30 p. m."),
        ("es", "el lunes 7 a las 10:30 h en mi horario"),
        ("en", "Monday, December 7 at 4:30 PM"),
        ("en", "at 4:30pm on Monday 7 December"),
        ("en", "at 16:30 on the 7th"),
        ("en", "Dec 7th, 2026, 4.30 pm"),
        ("en", "12/7/2026 at 16:30"),
        ("en", "7/12/2026 at 16:30"),
        ("en", "2026-12-07 16:30"),
    ],
)
def test_a_moment_is_found_in_every_notation(language: Language, text: str) -> None:
    _, _, moments = dates_and_times(Text(text), language)
    assert holds_moment(moments, FACT, NOW)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "el lunes 7 de diciembre a las 17:30 h"),
        ("es", "el martes 7 de diciembre a las 16:30 h"),
        ("es", "el lunes 7 de diciembre a las 4:30 h"),
        ("es", "el lunes 7 de diciembre a las 10:00 h o el jueves 10 a las 16:30 h"),
        ("en", "Monday, December 7"),
        ("en", "at 4:30 am on Monday 7 December"),
        ("en", "at 10 am on Monday 7 December or at 4:30 pm on Thursday 10 December"),
    ],
)
def test_another_moment_is_not_taken_for_it(language: Language, text: str) -> None:
    _, _, moments = dates_and_times(Text(text), language)
    assert not holds_moment(moments, FACT, NOW)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You may call me; I sat and marched on."),
        ("en", "I may 4 times repeat it, 24/7"),
        ("es", "El lunes no, pero por la mañana o en la tarde siempre, 24/7."),
    ],
)
def test_words_that_only_look_like_dates_are_none(language: Language, text: str) -> None:
    assert {text[d.start : d.end].lower() for d in find_dates(text, language)} <= {"lunes", "may 4"}


def test_a_weekday_that_does_not_match_its_date_is_told() -> None:
    (wrong,) = find_dates("Tuesday 7 December", "en")
    (right,) = find_dates("Monday 7 December", "en")
    (next_year,) = find_dates("viernes 8 de enero", "es")
    assert wrong.wrong_weekday(NOW) == 0
    assert right.wrong_weekday(NOW) is None
    assert next_year.wrong_weekday(NOW) is None
    assert wrong.wrong_weekday(None) is None


def test_tomorrow_counts_from_now() -> None:
    (date,) = find_dates("See you tomorrow.", "en")
    assert date.fits(datetime(2026, 11, 25, 10, 0, tzinfo=UTC), NOW)
    assert not date.fits(WHEN, NOW)


def test_durations_and_prices_are_no_times() -> None:
    assert not find_times("a 15-minute call, 3 years, $4.50, 100 %, 2.5 km, at 5 people's wish")


def test_zones_are_read_as_minutes() -> None:
    assert [zone.minutes for zone in find_zones("UTC-5, GMT+5:30, UTC")] == [(-300,), (330,), (0,)]
