"""Where a draft and its situation differ: shown, and left to the person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guardrails.acts import find_acts
from guardrails.folding import fold
from guardrails.phrases import folded_words
from guardrails.text import Text
from puentes.etiquette import etiquette_of
from puentes.rendering.dates import clock_for
from puentes.rewriting.moments import NOON, ReadMoment
from puentes.rewriting.telling import tell
from puentes.rewriting.understanding import Read
from puentes.situation import Situation

# What a draft announces that cannot be meant when the situation wants the other.
_APART = {
    "confirm": {"cancel", "reschedule", "withdraw", "missed"},
    "withdraw": {"cancel", "reschedule", "missed", "confirm", "follow_up", "thank_you", "ask_information"},
    "cancel": {"confirm", "follow_up", "thank_you", "withdraw"},
    "reschedule": {"confirm", "follow_up", "thank_you", "withdraw"},
    "missed": {"confirm", "withdraw"},
}

_NEAR = timedelta(days=14)  # how far ahead a bare weekday of a draft may be that of a fact


@dataclass(frozen=True, slots=True)
class Contradictions:
    """`told`: one sentence for each. `kinds`: kinds of facts and names of moves that are in doubt. `intent`: the
    draft and the situation want different things."""

    told: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    intent: bool = False


def contradictions(read: Read, draft: str, situation: Situation | None, ui: str | None = None) -> Contradictions:
    """Everything in which the draft, as it was read, and the situation differ, told in `ui` (else in the draft's
    language)."""
    if situation is None:
        return Contradictions()
    language = ui or read.language
    if situation.language != read.language:
        return Contradictions((tell("contradiction_language", language),), frozenset(), True)
    told: list[str] = []
    kinds: set[str] = set()
    for key, kind, ours, theirs in _names(read, situation):
        if ours and theirs and not _alike(ours, theirs):
            told.append(tell(key, language, draft=ours, situation=theirs))
            kinds.add(kind)
    for kind, text, meant in _times(read, situation):
        told.append(tell("contradiction_when", language, draft=text, situation=meant))
        kinds.add(kind)
    apart = situation.intent in _APART.get(read.intent or "", set())
    if apart:
        names = (tell(f"intent_{name}", language) for name in (str(read.intent), situation.intent))
        told.append(tell("contradiction_intent", language, **dict(zip(("draft", "situation"), names, strict=True))))
    acts = find_acts(Text(draft), read.language)
    for move in etiquette_of(situation.intent).never:
        if (spans := acts.get(move)) and not apart:
            told.append(tell("contradiction_move", language, draft=spans[0].text))
            kinds.add(move)
    if "register_" in situation.model_fields_set and read.register != situation.register_:
        told.append(tell("contradiction_register", language, situation=situation.register_))
    return Contradictions(tuple(told), frozenset(kinds), apart)


def _names(read: Read, situation: Situation) -> list[tuple[str, str, str | None, str | None]]:
    return [
        ("contradiction_sender", "sender", read.sender, situation.sender.name),
        ("contradiction_name", "recipient", read.recipient, situation.recipient.name),
        ("contradiction_name", "position", read.position, situation.interview.position),
        ("contradiction_name", "company", read.company, situation.company),
    ]


def _alike(one: str, other: str) -> bool:
    """True when the names share a word of three letters, or one's initials stand in the other."""
    ours, theirs = ({w for w in folded_words((text,)) if len(w) > 2} for text in (one, other))
    return bool(ours & theirs) or not ours or not theirs or fold(one) in fold(other)


def _times(read: Read, situation: Situation) -> list[tuple[str, str, str]]:
    """Moments of the draft that are none of the situation's: kind of fact, words, what the situation says."""
    from puentes.contracts import slots_for

    starts_at, clock = situation.interview.starts_at, clock_for(situation)
    slots = slots_for(situation).values
    interview = clock.moments(starts_at) if starts_at else ()
    offered = [m for a in situation.alternatives for m in clock.moments(a)]
    found = []
    today = situation.now.date()
    for moment in read.moments:
        if (
            moment.role == "when"
            and interview
            and _about_interview(moment, read)
            and not _fits(moment, interview, today)
        ):
            if not _fits(moment, offered, today) and moment.day != today:
                found.append(("when", moment.text, slots.get("when", str(starts_at))))
        elif moment.role == "alternative" and offered and not _fits(moment, (*offered, *interview), today):
            found.append(("alternative", moment.text, slots.get("alternatives", "")))
    return found


def _about_interview(moment: ReadMoment, read: Read) -> bool:
    return moment.announced or sum(m.role == "when" for m in read.moments) == 1


def _fits(moment: ReadMoment, candidates: tuple[datetime, ...] | list[datetime], today: date) -> bool:
    """True when nothing that the draft tells differs from one of the moments."""
    return any(_same_day(moment, c.date(), today) and _same_time(moment, c) for c in candidates)


def _same_day(moment: ReadMoment, other: date, today: date) -> bool:
    """True when the day is that one, or nothing tells it; a bare weekday may be that of this week or the next."""
    near = moment.weekday == other.weekday() and timedelta(0) <= other - today <= _NEAR
    return moment.day is None or moment.day == other or near


def _same_time(moment: ReadMoment, other: datetime) -> bool:
    if moment.hour is None:
        return True
    if (moment.minute or 0) != other.minute:
        return False
    return moment.hour == other.hour or (moment.either_half and moment.hour % NOON == other.hour % NOON)
