"""Figures that a message holds and nobody gave: addresses, links, phone numbers, other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from guardrails.checks.base import Case
from guardrails.checks.facts import phone_spans, same_phone
from guardrails.cover import Cover
from guardrails.finding import Finding

_LINK = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s<>()\"']{1,500}"
    r"|(?<![\w@.-])[a-z0-9-]{2,60}\.(?:com|org|net|es|mx|ar|co|uk|in|io)(?:/[^\s<>()\"']{0,300})?(?![\w@.-])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,5}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_NUMBER = re.compile(r"\d+")


def unknown_figures(case: Case, given: Sequence[str], moments: Sequence[datetime], cover: Cover) -> Iterator[Finding]:
    """Findings on figures that stand in none of the `given` texts and in none of the moments; `cover` holds the
    dates, times and zones, which others judge."""
    yield from _matching(case, _EMAIL, "unknown_email", given, cover)
    yield from _matching(case, _LINK, "unknown_link", given, cover)
    yield from _phones(case, given, cover)
    known = {number.lstrip("0") for text in given for number in _NUMBER.findall(text)}
    known |= {str(part) for m in moments for part in (m.day, m.hour, m.hour % 12 or 12, m.minute, m.year)}
    spans = [
        case.text.span(*match.span())
        for match in _NUMBER.finditer(case.text.raw)
        if match.group().lstrip("0") not in known and cover.free(*match.span())
    ]
    if spans:
        yield case.finding("grounding", "fail", "unknown_number", spans, fix="unknown_fix", what=spans[0].text)


def _matching(case: Case, pattern: re.Pattern[str], key: str, given: Sequence[str], cover: Cover) -> Iterator[Finding]:
    known = "\n".join(given).lower()
    spans = []
    for match in pattern.finditer(case.text.raw):
        found = match.group().rstrip(".,;:!?)")
        end = match.start() + len(found)
        if cover.free(match.start(), end):
            cover.take(match.start(), end)
            if found.lower() not in known:
                spans.append(case.text.span(match.start(), end))
    if spans:
        yield case.finding("grounding", "fail", key, spans, fix="unknown_fix", what=spans[0].text)


def _phones(case: Case, given: Sequence[str], cover: Cover) -> Iterator[Finding]:
    known = [phone for text in given for phone in _phones_of(text)]
    spans = []
    for start, end in phone_spans(case.text.raw):
        if cover.free(start, end):
            cover.take(start, end)
            if not any(same_phone(case.text.raw[start:end], phone) for phone in known):
                spans.append(case.text.span(start, end))
    if spans:
        yield case.finding("grounding", "fail", "unknown_phone", spans, fix="unknown_fix", what=spans[0].text)


@lru_cache(maxsize=128)
def _phones_of(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in phone_spans(text))
