"""What people ask of a rewriting beyond courtesy: more formal, warmer, shorter, firmer; or another channel."""

from __future__ import annotations

import re

from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.channels import to_channel
from puentes.rewriting.comparing import facts_in
from puentes.rewriting.cutting import cut_sentence
from puentes.rewriting.formality import make_formal
from puentes.rewriting.inserting import Words, insert, sentence_for
from puentes.rewriting.job import Job
from puentes.rewriting.marks import drop_fillers
from puentes.rewriting.options import Options
from puentes.rewriting.splitting import mark_questions
from puentes.rewriting.swapping import swap
from puentes.rewriting.tracked import Why
from puentes.rewriting.understanding import Read

# What no shortening takes away.
_NEEDED = (
    "apology", "gratitude", "reschedule_offer", "cannot_attend", "missed", "withdrawal", "confirmation", "question",
    "acceptance", "names_interview", "change_of_mind", "reason", "interest",
)  # fmt: skip


def before_insertions(job: Job, options: Options, read: Read) -> None:
    """The presets and channels that change words of the draft."""
    if options.preset == "formal":
        make_formal(job)
    if options.preset == "firmer":
        _firmer(job)
    if options.to_channel and options.to_channel != options.channel:
        to_channel(job, options.to_channel, read)


def after_insertions(job: Job, options: Options, words: Words) -> None:
    """The presets that need the whole: a warm sentence more, or all that can be spared less."""
    if options.preset == "warmer":
        sentence = sentence_for(job, words, "warmth", avoid=job.text)
        if sentence and sentence not in job.text:
            # Beside the thanks, where a message closes: in the middle it would part what belongs together.
            insert(job, sentence, "gratitude", Why("warmer", "preset"))
    if options.preset == "shorter":
        drop_fillers(job)
        _leads(job)
        for pattern, put in job.rules.shorter:
            swap(job, pattern, put, Why("shorter", "length"))
        if job.language == "en":
            mark_questions(job)
        shorten(job, 0, "shorter")
    budget = job.contract.budget
    if budget and len(Text(job.text).words) > budget.limit:
        shorten(job, budget.limit, "length")


def shorten(job: Job, limit: int, key: str) -> None:
    """Takes sentences out that hold neither a fact nor an act that is needed, the last ones first, until the body
    has at most `limit` words; then those that hold a fact and no needed act."""
    for spare_facts in (True, False):
        if limit == 0 and not spare_facts:
            return
        layout, words = job.layout, len(Text(job.text).words)
        inside = [s for s in job.sentences() if layout.body_start <= s.start < layout.body_end]
        left = len([s for s in job.sentences() if s.start < layout.body_end])
        with job.from_the_end():
            for sentence in reversed(inside):
                if limit and words <= limit:
                    return
                if left > 1 and not _needed(job, sentence, spare_facts=spare_facts):
                    cut_sentence(job, sentence, Why(key, "length", sentence.text))
                    words -= len(Text(sentence.text).words)
                    left -= 1


def _needed(job: Job, sentence: Span, *, spare_facts: bool) -> bool:
    acts = job.acts
    performs = any(sentence.start <= s.start < sentence.end for act in _NEEDED for s in acts.get(act, ()))
    return performs or (spare_facts and bool(facts_in(sentence.text, job.language)))


def _leads(job: Job) -> None:
    """ "La verdad es que", "to be honest": said in fewer words without them."""
    pattern = re.compile(rf"(?:{job.rules.leads})(?:,\s*|\s+(?=\w))")
    greeting = job.layout.greeting
    for sentence in reversed(job.sentences()):
        start = sentence.start
        if greeting and start <= greeting.start and greeting.end < sentence.end:
            start = greeting.end + len(job.text[greeting.end :]) - len(job.text[greeting.end :].lstrip())
        match = pattern.match(fold(job.text), start)
        if match and match.end() < sentence.end:
            first = job.text[match.end()]
            why = Why("shorter", "length", match.group().strip())
            job.replace(match.start(), match.end() + 1, first.upper() if start == sentence.start else first, why)


def _firmer(job: Job) -> None:
    """Hedges and needless excuses go; the request stays a request."""
    for pattern, put in job.rules.firmer:
        swap(job, pattern, put, Why("firmer", "preset"))
