"""Figures that a message holds and nobody gave: addresses, links, phone numbers, other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from guardrails.checks.base import Case
from guardrails.checks.facts import phone_spans, same_phone
from guardrails.cover import Cover
from guardrails.datafiles import words
from guardrails.finding import Finding
from guardrails.folding import fold
from guardrails.numbers import find_numbers
from guardrails.scanning import Gated

_DOMAINS = ("com", "org", "net", "es", "mx", "ar", "co", "uk", "in", "io")
_LINK = Gated(
    [
        (("://", "www."), r"(?<![\w@.])(?:https?://|www\.)[^\s<>()\"']{1,500}"),
        (
            tuple(f".{domain}" for domain in _DOMAINS),
            rf"(?<![\w@.-])[a-z0-9-]{{2,60}}\.(?:{'|'.join(_DOMAINS)})(?:/[^\s<>()\"']{{0,300}})?(?![\w@.-])",
        ),
    ],
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,5}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_NUMBER = re.compile(r"\d+")
# What is counted stands right behind its number; a day or an hour that such a number might be has other neighbours.
_COUNTING = re.compile(
    r"\s?%|\s(?:anos?|years?|mes(?:es)?|months?|semanas?|weeks?|dias|days|personas|people|idiomas|languages|proyectos|projects"
    r"|empleados|employees|clientes|clients|customers|euros|dolares|dollars|pesos|pounds|por ciento"
    r"|percent|per cent|hijos|children|kids|entrevistas|interviews|ofertas|offers|minutos|minutes|000)(?!\w)"
)
_COUNTS = 4  # smaller numbers in words are mostly ways of speaking ("two questions", "un par de líneas")


def unknown_figures(case: Case, given: Sequence[str], moments: Sequence[datetime], cover: Cover) -> Iterator[Finding]:
    """Findings on figures that stand in none of the `given` texts and in none of the moments; `cover` holds the
    dates, times and zones, which others judge."""
    raw = case.text.raw
    yield from _matching(case, _EMAIL.finditer(raw) if "@" in raw else (), "unknown_email", given, cover)
    yield from _matching(case, _LINK.matches(raw, case.text.folded), "unknown_link", given, cover)
    yield from _phones(case, given, cover)
    counted = _counted(case)
    known = counted | _numbers(tuple(given))
    known |= {str(part) for m in moments for part in (m.day, m.hour, m.hour % 12 or 12, m.minute, m.year)}
    known |= {f"{m:%H%M}".lstrip("0") for m in moments}  # "at 1630"
    spans = [
        case.text.span(start, end)
        for start, end, value in _in_words(case)
        if str(value) not in counted and cover.free(start, end)
    ]
    for match in _NUMBER.finditer(case.text.raw):
        allowed = counted if _COUNTING.match(case.text.folded, match.end()) else known
        if match.group().lstrip("0") not in allowed and cover.free(*match.span()):
            spans.append(case.text.span(*match.span()))
    if spans:
        yield case.finding("grounding", "fail", "unknown_number", spans, fix="unknown_fix", what=spans[0].text)


def _counted(case: Case) -> frozenset[str]:
    """The numbers that may count something: those of the person's own words and of the facts that are no dates."""
    contract = case.contract
    texts = contract.own_words if contract else ()
    return _numbers((*texts, *(form for fact in case.facts if not fact.moments for form in fact.forms)))


@lru_cache(maxsize=64)  # a contract is asked for its body and for its subject
def _numbers(texts: tuple[str, ...]) -> frozenset[str]:
    """The numbers in some texts, without leading zeros."""
    return frozenset(number.lstrip("0") for text in texts for number in _NUMBER.findall(text))


def _in_words(case: Case) -> Iterator[tuple[int, int, int]]:
    """Numbers in words that count something: neither idioms nor what the person said in their own words."""
    own = fold(" ".join(case.contract.own_words)) if case.contract else ""
    folded = case.text.folded  # that of the dates and times: it is gone through once
    idioms = words(case.language, "numbers", "idioms")
    for start, end, value in find_numbers(folded, case.language):
        near = folded[max(0, start - 12) : end + 12]
        if value < _COUNTS or folded[start:end] in own or any(idiom in near for idiom in idioms):
            continue
        if not case.fact_places.free(start, end) or any(a < end and start < b for a, b in case.placeholders):
            continue
        yield start, end, value


def _matching(
    case: Case, matches: Iterable[re.Match[str]], key: str, given: Sequence[str], cover: Cover
) -> Iterator[Finding]:
    spans = []
    for match in matches:
        found = match.group().rstrip(".,;:!?)")
        end = match.start() + len(found)
        if cover.free(match.start(), end):
            cover.take(match.start(), end)
            if not any(found.lower() in text.lower() for text in given):
                spans.append(case.text.span(match.start(), end))
    if spans:
        yield case.finding("grounding", "fail", key, spans, fix="unknown_fix", what=spans[0].text)


def _phones(case: Case, given: Sequence[str], cover: Cover) -> Iterator[Finding]:
    known: list[str] | None = None
    spans = []
    for start, end in phone_spans(case.text.raw):
        if cover.free(start, end):
            cover.take(start, end)
            known = [phone for text in given for phone in _phones_of(text)] if known is None else known
            if not any(same_phone(case.text.raw[start:end], phone) for phone in known):
                spans.append(case.text.span(start, end))
    if spans:
        yield case.finding("grounding", "fail", "unknown_phone", spans, fix="unknown_fix", what=spans[0].text)


@lru_cache(maxsize=128)
def _phones_of(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in phone_spans(text))
