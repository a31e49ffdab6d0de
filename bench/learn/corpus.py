"""What the weights are learned from: tests/corpus and the phrase bank as clauses with labels, and labelled messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from guardrails.acts import find_patterns
from guardrails.clauses import units
from guardrails.contract import Language
from guardrails.text import Text
from guardrails.tokens import Tokens
from guardrails.weighing import CONFIDENCES, STEP, STEPS, announces
from guardrails.weights import Around
from puentes.bank import PhraseFile
from puentes.datafiles import names, read_model
from puentes.rendering.filling import Slots, can_fill, fill

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
# The reason comes last, as it leans on what else the message does.
COURTESY = ("apology", "gratitude", "reschedule_offer", "future_contact")
# STEP is an act of the weights alone: not coming, withdrawing, having missed it, asking for a second look.
OPEN = ("negative_about_employer", "overshares", "reason")
NAMED = "names_interview"  # mostly closed wording: the weights take back dates and jobs that name no interview
ACTS = (*COURTESY, NAMED, STEP, *OPEN)
FACTS: dict[Language, dict[str, str]] = {
    "es": {
        "position": "Analista de datos", "company": "Nortia", "when": "jueves 4 de diciembre a las 16:30 h",
        "alternatives": "el lunes 7 de diciembre a las 10:00 h o a las 16:00 h", "place": "calle Mayor 5",
        "sender": "Ana Gil", "phone": "600 111 222", "recipient": "Sra. Ruiz",
    },
    "en": {
        "position": "Data Analyst", "company": "Nortia", "when": "Thursday, December 4 at 4:30 PM",
        "alternatives": "Monday, December 7 at 10:00 AM or 4:00 PM", "place": "5 High Street",
        "sender": "Ana Gil", "phone": "600 111 222", "recipient": "Ms. Ruiz",
    },
}  # fmt: skip


@dataclass
class Clause:
    """The features of a clause and for each act 1, 0 or None (not known); `fold` is that of its message, or -1."""

    features: frozenset[str]
    labels: dict[str, int | None]
    fold: int = -1
    weight: float = 1.0
    message: str = ""


@dataclass
class Message:
    """A labelled message: its clauses, those in which the patterns found each act, and what else decides."""

    id: str
    clauses: list[frozenset[str]]
    found: dict[str, list[int]]
    labels: set[str]
    first_found: set[str] | None
    announced: float
    asks: bool
    fold: int

    def around(self, act: str) -> Around:
        """What else decides about an act, from the labels where there are any."""
        announced = 1.0 if act != "reschedule_offer" and "reschedule_offer" in self.labels else self.announced
        confides = (2 * announced - 1) * (act == "reason" and not self.labels.isdisjoint(CONFIDENCES))
        return Around(announced, act != "apology" and "apology" in self.labels, self.asks, confides)


def sentences(language: Language) -> Iterator[Clause]:
    """The single sentences: `nothing` performs no act, `none` no open one, `not_x` not x, any other its own act."""
    files = sorted((CORPUS / "sentences" / language).glob("*.yaml"))
    document = [pair for f in files for pair in yaml.safe_load(f.read_text(encoding="utf-8")).items()]
    for kind, block in document:
        for line in block.splitlines():
            own: dict[str, int | None] = {kind.removeprefix("not_"): 0 if kind.startswith("not_") else 1}
            if kind in {"none", "reason", "overshares", "negative_about_employer"}:
                own = {act: int(act == kind) for act in OPEN}
            if kind in {"overshares", "negative_about_employer"}:
                own["reason"] = None  # each is one beside an announcement
            if kind in COURTESY:
                own |= dict.fromkeys(OPEN, 0)
            if kind in {"not_overshares", "not_reason"}:
                own |= {"negative_about_employer": 0}
            if kind == "nothing":
                own = {act: 0 for act in ACTS if act not in {STEP, NAMED}}
            yield from cut(line, language, own, kind.startswith("no"))


def examples(language: Language) -> Iterator[Clause]:
    """The examples of acts, those of `reason` among them."""
    document = yaml.safe_load((CORPUS / "acts_examples.yaml").read_text(encoding="utf-8"))
    for act, groups in document[language].items():
        if act in ACTS:
            for line in groups["performs"]:
                yield from cut(line, language, {act: 1}, False)
            for line in groups["near_miss"]:
                yield from cut(line, language, {act: 0}, True)


def bank(language: Language) -> Iterator[Clause]:
    """The phrases of the bank with facts filled in, and with their slots left as placeholders."""
    slots = Slots(language, FACTS[language])
    for name in names("phrases", language):
        file = read_model(PhraseFile, "phrases", language, f"{name}.yaml")
        for entry in file.phrases:
            own: dict[str, int | None] = {"negative_about_employer": 0, "overshares": 0}
            own |= {"apology": int(entry.move == "apology"), "reason": int(entry.move == "reason")}
            own |= {entry.move: 1} if entry.move in ACTS else {}
            own |= {STEP: announced_by(entry.move, entry.intents or file.intents)}
            for line in (*entry.formal, *entry.informal) if entry.move != "subject" else ():
                for text in {line, fill(line, slots) if can_fill(line, slots.values) else line}:
                    for clause in cut(text, language, own, entry.move not in ACTS):
                        clause.weight = 4.0  # the bank must hold
                        yield clause


def announced_by(move: str, intents: tuple[str, ...]) -> int | None:
    """Whether a phrase of the bank announces a step (its purpose does, when all its intents do); None: not known."""
    if move != "purpose":
        return 0
    steps = [intent in {"cancel", "reschedule", "withdraw", "missed", "reconsider"} for intent in intents]
    return int(all(steps)) if steps and len(set(steps)) == 1 else None


def cut(line: str, language: Language, own: dict[str, int | None], each: bool) -> Iterator[Clause]:
    """A sentence as a clause; with `each` its parts too. For acts not named: none unless the patterns find it."""
    text = Text(line)
    tokens = Tokens(text)
    found, _ = find_patterns(text, tokens, language)
    labels: dict[str, int | None] = {act: None if found.get(act) else 0 for act in COURTESY}
    # A reason is often written with its step, in words that the patterns need not know.
    labels[STEP] = int(announces(found, beside="reschedule_offer")) or (None if own.get("reason") else 0)
    labels |= dict.fromkeys(OPEN) | own
    labels |= {act: None for act in OPEN if found.get(act) and act in own and not own[act] and each is False}
    parts = list(units(tokens, language, found))
    for part in parts if each else parts[-1:]:
        yield Clause(part.features, labels)


def read(row: dict[str, Any], language: Language, fold: int) -> tuple[Message, list[Clause]]:
    """A message and its clauses with what is known about each."""
    text = Text(row["text"])
    tokens = Tokens(text)
    found, _ = find_patterns(text, tokens, language)
    parts = list(units(tokens, language, found))
    clauses: list[Clause] = []
    places: dict[str, list[int]] = {act: [] for act in ACTS}
    for number, part in enumerate(parts):
        start, end = tokens.tokens[part.start].start, tokens.tokens[part.end - 1].end
        labels: dict[str, int | None] = {}
        for act in ACTS:
            if act == STEP:
                inside = any(s.start < end and start < s.end for name in STEPS for s in found.get(name, ()))
                labels[act] = 1 if inside else None
                continue
            inside = any(span.start < end and start < span.end for span in found.get(act, ()))
            if inside:
                places[act].append(number)
            if act not in row["labels"] or len(parts) == 1:
                labels[act] = int(act in row["labels"])
            elif "words" in row:
                labels[act] = int(any(a < end and start < b for a, b in marked(row, act)))
            else:
                labels[act] = 1 if inside else None
        clauses.append(Clause(part.features, labels, fold, 1.0, row["id"]))
    first = row.get("first_found")
    message = Message(
        row["id"], [p.features for p in parts], places, row["labels"], None if first is None else set(first),
        float(announces(found, beside="reschedule_offer")), bool(found.get("question")), fold,
    )  # fmt: skip
    return message, clauses


def marked(row: dict[str, Any], act: str) -> Iterator[tuple[int, int]]:
    """Where the words stand that perform an act, as the message's author marked them (code points)."""
    for words in row["words"].get(act, ()):
        at = row["text"].find(words)
        if at >= 0:
            yield at, at + len(words)
