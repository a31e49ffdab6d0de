"""Nothing is told that nobody gave: no date, time, zone, number, phone, address, link or name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from guardrails.checks.base import Case, Check, Example, example_contract
from guardrails.checks.figures import unknown_figures
from guardrails.checks.names import unknown_names
from guardrails.contract import Contract, Fact, Language
from guardrails.cover import Cover
from guardrails.dates import DateMention, find_dates
from guardrails.finding import Finding
from guardrails.moments import Moment, dates_and_times, on_its_clock
from guardrails.times import TimeMention, find_times
from guardrails.zones import ZoneMention, find_zones

_Mention = DateMention | TimeMention | ZoneMention


@dataclass(frozen=True, slots=True)
class _Given:
    """The moments of the facts, and the dates and times in the person's own words."""

    facts: tuple[Fact, ...]
    now: datetime | None
    dates: tuple[DateMention, ...]
    times: tuple[TimeMention, ...]

    @property
    def moments(self) -> list[datetime]:
        return [moment for fact in self.facts for moment in fact.moments]

    def date(self, date: DateMention) -> bool:
        moments = [*self.moments, *([self.now] if self.now else [])]
        return any(date.fits(moment, self.now) for moment in moments) or any(date.same(own) for own in self.dates)

    def time(self, time: TimeMention) -> bool:
        return any(time.fits(moment) for moment in self.moments) or self.own_time(time)

    def own_time(self, time: TimeMention) -> bool:
        return any(time.same(own) for own in self.times)

    def pair(self, pair: Moment) -> bool:
        """True when date and time belong together; those that fail alone are told elsewhere."""
        if pair.date is None or not self.date(pair.date) or not self.time(pair.time) or self.own_time(pair.time):
            return True
        return any(pair.fits(fact, self.now) for fact in self.facts if fact.moments)


def _run(case: Case) -> Iterator[Finding]:
    yield from _weekdays(case)
    contract = case.contract
    if contract is None:
        return
    given = _Given(
        contract.facts,
        contract.now,
        tuple(date for words in contract.own_words for date in _own_dates(words, case.language)),
        tuple(time for words in contract.own_words for time in _own_times(words)),
    )
    dates, times, pairs = dates_and_times(case.text, case.language)
    zones = find_zones(case.text.raw)
    texts = _texts(contract)
    named = _named(case.text.raw, contract)
    dates = tuple(date for date in dates if not _within(date, named))
    times = tuple(time for time in times if not _within(time, named))
    yield from _unknown(case, "unknown_date", (date for date in dates if not given.date(date)))
    yield from _unknown(case, "unknown_time", (time for time in times if not given.time(time)))
    bad_zones = (z for z in zones if not any(z.fits(m) for m in given.moments) and not _quoted(case, z, texts))
    yield from _unknown(case, "unknown_zone", bad_zones)
    wrong_clock = [
        pair.time for pair in pairs if not on_its_clock(pair, case.text, given.facts) and not given.own_time(pair.time)
    ]
    yield from _unknown(case, "wrong_clock", wrong_clock)
    for pair in pairs:
        if pair.date is not None and not given.pair(pair):
            start, end = min(pair.date.start, pair.time.start), max(pair.date.end, pair.time.end)
            span = case.text.span(start, end)
            yield case.finding("grounding", "fail", "wrong_pair", [span], fix="wrong_pair_fix", what=span.text)
    judged: list[_Mention] = [*dates, *times, *zones]
    cover = Cover(len(case.text.raw), ((mention.start, mention.end) for mention in judged))
    yield from unknown_figures(case, texts, given.moments, cover)
    if case.is_subject:
        return  # English sets subjects in title case, where a capital tells nothing
    if spans := tuple(unknown_names(case)):
        yield case.finding("grounding", "fail", "unknown_name", spans, fix="unknown_fix", what=spans[0].text)


def _texts(contract: Contract) -> tuple[str, ...]:
    """All that was given as text: the forms of the facts, and the person's own words."""
    return (*(form for fact in contract.facts for form in fact.forms), *contract.own_words)


def _quoted(case: Case, zone: ZoneMention, texts: Iterable[str]) -> bool:
    written = case.text.raw[zone.start : zone.end]
    return any(written in text for text in texts)


def _named(raw: str, contract: Contract) -> list[tuple[int, int]]:
    """Where the place, the position and the company stand: "Unit 7/8" within them is no date."""
    kinds = {"place", "position", "company"}
    forms = [form for fact in contract.facts if fact.kind in kinds for form in fact.forms]
    return [match.span() for form in forms for match in re.finditer(re.escape(form), raw)]


def _within(mention: _Mention, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in stretches)


@lru_cache(maxsize=64)
def _own_dates(words: str, language: Language) -> tuple[DateMention, ...]:
    return tuple(find_dates(words, language))


@lru_cache(maxsize=64)
def _own_times(words: str) -> tuple[TimeMention, ...]:
    return tuple(find_times(words))


def _unknown(case: Case, key: str, found: Iterable[_Mention]) -> Iterator[Finding]:
    spans = [case.text.span(mention.start, mention.end) for mention in found]
    if spans:
        yield case.finding("grounding", "fail", key, spans, fix="unknown_fix", what=spans[0].text)


def _weekdays(case: Case) -> Iterator[Finding]:
    """A weekday that does not match its date is wrong whatever the facts; without a contract the year must be
    named for that to be told."""
    now = case.contract.now if case.contract else None
    for date in find_dates(case.text.raw, case.language):
        real = date.wrong_weekday(now)
        if real is not None:
            span = case.text.span(date.start, date.end)
            day = case.say(f"weekday_{real}")
            yield case.finding(
                "grounding", "fail", "wrong_weekday", [span], fix="wrong_weekday_fix", what=span.text, day=day
            )


_GIVEN: dict[str, Any] = {}
_OWN = {"own_words": ("He trabajado 12 años en Teruel", "I spent 12 years in Leeds")}


def _two(language: Language) -> dict[str, Any]:
    """The example contract with an alternative beside the interview."""
    facts = example_contract(language).facts
    other = facts[-1].moments[0].replace(day=9, hour=10, minute=0)
    return {"facts": (*facts, Fact("alternative", (), (other,), due=True))}


CHECK = Check(
    id="grounding",
    source="The message may hold only what the situation holds; weekdays by the Gregorian calendar",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("Nos vemos el martes 8 de diciembre a las 16:30 h.", _GIVEN),
            Example("Le propongo el lunes 7 de diciembre a las 10:00 h o el miércoles 9 a las 16:30 h.", _two("es")),
            Example("La entrevista del martes 7 de diciembre de 2026 sigue en pie."),
            Example("Mi colega Ramiro Salas puede atenderle en el 600 555 123.", _GIVEN),
            Example("Tengo 12 años de experiencia en Teruel.", _GIVEN),
            Example("Puede escribirme a lucia.p@example.org o ver www.example.org/lucia.", _GIVEN),
            Example("El lunes a las 16:30 h (UTC-5) me va bien.", _GIVEN),
        ),
        "en": (
            Example("I could come on Tuesday 8 December at 9 am.", _GIVEN),
            Example("I could come at 10:00 am on Monday 7 December or at 4:30 pm on Wednesday 9 December.", _two("en")),
            Example("The interview on Tuesday, December 7, 2026 still suits me."),
            Example("My colleague Martin Fisk can take over, on 020 7946 0000.", _GIVEN),
            Example("I have spent 12 years in Leeds.", _GIVEN),
            Example("Please write to laura@example.com or see https://example.com/laura.", _GIVEN),
        ),
    },
    must_pass={
        "es": (
            Example(
                "Estimada Sra. Ortega:\nLe escribo por la entrevista para técnica de laboratorio en Biolaria, el lunes "
                "7 de diciembre a las 16:30 h.\nUn cordial saludo,\nLucía Peña",
                _GIVEN,
            ),
            Example("Podría ir el miércoles 9 de diciembre a las 10:00 h en vez del lunes 7.", _two("es")),
            Example("La sala está en Nave 7/8, Pol. Sur.", {"facts": (Fact("place", ("Nave 7/8, Pol. Sur",)),)}),
            Example("En Teruel trabajé 12 años; el lunes por la mañana no puedo.", _OWN),
            Example("El lunes 7 de diciembre de 2026 nos vemos con Ramiro a las 9:00."),
        ),
        "en": (
            Example(
                "Dear Ms. Porter,\nI am writing about the Lab Technician interview at Biolaria on Monday 7 December at "
                "4:30 pm.\nKind regards,\nLaura Hughes",
                _GIVEN,
            ),
            Example("Could I come at 10 am on Wednesday, 9 December, instead of Monday at 16:30?", _two("en")),
            Example("The room is in Unit 7/8, Kirk House.", {"facts": (Fact("place", ("Unit 7/8, Kirk House",)),)}),
            Example("In Leeds I worked for 12 years, and I may visit you again.", _OWN),
            Example("See you on Monday, December 7, 2026 with Martin at 9 am."),
        ),
    },
)
