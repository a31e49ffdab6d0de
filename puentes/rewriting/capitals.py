"""Given names typed in haste get their capital, where a name stands for sure."""

from __future__ import annotations

import re

from guardrails.folding import fold
from puentes.masks import given_names
from puentes.rewriting.job import Job
from puentes.rewriting.tracked import Why

_BEFORE = re.compile(
    r"(?<!\w)(?:hola|buenas|buenos dias|buenas tardes|estimad[oa]|querid[oa]|soy|me llamo|mi nombre es|saludos|hi"
    r"|hello|hey|dear|this is|my name is|it's|regards|cheers|thanks|un saludo|sr\.?|sra\.?|don|dona|mr\.?|ms\.?|mrs\.?)"
    r",?\s+(?=(?P<name>[^\W\d_]{3,})(?!\w))"
)

# "sra lopez", and no more: with its stop or its capital a title is fine as it is.
_TITLE = re.compile(r"(?<![\w.])(?:sra?|srta)(?= [^\W\d_]{3})")


def name_capitals(job: Job) -> None:
    """ "hola marta" becomes "hola Marta"; a last line that is a given name counts too."""
    names = given_names()
    start = job.layout.greeting.start if job.layout.greeting else job.layout.body_start
    if job.text[start : start + 1].islower():
        job.replace(start, start + 1, job.text[start].upper(), Why("capital", "grammar", job.text[start]))
    for match in reversed(list(_BEFORE.finditer(fold(job.text), 0, job.layout.own_end))):
        start, end = match.span("name")
        _capital(job, start, end, names)
    for match in reversed(list(_TITLE.finditer(fold(job.text), 0, job.layout.own_end))):
        raw = match.group()
        after = job.text[match.start()].upper() + job.text[match.start() + 1 : match.end()]
        name = job.text[match.end() + 1 :][:1]
        job.replace(match.start(), match.end() + 2, f"{after}. {name.upper()}", Why("capital", "grammar", raw))
    end = job.layout.own_end
    start = job.text.rfind("\n", 0, end) + 1
    last = job.text[start:end]
    if start and re.fullmatch(r"[^\W\d_]{3,}", last):
        _capital(job, start, end, names)


def _capital(job: Job, start: int, end: int, names: frozenset[str]) -> None:
    raw = job.text[start:end]
    if raw.islower() and raw in names:
        job.replace(start, end, raw[:1].upper() + raw[1:], Why("capital", "grammar", raw))
