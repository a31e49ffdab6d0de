"""What nobody told: asked of the person, never invented."""

from __future__ import annotations

from guardrails.contract import Contract
from puentes.rewriting.facts_read import moment_told
from puentes.rewriting.telling import tell
from puentes.rewriting.understanding import Read
from puentes.situation import Situation

_DATED = frozenset({"cancel", "reschedule", "missed", "confirm"})
_POSITIONED = frozenset({"withdraw", "follow_up", "thank_you", "reconsider", "keep_in_touch", "accept_refusal"})


def questions(read: Read, contract: Contract, situation: Situation | None, language: str) -> tuple[str, ...]:
    """The questions that are open: what the message would be clearer with, and what was read with a guess."""
    found: list[str] = []
    if situation is None:
        found += _unknown(read, language)
    for moment in read.moments:
        if situation is None and moment.unsure and moment.iso:
            found.append(tell("ask_half", language, text=moment.text, read=moment_told(moment, language)))
        elif situation is None and moment.day is None and moment.hour is not None:
            found.append(tell("ask_day", language, text=moment.text))
        elif moment.role == "alternative" and moment.hour is None and moment.day is not None:
            found.append(tell("ask_time", language, text=moment.text))
    if contract.channel == "voicemail" and not (read.phone or (situation and situation.sender.phone)):
        found.append(tell("ask_phone", language))
    return tuple(dict.fromkeys(found))


def _unknown(read: Read, language: str) -> list[str]:
    found = []
    if read.intent is None:
        found.append(tell("ask_intent", language))
    if read.intent in _DATED and not any(m.role == "when" for m in read.moments):
        found.append(tell("ask_when", language))
    if read.intent in _POSITIONED and not (read.position or read.company):
        found.append(tell("ask_position", language))
    if read.intent == "reschedule" and not any(m.role == "alternative" for m in read.moments):
        found.append(tell("ask_alternatives", language))
    if read.channel == "email" and not read.sender:
        found.append(tell("ask_sender", language))
    return found
