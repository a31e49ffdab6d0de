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


def name_capitals(job: Job) -> None:
    """ "hola marta" becomes "hola Marta"; a last line that is a given name counts too."""
    names = given_names()
    for match in reversed(list(_BEFORE.finditer(fold(job.text), 0, job.layout.own_end))):
        start, end = match.span("name")
        _capital(job, start, end, names)
    end = job.layout.own_end
    start = job.text.rfind("\n", 0, end) + 1
    last = job.text[start:end]
    if start and re.fullmatch(r"[^\W\d_]{3,}", last):
        _capital(job, start, end, names)


def _capital(job: Job, start: int, end: int, names: frozenset[str]) -> None:
    raw = job.text[start:end]
    if raw.islower() and raw in names:
        job.replace(start, end, raw[:1].upper() + raw[1:], Why("capital", "grammar", raw))
