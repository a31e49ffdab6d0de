"""What a rewriting knows: the contract that it is held to, and what its insertions may say."""

from __future__ import annotations

import re

from guardrails.contract import Contract
from guardrails.folding import fold
from puentes.bank import wordings
from puentes.contracts import slots_for
from puentes.etiquette import reason_is_told
from puentes.rewriting.contradicting import contradictions
from puentes.rewriting.held_to import contract_from, contract_with
from puentes.rewriting.inserting import Words
from puentes.rewriting.moments import ReadMoment
from puentes.rewriting.understanding import Read
from puentes.situation import Situation


def contract_of(read: Read, draft: str, situation: Situation | None) -> Contract:
    """What the result is held to."""
    against = contradictions(read, draft, situation)
    if situation is None or against.intent:
        return contract_from(read, draft)
    return contract_with(situation, read, draft, against.kinds)


def words_for(read: Read, draft: str, situation: Situation | None) -> Words:
    """What insertions may say: the situation's facts, or the draft's own words for them."""
    values: dict[str, str] = {}
    if situation is not None and situation.language == read.language:
        values = dict(slots_for(situation).values)
        if "when" in values:
            values["day"] = ("del " if read.language == "es" else "on ") + values["when"]
    elif read.position:
        values["position"] = read.position
    whens = [m for m in read.moments if m.role == "when" and not re.match(_BOUND, m.text.lower())]
    whens = [m for m in whens if m.day or m.hour is not None]  # a month alone names no interview
    if "day" not in values and whens:
        told = _of_interview(whens, draft) or next((m for m in whens if m.day), whens[0])
        values["day"] = _said(told.text, read.language)
    reason = ""
    if situation is not None and reason_is_told(situation):
        reason = next((w.text for w in wordings("reason", situation, slots_for(situation))), "")
    return Words(read.address, values, reason)


def _of_interview(whens: list[ReadMoment], draft: str) -> ReadMoment | None:
    """The moment whose sentence announces something about the interview, else one that stands close after its name."""
    near = (m for m in whens if _NAMED.search(fold(draft[max(0, m.start - 45) : m.start])))
    return next((m for m in whens if m.announced and m.day), None) or next(near, None)


_NAMED = re.compile(r"(?<!\w)(?:interview|call|meeting|entrevista|llamada|cita)\b[^.;!?\n]*\Z")
_BOUND = r"(?:hasta|desde|a partir|until|till|from|since|by)\b"


def _said(text: str, language: str) -> str:
    """A date of the draft as it stands after "la entrevista" or "the interview"."""
    lower = text.lower()
    if language == "es":
        bare = re.sub(r"^(?:del?|el|al?) (?=\w)", "", text, flags=re.IGNORECASE)
        near = re.match(r"(?:hoy|mañana|ayer|anteayer|antier|pasado|las?|esta|este|ese|anoche)\b", bare.lower())
        return f"de {bare[:1].lower()}{bare[1:]}" if near else f"del {bare}"
    if re.match(r"(?:tomorrow|today|yesterday|tonight|this|next|last|on|at)\b", lower):
        return text
    return (
        f"at {text}"
        if re.match(r"\d|noon|midday|half", lower)
        and not re.search(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d[/.-]\d|\dth|\dst|\dnd|\drd", lower)
        else f"on {text}"
    )
