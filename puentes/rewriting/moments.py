"""Dates and times of a draft, read against now: what each means, what it is of, and what stays open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from guardrails.acts import find_acts
from guardrails.contract import Language
from guardrails.dates import DateMention
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.moments import dates_and_times
from guardrails.text import Text
from guardrails.times import TimeMention
from puentes.rewriting.tenses import Tense, is_excepted, offers

Role = Literal["when", "alternative"]
# What the calendar words of the guardrails leave out: a day so many days or weeks from now. dateparser reads these.
_SPANS = {
    "es": re.compile(r"(?<!\w)(?:dentro de|en) (?:un|una|dos|tres|cuatro|cinco|\d{1,2}) (?:dias?|semanas?)(?!\w)"),
    "en": re.compile(r"(?<!\w)in (?:a|one|two|three|four|five|\d{1,2}) (?:days?|weeks?)(?!\w)"),
}
_TODAY = re.compile(
    r"(?<!\w)(?:hoy|esta (?:manana|tarde|noche)|today|tonight|this (?:morning|afternoon|evening))(?!\w)"
)
_LIKELY_AFTERNOON = range(1, 8)  # "at 5" said of an interview is 17:00; "at 10" is in the morning
NOON = 12


@dataclass(frozen=True, slots=True)
class ReadMoment:
    """A date or time that stands in the draft (`text`, offsets in code points), and what it was read as. `day` or
    `time` is None where the draft does not tell it; `unsure` says that the day, or the half of the day, is a guess;
    `either_half` that nothing tells morning from afternoon; `announced` that its sentence speaks of the interview
    itself. `weekday` (Monday is 0) is that of a bare weekday, whose week nothing tells."""

    text: str
    start: int
    end: int
    role: Role
    day: date | None
    hour: int | None
    minute: int | None
    unsure: bool = False
    announced: bool = False
    either_half: bool = False
    weekday: int | None = None

    def is_past(self, now: datetime) -> bool:
        """True when it surely lies before now."""
        if self.day is None:
            return False
        if self.day == now.date() and self.hour is not None:
            return (self.hour, self.minute or 0) < (now.hour, now.minute)
        return self.day < now.date()

    @property
    def iso(self) -> str | None:
        """ISO 8601, as far as it is known: date and time, or the date alone."""
        if self.day is None:
            return None
        if self.hour is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{self.hour:02d}:{self.minute or 0:02d}"

    def as_dict(self) -> dict[str, Any]:
        """The moment for people and programs."""
        return {"text": self.text, "read_as": self.iso, "role": self.role, "unsure": self.unsure}


def read_moments(raw: str, language: Language, now: datetime) -> tuple[ReadMoment, ...]:
    """Every date and time of a text, in order; a time stands with its date. A bare weekday is the next one, unless its
    clause tells of what is past; an offer is always of what is to come."""
    text = Text(raw)
    dates, _, pairs = dates_and_times(text, language)
    acts = find_acts(text, language)
    offered = [(s.start, s.end) for s in offers(text, language, acts)]
    tense = Tense(text, language, acts, offered)
    found: list[ReadMoment] = []
    paired: set[int] = set()
    for pair in pairs:
        past, doubtful = tense.of(pair.date) if pair.date else (False, False)
        day = resolve(pair.date, now, past=past) if pair.date else None
        start = min(pair.time.start, pair.date.start) if pair.date else pair.time.start
        end = max(pair.time.end, pair.date.end) if pair.date else pair.time.end
        near = end - start < 60
        if not near:
            start, end = pair.time.start, pair.time.end
        elif pair.date:
            paired.add(pair.date.start)
        hour, guessed = _hour(pair.time)
        unsure = guessed or doubtful or bool(pair.date and pair.date.swapped)
        role: Role = _role(raw, start, offered)
        either = pair.time.either_half and hour != NOON
        weekday = _bare_weekday(pair.date) if pair.date else None
        found.append(
            ReadMoment(
                raw[start:end], start, end, role, day, hour, pair.time.minute, unsure,
                either_half=either, weekday=weekday,
            )
        )  # fmt: skip
    for mention in dates:
        if mention.start not in paired:
            role = _role(raw, mention.start, offered)
            past, doubtful = tense.of(mention)
            day, said = resolve(mention, now, past=past), raw[mention.start : mention.end]
            unsure = doubtful or mention.swapped
            weekday = _bare_weekday(mention)
            found.append(ReadMoment(said, mention.start, mention.end, role, day, None, None, unsure, weekday=weekday))
    found = _today(text, found, now)
    found += _spans(raw, language, now, offered)
    spoken = [s for s in text.sentences if any(_holds(s, acts.get(act, ())) for act in _ANNOUNCING)]
    found = [replace(m, text=m.text.rstrip("."), end=m.start + len(m.text.rstrip("."))) for m in found]
    told = (replace(m, announced=any(s.start <= m.start < s.end for s in spoken)) for m in found)
    return tuple(sorted(told, key=lambda m: m.start))


def as_meant(moments: Iterable[ReadMoment], meant: Mapping[str, date]) -> tuple[ReadMoment, ...]:
    """The moments with what somebody said of their words; nothing is guessed of these any more."""
    told = {_flat(words): value for words, value in meant.items()}
    return tuple(_meant(m, told[_flat(m.text)]) if _flat(m.text) in told else m for m in moments)


def _meant(moment: ReadMoment, value: date) -> ReadMoment:
    hour, minute = (value.hour, value.minute) if isinstance(value, datetime) else (None, None)
    day = value.date() if isinstance(value, datetime) else value
    return replace(moment, day=day, hour=hour, minute=minute, unsure=False, either_half=False, weekday=None)


def same_words(one: str, other: str) -> bool:
    """True when both are the same words for a moment, capitals and accents aside."""
    return _flat(one) == _flat(other)


def _flat(text: str) -> str:
    return " ".join(fold(text).split())


def _role(raw: str, start: int, offered: list[tuple[int, int]]) -> Role:
    inside = any(a <= start < b for a, b in offered)
    return "alternative" if inside and not is_excepted(raw, start) else "when"


_ANNOUNCING = ("cannot_attend", "missed", "confirmation", "names_interview")


def _holds(sentence: Span, spans: tuple[Span, ...]) -> bool:
    return any(sentence.start <= s.start < sentence.end for s in spans)


def _today(text: Text, found: list[ReadMoment], now: datetime) -> list[ReadMoment]:
    """ "Today" is no date of its own; it tells the day of the times in its sentence."""
    folded = fold(text.raw)
    for match in _TODAY.finditer(folded):
        sentence = next((s for s in text.sentences if s.start <= match.start() < s.end), None)
        if sentence is None:
            continue
        inside = [m for m in found if sentence.start <= m.start < sentence.end and m.day is None and m.hour is not None]
        if inside:
            found = [replace(m, day=now.date()) if m in inside else m for m in found]
        else:
            word = text.raw[slice(*match.span())]
            found.append(ReadMoment(word, *match.span(), "when", now.date(), None, None))
    return found


def resolve(mention: DateMention, now: datetime, *, past: bool = False) -> date | None:
    """The day that a mention means, seen from now; None where it names none (a month alone)."""
    today = now.date()
    if mention.days is not None:
        return today + timedelta(days=mention.days)
    if mention.day is None and mention.weekday is not None:
        ahead = (mention.weekday - today.weekday()) % 7
        return today + timedelta(days=ahead - 7 if past and ahead else ahead or (0 if past else 7))
    if mention.day is None:
        return None
    months = [mention.month] if mention.month else [(today.month + n - 1) % 12 + 1 for n in range(3)]
    years = [mention.year + (2000 if mention.year < 100 else 0)] if mention.year else [today.year, today.year + 1]
    days = [d for y in years for m in months if (d := _date(y, m, mention.day))]
    if mention.weekday is not None:
        days = [d for d in days if d.weekday() == mention.weekday] or days
    ahead_days = [d for d in days if d >= today - timedelta(days=60 if mention.month else 0)]
    return min(ahead_days or days, key=lambda d: abs((d - today).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _bare_weekday(mention: DateMention) -> int | None:
    return mention.weekday if mention.day is None and mention.days is None else None


def _hour(time: TimeMention) -> tuple[int, bool]:
    """The hour, and whether its half of the day is a guess that somebody should look at."""
    guessed = time.either_half and time.hour in _LIKELY_AFTERNOON
    return (time.hour + NOON if guessed else time.hour), guessed


def _spans(raw: str, language: Language, now: datetime, offered: list[tuple[int, int]]) -> list[ReadMoment]:
    found: list[ReadMoment] = []
    for match in _SPANS[language].finditer(fold(raw)):
        import dateparser  # late: it takes a third of a second to load, and few drafts need it

        settings: Any = {"RELATIVE_BASE": now.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
        moment = dateparser.parse(match.group(), languages=[language], settings=settings)
        role = _role(raw, match.start(), offered)
        found.append(
            ReadMoment(raw[slice(*match.span())], *match.span(), role, moment.date() if moment else None, None, None)
        )
    return found
