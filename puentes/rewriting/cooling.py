"""Among reproaches and confidences only what the message needs stays: what does something, or tells a plain fact. No
list knows every reproach, so what does nothing is not trusted there, and goes as a whole."""

from __future__ import annotations

import re

from guardrails.acts import find_patterns
from guardrails.checks.facts import phone_spans
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.tokens import body_tokens
from puentes.rewriting.clauses import Clause, clauses_of, dangles, is_fragment
from puentes.rewriting.cutting import delete_sentence
from puentes.rewriting.gaps import behead
from puentes.rewriting.job import Job
from puentes.rewriting.offences import Offence
from puentes.rewriting.rules import any_of, word
from puentes.rewriting.tracked import Why
from puentes.rewriting.verbs import has_finite

_ANGRY = frozenset({"disparagement", "contempt", "blame", "sarcasm", "disputes"})
_CLOSE = frozenset({"overshares", "intimate", "desperation", "begging", "self_blame"})
_CONFIDENCES = 2  # one alone is taken out at its spot
# What a sentence does that is needed, or told on purpose.
_NEEDED = (
    "apology", "gratitude", "reschedule_offer", "cannot_attend", "missed", "withdrawal", "confirmation", "interest",
    "future_contact", "question", "acceptance", "names_interview", "change_of_mind", "reason",
)  # fmt: skip
_ADDRESS = re.compile(r"https?:|www\.|\S@\S")


def is_heated(job: Job, offences: list[Offence]) -> bool:
    """True for a draft that reproaches, or confides more than once."""
    if not job.rules.plain:
        return False
    kinds = [offence.kind for offence in offences]
    if any(kind in _ANGRY for kind in kinds) or sum(kind in _CLOSE for kind in kinds) >= _CONFIDENCES:
        return True
    heated = job.rules.heated
    return bool(heated and any_of(heated).search(fold(job.text[: job.layout.own_end])))


def cool(job: Job) -> None:
    """Takes out the sentences that do nothing, and of the others the clauses at either end that do nothing."""
    needed = _needed(job)
    with job.from_the_end():
        for sentence in reversed(job.sentences()):
            layout = job.layout
            if not (sentence.end > layout.body_start and sentence.start < layout.body_end):
                continue
            if any_of((job.rules.waited,)).search(fold(sentence.text)):
                continue  # who was not received tells so
            clauses = [c for c in clauses_of(sentence, job.rules) if c.end > layout.body_start]
            doing = [n for n, clause in enumerate(clauses) if _does(job, clause, needed)]
            if not doing:
                delete_sentence(job, sentence, Why("heated", "tone", sentence.text.strip()))
                continue
            _trim_end(job, sentence, clauses, doing[-1])
            _trim_start(job, sentence, clauses, doing[0])


def _trim_end(job: Job, sentence: Span, clauses: list[Clause], last: int) -> None:
    """Not where what follows is what somebody asks, hopes or says ("les ruego que …")."""
    while last + 1 < len(clauses) and _completes(job, clauses[last + 1]):
        last += 1
    if last + 1 >= len(clauses):
        return
    start, end = clauses[last].end, clauses[-1].end
    if dangles(job.text[sentence.start : start], job.language):
        return
    job.replace(start, end, "", Why("heated", "tone", job.text[start:end].strip(" ,;")))


def _completes(job: Job, clause: Clause) -> bool:
    apart = job.text[clause.parted : clause.start].strip()
    said = fold(job.text[clause.start : clause.end])
    return not apart and bool(re.match(r"(?:que|como|cuando|donde|si|quien)\b", said)) and not _reproaches(job, said)


def _trim_start(job: Job, sentence: Span, clauses: list[Clause], first: int) -> None:
    """Not where what goes is the condition of what stays, or the main clause that it hangs on."""
    lead = clauses[0]
    if first == 0 or lead.start > sentence.start or clauses[first].kind not in {"", "additive", "contrast"}:
        return
    gone = job.text[lead.start : clauses[first].parted]
    if word(job.rules.conditional).match(fold(gone)) or not has_finite(gone, job.language):
        return
    if is_fragment(job.text[clauses[first].start : clauses[-1].end], job.rules):
        return
    behead(job, sentence, clauses[first], "", Why("heated", "tone", gone.strip(" ,;")))


def _needed(job: Job) -> list[Span]:
    """What is needed, as the patterns find it: the weights, which see acts in any wording, see them in reproaches too."""
    tokens = body_tokens(job.text)
    acts, _ = find_patterns(tokens.text, tokens, job.language)
    return [span for act in _NEEDED for span in acts.get(act, ())]


def _does(job: Job, clause: Clause, needed: list[Span]) -> bool:
    """True when a clause performs an act that a message may need, or holds what may not be lost."""
    text = job.text[clause.start : clause.end]
    folded = fold(text)
    if _reproaches(job, folded):
        return False
    if any(clause.start <= span.start < clause.end for span in needed):
        return True
    if _ADDRESS.search(text) or phone_spans(text):
        return True
    rules = job.rules
    return bool(any_of((*rules.plain, rules.withdraws, rules.calls)).search(folded))


def _reproaches(job: Job, folded: str) -> bool:
    return bool(any_of(job.rules.reproachful).search(folded))
