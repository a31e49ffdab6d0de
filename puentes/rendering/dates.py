"""Dates, times and zones, written as the language and the channel want them. Babel (CLDR) gives the forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location

from puentes.situation import Situation


@dataclass(frozen=True, slots=True)
class Clock:
    """How times are written in one message.

    `zone` is the interview's; `own` the sender's offset where it differs from it (both are written then);
    `spoken` leaves out what is only for the eye. `year` is the current one, which goes without saying.
    """

    language: Literal["es", "en"]
    locale: str
    zone: tzinfo | None
    own: tzinfo | None
    year: int
    spoken: bool

    def local(self, moment: datetime) -> datetime:
        """The moment in the interview's zone, or as it was given when no zone is known."""
        return moment.astimezone(self.zone) if self.zone else moment

    def moments(self, moment: datetime) -> tuple[datetime, ...]:
        """The moment in each zone in which it is written."""
        local = self.local(moment)
        return (local, local.astimezone(self.own)) if self.own else (local,)


def clock_for(situation: Situation) -> Clock:
    """The clock of a situation. The sender's own offset is read from `now`, else from the interview's time.

    The two are compared at the same instant, so that a change to summer time between now and the interview is
    not taken for another zone.
    """
    starts_at, now = situation.interview.starts_at, situation.now
    name = situation.interview.time_zone
    # Alternatives in several offsets are told in one: "at 10:00 or at 10:00" would name two moments alike.
    known = starts_at or next(iter(situation.alternatives), None)
    zone: tzinfo | None = ZoneInfo(name) if name else (known.tzinfo if known else None)
    own: tzinfo | None = None
    if zone is not None and not clock_of_a_machine(situation):
        # Without a zone's name the interview's own offset is all that is known of it.
        theirs = now.astimezone(zone) if name else known
        if theirs is not None and theirs.utcoffset() != now.utcoffset():
            # Written in another offset than the zone's, the interview's time tells the sender's offset on that day.
            written_own = starts_at is not None and starts_at.utcoffset() != starts_at.astimezone(zone).utcoffset()
            own = starts_at.tzinfo if starts_at and written_own else now.tzinfo
    return Clock(
        language=situation.language,
        locale="es" if situation.language == "es" else f"en_{english_variant(situation)}",
        zone=zone,
        own=_fixed(own, now),
        year=now.astimezone(zone).year if zone else now.year,
        spoken=situation.channel in {"phone", "voicemail"},
    )


def clock_of_a_machine(situation: Situation) -> bool:
    """True when `now` is in UTC and no other time is: such a `now` was written by a computer and tells nothing of
    where the sender is."""
    written = [m for m in (situation.interview.starts_at, *situation.alternatives) if m is not None]
    return situation.now.utcoffset() == timedelta() and any(m.utcoffset() != timedelta() for m in written)


def english_variant(situation: Situation) -> Literal["US", "GB"]:
    """American dates and spelling for a zone or an offset of the Americas, British elsewhere."""
    name = situation.interview.time_zone
    if name:
        return "US" if name.startswith(("America/", "US/", "Pacific/Honolulu")) else "GB"
    moment = situation.interview.starts_at or situation.now
    hours = (moment.utcoffset() or timedelta()).total_seconds() / 3600
    return "US" if -10 <= hours <= -3 else "GB"


def write_moment(moment: datetime, clock: Clock) -> str:
    """A day and time without article or preposition: "jueves 4 de diciembre a las 16:30 h"."""
    local = clock.local(moment)
    joiner = " a " if clock.language == "es" else " at "
    return write_day(local, clock) + joiner + write_time(local, clock) + _zone_note([local], clock)


def write_alternatives(moments: Iterable[datetime], clock: Clock) -> str:
    """Moments in order, those of one day together: "el lunes 7 de diciembre a las 10:00 h o a las 16:00 h, o el …"."""
    ordered = sorted({clock.local(m) for m in moments})
    spanish = clock.language == "es"
    conjunction = " o " if spanish else " or "
    days: list[str] = []
    for _, group in groupby(ordered, key=lambda m: m.date()):
        same_day = list(group)
        times = [write_time(m, clock) for m in same_day]
        joined = _listed([f"a {t}" for t in times] if spanish else times, conjunction)
        start = f"el {write_day(same_day[0], clock)} " if spanish else f"{write_day(same_day[0], clock)} at "
        days.append(start + joined + _zone_note(same_day, clock, brief=bool(days)))
    # A comma before the conjunction keeps the days apart where a day has several times or a date has a comma.
    return _listed(days, ("," if len(days) > 1 and _many(days, ordered) else "") + conjunction)


def _many(days: list[str], ordered: list[datetime]) -> bool:
    return len(ordered) > len(days) or any("," in day for day in days)


def write_day(moment: datetime | date, clock: Clock) -> str:
    """Weekday, day and month, with the year when it is not the current one."""
    with_year = moment.year != clock.year
    if clock.language == "es":
        pattern = "EEEE d 'de' MMMM 'de' y" if with_year else "EEEE d 'de' MMMM"
    elif clock.locale == "en_US":
        pattern = "EEEE, MMMM d, y" if with_year else "EEEE, MMMM d"
    else:
        pattern = "EEEE d MMMM y" if with_year else "EEEE d MMMM"
    return format_date(moment, pattern, locale=_locale(clock.locale))


def write_time(moment: datetime, clock: Clock, *, article: bool = True) -> str:
    """A time of day: "las 16:30 h" (es), "4:30 PM" (American), "4:30 pm" (British).

    The 24-hour form with "h" follows the Spanish academies' Ortografía (2010, VII.2.1); spoken scripts leave out
    the sign. Hours of one o'clock take the singular article.
    """
    if clock.language == "es":
        written = f"{moment.hour}:{moment.minute:02d}" + ("" if clock.spoken else " h")
        the = "la " if moment.hour == 1 else "las "
        return the + written if article else written
    text = format_time(moment, "h:mm a", locale=_locale(clock.locale)).replace("\u202f", " ").replace("\xa0", " ")
    return text.upper() if clock.locale == "en_US" else text.lower()


def zone_label(zone: tzinfo | None, moment: datetime, clock: Clock) -> str:
    """The zone's name for people: "hora de Bogotá", "New York time", or "UTC+2" where there is no place name."""
    key = getattr(zone, "key", None)
    if key and "/" in key and not key.startswith("Etc/"):
        city = get_timezone_location(zone, locale=_locale(clock.locale), return_city=True)
        city = city.rpartition("/")[2]  # "Argentina/Buenos Aires", where CLDR names no city
        return f"hora de {city}" if clock.language == "es" else f"{city} time"
    return utc_label(moment)


def utc_label(moment: datetime) -> str:
    """The offset of an aware moment: "UTC", "UTC-5", "UTC+5:30"."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


def _zone_note(moments: list[datetime], clock: Clock, *, brief: bool = False) -> str:
    """Both times, when the sender lives by another clock: ", hora de Madrid (10:30 h en mi horario, UTC-5)".

    `brief` is for the further days of a list, where the zone was named before.
    """
    if clock.own is None:
        return ""
    theirs = [m.astimezone(clock.own) for m in moments]
    spanish = clock.language == "es"
    written = []
    for here, there in zip(moments, theirs, strict=True):
        day = f"{write_day(there, clock)}, " if there.date() != here.date() else ""
        written.append(day + write_time(there, clock, article=False))
    times = _listed(written, " y " if spanish else " and ")
    mine = "en mi horario" if spanish else "my time"
    offset = "" if clock.spoken or brief else f", {utc_label(theirs[0])}"
    label = "" if brief else ", " + zone_label(clock.zone, moments[0], clock)
    return f"{label} ({times} {mine}{offset})"


def _listed(parts: list[str], conjunction: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + conjunction + parts[-1]


def _fixed(own: tzinfo | None, now: datetime) -> tzinfo | None:
    offset = now.astimezone(own).utcoffset() if own else None
    return timezone(offset) if offset is not None else None


@lru_cache(maxsize=8)
def _locale(name: str) -> Locale:
    return Locale.parse(name)
