"""The assembly of one message: its parts as they come from the engine, the person and the phrase bank."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from guardrails.contract import Contract
from guardrails.finding import Finding
from guardrails.text import Text
from puentes.bank import Wording, choose, wordings
from puentes.composing import at_this_hour, british, compose
from puentes.contracts import contract_for, slots_for
from puentes.engines.base import Engine, Profile, Request
from puentes.etiquette import etiquette_of, planned_moves, reason_is_told
from puentes.message import Part, Placed
from puentes.notes import LeftOut, asks
from puentes.own_note import Prepared, masked, prepare
from puentes.own_words import OwnWords
from puentes.prompting import foreign_phrases
from puentes.rendering.filling import fill
from puentes.situation import Situation

# Optional moves that belong to a written message where there is room (words of the whole below the ideal's end).
_WELCOME = ("future_contact",)


class Assembly:
    """What is known and written so far. Not thread-safe: one for each draft."""

    def __init__(self, situation: Situation, engine: Engine, seed: int) -> None:
        self.situation = situation
        self.engine = engine
        self.seed = seed
        self.slots = slots_for(situation)
        self.contract = full_contract(situation)
        self.parts: dict[str, Part] = {}
        self.events: list[tuple[str, dict[str, str]]] = []
        self.rejected: list[str] = []
        self.repaired: list[str] = []
        self.sent: list[Request] = []
        self.asked: list[str] = []
        self.raw: dict[str, str] = {}
        self.llm_calls = 0
        self.tokens_in = self.tokens_out = 0
        self.note = prepare(situation.nuance, situation) if situation.nuance else None
        shared = situation.reason.detail if situation.reason and situation.reason.share == "full" else None
        self.detail = prepare(shared, situation) if shared and reason_is_told(situation) else None
        self.own = {
            "personal": OwnWords("personal", self.note, situation.language),
            "reason": OwnWords("reason", self.detail, situation.language),
        }
        self._complaints: dict[str, list[str]] = defaultdict(list)
        self._dropped: set[str] = set()
        self._tries = 0

    # What is wanted

    def moves_for(self, profile: Profile) -> list[str]:
        """The moves to ask of an engine with this profile, the subject first."""
        wanted = [*planned_moves(self.situation)]
        if self.situation.channel == "email":
            wanted = ["subject", *wanted]
            wanted += [m for m in _WELCOME if m in self.contract.allowed and m not in wanted]
        if not (self.note and self.note.sentences):
            wanted = [m for m in wanted if m != "personal"]
        return [move for move in wanted if profile.does(move)]

    def due(self, move: str) -> tuple[str, ...]:
        """The slots that the move must hold."""
        facts = {fact.kind for fact in self.contract.facts if fact.due}
        named = etiquette_of(self.situation.intent).facts.get(move, ())
        slots = (name.removesuffix("_if_booked") for name in named)
        return tuple(s for s in slots if ("alternative" if s == "alternatives" else s) in facts)

    def room(self, move: str) -> int | None:
        """Words that own words may take in this move; None leaves it to the channel."""
        return None if move == "personal" else 40

    # What comes in

    def event(self, key: str, **values: str) -> None:
        """Remembers what happened, once."""
        if (key, values) not in self.events:
            self.events.append((key, values))

    def accept(self, move: str, template: str, masks: Mapping[str, str]) -> None:
        """Takes an engine's wording."""
        text = fill(template, self.slots.with_values(masks))
        self.parts[move] = Part(move, text, template, "llm")

    def reject(self, move: str, key: str, against: Sequence[tuple[str, str]] = ()) -> None:
        """Refuses an engine's wording and remembers why, for the person and for a repair."""
        why = ", ".join(f"{name} {detail}".strip() for name, detail in against)
        self.rejected.append(move)
        self._complaints[move].append(f"{move}: {why or 'was missing'}")
        self.event(key, move=move, why=why)
        self.parts.pop(move, None)

    def polish(self, move: str, ready: Prepared, wordings: Mapping[int, str]) -> None:
        """Takes an engine's polish of some sentences of the person's own words."""
        self.own[move].take(ready, wordings)

    def complain(self, moves: Iterable[str], finding: Finding) -> None:
        """Remembers what a check said about moves, for the repair."""
        quotes = self._without_facts(" / ".join(span.text for span in finding.spans[:2]))
        for move in moves:
            self._complaints[move].append(f"{move}: {finding.id}" + (f" ({quotes[:60]})" if quotes else ""))

    def _without_facts(self, text: str) -> str:
        """Words of the message as an endpoint may see them: its facts as slots, whatever else is private as "…"."""
        for name, value in sorted(self.slots.values.items(), key=lambda item: len(item[1]), reverse=True):
            text = text.replace(value, f"{{{name}}}") if value else text
        slots = {f"{{{name}}}" for name in self.slots.values}
        hidden = masked(text.replace("{", "\0").replace("}", "\1"), self.situation).text
        hidden = re.sub(r"\{[a-z_]+\d*\}", lambda m: m.group() if m.group() in slots else "…", hidden)
        return hidden.replace("\0", "{").replace("\1", "}")

    def complaints(self, moves: Iterable[str]) -> tuple[str, ...]:
        """What was wrong with these moves: at most two lines for each, so that a repair's prompt stays small."""
        return tuple(line for move in moves for line in dict.fromkeys(self._complaints[move][-2:]))

    def source(self, move: str) -> str | None:
        """Who wrote the move, None when it is not there."""
        part = self.parts.get(move)
        return part.source if part else None

    # The phrase bank and the person's own words

    def use_bank(self, moves: Iterable[str]) -> None:
        """Gives up the engine's wording of these moves."""
        for move in moves:
            if self.source(move) == "llm":
                self.rejected.append(move)
                self.parts.pop(move)
        self.fill_from_bank()

    def fill_from_bank(self) -> None:
        """Fills every wanted move that is missing: own words where there are some, else the phrase bank."""
        kept = {move: part for move, part in self.parts.items() if part.source == "llm"}
        for move, own in self.own.items():
            if move not in kept and move not in self._dropped and (text := own.text(self.situation)):
                kept[move] = Part(move, text, text, "person")
        self.parts = kept
        wanted = [m for m in planned_moves(self.situation) if m != "personal"]
        optional = [m for m in self.contract.allowed if m in _WELCOME and self.situation.channel == "email"]
        chosen = self._choose([*wanted, *(m for m in optional if m not in self._dropped)])
        self._add(chosen)
        budget = self.contract.budget
        if budget and not self._dropped:
            spare = [m for m in self.contract.allowed if m not in self.parts and m not in {"personal", "reason"}]
            for move in spare:
                if self._count() >= budget.ideal_min:
                    break
                self._add(self._choose([*wanted, *optional, move]))

    def _choose(self, moves: Sequence[str]) -> dict[str, Wording]:
        # Only a note that asks something may follow "I would like to ask the following".
        personal = self.parts.get("personal")
        note = personal is not None and asks(personal.text, self.situation.language)
        order = [m for m in self.contract.order if m in {*moves, "greeting", "closing", *self.parts}]
        options = {
            m: wordings(m, self.situation, self.slots, note=note) for m in order if self.source(m) in {None, "bank"}
        }
        fixed = {m: p.text for m, p in self.parts.items() if p.source != "bank" and m in order}
        budget = self.contract.budget
        ideal = (budget.ideal_min, budget.ideal_max) if budget else (0, 10_000)
        return choose(order, options, fixed, ideal=ideal, seed=self.seed + self._tries)

    def _add(self, chosen: Mapping[str, Wording]) -> None:
        for move, wording in chosen.items():
            text = british(wording.text, self.situation, self.contract.english)
            text = at_this_hour(text, self.situation) if move == "greeting" else text
            self.parts[move] = Part(move, text, wording.template, "bank")

    # Mending

    def mend_note(self, failures: Sequence[Finding]) -> bool:
        """Mends or drops the first of the person's own sentences that a failing finding is about."""
        _, placed = self.body()
        for place in placed:
            if place.part.source != "person":
                continue
            own = self.own[place.part.move]
            for finding in failures:
                for span in finding.spans:
                    inside = place.start <= span.start and span.end <= place.end
                    if inside and own.mend(finding, span.start - place.start, span.end - place.start):
                        self.fill_from_bank()
                        return True
        return False

    def last_resort(self, failing: Sequence[str], failures: Sequence[Finding]) -> bool:
        """When the phrase bank itself fails: without the own words that fail, then other wordings, then without
        optional moves, then with less of the note where it is too long. False when nothing is left to try."""
        own_failing = [move for move in failing if self.source(move) == "person" and move in self.own]
        if own_failing:
            for move in own_failing:
                while self.own[move].drop_last(failures):
                    pass
            self.fill_from_bank()
            return True
        self._tries += 1
        if self._tries > 2 and any(finding.id == "length" for finding in failures):
            self.own["personal"].drop_last(failures)
        if self._tries == 2:
            self._dropped |= set(_WELCOME)
        self.parts = {m: p for m, p in self.parts.items() if p.source == "llm" and m not in failing}
        self.fill_from_bank()
        return self._tries < 8

    # What comes out

    def body(self) -> tuple[str, tuple[Placed, ...]]:
        """The body as it stands, and where each part is."""
        return compose(self.situation, self.parts)

    def subject(self) -> str:
        """The subject of an email: the engine's, else the phrase bank's; empty for the other channels."""
        if self.situation.channel != "email":
            return ""
        if "subject" in self.parts and self.parts["subject"].source == "llm":
            return self.parts["subject"].text.rstrip(".")
        options = wordings("subject", self.situation, self.slots)
        budget = self.contract.budget
        most = budget.subject_max if budget else 10
        short = [w for w in options if 3 <= len(Text(w.text).words) <= most] or [
            w for w in wordings("subject", self.situation, replace(self.slots, values={})) if w.text
        ]
        if not short:
            return ""
        text = short[(self.seed + self._tries) % len(short)].text
        return british(text, self.situation, self.contract.english)

    def tell_about_note(self) -> None:
        """Says what became of the person's own words."""
        left: list[LeftOut] = []
        for move, own in self.own.items():
            if self.source(move) == "llm":
                left += own.refused
                self.event("note_polished")
            else:
                left += own.left_out(self.situation)
                if self.source(move) == "person":
                    if move == "personal":
                        self.event("note_polished" if own.was_polished else "note_kept")
                    for wrong, right in own.corrected:
                        self.event("note_corrected", wrong=wrong, right=right)
        for item in left:
            self.event(f"note_{item.why}", text=item.text, about=item.about)

    def _count(self) -> int:
        return len(Text(self.body()[0]).words)


def full_contract(situation: Situation) -> Contract:
    """The contract of a situation, with the phrases of prompts that may never reach a message."""
    # What the person wrote is no leak, even where an example says the same.
    own = " ".join(" ".join(_free_texts(situation)).lower().split())
    foreign = tuple(p for p in foreign_phrases(situation.language) if p not in own)
    return replace(contract_for(situation), foreign=foreign)


def _free_texts(situation: Situation) -> tuple[str, ...]:
    detail = situation.reason.detail if situation.reason else None
    return tuple(text for text in (situation.nuance, detail) if text)
