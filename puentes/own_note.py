"""The person's own note on its way into a message: screened, masked, written by the engine or in their own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from guardrails.language import other_language
from guardrails.text import Text
from puentes.etiquette import channels
from puentes.fidelity import fidelity, negates_alike
from puentes.masks import Masked, mask
from puentes.notes import LeftOut, needs_an_llm, people_and_bodies, polite, screen
from puentes.rendering.people import first_name
from puentes.situation import Situation
from puentes.to_reader import to_the_reader


@dataclass(frozen=True, slots=True)
class Own:
    """A sentence of the note: as it was given, and made polite by rule."""

    given: str
    text: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """The sentences that may come through, and those left out before anybody wrote anything."""

    sentences: tuple[Own, ...]
    left_out: tuple[LeftOut, ...]


def prepare(text: str | None, situation: Situation) -> Prepared:
    """Screens a note or a detail. Orders and injections are left out here; all else is made polite by rule."""
    if not text:
        return Prepared((), ())
    screened = screen(text, situation.language)
    own = tuple(Own(given, _said_to_the_reader(given, text, situation)) for given in screened.kept)
    return Prepared(own, screened.left_out)


def _said_to_the_reader(given: str, note: str, situation: Situation) -> str:
    said = polite(given, situation.language, situation.register_)
    recipient = situation.recipient
    if recipient.name:
        # "Thank Morag for …" in a message to Morag.
        theirs = "|".join(re.escape(form) for form in (recipient.name, *recipient.name.split()))
        said = re.sub(rf"^Please thank (?:[A-Z][a-z]{{1,3}}\.? )?(?:{theirs}) for\b", "Thank you for", said)
    # Spanish tú takes other verb forms, which no rule here makes.
    named = bool(recipient.name) and (situation.language == "en" or situation.register_ == "formal")
    others = people_and_bodies(situation.language)
    return to_the_reader(said, note, situation.language, others, recipient.gender, named)


def fitting(prepared: Prepared, situation: Situation, *, limit: int | None = None) -> Prepared:
    """What can be said without an LLM: in the message's language, clear by itself, and within the channel's room
    for a note (words; `limit` overrides it)."""
    room = channels().of(situation.channel).note if limit is None else limit
    kept: list[Own] = []
    left = list(prepared.left_out)
    for own in prepared.sentences:
        words = len(Text(own.text).words)
        if other_language(own.text, situation.language):
            left.append(LeftOut(own.given, "language"))
        elif needs_an_llm(own.text, situation.language):
            left.append(LeftOut(own.given, "unclear"))
        elif words > room:
            left.append(LeftOut(own.given, "length"))
            room = 0
        else:
            kept.append(own)
            room -= words
    return Prepared(tuple(kept), tuple(left))


def masked(text: str, situation: Situation, *, start: int = 0) -> Masked:
    """The text with every fact behind a slot, those of the situation behind its own slots."""
    recipient, interview = situation.recipient, situation.interview
    known: dict[str, list[str]] = {}
    if interview.position:
        known["position"] = [interview.position]
    if situation.company:
        known["company"] = [situation.company]
    if interview.place:
        known["place"] = [interview.place]
    people = (situation.sender.name, recipient.name)
    surely = [form for name in people if name for form in (name, first_name(name))]
    return mask(text, known, situation.language, surely, start)


def polished(answer: str, sentences: tuple[Own, ...], facts: Masked, language: str) -> tuple[dict[int, str], list[int]]:
    """Which sentences of a note the model's answer may stand for.

    Returns the accepted wordings (still masked) by sentence, and the sentences whose sense it changed. Where the
    answer has as many sentences as the note they are compared one by one, else as a whole.
    """
    theirs = [s.text for s in Text(" ".join(answer.split())).sentences]
    ours = [s.text for s in Text(facts.text).sentences]
    if len(theirs) == len(ours) == len(sentences):
        accepted = {i: t for i, (o, t) in enumerate(zip(ours, theirs, strict=True)) if fidelity(o, t, language).holds}
        return accepted, [i for i in range(len(ours)) if i not in accepted]
    if fidelity(facts.text, " ".join(theirs), language).holds:
        # The whole stands for the whole: it takes the place of the first sentence, the others are within it.
        return {0: " ".join(theirs), **dict.fromkeys(range(1, len(sentences)), "")}, []
    return {}, list(range(len(sentences)))


def faithful(note: Masked, wording: str, language: str, *, loose: bool) -> bool:
    """True when an engine's wording of the whole note may stand. `loose` is for engines that are trusted to word a
    note anew or to translate it: its facts must all be there, and nothing may be added at length."""
    verdict = fidelity(note.text, wording, language)
    if verdict.slots_new or verdict.longer:
        return False
    if loose:
        if not other_language(note.text, language) and not negates_alike(note.text, wording, language):
            return False
        return len(verdict.slots_lost) <= len(note.values) // 3
    return verdict.holds


def restore(values: Mapping[str, str], text: str) -> str:
    """The text with its masks replaced by what they stand for; a sentence begins with a capital all the same."""
    from puentes.masks import unmask

    restored = unmask(text, values)
    return restored[:1].upper() + restored[1:]
