"""Damage to what the message does: acts dropped, repeated, added against etiquette, put in the wrong place."""

from __future__ import annotations

import random
import re

from bench.mutations.kinds import Damaged, insertion, kind, replaced, without, wording, wordings
from bench.mutations.samples import Sample


def _dropped(sample: Sample, move: str) -> Damaged | None:
    part = sample.part(move)
    # One part may do the work of two moves (a purpose that thanks); then dropping the other breaks nothing.
    twice = sum(p.part.move == move for p in sample.parts) != 1
    if part is None or twice or move not in sample.contract.required:
        return None
    own = sample.part("personal", *(("question",) if move != "question" else ()))
    # The person's own note may thank or ask by itself: it goes too.
    bare = without(sample, part)
    if own is not None and own.part.source == "person":
        bare = Damaged(bare.body.replace(own.part.text, "", 1), what=bare.what)
    return bare


def _drop(move: str, *caught_by: str) -> None:
    """A kind that takes out a move which the contract requires."""

    def apply(sample: Sample, rng: random.Random) -> Damaged | None:  # noqa: ARG001 - one way only
        return _dropped(sample, move)

    apply.__name__ = f"drop_{'offer' if move == 'reschedule_offer' else move}"
    kind(*caught_by)(apply)


for _move, _checks in {
    "apology": ("apology",), "gratitude": ("gratitude",),
    "purpose": ("names_interview", "facts", "cannot_attend", "withdrawal", "confirmation", "missed"),
    "reason": ("reason",), "reschedule_offer": ("reschedule_offer", "facts"), "interest": ("interest",),
    "acceptance": ("acceptance",), "question": ("question",),
}.items():  # fmt: skip
    _drop(_move, *_checks)


@kind("greeting")
def drop_greeting(sample: Sample, rng: random.Random) -> Damaged | None:  # noqa: ARG001 - one way only
    part = sample.part("greeting")
    return without(sample, part) if part else None


@kind("closing", "facts")
def drop_closing(sample: Sample, rng: random.Random) -> Damaged | None:  # noqa: ARG001 - one way only
    part = sample.part("closing")
    return without(sample, part) if part else None


@kind("apology")
def apologise_three_times(sample: Sample, rng: random.Random) -> Damaged | None:
    if not {"apology"} & {*sample.contract.required, *sample.contract.allowed}:
        return None
    part = sample.part("apology")
    body = sample.body
    place = part.end if part else sample.inner[0].end
    more = [wording(sample, rng, "apology_more"), wording(sample, rng, "apology_more")]
    if not part:
        more.append(wording(sample, rng, "apology_more"))
    return Damaged(f"{body[:place]} {' '.join(map(str, more))}{body[place:]}", what=" ".join(map(str, more)))


@kind("reschedule_offer")
def offer_a_date_where_none_is_due(sample: Sample, rng: random.Random) -> Damaged | None:
    return insertion(sample, rng, "offer") if "reschedule_offer" in sample.contract.forbidden else None


@kind("reason", "private")
def tell_a_reason_that_is_private(sample: Sample, rng: random.Random) -> Damaged | None:
    return insertion(sample, rng, "reason") if "reason" in sample.contract.forbidden else None


@kind("reason")
def explain_at_length(sample: Sample, rng: random.Random) -> Damaged | None:
    if "reason" in sample.contract.forbidden:
        return None
    sentences = list(wordings()["reason"][sample.language])
    rng.shuffle(sentences)
    chosen = " ".join(sentences[:4])
    place = sample.inner[0].end
    return Damaged(f"{sample.body[:place]} {chosen}{sample.body[place:]}", what=chosen)


@kind("repetition", "apology")
def say_a_sentence_twice(sample: Sample, rng: random.Random) -> Damaged | None:
    whole = [p for p in sample.inner if len(p.part.text.split()) > 4]
    part = rng.choice(whole)
    text = re.split(r"(?<=[.!?])\s", part.part.text)[0]
    place = rng.choice(sample.inner).end
    return Damaged(f"{sample.body[:place]} {text}{sample.body[place:]}", what=text)


@kind("greeting", "punctuation")
def end_the_greeting_in_the_wrong_mark(sample: Sample, rng: random.Random) -> Damaged | None:
    part = sample.part("greeting")
    if part is None or sample.situation.channel != "email":
        return None
    marks = [",", ";", "", "-"] if sample.language == "es" else [";", "", ".", "-"]
    return replaced(sample, part.end - 1, part.end, rng.choice(marks))


@kind("length")
def be_too_long(sample: Sample, rng: random.Random) -> Damaged | None:
    return insertion_many(sample, rng, "long", 6)


def insertion_many(sample: Sample, rng: random.Random, name: str, times: int) -> Damaged | None:
    """A wording several times over."""
    sentence = wording(sample, rng, name)
    place = rng.choice(sample.inner).end
    return Damaged(f"{sample.body[:place]} {' '.join([str(sentence)] * times)}{sample.body[place:]}", what="long")


@kind("subject")
def spoil_the_subject(sample: Sample, rng: random.Random) -> Damaged | None:
    if sample.situation.channel != "email":
        return None
    one = sample.subject.split()[0].strip(":,")
    options = [
        "",
        one,
        sample.subject.upper(),
        f"{sample.subject}!!",
        f"{sample.subject} 😊",
        f"{sample.subject} [Date]",
    ]
    options.append(
        f"{sample.subject} "
        + " ".join(["y algo más que decir"] * 3 if sample.language == "es" else ["and some more to say"] * 3)
    )
    chosen = rng.choice(options)
    return Damaged(sample.body, subject=chosen, what=chosen)
