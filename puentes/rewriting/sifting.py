"""The caution after an offence: in a draft written in anger or in confidence, what no list foresees goes too.

A sentence that does something the message is for (thanks, asks, apologises, tells when) stays, without the clauses that
are too warm; where no whole sentence would be left it goes, and its act is said again by the steps that follow. A
sentence that does nothing stays only where nothing in it is warm and it does not speak of what went.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.cool_clauses import ABOUT_ME, cool_part
from puentes.rewriting.cutting import cut_sentence, delete_sentence
from puentes.rewriting.heat import MOODS, Mood, is_warm, mentions_gone, moods_in, moods_of, score, sure_of
from puentes.rewriting.job import Job
from puentes.rewriting.rules import any_of
from puentes.rewriting.tracked import Why
from puentes.rewriting.verbs import has_verb
from puentes.rewriting.wanted import WANTED, key_of, tells_when

_SHORT, _CALM = 14, -1.0  # words of a reason that is told plainly, and its score at most
_SELF = re.compile(
    r"^\W*(?:hi|hello|hey)?\W*(?:my name(?:'s| is)|this is [a-z]+ [a-z]+\W*\Z|it's [a-z]+(?: [a-z]+)? (?:here|calling)"
    r"|this is a message for|my number)"
)
_NEXT = 4  # characters
_JOINT = re.compile(r"(?:But|And|So|Or|Also|Then),? (?=\w)")  # joined to what went
_FREE = re.compile(r"(?<!\w)(?:i(?:'m| am)|we(?:'re| are)) (?:free|available|around|flexible|off)")
_NUMBER = re.compile(r"\d{3,}|https?://|www\.|\S@\S")
_KEYS: dict[Mood, str] = {"anger": "heated", "confidence": "confiding"}
_CHECK: dict[Mood, str] = {"anger": "disparagement", "confidence": "oversharing"}


def sift(job: Job, kinds: Collection[str], before: str) -> None:
    """Takes out of a draft with offences of these kinds what is as warm as they were; `before` is its text before any
    of them went. A draft without a mood stays as it is."""
    moods = moods_of(job, kinds)
    if not moods:
        return
    gone, written = _gone_before(job, before), {key_of(s.text) for s in Text(before).sentences}
    plan: list[_Plan] = []
    lost = False
    for sentence in filter(job.in_body, job.sentences()):
        lost = lost or sentence.start in gone
        said = _own(job, sentence)
        part, idle = _stays(job, said, moods, lost=lost, new=key_of(sentence.text) not in written)
        if part and lost and (joint := _JOINT.match(part)):
            part = part[joint.end()].upper() + part[joint.end() + 1 :]
        plan.append(_Plan(said, part, idle, lost))
        lost = not part
    if moods == {"confidence"} and not any(planned.part for planned in plan):
        return  # nothing else is there to be said: what no word makes too warm stays
    with job.from_the_end():
        for number, planned in reversed(list(enumerate(plan))):
            follows = number + 1 < len(plan) and not plan[number + 1].part
            part = "" if planned.idle and planned.after_gap and follows else planned.part  # an island says nothing
            if part != planned.said.text.strip():
                _put(job, planned.said, part, moods)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to stay (`part`) of a sentence; `idle` when it does nothing for the message, `after_gap` when the one
    before it is gone."""

    said: Span
    part: str
    idle: bool
    after_gap: bool


def _stays(job: Job, said: Span, moods: Collection[Mood], *, lost: bool, new: bool) -> tuple[str, bool]:
    """What stays of a sentence, and whether it does nothing; `lost` when the one before is gone, `new` when a cut made
    it what it is."""
    whole, courteous = said.text.strip(), _courteous(job, said)
    if new and ABOUT_ME.match(fold(whole)):
        return "", True  # its subject is gone
    busy = [s for act in WANTED for s in job.acts.get(act, ()) if said.start <= s.start < said.end]
    busy = [s for s in busy if not ABOUT_ME.search(fold(job.text[s.start : s.end + _NEXT]))] + _meant(job, said)
    if busy or _tells_facts(job, said):
        return cool_part(job, said, busy, moods), False
    if new and "anger" in moods:
        return "", True  # what a cut left of a reproach
    if _is_plain_reason(job, said):
        return whole, False
    warm = is_warm(said.text, job.language, moods, idle=True, courteous=courteous)
    return "" if warm or _says_nothing(job, said, lost=lost) else whole, not courteous


def _meant(job: Job, said: Span) -> list[Span]:
    """What the message may be for in words that no act knows: a refusal, a withdrawal, a wait for news, feedback."""
    rules = job.rules
    patterns = (
        rules.refused,
        rules.withdraws,
        rules.awaits_news,
        rules.reconsiders,
        rules.late,
        *moods_in(job.language).wants,
    )
    folded = fold(job.text)
    found = any_of(patterns).finditer(folded, said.start, said.end)
    return [Text(job.text).span(*match.span()) for match in found]


def _is_plain_reason(job: Job, said: Span) -> bool:
    """True for a reason in a few calm words: "I had a family emergency."."""
    told = any(said.start <= s.start < said.end for s in job.acts.get("reason", ()))
    plain = any_of(moods_in(job.language).reasons).search(fold(said.text)) if told else None
    if not plain or len(said.text.split()) > _SHORT:
        return False
    calm = all(score(said.text, job.language, mood) < _CALM for mood in MOODS)
    return calm and not sure_of(said.text, job.language)


def _courteous(job: Job, said: Span) -> bool:
    return bool(any_of(job.rules.kept_remarks).search(fold(said.text)))


def _own(job: Job, sentence: Span) -> Span:
    """The sentence without the greeting that stands in it."""
    greeting = job.layout.greeting
    start = sentence.start
    if greeting and start < greeting.end < sentence.end:
        start = greeting.end
        while job.text[start : start + 1] in {" ", ",", ":", "\n"}:
            start += 1
    return Text(job.text).span(start, sentence.end)


def _gone_before(job: Job, before: str) -> set[int]:
    """Where the sentences begin before which another one went since the text `before`."""
    now = [(s, key_of(s.text)) for s in job.sentences()]
    keys = {key for _, key in now}
    were = [key_of(s.text) for s in Text(before).sentences]
    after_gap = {key for last, key in zip(["", *were], were, strict=False) if last and last not in keys}
    return {s.start for s, key in now if key in after_gap}


def _tells_facts(job: Job, said: Span) -> bool:
    """True for a number to call or a moment that stands in a sentence about the writer's own time."""
    if _NUMBER.search(said.text) or _SELF.search(fold(said.text)):
        return True
    return bool(_FREE.search(fold(said.text))) and tells_when(said.text, job.language)


def _says_nothing(job: Job, said: Span, *, lost: bool) -> bool:
    """True for what hung on a sentence that went, or is no sentence at all ("A DAY.")."""
    courteous = _courteous(job, said)
    if lost and mentions_gone(said.text) and not courteous:
        return True
    return not has_verb(said.text, job.language) and not courteous


def _put(job: Job, said: Span, part: str, moods: Collection[Mood]) -> None:
    mood: Mood = "anger" if "anger" in moods else "confidence"
    if len(moods) > 1 and is_warm(said.text, job.language, {"confidence"}, idle=False):
        mood = "confidence"
    why = Why(_KEYS[mood], _CHECK[mood], said.text.strip())
    if part:
        end = said.start + len(said.text.rstrip())
        job.replace(said.start, end, part, why)
        return
    sentence = job.sentence_at(said.start)
    if sentence and sentence.start < said.start:
        delete_sentence(job, said, why)
    else:
        cut_sentence(job, said, why)
