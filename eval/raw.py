"""The raw answer of an engine as a message: what it wrote first, before anything was refused, repaired or replaced."""

from __future__ import annotations

from puentes.composing import compose
from puentes.engines.base import Profile
from puentes.message import Message, Part
from puentes.situation import Situation


def raw_message(message: Message, situation: Situation, profile: Profile) -> tuple[str, str] | None:
    """Subject and body of the raw answer; None when no engine was asked.

    Moves that the engine was asked for and did not write are missing. What no engine of this profile is asked for
    (greeting, closing; with a small model all but the note) stands as it was delivered.
    """
    if not message.asked:
        return None
    parts = {
        place.part.move: place.part
        for place in message.placed
        if place.part.move not in message.asked and not profile.does(place.part.move)
    }
    parts |= {move: Part(move, text, text, "llm") for move, text in message.raw.items() if move != "subject"}
    subject = ""
    if situation.channel == "email":
        asked = "subject" in message.asked
        subject = message.raw.get("subject", "") if asked else message.subject
    return subject, compose(situation, parts)[0]


def fallen_back(message: Message) -> tuple[str, ...]:
    """The moves that the engine was asked for and that others wrote in its place, in alphabetical order."""
    source = {place.part.move: place.part.source for place in message.placed}
    if message.subject and "subject" in message.asked:
        source["subject"] = "bank" if "subject" in message.rejected else "llm"
    # A note polished alone stands there as the person's; it fell back when the polish was refused.
    alone = {move for move in message.asked if source.get(move) == "person" and move not in message.rejected}
    return tuple(sorted({m for m in message.asked if source.get(m) != "llm"} - alone))
