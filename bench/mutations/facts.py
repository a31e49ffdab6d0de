"""Damage to the facts: swapped, changed, left out, invented."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta

from babel.dates import format_date, get_day_names

from bench.mutations.kinds import Damaged, insertion, kind, replaced
from bench.mutations.samples import Sample

_TIME = re.compile(r"(?<![\d+:])(\d{1,2}):(\d\d)(?:\s?([AP]M|[ap]m))?(?!\d)")
_PEOPLE = {
    "es": ["Ramiro Salvatierra", "Begoña Urrutia", "Iván Montes"],
    "en": ["Martin Fisk", "Gwen Alder", "Ravi Menon"],
}
_COMPANIES = ["Globalia", "Northwind", "Acerinox", "Contoso", "Initech"]
_POSITIONS = {"es": ["Jardinero jefe", "Analista de riesgos"], "en": ["Head Gardener", "Risk Analyst"]}
_EMAILS = ("ana.r@example.org", "info@firma.example", "x_1@correo.example")
_LINKS = ("https://example.net/me", "www.example.net", "mipagina.com/cv")
_PHONES = {
    "es": ["600 555 123", "+34 912 345 678", "55 8765 4321"],
    "en": ["020 7946 0000", "+1 415 555 0188", "(212) 555-0199"],
}


def _locale(sample: Sample) -> str:
    return "es" if sample.language == "es" else f"en_{sample.contract.english}"


def _written(sample: Sample, rng: random.Random) -> str:
    """A date that stands in none of the facts, in a usual notation."""
    known = {moment.date() for fact in sample.contract.facts for moment in fact.moments}
    day = sample.situation.now.date() + timedelta(days=rng.randrange(40, 90))
    while day in known:
        day += timedelta(days=1)
    if sample.language == "es":
        forms = ["EEEE d 'de' MMMM", "d 'de' MMMM", "d/M/yyyy", "EEEE d"]
    else:
        forms = ["EEEE d MMMM", "MMMM d", "d MMM yyyy", "yyyy-MM-dd"]
    return format_date(day, rng.choice(forms), locale=_locale(sample))


@kind("grounding", "facts")
def swap_two_times(sample: Sample, rng: random.Random) -> Damaged | None:
    found = [m for m in _TIME.finditer(sample.body) if "UTC" not in sample.body[max(0, m.start() - 5) : m.start()]]
    pairs = [(a, b) for a in found for b in found if a.end() < b.start() and a.group() != b.group()]
    # Times of one and the same day may change places, and so may a time in the sender's zone with its own.
    pairs = [
        (a, b)
        for a, b in pairs
        if re.search(r"\d{1,2}\b(?!:)", sample.body[a.end() : b.start()])
        and "(" not in sample.body[a.end() : b.start()]
    ]
    if not pairs:
        return None
    one, two = rng.choice(pairs)
    body = sample.body
    swapped = body[: one.start()] + two.group() + body[one.end() : two.start()] + one.group() + body[two.end() :]
    return Damaged(swapped, what=f"{one.group()} ↔ {two.group()}")


@kind("grounding", "facts")
def change_a_weekday(sample: Sample, rng: random.Random) -> Damaged | None:
    names = list(get_day_names("wide", locale=_locale(sample)).values())
    found = list(re.finditer("|".join(map(re.escape, names)), sample.body))
    if not found:
        return None
    match = rng.choice(found)
    other = rng.choice([name for name in names if name != match.group()])
    return replaced(sample, match.start(), match.end(), other)


@kind("grounding", "facts")
def change_an_hour(sample: Sample, rng: random.Random) -> Damaged | None:
    found = list(_TIME.finditer(sample.body))
    if not found:
        return None
    match = rng.choice(found)
    hour, minute = int(match[1]), match[2]
    top = 12 if match[3] else 23
    known = {(m.hour, m.hour % 12 or 12) for fact in sample.contract.facts for m in fact.moments}
    free = [h for h in range(1, top) if h != hour and not any(h in pair for pair in known)]
    return replaced(sample, match.start(1), match.end(2), f"{rng.choice(free)}:{minute}")


@kind("grounding", "facts")
def change_a_minute(sample: Sample, rng: random.Random) -> Damaged | None:
    found = list(_TIME.finditer(sample.body))
    if not found:
        return None
    match = rng.choice(found)
    other = rng.choice([m for m in ("05", "10", "20", "40", "50") if m != match[2]])
    return replaced(sample, match.start(2), match.end(2), other)


@kind("grounding", "facts")
def change_a_day(sample: Sample, rng: random.Random) -> Damaged | None:
    months = "|".join(
        format_date(sample.situation.now.replace(month=m, day=1), "MMMM", locale=_locale(sample)) for m in range(1, 13)
    )
    pattern = (
        rf"\b(\d{{1,2}})(?= de (?:{months}))"
        if sample.language == "es"
        else rf"\b(\d{{1,2}})(?= (?:{months}))|(?<=\b)(?:(?<=[a-z] ))(\d{{1,2}})(?= at\b|,? \d{{4}})"
    )
    found = list(re.finditer(pattern, sample.body))
    if not found:
        return None
    match = rng.choice(found)
    days = {m.day for fact in sample.contract.facts for m in fact.moments} | {sample.situation.now.day}
    return replaced(sample, match.start(), match.end(), str(rng.choice([d for d in range(1, 29) if d not in days])))


@kind("grounding", "facts")
def change_a_month(sample: Sample, rng: random.Random) -> Damaged | None:
    names = [
        format_date(sample.situation.now.replace(month=m, day=1), "MMMM", locale=_locale(sample)) for m in range(1, 13)
    ]
    found = list(re.finditer(rf"\b(?:{'|'.join(names)})\b", sample.body))
    if not found:
        return None
    match = rng.choice(found)
    months = {m.month for fact in sample.contract.facts for m in fact.moments} | {sample.situation.now.month}
    return replaced(
        sample, match.start(), match.end(), rng.choice([n for i, n in enumerate(names, 1) if i not in months])
    )


@kind("facts", "reschedule_offer")
def leave_out_an_alternative(sample: Sample, rng: random.Random) -> Damaged | None:
    forms = [
        f.forms[0] for f in sample.contract.facts if f.kind == "alternative" and f.due and f.forms[0] in sample.body
    ]
    if len(forms) < 2:
        return None
    form = rng.choice(forms)
    return Damaged(sample.body.replace(form, "", 1), what=f"without {form!r}")


def _added(name: str, wording: str, values: Callable[[Sample, random.Random], dict[str, object]]) -> None:
    """A kind that puts in one wording, filled in with values that nobody gave."""

    def apply(sample: Sample, rng: random.Random) -> Damaged | None:
        return insertion(sample, rng, wording, **values(sample, rng))

    apply.__name__ = f"add_{name}"
    kind("grounding")(apply)


def _person(sample: Sample, rng: random.Random) -> dict[str, object]:
    person = rng.choice(_PEOPLE[sample.language])
    return {"person": person, "surname": person.split()[1]}


for _name, _wording, _values in (
    ("a_date", "date", lambda sample, rng: {"date": _written(sample, rng)}),
    ("a_time", "time", lambda _, rng: {"hour": rng.choice((17, 20, 21)), "minute": rng.choice((15, 35, 45))}),
    ("a_number", "number", lambda _, rng: {"number": rng.choice((34, 37, 43, 64))}),
    ("a_number_in_words", "figure_in_words", lambda _, __: {}),
    ("a_phone", "phone", lambda sample, rng: {"phone": rng.choice(_PHONES[sample.language])}),
    ("an_email", "email", lambda _, rng: {"email": rng.choice(_EMAILS)}),
    ("a_link", "link", lambda _, rng: {"link": rng.choice(_LINKS)}),
    ("a_person", "person", _person),
    ("a_company", "company", lambda _, rng: {"company": rng.choice(_COMPANIES)}),
    ("an_address", "address", _person),
    ("a_zone", "zone", lambda _, __: {}),
):
    _added(_name, _wording, _values)


@kind("grounding", "facts")
def change_the_company(sample: Sample, rng: random.Random) -> Damaged | None:
    company = sample.situation.company
    if not company or company not in sample.body:
        return None
    start = sample.body.index(company)
    return replaced(sample, start, start + len(company), rng.choice(_COMPANIES))


@kind("grounding", "facts")
def change_the_position(sample: Sample, rng: random.Random) -> Damaged | None:
    position = sample.situation.interview.position
    if not position or position not in sample.body:
        return None
    start = sample.body.index(position)
    return replaced(sample, start, start + len(position), rng.choice(_POSITIONS[sample.language]))


@kind("grounding", "greeting")
def change_the_recipient(sample: Sample, rng: random.Random) -> Damaged | None:
    part = sample.part("greeting")
    name = (sample.situation.recipient.name or "").split()
    for word in reversed(name):
        at = sample.body.find(word, 0, part.end if part else 0)
        if at >= 0 and len(word) > 2:
            surname = rng.choice(_PEOPLE[sample.language]).split()[1]
            return replaced(sample, at, at + len(word), surname)
    return None


@kind("grounding", "facts")
def change_the_sender(sample: Sample, rng: random.Random) -> Damaged | None:
    name = sample.situation.sender.name
    at = sample.body.rfind(name)
    return replaced(sample, at, at + len(name), rng.choice(_PEOPLE[sample.language])) if at >= 0 else None


@kind("grounding", "facts")
def change_the_phone(sample: Sample, rng: random.Random) -> Damaged | None:
    phone = sample.situation.sender.phone
    if not phone or phone not in sample.body:
        return None
    at = sample.body.index(phone)
    digits = [i for i, char in enumerate(phone) if char.isdigit()]
    where = rng.choice(digits[-6:])
    changed = phone[:where] + str((int(phone[where]) + rng.randrange(1, 9)) % 10) + phone[where + 1 :]
    return replaced(sample, at, at + len(phone), changed)
