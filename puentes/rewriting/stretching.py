"""Letters held down for emphasis: "holaaaa", "sooo sorry", "muchisimooo" are words with one letter too often."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from puentes.masks import given_names
from puentes.rewriting.job import Job
from puentes.rewriting.tracked import Why

_WORD = re.compile(r"(?<!\w)[^\W\d_]{3,40}(?!\w)")
_HELD = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
# Twice the same letter at the end ("holaa", "thankss") is held too, where the word does not exist so.
_TWICE = re.compile(r"([^\W\d_])\1\Z", re.IGNORECASE)
_DOUBLED = {"es": "rlcn", "en": "abcdefghijklmnopqrstuvwxyz"}  # what a word may have twice
_MOST_RUNS = 4  # beyond these it is no word, and is left alone


def unstretch(job: Job) -> None:
    """Each word with held letters as it is spelt; names and what may not be touched stay."""
    found = [m for m in _WORD.finditer(job.text, 0, job.layout.own_end) if _stretched(m.group())]
    guarded = job.guarded() if found else []
    for match in reversed(found):
        raw = match.group()
        if job.is_guarded(*match.span(), guarded):
            continue
        right = spelt(raw, job.language)
        if right != raw:
            job.replace(*match.span(), right, Why("stretched", "tone", raw))


def _stretched(raw: str) -> bool:
    return bool(_HELD.search(raw) or _TWICE.search(raw))


def spelt(raw: str, language: str) -> str:
    """The word without held letters, in the case of the letters that stay."""
    runs = list(_HELD.finditer(raw))
    if not runs:
        return _once_at_the_end(raw, language)
    if len(runs) > _MOST_RUNS:
        return raw
    doubled = _DOUBLED[language]
    ways = [("1", "2") if m.group(1).lower() in doubled else ("1",) for m in runs]
    candidates = [_collapsed(raw, runs, chosen) for chosen in itertools.product(*ways)]
    known = [c for c in candidates if _is_word(c, language)]
    if language == "en" and len(known) > 1 and any(c.lower() in _RATHER_DOUBLE for c in known):
        return next(c for c in known if c.lower() in _RATHER_DOUBLE)
    return (known or candidates)[0]


# Both spellings are words; held, these are meant ("goood" is no god, "tooo" late no "to").
_RATHER_DOUBLE = frozenset("good too see bee feel soon been need week keep meet book look took room week".split())


def _collapsed(raw: str, runs: list[re.Match[str]], chosen: tuple[str, ...]) -> str:
    parts, at = [], 0
    for run, count in zip(runs, chosen, strict=True):
        parts += [raw[at : run.start()], run.group()[: int(count)]]
        at = run.end()
    return "".join([*parts, raw[at:]])


def _once_at_the_end(raw: str, language: str) -> str:
    once = raw[:-1]
    if len(raw) < 4 or raw.isupper() or _is_word(raw, language) or not _is_word(once, language):
        return raw
    return once


@lru_cache(maxsize=4096)
def _is_word(raw: str, language: str) -> bool:
    from simplemma import is_known  # late: its dictionaries take half a second to load

    return raw.lower() in given_names() or bool(is_known(raw.lower(), lang=language))
