"""Times as calendar events (RFC 5545): what the person offered as tentative, a confirmed interview as confirmed."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import CLASS, STATUS, TRANSP, Calendar, Event

from app.texts import Texts
from puentes.situation import Situation

# Nobody says how long an interview takes; an hour is what calendars propose too.
LENGTH = timedelta(hours=1)
# Event identifiers are made under this name; RFC 7986 5.3 asks for a UUID in place of a host's name.
_NAMESPACE = uuid.UUID("6f0c1a3e-6f0b-5a53-9a5c-0d6c9f6f4a10")


def has_events(situation: Situation) -> bool:
    """True when there is something to put in a calendar."""
    return bool(_moments(situation))


def calendar_file(situation: Situation, texts: Texts) -> bytes:
    """The .ics file: each alternative as a tentative event of an hour, or the interview that is being confirmed.

    Times stand in the interview's zone, with its rules for summer time, so that the calendar shows them right
    wherever it is opened. The same fact always has the same identifier: a second import changes the event instead
    of adding another. Events are marked private: in a calendar that is shared at work others see no more than
    that the time is taken.
    """
    calendar = Calendar.new(prodid=f"-//Puentes//{texts.language}", calscale="GREGORIAN")
    moments = _moments(situation)
    for moment in moments:
        calendar.add_component(_event(moment, situation, texts))
    if moments:
        years = [moment.year for moment in moments]
        # Whole years, with one to spare: a rule that begins at the event itself is not read by every program.
        calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    return bytes(calendar.to_ical())


def _moments(situation: Situation) -> list[datetime]:
    starts_at = situation.interview.starts_at
    if situation.intent == "confirm":
        return [starts_at] if starts_at else []
    return sorted(set(situation.alternatives))


def _event(moment: datetime, situation: Situation, texts: Texts) -> Event:
    interview = situation.interview
    certain = situation.intent == "confirm"
    start, end = _in_zone(moment, interview.time_zone)
    what = ", ".join(name for name in (interview.position, situation.company) if name)
    kind = texts("calendar.confirmed" if certain else "calendar.tentative")
    event = Event.new(
        summary=f"{kind}: {what}" if what else kind,
        description=None if certain else texts("calendar.description"),
        location=interview.place if certain else None,
        start=start,
        end=end,
        stamp=situation.now.astimezone(UTC),
        status=STATUS.CONFIRMED if certain else STATUS.TENTATIVE,
        transparency=TRANSP.OPAQUE,
        classification=CLASS.PRIVATE,
        uid=_identifier(moment, what),
    )
    # Outlook reads this one in place of STATUS ([MS-OXCICAL] 2.1.3.1.1.20.31).
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY" if certain else "TENTATIVE")
    return event


def _in_zone(moment: datetime, zone: str | None) -> tuple[datetime, datetime]:
    """Start and end on the interview's clock. In UTC where no zone is known, and in the hour that comes twice when
    summer time ends: a calendar would take its first pass (RFC 5545, 3.3.5)."""
    instant = moment.astimezone(UTC)
    local = ZoneInfo(zone) if zone else UTC
    start, end = instant.astimezone(local), (instant + LENGTH).astimezone(local)
    return (instant, instant + LENGTH) if start.fold or end.fold else (start, end)


def _identifier(moment: datetime, what: str) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, f"{moment.astimezone(UTC).isoformat()}|{what}")
