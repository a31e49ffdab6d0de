"""What in a draft may not be sent: where it stands, of which kind it is, and whether a brief reason takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.checking import check
from guardrails.checks.base import phrase_set
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.matching import rule_set
from guardrails.text import Text
from guardrails.tokens import body_tokens
from puentes.rewriting.clauses import clauses_of
from puentes.rewriting.job import Job
from puentes.rewriting.rambling import is_harmless
from puentes.rewriting.rules import any_of

_EXPLAINED = ("cannot_attend", "missed", "reschedule_offer", "withdrawal")
_CHECKS = {
    "disparagement": "disparagement",
    "contempt": "disparagement",
    "blame": "disparagement",
    "overshares": "oversharing",
    "intimate": "oversharing",
    "private": "private",
    "disputes": "disparagement",
    "self_blame": "apology",
    "contradicted_reason": "reason",
}


# Rules of the guardrails' data that find an offence in any wording.
_MANNER = {
    "begging": "begging", "flattery": "flattery", "pressure": "pressure", "sarcasm": "sarcasm",
    "disparagement": "disparagement",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offence:
    """Words that cannot be sent as they stand. `brief`: a reason in a few words may take the place of the clause."""

    kind: str
    span: Span
    brief: bool = False

    @property
    def check(self) -> str:
        """The check that it is tied to."""
        return _CHECKS.get(self.kind, "tone")


def find_offences(job: Job) -> list[Offence]:
    """The offences in the text as it stands, in order."""
    guarded = [g for g in job.guarded() if g[0] < job.layout.own_end]
    end = job.layout.own_end
    every = [o for o in _all(job) if o.span.start < end and not _inside(o.span, guarded)]
    # Where a narrower reading lies within a wider one, it tells better which words offend.
    found = [o for o in every if not any(_within(other.span, o.span) for other in every)]
    return sorted(found, key=lambda o: (o.span.start, -o.span.end))


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end and span.end - span.start < other.end - other.start


def _inside(span: Span, guarded: list[tuple[int, int]]) -> bool:
    return any(a <= span.start and span.end <= b for a, b in guarded)


def _all(job: Job) -> Iterator[Offence]:
    text, acts = Text(job.text), job.acts
    for span in acts.get("negative_about_employer", ()):
        yield Offence("disparagement", span)
    for span in acts.get("overshares", ()):
        if not is_harmless(span.text, job):
            yield Offence("overshares", span, brief=True)
    for key in ("begging", "flattery", "pressure", "sarcasm"):
        for span in phrase_set(job.language, "tone", key).find(text):
            yield Offence(key, span)
    for key, spans in rule_set(job.language, "manner").find(body_tokens(job.text)).items():
        if key in _MANNER:
            yield from (Offence(_MANNER[key], span) for span in spans)
    folded = fold(job.text)
    for kind, patterns in job.rules.offences.items():
        if kind == "disputes" and job.contract.intent != "accept_refusal":
            continue
        for match in any_of(patterns).finditer(folded):
            yield Offence(kind, text.span(*match.span()), brief=kind == "intimate")
    yield from _other_reasons(job)
    if job.contract.private:
        for finding in check(job.text, job.contract, subject="").of("private"):
            for span in finding.spans:
                yield Offence("private", span, brief=True)


def _other_reasons(job: Job) -> Iterator[Offence]:
    """Reasons that the situation does not want told, and illnesses that it denies."""
    wanted = job.contract.extra.get("reason")
    if not wanted or wanted == "health":
        return
    acts, health = job.acts, any_of((job.rules.kinds["health"],))
    explained = [s for act in (*_EXPLAINED, "reason", "apology") for s in acts.get(act, ())]
    for sentence in job.sentences():
        if not any(sentence.start <= s.start < sentence.end for s in explained):
            continue
        clauses = clauses_of(sentence, job.rules)
        if wanted == "none":
            for clause in clauses:
                if clause.kind == "cause" and clause.start > sentence.start:
                    yield Offence("private", Text(job.text).span(clause.start, clause.end))
        elif wanted not in {"family", "personal", "unforeseen"}:
            told = any(phrase in sentence.text for phrase in job.rules.brief.values())
            match = health.search(fold(sentence.text))
            if match and not told:
                last = match.end()
                while last < len(sentence.text) and sentence.text[last].isalnum():  # the pattern knows stems
                    last += 1
                span = Text(job.text).span(sentence.start + match.start(), sentence.start + last)
                yield Offence("contradicted_reason", span, brief=True)


def reason_kind(text: str, job: Job) -> str:
    """What a too intimate reason is about, broadly: health, family or personal."""
    folded = fold(text)
    for kind in ("family", "health"):  # the illness of a child is a family matter
        if any_of((job.rules.kinds[kind],)).search(folded):
            return kind
    return "personal"
