"""What a rewriting knows: the contract that it is held to, and what its insertions may say."""

from __future__ import annotations

from guardrails.contract import Contract
from puentes.bank import wordings
from puentes.contracts import slots_for
from puentes.etiquette import reason_is_told
from puentes.rewriting.contradicting import contradictions
from puentes.rewriting.held_to import contract_from, contract_with
from puentes.rewriting.inserting import Words
from puentes.rewriting.understanding import Read
from puentes.situation import Situation


def contract_of(read: Read, draft: str, situation: Situation | None) -> Contract:
    """What the result is held to."""
    against = contradictions(read, draft, situation)
    if situation is None or against.intent:
        return contract_from(read, draft)
    return contract_with(situation, read, draft, against.kinds)


def words_for(read: Read, situation: Situation | None) -> Words:
    """What insertions may say: the situation's facts, or the draft's own words for them."""
    values: dict[str, str] = {}
    if situation is not None and situation.language == read.language:
        values = dict(slots_for(situation).values)
        if "when" in values:
            values["day"] = ("del " if read.language == "es" else "on ") + values["when"]
    elif read.position:
        values["position"] = read.position
    whens = [m for m in read.moments if m.role == "when"]
    if "day" not in values and whens:
        values["day"] = _said(whens[0].text, read.language)
    reason = ""
    if situation is not None and reason_is_told(situation):
        reason = next((w.text for w in wordings("reason", situation, slots_for(situation))), "")
    return Words(read.address, values, reason)


def _said(text: str, language: str) -> str:
    """A date of the draft as it stands after "la entrevista" or "the interview"."""
    lower = text.lower()
    if language == "es":
        return f"de {text}" if lower.startswith(("hoy", "mañana", "ayer", "las ", "pasado")) else f"del {text}"
    return text if lower.startswith(("tomorrow", "today", "yesterday", "at ")) else f"on {text}"
