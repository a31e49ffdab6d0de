"""What a draft means, read before anything is taken out of it: so that it can be said again where it went."""

from __future__ import annotations

from dataclasses import dataclass

from guardrails.folding import fold
from puentes.rewriting.cooling import Heat, has_pattern, heat_of
from puentes.rewriting.job import Job
from puentes.rewriting.offences import find_offences
from puentes.rewriting.rules import any_of
from puentes.rewriting.understanding import Read, read_intent
from puentes.situation import Intent

# What is said on purpose: after it nothing is guessed.
_SAID = (
    "cannot_attend",
    "missed",
    "withdrawal",
    "confirmation",
    "reschedule_offer",
    "question",
    "acceptance",
    "interest",
)
_MOVED = frozenset({"reschedule", "cancel", "missed"})
_MOVING = ("reschedule_offer", "cannot_attend", "missed")


@dataclass(frozen=True, slots=True)
class Meant:
    """`acts` are those that the draft performs, `offers` and `thanks` whether it surely asks for another date or
    thanks, `came` whether its
    writer was there and was not received, `heat` what makes its sentences suspect. `guessed`: its intent was read from
    reproaches, and is read again without them."""

    acts: frozenset[str]
    offers: bool
    thanks: bool
    came: bool
    heat: Heat | None
    guessed: bool


def intent_again(job: Job, read: Read, meant: Meant) -> Intent | None:
    """The intent of what is left of a draft. Who reproached or confided, asked nothing that is left and had been in
    the process, wants to know how it goes on."""
    intent = read_intent(job.text, read.language, read.moments, read.now)
    if job.language != "es":
        return intent
    draft = fold(job.tracked.draft)
    if read.intent == "accept_refusal" and any_of((job.rules.refused,)).search(draft):
        return read.intent  # the decision went with the reproach, and stands all the same
    if read.intent == "thank_you" and meant.thanks:
        return read.intent  # the thanks went with what stood beside them
    aimless = meant.heat in {"angry", "close"} and not has_pattern(job, *_SAID)
    waits = any_of((job.rules.awaits_news,)).search(draft) or (
        aimless and any_of((job.rules.in_process,)).search(draft)
    )
    if waits and (meant.guessed or aimless) and intent in {None, "ask_information", "keep_in_touch"}:
        return "follow_up"
    return intent


def read_meaning(job: Job, read: Read) -> Meant:
    came = any_of((job.rules.waited,)).search(fold(job.text)) is not None
    offences = find_offences(job)
    heat = heat_of(job, offences)
    close = [o.span for o in offences if o.kind == "intimate"]
    unsure = heat is not None and read.intent in _MOVED and not came and not has_pattern(job, *_MOVING, but=close)
    return Meant(
        acts=frozenset(act for act, spans in job.acts.items() if spans),
        offers=has_pattern(job, "reschedule_offer"),
        thanks=has_pattern(job, "gratitude", but=[o.span for o in offences if o.kind in {"sarcasm", "contempt"}]),
        came=came,
        heat=heat,
        guessed=unsure and "intent" not in read.given,
    )
