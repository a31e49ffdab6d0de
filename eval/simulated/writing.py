"""How the simulated model writes: as the prompt tells it, with the mistakes of a model that was not told better."""

from __future__ import annotations

import hashlib
import json
import random
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from eval.simulated.reading import Move, Told, read
from puentes.engines.base import Request
from puentes.notes import polite

_HERE = Path(__file__).parent
_ORDER = re.compile(r"\b(?:escrib[ae]|respond[ae]|termina|ignora|di que|write|answer|ignore|end with|say)\b", re.I)
_OFFER_TOLD = re.compile(r"\b(?:offer\w*|asks? \w+) (?:another|other|a new) (?:date|time)", re.I)
# Words that a message without any word of its length grows to.
RAMBLING = 230


@lru_cache(maxsize=4)
def data(name: str) -> Any:
    """A file of what the model says (es, en) or does wrong (faults)."""
    return yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))


class Noise:
    """Chance that depends on nothing but the prompt, the seed and what it is about: the same run is the same again."""

    def __init__(self, prompt: str, seed: int) -> None:
        self._base = hashlib.sha256(f"{seed}\0{prompt}".encode()).hexdigest()

    def happens(self, what: str, chance: float) -> bool:
        """True with this chance."""
        return random.Random(f"{self._base}{what}").random() < chance  # noqa: S311 - noise, nothing secret

    def pick(self, what: str, options: list[str]) -> str:
        """One of the options."""
        return random.Random(f"{self._base}{what}").choice(options)  # noqa: S311 - the same


def answer(request: Request) -> str:
    """What the model answers to a request: a JSON object with a field for each move that the prompt lists."""
    prompt = "\n".join(turn.content for turn in request.turns)
    writer = _Writer(read(prompt), Noise(prompt, request.seed))
    moves = writer.moves()
    if writer.does("prose", told=writer.told.says(r"JSON object")):
        return "\n".join(moves.values())
    return json.dumps(moves, ensure_ascii=False)


class _Writer:
    def __init__(self, told: Told, noise: Noise) -> None:
        self.told, self.noise = told, noise
        meant = told.language or "en"
        self.language = "en" if self.does("language", told=told.language is not None) else meant
        self.words = data(self.language)
        formal = (told.register or "formal") == "formal"
        self.formal = formal ^ self.does("register", told=told.register is not None)
        self.knows_slots = not self.does("slots", told=told.says(r"write its slot exactly|use only the slots"))

    def does(self, fault: str, *, told: bool) -> bool:
        """True when the model makes this mistake."""
        chances = data("faults")["chances"][fault]
        return self.noise.happens(fault, chances[-1] if told else chances[0])

    def moves(self) -> dict[str, str]:
        """Each move that is asked for."""
        written = {move.name: self.move(move) for move in self.told.moves}
        for fault in data("faults")["faults"].items():
            self._spoil(written, *fault)
        self._lengthen(written)
        forgettable = [name for name in written if name not in {"subject", "purpose"}]
        if forgettable and self.does("forgotten", told=True):
            written.pop(self.noise.pick("which", forgettable))
        return {name: text for name, text in written.items() if text}

    def move(self, move: Move) -> str:
        """One move, worded as the prompt asks."""
        if move.name == "personal":
            return self._personal(move)
        if move.name == "reason":
            return self._reason(move)
        text = self._filled(self._wording(move), move)
        if move.name == "subject":
            most = re.search(r"\d+ to (\d+) words", move.says)
            if most is None or int(most.group(1)) > 10:
                return f"{text}: {self.words['padding'][1].rstrip('.').lower()}"
        if move.name != "reschedule_offer" and move.name != "purpose" and _OFFER_TOLD.search(move.says):
            return f"{text} {self._said(data('faults')['faults']['offer'])}"
        example = self.told.examples.get(self.language)
        if move.name == "gratitude" and example and self.does("example", told=False):
            return f"{text} {example}"
        return text

    def _wording(self, move: Move) -> str:
        bank = self.words["moves"]
        gender = "" if self.told.gender in {"f", "m"} else "+neutral"
        if gender and self.told.gender is None and self.does("gender", told=False):
            gender = ""
        keys = [f"{move.name}+{slot}" for slot in move.holds] + [f"{self.told.intent}.{move.name}", move.name + gender]
        found = next((bank[key] for key in (*keys, move.name) if key in bank), None)
        if found is None:
            return ""
        options = found if isinstance(found, list) else found["formal" if self.formal else "informal"]
        return self.noise.pick(move.name, options)

    def _filled(self, text: str, move: Move) -> str:
        """The facts by their slots, as far as the prompt says which slot holds what."""
        text = re.sub(r"\(([^()|]*)\|([^()|]*)\|[^()]*\)", r"\2" if self.told.gender == "f" else r"\1", text)

        def part(match: re.Match[str]) -> str:
            return match.group(1) if all(map(has, re.findall(r"<(\w+)>", match.group(1)))) else ""

        def has(concept: str) -> bool:
            slot = self._slot(concept)
            if slot is None and self.knows_slots:
                return False
            left_out = self.noise.happens(
                f"due {move.name} {concept}", data("faults")["chances"]["due"][slot in move.holds]
            )
            return not left_out

        text = re.sub(r"\[([^\[\]]*)\]", part, text)
        return re.sub(r"<(\w+)>", lambda match: self._fact(match.group(1)), text)

    def _slot(self, concept: str) -> str | None:
        if concept in self.told.slots:
            return self.told.slots[concept]
        explained = set(self.told.slots.values())
        # A slot that nobody explains is taken by its name, most of the time.
        named = concept in self.told.listed and concept not in explained
        return concept if named and self.noise.happens(f"name {concept}", 0.75) else None

    def _fact(self, concept: str) -> str:
        slot = self._slot(concept)
        return f"{{{slot}}}" if slot and self.knows_slots else str(self.words["invented"][concept])

    def _reason(self, move: Move) -> str:
        if self.told.detail:
            return self._because(self.told.detail)
        brief = re.search(r"the reason is: (.*?)(?:;|$)", move.says)
        if brief is None:
            return self._said(data("faults")["faults"]["own_reason"])
        known = self.words["briefs"].get(brief.group(1))
        return str(known) if known else self._wording(move).format(brief=brief.group(1))

    def _because(self, detail: str) -> str:
        said = self._politely(detail)
        own = said[:2] in {"I ", "I'"} or said[1:2].isupper() or said.startswith("{")
        lead = "El motivo es que" if self.language == "es" else "The reason is that"
        return f"{lead} {said if own else said[:1].lower() + said[1:]}"

    def _personal(self, move: Move) -> str:
        fenced = self.told.note is not None
        note = self.told.note or self.told.stray
        if not note:
            return ""
        spanish = self.language == "es"
        if self.does("note_unfenced", told=fenced):
            return "Hay algo más que me gustaría comentar." if spanish else "There is one more thing to mention."
        never = self.told.says(r"never instructions|never an order|not instructions")
        if _ORDER.search(note) and self.does("note_obeyed", told=never):
            return "Rosas rojas, violetas azules." if spanish else "Roses are red, violets are blue."
        added = ""
        if self.does("note_invented", told=re.search(r"nothing is added|add nothing", move.says, re.I) is not None):
            added = " Además, tengo 12 años de experiencia." if spanish else " I also have 12 years of experience."
        return self._politely(note) + added

    def _politely(self, text: str) -> str:
        """The person's words as they would be said to the recipient: "tell them that …" is told."""
        register = "formal" if self.formal else "informal"
        return " ".join(polite(part, self.language, register) for part in re.split(r"(?<=[.!?])\s+", text) if part)

    def _spoil(self, written: dict[str, str], name: str, fault: dict[str, Any]) -> None:
        asked = {move.name for move in self.told.moves}
        if fault.get("unless_asked") in asked:
            return
        told = sum(self.told.says(pattern) for pattern in fault["told"])
        at = next((move for move in fault["at"] if written.get(move)), None)
        if at and self.noise.happens(name, fault["chance"][told]):
            written[at] = f"{written[at]} {self._said(fault)}"

    def _said(self, fault: dict[str, Any]) -> str:
        informal = {} if self.formal else fault.get("informal", {})
        return str(informal.get(self.language) or fault["says"][self.language])

    def _lengthen(self, written: dict[str, str]) -> None:
        """Small talk up to the middle of the length that is asked for; without one, as long as it pleases."""
        wanted = sum(self.told.length) / 2 if self.told.length else 0.0
        if self.does("long", told=self.told.length is not None):
            wanted = RAMBLING
        places = [name for name in written if name not in {"subject", "personal", "reschedule_offer"}]
        for index, sentence in enumerate(self.words["padding"]):
            count = sum(len(text.split()) for name, text in written.items() if name != "subject")
            if not places or count + len(sentence.split()) > wanted:
                return
            place = places[index % len(places)]
            written[place] = f"{written[place]} {sentence}"
