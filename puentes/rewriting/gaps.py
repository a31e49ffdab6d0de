"""Closes the gap that a clause leaves, so that what stood around it is a sentence again."""

from __future__ import annotations

import re

from guardrails.finding import Span
from guardrails.folding import fold
from puentes.rewriting.briefly import as_sentence
from puentes.rewriting.clauses import Clause, is_fragment
from puentes.rewriting.job import Job
from puentes.rewriting.rules import word
from puentes.rewriting.tracked import Why

_SO = re.compile(r"(?:asi que|por lo que|por eso|entonces|so|therefore)\b,?\s*")
# Acts that a reason explains.
_EXPLAINED = ("cannot_attend", "missed", "reschedule_offer", "withdrawal")


def bridge(job: Job, clauses: list[Clause], first: int, last: int, brief: str, why: Why) -> None:
    """Closes the gap between what stood before and after. What was joined by "and" begins a sentence of its own, and
    a reason that was no "because" goes to the end of what it explains."""
    rest = clauses[last + 1]
    caused = clauses[first].kind == "cause"
    told = [n for n in range(first) if announces(job, clauses[n])]
    if brief and not caused and not announces(job, rest) and told and told[-1] + 1 == first:
        # The reason belongs to what it explains, and what follows stays apart.
        joined = len(rest.connector) if rest.kind == "additive" else 0
        mark = "," if rest.kind in {"contrast", "relative", "cause"} else "."
        start = rest.start + joined
        letter = job.text[start]
        after = f", {letter}" if mark == "," else f". {letter.upper()}"
        job.replace(clauses[first].parted, start + 1, f" {brief}{after}", why)
        return
    explains = any(rest.holds(s) for act in ("cannot_attend", "missed", "withdrawal") for s in job.acts.get(act, ()))
    if brief and not caused and not explains:
        start = rest.start + (len(rest.connector) if rest.kind in {"additive", "contrast"} else 0)
        after = f". {as_sentence(brief, job)} {job.text[start].upper()}"
        job.replace(clauses[first].parted, start + 1, after, why)
        return
    if brief and not caused:
        job.replace(rest.end, rest.end, f" {brief}", why)
    said = f" {brief}" if brief and caused else ""
    if rest.kind == "additive" and not caused:
        start = rest.start + len(rest.connector)
        job.replace(clauses[first].parted, start + 1, f"{said}. {job.text[start].upper()}", why)
    else:
        joint = clauses[first].connector
        so = _SO.match(fold(job.text), rest.start)
        if so and clauses[first].kind == "contrast" and not said:  # "…, but [gone], so now I do": "…, but now I do"
            job.replace(clauses[first].parted, so.end(), f", {joint.strip(' ,')} ", why)
        else:
            job.replace(clauses[first].parted, rest.parted, said, why)


def behead(job: Job, sentence: Span, rest: Clause, brief: str, why: Why) -> None:
    """The sentence begins with what followed, without the word that joined it; where that can be no sentence, nothing
    is done, so that all of it goes."""
    start = rest.start
    if rest.kind in {"contrast", "additive"} or word(job.rules.connectors.finite).fullmatch(
        fold(rest.connector.strip())
    ):
        start += len(rest.connector)
    elif not brief and is_fragment(job.text[start : sentence.end], job.rules):
        if is_lost(job, rest, sentence):
            return
        start += len(rest.connector)
    first = job.text[start : start + 1]
    if brief:
        lead = brief[:1].upper() + brief[1:] + ", "
        keeps = re.match(r"I\b|[A-Z]", job.text[start:]) if job.language == "en" else None
        job.replace(sentence.start, start + 1, lead + (first if keeps else first.lower()), why)
    else:
        job.replace(sentence.start, start + 1, first.upper(), why)


def announced_before(job: Job, sentence: Span) -> int:
    """Where a reason can stand in the sentence before, when that says what is explained; 0 when it does not."""
    before = [s for s in job.sentences() if s.end <= sentence.start]
    if not before or before[-1].text.rstrip()[-1:] not in {"."} or "\n" in job.text[before[-1].end : sentence.start]:
        return 0
    last = before[-1]
    told = any(last.start <= s.start < last.end for act in ("cannot_attend", "missed") for s in job.acts.get(act, ()))
    return last.start + len(last.text.rstrip(" .")) if told else 0


def is_lost(job: Job, rest: Clause, sentence: Span) -> bool:
    """True when what remains is no sentence, and none can be made of it by taking its "that" or "because" off."""
    if not is_fragment(job.text[rest.start : sentence.end], job.rules):
        return False
    connector = rest.connector.strip()
    finite = word(job.rules.connectors.finite).fullmatch(fold(connector))
    return not finite and (connector not in {"que", "that"} or not announces(job, rest))


def announces(job: Job, clause: Clause) -> bool:
    """True when a clause holds an act for whose sake the message is written, or says when the interview is."""
    said = fold(job.text[clause.start + len(clause.connector) : clause.end])
    if word(job.rules.connectors.restated).match(said):
        return True
    return any(clause.holds(span) for act in _EXPLAINED for span in job.acts.get(act, ()))
