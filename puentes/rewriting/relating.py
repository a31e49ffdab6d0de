"""Moments of a draft that take their sense from another one: an offered weekday after the interview, "at the same
time"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from guardrails.folding import fold
from puentes.rewriting.moments import ReadMoment

_WEEK = timedelta(days=7)
_SAME_TIME = re.compile(r"(?<!\w)(?:a la misma hora|en (?:ese|el) mismo horario|(?:at )?the same time)(?!\w)")
_AFTER = re.compile(r"[^.;!?\n]{0,40}")  # how far behind a date "at the same time" still belongs to it


def related(raw: str, found: Sequence[ReadMoment], today: date) -> list[ReadMoment]:
    """The moments, each bare weekday that is offered and each "at the same time" read against the interview's."""
    interview = next((m for m in found if m.role == "when" and m.day is not None and m.weekday is None), None)
    if interview is None or interview.day is None:
        return list(found)
    return [_timed(raw, _after(m, interview.day, today), interview) for m in found]


def _after(moment: ReadMoment, interview: date, today: date) -> ReadMoment:
    """Who moves an interview of the week after next, or later, to "Friday" means one after it, and not the coming
    one; but that is a guess."""
    if moment.role != "alternative" or moment.weekday is None or interview - today <= _WEEK:
        return moment
    ahead = (moment.weekday - interview.weekday()) % 7 or 7
    return replace(moment, day=interview + timedelta(days=ahead), unsure=True)


def _timed(raw: str, moment: ReadMoment, interview: ReadMoment) -> ReadMoment:
    if moment.role != "alternative" or moment.hour is not None or interview.hour is None:
        return moment
    near = _AFTER.match(fold(raw), moment.end)
    if near is None or not _SAME_TIME.search(near.group()):
        return moment
    return replace(moment, hour=interview.hour, minute=interview.minute, either_half=interview.either_half)
