"""Times of day and zones in a text: hour and minute in every usual notation of Spanish and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from guardrails.folding import fold

_HALF = r"(?P<half>am|pm|a\.\s?m\.?|p\.\s?m\.?)(?!\w)"
_PART = r"(?:\s?(?:,\s)?(?:de|por|en)\sla\s(?P<part>manana|tarde|noche|madrugada))?"
_SIGN = r"(?P<sign>\s?(?:h|hs|hrs|horas|hours)(?!\w))?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w:.,/])(?P<hour>\d{{1,2}})(?:[:h])(?P<minute>\d{{2}})(?![\d:])(?:\s?{_HALF})?{_SIGN}{_PART}",
        rf"(?<![\w:.,/])(?P<hour>\d{{1,2}})\.(?P<minute>\d{{2}})(?:\s?{_HALF}|(?P<sign>\s?(?:h|hs|hrs)(?!\w)))",
        r"(?<!\w)(?:las?|at)\s(?P<hour>\d{1,2})\.(?P<minute>\d{2})(?![\w%]|[.,]\d)",
        rf"(?<![\w:.,/$€£])(?P<hour>\d{{1,2}})\s?{_HALF}",
        r"(?<![\w:.,/$€£])(?P<hour>\d{1,2})(?P<sign>\s?(?:h|hs|hrs))(?!\w)",
        rf"(?<!\w)(?:a|hacia|sobre|desde|hasta|y|o|entre|de|tipo)\slas?\s(?P<hour>\d{{1,2}})(?:\sy\s(?P<words>media|cuarto))?(?![\w%]|[:.,]\d){_SIGN}{_PART}",
        r"(?<!\w)(?:at|by|from|until|till|around|between)\s(?P<hour>\d{1,2})(?![\w%/]|[:.,-]\d|\s?(?:am|pm|a\.m|p\.m|of|"
        r"minutes|years|days|weeks|months|people|st|nd|rd|th))(?:\so'clock)?",
        r"(?<![\w:.,/])(?P<hour>\d{1,2})\so'clock",
        r"(?<!\w)(?P<noon>mediodia|noon|midday|midnight|medianoche)(?!\w)",
    )
)
_ZONE = re.compile(r"(?<!\w)(?:utc|gmt)(?:\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?(?![\w:])")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day; `either_half` when nothing tells morning from afternoon ("at 4"). Offsets are code points."""

    start: int
    end: int
    hour: int
    minute: int
    either_half: bool = False

    def fits(self, moment: datetime) -> bool:
        """True when the moment, in its own zone, is at this time."""
        if self.minute != moment.minute:
            return False
        if self.either_half:
            return self.hour % 12 == moment.hour % 12
        return self.hour == moment.hour

    def same(self, other: TimeMention) -> bool:
        """True when both can mean the same time."""
        if self.minute != other.minute:
            return False
        if self.either_half or other.either_half:
            return self.hour % 12 == other.hour % 12
        return self.hour == other.hour


@dataclass(frozen=True, slots=True)
class ZoneMention:
    """A zone written as an offset ("UTC-5"), in minutes; offsets in the text are code points."""

    start: int
    end: int
    minutes: int

    def fits(self, moment: datetime) -> bool:
        """True when the moment is in a zone of this offset."""
        offset = moment.utcoffset()
        return offset is not None and offset.total_seconds() == self.minutes * 60


def find_times(raw: str) -> list[TimeMention]:
    """The times of day that a text names, in order, without overlap; the longer of two readings is taken."""
    folded = fold(raw)
    zones = [match.span() for match in _ZONE.finditer(folded)]
    found = [mention for pattern in _PATTERNS for mention in _mentions(pattern, folded)]
    # The figures of "UTC+5:30" are an offset, no time of day.
    found = [m for m in found if not any(start <= m.start < end for start, end in zones)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[TimeMention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if mention.end > kept[-1].end:  # "at 4" and "4 pm": the one that says more stands
                kept[-1] = mention
        else:
            kept.append(mention)
    return kept


def find_zones(raw: str) -> list[ZoneMention]:
    """The zones that a text names as offsets of UTC or GMT."""
    found: list[ZoneMention] = []
    for match in _ZONE.finditer(fold(raw)):
        minutes = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
        found.append(ZoneMention(match.start(), match.end(), -minutes if match["sign"] == "-" else minutes))
    return found


def _mentions(pattern: re.Pattern[str], folded: str) -> Iterator[TimeMention]:
    for match in pattern.finditer(folded):
        parts = match.groupdict()
        if noon := parts.get("noon"):
            yield TimeMention(*match.span(), 0 if noon in {"midnight", "medianoche"} else 12, 0)
            continue
        hour = int(match["hour"])
        minute = int(parts.get("minute") or {"media": 30, "cuarto": 15}.get(parts.get("words") or "", 0))
        if hour > 24 or minute > 59:
            continue
        hour, known = _hour(hour, (parts.get("half") or "").replace(".", "").replace(" ", ""), parts.get("part"))
        certain = known or hour > 12 or hour == 0 or bool(parts.get("sign")) or match["hour"].startswith("0")
        yield TimeMention(*match.span(), hour % 24, minute, either_half=not certain)


def _hour(hour: int, half: str, part: str | None) -> tuple[int, bool]:
    """The hour of 24, and whether the half of the day is told."""
    afternoon = half == "pm" or part in {"tarde", "noche"}
    if half == "am" or part in {"manana", "madrugada"}:
        return (0 if hour == 12 else hour), True
    if afternoon:
        return (hour if hour >= 12 else hour + 12), True
    return hour, False
