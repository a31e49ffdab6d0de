"""An explanation that goes on and on: what brought it about is told once, and the rest of the tale goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guardrails.folding import fold
from puentes.rewriting.clauses import Clause, clauses_of
from puentes.rewriting.job import Job
from puentes.rewriting.rules import any_of
from puentes.rewriting.tracked import Why
from puentes.rewriting.wanted import WANTED

# A run of clauses that tell a tale is too long from so many clauses and so many words on; the first stays.
_LEAST_CLAUSES, _LEAST_WORDS = 4, 24
_TELLING = 4  # words of a clause that tells something
# Acts for whose sake a clause is no tale.
_WANTED = (*WANTED, "mentions_process")
_EXPLAINED = ("cannot_attend", "missed", "reschedule_offer")


def shorten_tales(job: Job) -> None:
    """Takes the middle out of long explanations of why somebody cannot come. What holds an act, a link or a number
    that might be wanted ends a tale."""
    acts = job.acts
    if not any(acts.get(act) for act in _EXPLAINED):
        return
    for sentence in reversed(job.sentences()):
        clauses = clauses_of(sentence, job.rules)
        for first, last in reversed(_tales(job, clauses)):
            while first < last and len(job.text[clauses[first].start : clauses[first].end].split()) < _TELLING:
                first += 1  # "y resulta", "the thing is": what comes then tells
            while last > first and len(job.text[clauses[last].start : clauses[last].end].split()) < 2:
                last -= 1  # "así" belongs to the "que" that follows
            _shorten(job, clauses[first : last + 1])


def _shorten(job: Job, tale: Sequence[Clause]) -> None:
    """Leaves the clause that tells what happened ("mi madre se puso mala"), else the first."""
    kept = next((n for n, c in enumerate(tale) if _happened(job, c)), 0)
    if any(_restless(job, c) for n, c in enumerate(tale) if n != kept):
        return
    start, end = tale[kept].end, tale[-1].end
    if start < end:
        job.replace(start, end, "", Why("rambling", "length", job.text[start:end].strip(" ,")))
    if kept:
        start = tale[0].start + (len(tale[0].connector) if tale[0].kind in {"cause", "relative"} else 0)
        end = tale[kept].start + len(tale[kept].connector)
        first = job.text[end]
        opens = start == 0 or job.text[:start].rstrip()[-1:] in {".", "!", "?", "\n"}
        why = Why("rambling", "length", job.text[start:end].strip(" ,"))
        job.replace(start, end + 1, first.upper() if opens else first, why)


def _happened(job: Job, clause: Clause) -> bool:
    said = fold(job.text[clause.start : clause.end])
    return bool(job.rules.happened and any_of((job.rules.happened,)).search(said))


def _tales(job: Job, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Runs of clauses that only tell (numbers of the first and the last), long enough to tire."""
    found: list[tuple[int, int]] = []
    start = 0
    plain = [*(_tells(job, clause) for clause in clauses), False]
    for number, is_plain in enumerate(plain):
        if is_plain:
            continue
        words = len(job.text[clauses[start].start : clauses[number - 1].end].split()) if number > start else 0
        if number - start >= _LEAST_CLAUSES and words >= _LEAST_WORDS:
            found.append((start, number - 1))
        start = number + 1
    return found


def _tells(job: Job, clause: Clause) -> bool:
    return not any(clause.holds(s) for act in _WANTED for s in job.acts.get(act, ()))


def _restless(job: Job, clause: Clause) -> bool:
    """True when a clause holds what may not be lost: a link, a number, a position."""
    text = job.text[clause.start : clause.end]
    kinds = {"position", "company", "place", "phone"}
    forms = [form for fact in job.contract.facts if fact.kind in kinds for form in fact.forms]
    return bool(re.search(r"\d|https?:|www\.|@", text)) or any(fold(form) in fold(text) for form in forms)


def is_harmless(text: str, job: Job) -> bool:
    """True for a family matter that anybody may know of: a wedding, a funeral, a move."""
    return bool(any_of((job.rules.harmless,)).search(fold(text)))
