"""Times of day in a text: hour and minute in every usual notation of Spanish and English, in figures and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from guardrails.contract import Language
from guardrails.cover import Cover
from guardrails.folding import fold
from guardrails.numbers import either, values
from guardrails.scanning import FIGURE, Anchored, first_runs
from guardrails.zones import find_zones

_HALF = r"(?P<half>am|pm|a\.\s?m\.?|p\.\s?m\.?)(?!\w)"
_PART = r"(?:\s?(?:,\s)?(?:de|por|en)\sla\s(?P<part>manana|tarde|noche|madrugada))?"
_SIGN = r"(?P<sign>\s?(?:h|hs|hrs|horas|hours)(?!\w))?"
_LEADS = ("a", "hacia", "sobre", "desde", "hasta", "y", "o", "entre", "de", "tipo")
_AT = ("at", "by", "from", "until", "till", "around", "between")
_BY = ("at", "by", "until", "till", "around")
_NOONS = ("mediodia", "noon", "midday", "midnight", "medianoche")
_PATTERNS = Anchored(
    [
        (
            [FIGURE],
            rf"(?<![\w:.,/])(?P<hour>\d{{1,2}})(?:[:h])(?P<minute>\d{{2}})(?![\d:])(?:\s?{_HALF})?{_SIGN}{_PART}",
        ),
        (
            [FIGURE],
            rf"(?<![\w:.,/])(?P<hour>\d{{1,2}})\.(?P<minute>\d{{2}})(?:\s?{_HALF}|(?P<sign>\s?(?:h|hs|hrs)(?!\w)))",
        ),
        (["la", "las", "at"], r"(?<!\w)(?:las?|at)\s(?P<hour>\d{1,2})\.(?P<minute>\d{2})(?![\w%]|[.,]\d)"),
        ([FIGURE], rf"(?<![\w:.,/$€£])(?P<hour>\d{{1,2}})\s?{_HALF}"),
        ([FIGURE], r"(?<![\w:.,/$€£])(?P<hour>\d{1,2})(?P<sign>\s?(?:h|hs|hrs))(?!\w)"),
        (
            _LEADS,
            rf"(?<!\w)(?:{'|'.join(_LEADS)})\slas?\s(?P<hour>\d{{1,2}})(?:\sy\s(?P<words>media|cuarto))?(?![\w%]|[:.,]\d)"
            rf"{_SIGN}{_PART}",
        ),
        (
            _AT,
            rf"(?<!\w)(?:{'|'.join(_AT)})\s(?P<hour>\d{{1,2}})(?![\w%/]|[:.,-]\d|\s?(?:am|pm|a\.m|p\.m|of|minutes|years|days"
            r"|weeks|months|people|st|nd|rd|th))(?:\so'clock)?",
        ),
        ([FIGURE], r"(?<![\w:.,/])(?P<hour>\d{1,2})\so'clock"),
        (_NOONS, rf"(?<!\w)(?P<noon>{'|'.join(_NOONS)})(?!\w)"),
    ]
)


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


@lru_cache(maxsize=8)  # several checks ask for the same text
def find_times(raw: str) -> tuple[TimeMention, ...]:
    """The times of day that a text names, in order, without overlap; the longer of two readings is taken."""
    folded = fold(raw)
    zones = Cover(len(raw), ((zone.start, zone.end) for zone in find_zones(raw)))
    found = list(_mentions(folded))
    found += [mention for language in ("es", "en") for mention in _in_words(folded, language)]
    # The figures of "UTC+5:30" are an offset, no time of day.
    found = [m for m in found if zones.free(m.start, m.start + 1)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[TimeMention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if mention.end > kept[-1].end:  # "at 4" and "4 pm": the one that says more stands
                kept[-1] = mention
        else:
            kept.append(mention)
    return tuple(kept)


@lru_cache(maxsize=4)
def _word_patterns(language: Language) -> Anchored:
    named = first_runs(values(language, "hours"))
    hours = either(language, "hours")
    if language == "es":
        past = (
            r"(?:\sy\s(?P<past>media|cuarto|cinco|diez|veinte|veinticinco)(?!\w)"
            r"|(?:\sy)?\s(?P<full>quince|treinta|cuarenta\sy\scinco)(?!\w))?"
        )
        to = r"(?:\smenos\s(?P<to>cuarto|cinco|diez|veinte|veinticinco)(?!\w))?"
        lead = rf"(?<!\w)(?:{'|'.join(_LEADS)})\slas?\s"
        return Anchored([(_LEADS, rf"{lead}(?P<hour>{hours})(?!\w){past}{to}(?:\sen\spunto|\shoras(?!\w))?{_PART}")])
    part = r"(?:\s(?:in\sthe|at)\s(?P<part>morning|afternoon|evening|night)(?!\w))"
    minutes = r"(?:[\s-](?P<past>fifteen|thirty|forty-five|ten|twenty|forty|fifty))?"
    clause = r"(?=\s?[.,;:?!)]|\s(?:on|or|if|tomorrow|next)(?!\w)|\s*\Z)"
    return Anchored(
        [
            (
                ["half", "quarter"],
                rf"(?<!\w)(?P<before>half\spast|quarter\spast|quarter\sto)\s(?P<hour>{hours})(?!\w){part}?",
            ),
            (named, rf"(?<!\w)(?P<hour>{hours}){minutes}\so'clock{part}?"),
            (named, rf"(?<!\w)(?P<hour>{hours}){minutes}\s?{_HALF}"),
            (named, rf"(?<!\w)(?P<hour>{hours}){minutes}{part}"),
            (named, rf"(?<!\w)(?P<hour>{hours})[\s-](?P<past>fifteen|thirty|forty-five)(?![\w-])"),
            (_BY, rf"(?<!\w)(?:{'|'.join(_BY)})\s(?P<before>half)\s(?P<hour>{hours})(?!\w)"),  # British for half past
            (_BY, rf"(?<!\w)(?:{'|'.join(_BY)})\s(?P<hour>{hours})(?!\w){clause}"),
        ]
    )


_MINUTES = {
    "quince": 15, "treinta": 30, "cuarenta y cinco": 45,
    "media": 30, "cuarto": 15, "cinco": 5, "diez": 10, "veinte": 20, "veinticinco": 25,
    "fifteen": 15, "thirty": 30, "forty-five": 45, "ten": 10, "twenty": 20, "forty": 40, "fifty": 50,
}  # fmt: skip
_BEFORE = {"half": 30, "half past": 30, "quarter past": 15, "quarter to": -15}


def _in_words(folded: str, language: Language) -> Iterator[TimeMention]:
    known = values(language, "hours")
    for match in _word_patterns(language).matches(folded):
        parts = match.groupdict()
        hour = known[match["hour"]]
        minute = _MINUTES.get(parts.get("past") or parts.get("full") or "", 0)
        minute -= _MINUTES.get(parts.get("to") or "", 0)
        minute += _BEFORE.get((parts.get("before") or "").replace("\n", " "), 0)
        hour, minute = hour + minute // 60, minute % 60
        part = {"morning": "manana", "afternoon": "tarde", "evening": "tarde", "night": "noche"}.get(
            parts.get("part") or "", parts.get("part")
        )
        hour, known_half = _hour(hour, (parts.get("half") or "").replace(".", "").replace(" ", ""), part)
        yield TimeMention(*match.span(), hour % 24, minute, either_half=not known_half and hour <= 12)


def _mentions(folded: str) -> Iterator[TimeMention]:
    for match in _PATTERNS.matches(folded):
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
