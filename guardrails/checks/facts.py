"""The facts that etiquette wants told: each due fact stands in the message, dates and times in any notation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example, example_contract
from guardrails.contract import Fact, Language
from guardrails.finding import Finding
from guardrails.moments import dates_and_times, holds_moment
from guardrails.phrases import find_forms
from guardrails.text import Text

# The first sign first and what may not stand before it then: so it is looked for quickly.
_PHONE = re.compile(r"(?:[+(](?<!\w.))?\d(?<!\w.)(?:[\s().\-/]{0,3}\d){5,16}(?!\w)")
_DATED = frozenset({"when", "alternative"})
_LEAST_DIGITS = 7  # a number given with and without its country code has these last digits in common


def phone_spans(raw: str) -> list[tuple[int, int]]:
    """Where what looks like a phone number stands."""
    return [match.span() for match in _PHONE.finditer(raw)]


def same_phone(one: str, other: str) -> bool:
    """True when the digits are the same, a country code or a leading zero aside."""
    short, long = sorted((re.sub(r"\D", "", one), re.sub(r"\D", "", other)), key=len)
    return short == long or (len(short) >= _LEAST_DIGITS and long.endswith(short.lstrip("0")))


def _run(case: Case) -> Iterator[Finding]:
    contract = case.contract
    due = [fact for fact in case.facts if fact.due]
    if contract is None or not due:
        return
    _, _, moments = dates_and_times(case.text, case.language)
    twice = contract.extra.get("twice", "").split()
    for fact in due:
        if fact.kind in _DATED and fact.moments:
            there = 1 if holds_moment(moments, fact, contract.now) else 0
        else:
            there = _times_there(fact, case)
        wanted = 2 if fact.kind in twice else 1
        if there < wanted:
            key = "fact_missing" if there == 0 else "fact_once"
            kind = f"kind_{fact.kind}"
            what = case.say(kind)
            form = fact.forms[0] if fact.forms else ""
            yield case.finding("facts", "fail", key, fix="fact_fix", kind=what, form=form)


def _times_there(fact: Fact, case: Case) -> int:
    if fact.kind == "phone":
        found = phone_spans(case.text.raw)
        return sum(any(same_phone(case.text.raw[a:b], form) for form in fact.forms) for a, b in found)
    count, last = 0, -1
    for span in sorted(find_forms(case.text, fact.forms), key=lambda span: (span.start, -span.end)):
        if span.end > last:  # "Ana Ruiz" holds "Ana": what lies within another form is not counted again
            count, last = count + 1, span.end
    if not count and case.subject and fact.kind in {"position", "company"}:
        count = len(find_forms(Text(case.subject), fact.forms)[:1])
    return count


def _due(language: Language, *kinds: str) -> dict[str, object]:
    facts = example_contract(language).facts
    return {"facts": tuple(Fact(f.kind, f.forms, f.moments, f.kind in kinds) for f in facts)}


CHECK = Check(
    id="facts",
    source="Etiquette per intent: what each message must say (position, date and time, every alternative)",
    run=_run,
    needs_contract=True,
    must_fail={
        "es": (
            Example("Le escribo por la entrevista del lunes 7 de diciembre a las 17:30 h.", _due("es", "when")),
            Example("Le escribo por la entrevista del lunes.", _due("es", "when", "position")),
        ),
        "en": (
            Example("I am writing about the interview on Tuesday 8 December at 4:30 pm.", _due("en", "when")),
            Example("I am writing about the interview on Monday 7 December.", _due("en", "when")),
            Example("I am writing about the interview.", _due("en", "position")),
        ),
    },
    must_pass={
        "es": (
            Example(
                "La entrevista para técnica de laboratorio era el 7/12/2026 a las 4 y media de la tarde a las 16.30 h.",
                _due("es", "when", "position"),
            ),
            Example("Le escribo por la entrevista del próximo lunes 7 de diciembre, a las 16:30.", _due("es", "when")),
        ),
        "en": (
            Example(
                "My interview for Lab Technician, at 4:30pm on Monday, December 7th.", _due("en", "when", "position")
            ),
            Example("The interview of 2026-12-07 at 16:30.", _due("en", "when")),
        ),
    },
)
