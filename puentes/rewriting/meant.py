"""What a draft means, read before anything is taken out of it: so that it can be said again where it went."""

from __future__ import annotations

from dataclasses import dataclass

from guardrails.folding import fold
from puentes.rewriting.cooling import Heat, has_pattern, heat_of
from puentes.rewriting.job import Job
from puentes.rewriting.offences import find_offences
from puentes.rewriting.rules import any_of
from puentes.rewriting.understanding import Read

_MOVING = ("reschedule_offer", "cannot_attend", "missed")


@dataclass(frozen=True, slots=True)
class Meant:
    """`acts` are those that the draft performs, `offers` whether it surely asks for another date, `came` whether its
    writer was there and was not received, `heat` what makes its sentences suspect. `guessed`: its intent was read from
    reproaches, and is read again without them."""

    acts: frozenset[str]
    offers: bool
    came: bool
    heat: Heat | None
    guessed: bool


def read_meaning(job: Job, read: Read) -> Meant:
    came = any_of((job.rules.waited,)).search(fold(job.text)) is not None
    offences = find_offences(job)
    heat = heat_of(job, offences)
    close = [o.span for o in offences if o.kind == "intimate"]
    unsure = heat is not None and read.intent == "reschedule" and not came and not has_pattern(job, *_MOVING, but=close)
    return Meant(
        acts=frozenset(act for act, spans in job.acts.items() if spans),
        offers=has_pattern(job, "reschedule_offer"),
        came=came,
        heat=heat,
        guessed=unsure and "intent" not in read.given,
    )
