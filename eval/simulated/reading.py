"""How the simulated model reads a prompt: what it finds there, by the words that say it, wherever they stand.

What a prompt does not say, the model does not know; what it says wrongly, the model believes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCED = {
    name: re.compile(
        rf"<{name}>\n(.*?)\n</{name}>|^{name}[^:\n]*:\n?[\"“`]{{1,3}}(.*?)[\"”`]{{1,3}}$", re.S | re.M | re.I
    )
    for name in ("note", "detail")
}
# What a slot stands for, by the words of its explanation; the first that fits counts.
_CONCEPTS = (
    ("alternatives", r"other .*(?:days?|dates?|times?)|alternative"),
    ("when", r"(?:day|date|time)s? .*interview|when the interview"),
    ("position", r"position|job title|title of"),
    ("company", r"company|employer"),
    ("place", r"address|link|place|location"),
)
# What a message or its purpose is about, by the words of the prompt.
_INTENTS = (
    ("accept_refusal", r"cannot offer another"),
    ("reconsider", r"had withdrawn|withdrew before"),
    ("withdraw", r"withdraws"),
    ("missed", r"missed an interview|was missed"),
    ("reschedule", r"move an interview|asks for another date"),
    ("cancel", r"cancels"),
    ("confirm", r"confirms"),
    ("follow_up", r"asks for news"),
    ("ask_information", r"asks for information"),
    ("keep_in_touch", r"stay in touch"),
    ("thank_you", r"says thank you"),
)


@dataclass(frozen=True, slots=True)
class Move:
    """A move that is asked for: what it is to say, and the slots that it is to hold."""

    name: str
    says: str
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a prompt says. `rules` is all of it but the person's own texts; None is what it does not say.

    `slots` maps what is meant (position, when …) to the slot that the prompt explains so; `listed` are all slots that
    it names. `length` is in words. `stray` is text that stands there without anything to say what it is.
    """

    rules: str
    language: str | None
    register: str | None
    gender: str | None
    intent: str | None
    length: tuple[int, int] | None
    slots: dict[str, str]
    listed: frozenset[str]
    moves: tuple[Move, ...]
    note: str | None
    detail: str | None
    stray: str | None
    examples: dict[str, str]

    def says(self, pattern: str) -> bool:
        """True when the prompt says it, in these words."""
        return re.search(pattern, self.rules, re.IGNORECASE) is not None


def read(prompt: str) -> Told:
    """What a prompt says to an attentive reader."""
    own = {name: _own_text(name, prompt) for name in _FENCED}
    rules = prompt
    for pattern in _FENCED.values():
        rules = pattern.sub("", rules)
    listed = re.search(r"^Slots[^:\n]*:(.*)$", rules, re.MULTILINE)
    length = re.search(r"\b(\d+) to (\d+) words\.", rules)
    moves = _moves(rules)
    stray = _stray(rules)
    return Told(
        rules=rules.replace(stray, "") if stray else rules,
        language=_first(rules, (("es", r"\bwrite\b[^.\n]* in Spanish\b"), ("en", r"\bwrite\b[^.\n]* in English\b"))),
        register=_first(rules, (("formal", r"usted, never|: formal\b"), ("informal", r"tú, never|: friendly"))),
        gender=_first(rules, (("f", r"is a woman"), ("m", r"is a man"), ("neutral", r"without gender"))),
        intent=_intent(rules, moves),
        length=(int(length.group(1)), int(length.group(2))) if length else None,
        slots=_slots(rules),
        listed=frozenset(re.findall(r"\{(\w+)\}", listed.group(1) if listed else "")),
        moves=moves,
        note=own["note"],
        detail=own["detail"],
        stray=stray,
        examples={
            "es" if name == "Spanish" else "en": text
            for name, text in re.findall(r"^Example[^\n]*(Spanish|English)[^:\n]*: (.*)$", rules, re.MULTILINE)
        },
    )


def _own_text(name: str, prompt: str) -> str | None:
    match = _FENCED[name].search(prompt)
    return next((group for group in match.groups() if group), None) if match else None


def _first(text: str, options: tuple[tuple[str, str], ...]) -> str | None:
    return next((value for value, pattern in options if re.search(pattern, text, re.IGNORECASE)), None)


def _intent(rules: str, moves: tuple[Move, ...]) -> str | None:
    purpose = " ".join(move.says for move in moves if move.name == "purpose")
    about = re.search(r"^Message: (.*)$", rules, re.MULTILINE)
    return _first(purpose, _INTENTS) or _first(about.group(1) if about else "", _INTENTS)


def _slots(rules: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, meaning in re.findall(r"^\{(\w+)\} stands for (.*)$", rules, re.MULTILINE):
        concept = _first(meaning, _CONCEPTS)
        if concept:
            found.setdefault(concept, name)
    return found


def _moves(rules: str) -> tuple[Move, ...]:
    # After the list a repair names what was wrong, in the same form.
    listed = re.split(r"^Moves\b[^\n]*\n", rules, maxsplit=1, flags=re.MULTILINE)[-1].split("An earlier answer")[0]
    found = []
    for name, says in re.findall(r"^- (\w+): (.*)$", listed, re.MULTILINE):
        holds = re.search(r"\bholds? ((?:\{\w+\}(?: and |, )?)+)", says)
        found.append(Move(name, says, tuple(re.findall(r"\{(\w+)\}", holds.group(1) if holds else ""))))
    return tuple(found)


def _stray(rules: str) -> str | None:
    """Lines between the slots and the moves that are none of the prompt's own forms: nobody says what they are."""
    between = re.search(r"^Slots[^\n]*\n(.*?)^Moves\b", rules, re.MULTILINE | re.DOTALL)
    if not between:
        return None
    known = re.compile(r" stands for |^Example")
    lines = [line for line in between.group(1).splitlines() if line.strip() and not known.search(line)]
    return "\n".join(lines) or None
