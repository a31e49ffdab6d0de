"""What is not for the reader at all is taken out first, whole sentences of it: threats, wishes to lie, orders to a
program. When nothing is left that a message would be for, there is no text."""

from __future__ import annotations

import re

from guardrails.finding import Span
from guardrails.folding import fold
from puentes.rewriting.cutting import delete_sentence
from puentes.rewriting.job import Job
from puentes.rewriting.rules import any_of, word
from puentes.rewriting.tracked import Why


def take_out(job: Job) -> None:
    """Sentences that are not for the reader: threats, wishes to lie, orders to a program, requests to an assistant."""
    rules = job.rules
    kinds = (
        ("injection", rules.injection), ("threat", rules.threats), ("lie", rules.lies),
        ("to_the_assistant", rules.to_the_assistant),
    )  # fmt: skip
    for key, patterns in kinds:
        with job.from_the_end():
            for sentence in reversed(job.sentences()):
                match = any_of(patterns).search(fold(sentence.text))
                if not match or _quoted(job, sentence):
                    continue
                if key == "to_the_assistant" and (led := _lead(sentence)):
                    _cut_lead(job, sentence, led)
                else:
                    delete_sentence(job, sentence, Why(key, key, sentence.text))  # never the greeting
                    job.tell(key, text=sentence.text)
    _say_it_oneself(job)


def _say_it_oneself(job: Job) -> None:
    """ "Tell them that I can't come": said to an assistant at the beginning of a draft; what is to be said stays."""
    sentences = job.sentences()
    match = word(job.rules.told_to_say).match(fold(job.text), sentences[0].start) if sentences else None
    if match and not _quoted(job, sentences[0]):
        _cut_lead(job, sentences[0], match.end())


def _lead(sentence: Span) -> int:
    """Where the draft itself begins after "can you make this nicer: …" (or a dash); 0 where nothing follows."""
    colon = re.search(r"(?::\s+|\s[-–—]+\s+)(?=[\w\"'«“¿¡])", sentence.text)
    return sentence.start + colon.end() if colon else 0


def _cut_lead(job: Job, sentence: Span, start: int) -> None:
    said = job.text[sentence.start : start].strip()
    first = job.text[start : start + 1]
    job.replace(sentence.start, start + 1, first.upper(), Why("to_the_assistant", "to_the_assistant", said))
    job.tell("to_the_assistant", text=said)


# What a message may be for.
_PURPOSES = (
    "gratitude", "reschedule_offer", "cannot_attend", "missed", "withdrawal", "confirmation", "interest",
    "future_contact", "question", "acceptance", "change_of_mind", "apology",
)  # fmt: skip


def is_pointless(job: Job) -> bool:
    """After a threat or the like was taken out: true when nothing is left that a message would be for. Then there is
    no text."""
    whys = {why.key for change in job.tracked.changes for why in change.whys}
    if not whys & {"threat", "injection", "lie"} or job.contract.intent != "other":
        return False
    if any(job.acts.get(act) for act in _PURPOSES):
        return False
    job.replace(0, len(job.text), "", Why("contempt", "tone", " ".join(job.text.split())))
    return True


def _quoted(job: Job, sentence: Span) -> bool:
    return any(a <= sentence.start and sentence.end <= b for a, b in job.guarded())
