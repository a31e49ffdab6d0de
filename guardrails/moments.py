"""Dates and times of a text brought together, and compared with the moments of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from guardrails.contract import Fact, Language
from guardrails.cover import Cover
from guardrails.dates import DateMention, find_dates
from guardrails.text import Text
from guardrails.times import TimeMention, find_times

# What stands between a time and the date that it belongs to, when the time comes first: "at 4 pm on Monday".
_LINK = re.compile(r"[\s,]*(?:(?:on|the|el|del|de|este|this|next|proximo|dia|hora|h|local|time|am|pm)[\s,]+){0,4}")

# What stands between a date and its time, when the date comes first.
_OWN = re.compile(
    r"[\s,(-]{0,4}(?:(?:at|from|a|las|la|de|por|manana|tarde|noche|the|in|morning|afternoon)[\s,]{1,3}){0,5}"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day and the date that it is said of; the date is None when the sentence names none."""

    time: TimeMention
    date: DateMention | None

    def fits(self, fact: Fact, now: datetime | None) -> bool:
        """True when date and time are those of the fact, each in any of the zones in which it is written."""
        time_fits = any(self.time.fits(moment) for moment in fact.moments)
        return time_fits and (self.date is None or any(self.date.fits(m, now) for m in fact.moments))


def dates_and_times(
    text: Text, language: Language
) -> tuple[tuple[DateMention, ...], tuple[TimeMention, ...], tuple[Moment, ...]]:
    """The dates, the times outside of them, and each time with its date.

    A time belongs to the date that follows it directly ("at 4 pm on Monday"), else to the last date before it in
    its sentence, else to the first after it there.
    """
    dates = find_dates(text.raw, language)
    cover = Cover(len(text.raw), ((date.start, date.end) for date in dates))
    times = tuple(time for time in find_times(text.raw) if cover.free(time.start, time.end))
    return dates, times, tuple(_pairs(text, dates, times))


def _pairs(text: Text, dates: Sequence[DateMention], times: Sequence[TimeMention]) -> list[Moment]:
    if not times:
        return []
    folded = text.folded
    ends = [sentence.end for sentence in text.sentences]
    pairs: list[Moment] = []
    next_date, next_end = 0, 0
    for time in times:
        while next_end < len(ends) and ends[next_end] < time.end:
            next_end += 1
        sentence_start = ends[next_end - 1] if next_end else 0
        sentence_end = ends[next_end] if next_end < len(ends) else len(text.raw)
        while next_date < len(dates) and dates[next_date].end <= time.start:
            next_date += 1
        before = dates[next_date - 1] if next_date and dates[next_date - 1].start >= sentence_start else None
        after = dates[next_date] if next_date < len(dates) and dates[next_date].end <= sentence_end else None
        link = _LINK.fullmatch(folded, time.end, after.start) if after else None
        # After "Monday at 10, Tuesday …" Tuesday is another day; "at 10 on Tuesday" says whose time it is, unless
        # a date stands right before: "on Monday at 10 on the 8th floor".
        direct = link is not None and bool(link.group().strip(" ,"))
        own = before is not None and _OWN.fullmatch(folded, before.end, time.start) is not None
        pairs.append(Moment(time, after if before is None or (direct and not own) else before))
    return pairs


def holds_moment(moments: Iterable[Moment], fact: Fact, now: datetime | None) -> bool:
    """True when one of the moments gives the fact's date and its time."""
    return any(moment.date is not None and moment.fits(fact, now) for moment in moments)


# Words that say of a time that it is told by the sender's clock.
_MINE = re.compile(
    r"(?:my (?:own )?(?:local )?time|(?:in|for) my (?:time ?zone|zone|part)|where i (?:am|live)"
    r"|(?:en|de) mi (?:propio )?(?:horario|hora|zona|huso)"
    r"|mi hora|hora mia|para mi)(?!\w)"
)
_REACH = 25  # characters from a time to such words


def on_its_clock(pair: Moment, text: Text, facts: Iterable[Fact]) -> bool:
    """False when a time that is one of the facts' is told by the wrong clock: the sender's time as if it were that of
    the interview, or the other way round. The first moment of a fact is by the interview's clock, the others by the
    sender's."""
    two = [fact for fact in facts if len(fact.moments) > 1]
    fits = [n for fact in two for n, moment in enumerate(fact.moments) if _at(pair, moment)]
    if not fits or any(_at(pair, moment) for fact in facts if len(fact.moments) == 1 for moment in fact.moments):
        return True
    mine = _is_mine(pair.time, text.folded)
    return any((n > 0) == mine for n in fits)


def _at(pair: Moment, moment: datetime) -> bool:
    return pair.time.fits(moment)


def _is_mine(time: TimeMention, folded: str) -> bool:
    after = folded[time.end : time.end + 160]
    closing = after.find(")")
    opening = folded.rfind("(", max(0, time.start - 160), time.start)
    inside = opening >= 0 and ")" not in folded[opening : time.start] and closing >= 0
    reach = after[:closing] if inside else re.split(r"[(;]", after[:_REACH])[0]
    return _MINE.search(reach) is not None
