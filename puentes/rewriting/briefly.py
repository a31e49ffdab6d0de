"""A reason that was told too closely, in a few words."""

from __future__ import annotations

import re

from guardrails.finding import Span
from puentes.rewriting.clauses import Clause, clauses_of
from puentes.rewriting.job import Job
from puentes.rewriting.offences import Offence, reason_kind

_EXPLAINED = ("cannot_attend", "missed", "reschedule_offer", "withdrawal")


def brief_for(job: Job, offence: Offence, sentence: Span, gone: list[Clause]) -> str:
    """A reason in a few words, when a reason was told too closely and none else is left; empty otherwise."""
    if not offence.brief or job.contract.extra.get("reason") == "none":
        return ""
    if job.contract.intent == "reconsider" or _explains_a_reason(job, sentence, gone):
        return ""
    acts = job.acts
    if not any(acts.get(act) for act in _EXPLAINED):
        return ""
    start, end = gone[0].start, gone[-1].end
    others = [s for s in acts.get("reason", ()) if not (s.start < end and start < s.end)]
    brief = job.rules.brief
    if any(phrase in job.text for phrase in brief.values()):
        return ""
    alone = gone[0].start == sentence.start and gone[-1].end >= clauses_of(sentence, job.rules)[-1].end
    if others and (alone or gone[0].kind != "cause"):
        return ""
    kind = job.contract.extra.get("reason") or reason_kind(job.text[start:end], job)
    return brief.get(kind, brief["personal"])


def _explains_a_reason(job: Job, sentence: Span, gone: list[Clause]) -> bool:
    """True when what goes hung on a clause that announces nothing, as a reason does: "I overslept because …"."""
    if gone[0].start == sentence.start:
        return False
    before = [c for c in clauses_of(sentence, job.rules) if c.start < gone[0].start][-1:]
    return bool(before) and not any(
        before[0].holds(s) for act in (*_EXPLAINED, "apology") for s in job.acts.get(act, ())
    )


def as_sentence(brief: str, job: Job) -> str:
    """A reason as a sentence of its own: "Se debe a motivos de salud.", "He aceptado otra oferta."."""
    told = re.match(r"(?:porque|because) (?=he |I |necesito)", brief)
    if told:
        clause = brief[told.end() :]
        return clause[:1].upper() + clause[1:] + "."
    reason = re.sub(r"^por (?=\w)", "", brief) if job.language == "es" else brief
    return job.rules.brief_sentence.format(reason=reason).replace(" a el ", " al ")
