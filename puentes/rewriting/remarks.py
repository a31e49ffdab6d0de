"""Short remarks beside an offence: with what they commented on gone, they say nothing ("So I went home.")."""

from __future__ import annotations

import re

from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.cutting import cut_sentence
from puentes.rewriting.job import Job
from puentes.rewriting.rules import any_of
from puentes.rewriting.tracked import Why
from puentes.rewriting.wanted import WANTED, key_of, tells_when

_SIGNED = re.compile(r", [^\W\d_a-zñ]\w+(?: [^\W\d_a-zñ]\w+)*\.?\s*\Z")
_MOST_WORDS = 8  # longer than that, a sentence says something of its own
# Acts that a remark does not perform.
_ACTS = (*WANTED, "mentions_process", "reason")


def drop_remarks(job: Job, before: str) -> None:
    """Takes out the short sentences that stand beside one that went since the text `before`, or are what a cut left,
    and that neither do anything nor tell a fact."""
    now = {key_of(s.text) for s in job.sentences()}
    beside = _beside(before, now)
    with job.from_the_end():
        for sentence in reversed(job.sentences()):
            if key_of(sentence.text) in beside and _is_remark(job, sentence):
                cut_sentence(job, sentence, Why("fragment", "tone", sentence.text.strip()))


def _beside(before: str, now: set[str]) -> set[str]:
    """The sentences that stood beside one that is gone, with the short ones beside those, and what is new."""
    were = [key_of(s.text) for s in Text(before).sentences]
    found = now - set(were)
    for order in (were, were[::-1]):
        near = False
        for key in order:
            if key not in now:
                near = True
            elif near:
                found.add(key)
                near = len(key.split()) <= _MOST_WORDS
    return found if set(were) - now else set()


def _is_remark(job: Job, sentence: Span) -> bool:
    layout, text = job.layout, sentence.text
    inside = layout.body_start <= sentence.start and sentence.end <= layout.body_end
    if _SIGNED.search(text):
        return False  # who signs closes
    if not inside or not 0 < len(text.split()) <= _MOST_WORDS:
        return False
    if any(sentence.start <= s.start < sentence.end for act in _ACTS for s in job.acts.get(act, ())):
        return False
    wanted = (*job.rules.kept_remarks, job.rules.refused, job.rules.withdraws, job.rules.calls)
    if any_of(wanted).search(fold(text)) or any(c.isdigit() for c in text):
        return False
    return not tells_when(text, job.language)
