"""What stays of a sentence that does something and is too warm as it stands: those of its clauses that are cool, where
they make a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection

from guardrails.finding import Span
from guardrails.folding import fold
from puentes.rewriting.clauses import Clause, clauses_of, dangles, is_fragment
from puentes.rewriting.heat import Mood, is_warm, mentions_gone, sure_of
from puentes.rewriting.job import Job
from puentes.rewriting.rules import word
from puentes.rewriting.verbs import has_verb

_LEAST = 3  # words of what may stand as a sentence
_OWN_SUBJECT = re.compile(
    r"(?:i|i'\w+|we|we'\w+|you|he|she|it|it's|they|there|there's|this|that|the|a|an|my|our|your|please|could|can|would"
    r"|is|are|do|does|will|may|thanks?|sorry|if|let|when|what|how|looking|hope|any|maybe|perhaps)\b"
)
_COMPARES = re.compile(r"(?<!\w)(?:as|so|too|more|less) \w+\Z")
ABOUT_ME = re.compile(r"(?<!\w)thank\w* me(?!\w)")  # "your letter thanks me" thanks nobody


def cool_part(job: Job, said: Span, busy: list[Span], moods: Collection[Mood]) -> str:
    """What stays of a sentence that does something: all of it, its cool clauses, or nothing."""
    clauses = clauses_of(said, job.rules)
    warm = [
        is_warm(job.text[c.start : c.end], job.language, moods, idle=not _holds(c, busy), clause=True) for c in clauses
    ]
    for n, clause in reversed(list(enumerate(clauses))[1:]):
        if warm[n] and clause.kind == "relative" and "," not in job.text[clause.parted : clause.start]:
            warm[n - 1] = True  # "people who managed to …" says something else without it
    if not any(warm):  # what is warm only as a whole ("somebody, anybody") cannot be cut at a clause
        return "" if sure_of(said.text, job.language) else said.text.strip()
    own = [n for n, clause in enumerate(clauses) if _holds(clause, busy) and not warm[n]]
    if not own:
        return ""
    first = last = own[0]
    while first > 0 and not warm[first - 1] and _leads_to(job, clauses, first):
        first -= 1
    while last + 1 < len(clauses) and not warm[last + 1]:
        last += 1
    while last > own[-1] and _is_loose(job, clauses[last]):
        last -= 1
    return _sentence_of(job, said, clauses, first, last)


def _holds(clause: Clause, spans: Collection[Span]) -> bool:
    return any(clause.holds(span) for span in spans)


def _leads_to(job: Job, clauses: list[Clause], number: int) -> bool:
    """True when the clause before belongs to this one: it says what this one begins with."""
    return clauses[number].kind in {"cause", "relative"} or not re.match(
        r"(?:and |but |so )?(?:i|i'\w+|we|please|could|can|would|is|thanks?|sorry|my)\b",
        fold(job.text[clauses[number].start : clauses[number].end]),
    )


def _is_loose(job: Job, clause: Clause) -> bool:
    """True for a clause that is too short to say anything: "but that's it"."""
    return len(job.text[clause.start : clause.end].split()) <= _LEAST


def _sentence_of(job: Job, said: Span, clauses: list[Clause], first: int, last: int) -> str:
    """The clauses as a sentence; empty where they are none."""
    start = clauses[first].start
    if first and clauses[first].kind in {"contrast", "additive"}:
        start += len(clauses[first].connector)
    while last > first and _COMPARES.search(fold(job.text[start : clauses[last].end])):
        last -= 1  # "because I got as far | as the car park"
    text = job.text[start : clauses[last].end].strip(" ,;:")
    if first and clauses[first].kind == "additive" and not _OWN_SUBJECT.match(fold(text)):
        if not re.match(r"I\b", said.text):
            return ""
        text = f"I {text}"  # "I drove around and only saw …"
    if ABOUT_ME.match(fold(text)) or (first and (clauses[first].kind in {"cause", "relative"} or mentions_gone(text))):
        return ""
    whole = has_verb(text, job.language) and not is_fragment(text, job.rules) and not dangles(text, job.language)
    if not whole or len(text.split()) < _LEAST or text.count("(") != text.count(")"):
        return ""
    asks = said.text.rstrip().endswith("?") and (
        last == len(clauses) - 1 or word(job.rules.transcript.question).match(fold(text))
    )
    mark = "?" if asks else "."
    return (text[:1].upper() if first or start > said.start else text[:1]) + text[1:] + mark
