"""What a draft means, read before anything is taken out of it: so that it can be said again where it went."""

from __future__ import annotations

from dataclasses import dataclass

from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.cooling import Heat, has_pattern, heat_of
from puentes.rewriting.heat import is_hot
from puentes.rewriting.job import Job
from puentes.rewriting.offences import find_offences
from puentes.rewriting.rules import any_of
from puentes.rewriting.understanding import Read, is_meant, read_intent
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
    """`acts` are those that the draft performs, `kinds` those of its offences, `offers` and `thanks` whether it surely
    asks for another date or thanks, `came` whether its writer was there and was not received, `heat` what makes its
    sentences suspect. `guessed`: its intent was read from reproaches, and is read again without them."""

    acts: frozenset[str]
    kinds: frozenset[str]
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
        return _in_english(job, read, meant, intent)
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


def _in_english(job: Job, read: Read, meant: Meant, intent: Intent | None) -> Intent | None:
    refused = any_of((job.rules.refused,)).search(fold(job.tracked.draft))
    if read.intent == "accept_refusal" and refused and intent in {None, "ask_information", "thank_you"}:
        return read.intent  # told in a reproach, but told
    if intent is None and (meant.guessed or read.intent is None) and _says_nothing(job):
        return "follow_up"  # whoever was angry at a process wants to know where it stands
    return intent


def _says_nothing(job: Job) -> bool:
    """True when what went left no sentence that does anything."""
    went = {why.key for change in job.tracked.changes for why in change.whys}
    return "heated" in went and not any(job.acts.get(act) for act in (*_SAID, "apology", "change_of_mind"))


def _only_seems_missed(job: Job, read: Read) -> bool:
    """ "We were there to make up the numbers" tells of no interview that was missed: who reproaches and does not
    apologise has to say so plainly."""
    plainly = any_of((job.rules.missed_plainly,)).search(fold(job.text))
    return read.intent == "missed" and is_hot(job) and not plainly and not job.acts.get("apology")


_FOLLOWING = 12  # characters


def _more(job: Job, span: Span) -> Span:
    """The words of an act with the few that follow: "not going to make | a fuss"."""
    return Text(job.text).span(span.start, min(len(job.text), span.end + _FOLLOWING))


def read_meaning(job: Job, read: Read) -> Meant:
    came = any_of((job.rules.waited,)).search(fold(job.text)) is not None
    offences = find_offences(job)
    heat = heat_of(job, offences)
    close = [o.span for o in offences if o.kind == "intimate"]
    unsure = heat is not None and read.intent in _MOVED and not came and not has_pattern(job, *_MOVING, but=close)
    unsure = unsure or _only_seems_missed(job, read)
    return Meant(
        acts=frozenset(act for act, spans in job.acts.items() if any(is_meant(_more(job, s), act) for s in spans)),
        kinds=frozenset(offence.kind for offence in offences),
        offers=has_pattern(job, "reschedule_offer"),
        thanks=has_pattern(job, "gratitude", but=[o.span for o in offences if o.kind in {"sarcasm", "contempt"}]),
        came=came,
        heat=heat,
        guessed=unsure and "intent" not in read.given,
    )
