"""Dates in a text: which weekday, day, month and year it names, in every usual notation of the language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from guardrails.contract import Language
from guardrails.datafiles import words
from guardrails.folding import fold
from guardrails.numbers import either, values
from guardrails.scanning import FIGURE, Anchored, first_runs

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_W = r"\s{1,3}"
_NOT_A_TIME = (
    r"(?!\d|[:.,]\d|\s?(?:am|pm|a\.\s?m|p\.\s?m|h|hs|hrs|horas|o'clock|minut|min|%|anos|years|dias|days"
    r"|weeks|semanas)\b)"
)
_BEHIND = re.compile(r"\s?\(|,\s(?:a\s|un\s|que\ses\s|which\sis\sa\s)?")
_ALSO_WORDS = frozenset({"march", "may", "sat", "sun", "wed", "mon"})  # dates only with a capital inside a sentence
_ISO = Anchored([([FIGURE], r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")])
_NUMERIC = Anchored(
    [
        (
            [FIGURE],
            r"(?<![\w/.-])(?!24/7(?!\d))(?P<day>\d{1,2})(?:/(?P<month>\d{1,2})(?:/(?P<year>(?:20|19)?\d\d))?"
            r"|(?P<sep>[.-])(?P<month2>\d{1,2})(?P=sep)(?P<year2>(?:20|19)?\d\d))(?![\w/]|[.-]\d)",
        )
    ]
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text names it; offsets are code points. What it does not name is None.

    `weekday` counts from Monday = 0. `days` is set for words such as "tomorrow": days from now. `swapped` says
    that day and month may also be meant the other way round ("12/04").
    """

    start: int
    end: int
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    days: int | None = None
    swapped: bool = False

    def fits(self, moment: datetime, now: datetime | None = None) -> bool:
        """True when everything that is named agrees with the moment, in the moment's own zone."""
        if self.days is not None:
            return now is None or now.date() + timedelta(days=self.days) == moment.date()
        if self.weekday is not None and self.weekday != moment.weekday():
            return False
        if self.year is not None and self.year % 100 != moment.year % 100:
            return False
        named = (self.day, self.month)
        if self._agrees(named, moment):
            return True
        return self.swapped and self._agrees((self.month, self.day), moment)

    @staticmethod
    def _agrees(named: tuple[int | None, int | None], moment: datetime) -> bool:
        return named[0] in {None, moment.day} and named[1] in {None, moment.month}

    def same(self, other: DateMention) -> bool:
        """True when nothing that both name differs, and they name something in common."""
        pairs = [(getattr(self, key), getattr(other, key)) for key in ("weekday", "day", "month", "year", "days")]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        return bool(both) and all(a == b for a, b in both)

    def wrong_weekday(self, now: datetime | None) -> int | None:
        """The weekday that the date really has, when another one is named; None when all is well or nothing can
        be told. Without a year the date nearest to `now` is meant."""
        if self.weekday is None or self.day is None or self.month is None:
            return None
        if self.year is not None:
            real = _date(self.year + (2000 if self.year < 100 else 0), self.month, self.day)
        else:
            real = _next_to(now, self.month, self.day)
        return None if real is None or real.weekday() == self.weekday else real.weekday()


def _next_to(now: datetime | None, month: int, day: int) -> date | None:
    """Without a year, the date nearest to now is meant."""
    if now is None:
        return None
    dates = (_date(year, month, day) for year in (now.year - 1, now.year, now.year + 1))
    return min((d for d in dates if d is not None), key=lambda d: abs((d - now.date()).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Calendar:
    weekdays: dict[str, int]
    months: dict[str, int]
    relative: dict[str, int]
    bare_months: frozenset[str]
    not_tomorrow: tuple[str, ...]
    patterns: Anchored


def _numbered(entries: tuple[str, ...], first: int) -> dict[str, int]:
    return {fold(form): number for number, entry in enumerate(entries, first) for form in entry.split("|")}


def _either(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@lru_cache(maxsize=4)
def _calendar(language: Language) -> _Calendar:
    weekdays = _numbered(words(language, "calendar", "weekdays"), 0)
    months = _numbered(words(language, "calendar", "months"), 1)
    relative = {}
    for entry in words(language, "calendar", "relative"):
        name, _, days = entry.partition(" = ")
        relative[fold(name)] = int(days)
    bare = frozenset(fold(word) for word in words(language, "calendar", "bare_months"))
    not_tomorrow = tuple(words(language, "calendar", "not_tomorrow"))
    day_name, month_name = f"(?P<weekday>{_either(weekdays)})", rf"(?P<month>{_either(months)})\.?"
    year, day = f"(?P<year>{_YEAR})", f"(?P<day>{_DAY})"
    word = f"(?P<word>{either(language, 'days')})"
    # What a form may begin with: a weekday before it, or what it needs itself.
    led, led_month = {FIGURE, *weekdays}, {*weekdays, *months}
    led_word = {*weekdays, *first_runs(values(language, "days"))}
    if language == "es":
        ordinal = r"(?:[º°]|ro|ero)?"
        lead = rf"(?:{day_name}\.?,?{_W}(?:(?:el{_W})?(?:dia{_W})?))?"
        forms: list[tuple[Iterable[str], str]] = [
            (
                led,
                rf"(?<!\w){lead}{day}{ordinal}{_W}(?:del?{_W}(?:mes{_W}de{_W})?)?{month_name}(?!\w)"
                rf"(?:,?{_W}(?:del?{_W})?{year}(?!\w))?",
            ),
            (led_month, rf"(?<!\w){lead}{month_name}{_W}{day}{_NOT_A_TIME}(?!\w)(?:,?{_W}(?:del?{_W})?{year}(?!\w))?"),
            (weekdays, rf"(?<!\w){day_name},?{_W}(?:el{_W})?(?:dia{_W})?{day}(?!\w){_NOT_A_TIME}"),
            ({"dia"}, rf"(?<!\w)dia{_W}{day}(?!\w){_NOT_A_TIME}"),
            (led_word, rf"(?<!\w){lead}{word}{_W}de{_W}{month_name}(?!\w)(?:,?{_W}(?:del?{_W})?{year}(?!\w))?"),
            (
                {"dia", *weekdays},
                rf"(?<!\w)(?:{day_name},?{_W}|dia{_W}){word}(?!\w)(?!{_W}(?:de|y|horas|minutos|dias|anos|semanas|meses)(?!\w))",
            ),
        ]
    else:
        ordinal = "(?:st|nd|rd|th)?"
        lead = rf"(?:{day_name}\.?,?{_W}(?:the{_W})?)?"
        forms = [
            (led, rf"(?<!\w){lead}{day}{ordinal}{_W}(?:of{_W})?{month_name}(?!\w)(?:,?{_W}{year}(?!\w))?"),
            (
                led_month,
                rf"(?<!\w){lead}{month_name}{_W}(?:the{_W})?{day}{ordinal}{_NOT_A_TIME}(?!\w)(?:,?{_W}{year}(?!\w))?",
            ),
            (weekdays, rf"(?<!\w){day_name}\.?,?{_W}(?:the{_W})?{day}{ordinal}(?!\w){_NOT_A_TIME}"),
            ({"the"}, rf"(?<!\w)the{_W}{day}(?:st|nd|rd|th)(?!\w)"),
            (led_word, rf"(?<!\w){lead}{word}{_W}of{_W}{month_name}(?!\w)(?:,?{_W}{year}(?!\w))?"),
            (led_month, rf"(?<!\w){lead}{month_name}{_W}(?:the{_W})?{word}(?!\w)(?:,?{_W}{year}(?!\w))?"),
        ]
    forms += [
        (weekdays, rf"(?<!\w)(?P<weekday>{_either(weekdays)})(?!\w)"),
        (bare, rf"(?<!\w)(?P<month>{'|'.join(sorted(bare))})(?!\w)(?:,?{_W}(?:del?{_W})?{year}(?!\w))?"),
        (first_runs(relative), rf"(?<!\w)(?P<relative>{_either(relative)})(?!\w)"),
    ]
    return _Calendar(weekdays, months, relative, bare, not_tomorrow, Anchored(forms))


@lru_cache(maxsize=8)  # several checks ask for the same text
def find_dates(raw: str, language: Language) -> tuple[DateMention, ...]:
    """The dates that a text names, in order, without overlap; the fuller of two readings is taken."""
    folded, calendar = fold(raw), _calendar(language)
    found = [*_numeric(folded, language), *_named(raw, folded, calendar, language)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[DateMention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            continue
        if kept and _is_its_weekday(kept[-1], mention, folded):
            kept[-1] = replace(kept[-1], end=mention.end, weekday=mention.weekday)
        else:
            kept.append(mention)
    return tuple(kept)


def _is_its_weekday(date_named: DateMention, mention: DateMention, folded: str) -> bool:
    """True for a weekday that stands right behind its date: "December 7 (Tuesday)", "el 7 de diciembre, martes,"."""
    if date_named.day is None or date_named.weekday is not None or mention.weekday is None or mention.day is not None:
        return False
    between, after = folded[date_named.end : mention.start], folded[mention.end : mention.end + 1]
    return _BEHIND.fullmatch(between) is not None and (after in ",).;:!?\n" if "," in between else after == ")")


def _numeric(folded: str, language: Language) -> Iterator[DateMention]:
    for match in _ISO.matches(folded):
        yield DateMention(*match.span(), None, int(match["day"]), int(match["month"]), int(match["year"]))
    for match in _NUMERIC.matches(folded):
        day, month = int(match["day"]), int(match["month"] or match["month2"])
        year = match["year"] or match["year2"]
        if language == "en" and month > 12 >= day:
            day, month = month, day
        if 1 <= day <= 31 and 1 <= month <= 12 and not (year is None and folded[match.end() : match.end() + 1] == "%"):
            swapped = language == "en" and day <= 12
            yield DateMention(*match.span(), None, day, month, int(year) if year else None, swapped=swapped)


def _day(parts: dict[str, str | None], language: Language) -> int | None:
    if word := parts.get("word"):
        return values(language, "days")[word]
    return int(parts["day"] or 0) if parts.get("day") else None


def _named(raw: str, folded: str, calendar: _Calendar, language: Language) -> Iterator[DateMention]:
    for match in calendar.patterns.matches(folded):
        parts = match.groupdict()
        if not _meant(raw, folded, match, parts, calendar):
            continue
        yield DateMention(
            match.start(),
            match.end(),
            calendar.weekdays.get(parts.get("weekday") or ""),
            _day(parts, language),
            calendar.months.get(parts.get("month") or ""),
            int(parts["year"]) if parts.get("year") else None,
            calendar.relative.get(parts.get("relative") or ""),
        )


def _meant(raw: str, folded: str, match: re.Match[str], parts: dict[str, str | None], calendar: _Calendar) -> bool:
    """False for words that only look like a date: "may" the verb, "sat" the verb, "por la mañana"."""
    if parts.get("relative") == "manana":
        before = folded[max(0, match.start() - 25) : match.start()].split()
        return " ".join(before[-1:]) not in calendar.not_tomorrow
    if not (parts.get("day") or parts.get("word")) and match.group() in _ALSO_WORDS:
        inside = raw[max(0, match.start() - 2) : match.start()].strip()
        return raw[match.start()].isupper() and inside not in {"", ".", "!", "?"}
    return True
