"""Learns the weights of acts from tests/corpus: python bench/learn.py [--write] [--with FILE…] [--language es|en]

For each act a logistic regression over the features of clauses (guardrails/clauses.py), from the single sentences of
tests/corpus/sentences, the examples of acts and the phrase bank, and from the clauses of labelled messages: in a
message without the act none performs it, in one with the act those do in which the patterns find it. Then a few numbers
per act say how its best score and what the message does besides decide. They are fitted on scores of messages that were
left out while learning: those that carry `first_found`, what the patterns found when they first saw the message (on
messages that they were mended on they would be trusted too much), and of the others those without the act. Needs numpy
(extra `eval`).

Prints precision, recall and F1 over those messages, each judged by weights that have not seen it; --write saves.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import product
from pathlib import Path
from typing import Any, get_args

import numpy as np
import yaml

from bench.acts import rows
from guardrails.acts import find_patterns
from guardrails.clauses import Unit, units
from guardrails.contract import Language
from guardrails.text import Text
from guardrails.tokens import Tokens
from guardrails.weighing import CONFIDENCES, STEP, STEPS, announces, likelihood
from guardrails.weights import LETTERS, Around, Decision, Weights
from puentes.bank import PhraseFile
from puentes.datafiles import names, read_model
from puentes.rendering.filling import Slots, can_fill, fill

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
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
FOLDS = 4
PENALTY = 0.3
PRIOR = 1.0  # how firmly the numbers of a decision keep to what is taken for likely beforehand
LIMITS = (-99.0, -6.0, -5.0, -4.5, -4.0, -3.5, -3.0, -2.5, -2.0)
WORTH = 0.3
LEEWAYS = (0.0, 2.0, 4.0)
SMALLEST = 0.35  # weights below this, over all acts, are left out of the file
UNIT = 0.06  # weights are kept in steps of this size
_GAIN, _FEWEST = 3.0, 8


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


def main() -> None:
    """Learns, prints what was reached, and writes the weights when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--with", dest="files", nargs="*", type=Path, default=[], help="more labelled messages")
    parser.add_argument("--language", choices=get_args(Language))
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    for language in get_args(Language):
        if given.language in (None, language):
            learn(language, given.files, write=given.write)


def learn(language: Language, files: list[Path], *, write: bool) -> None:
    """All of it for one language."""
    clauses = [*sentences(language), *examples(language), *bank(language)]
    messages: list[Message] = []
    # The holding half is never learned from.
    paths = [CORPUS / "tuning" / f"{language}.jsonl", *files]
    for number, row in enumerate(r for path in paths for r in rows(path) if r["language"] == language):
        message, parts = read(row, language, number % FOLDS)
        messages.append(message)
        clauses += parts
    scores: dict[str, list[list[float]]] = {}
    for fold in range(FOLDS):
        weights = fit([c for c in clauses if c.fold != fold])
        for message in (m for m in messages if m.fold == fold):
            scores[message.id] = [weights.scores(Unit(0, 0, c)) for c in message.clauses] or [list(weights.bias)]
    step = decision(STEP, ACTS.index(STEP), [], [], {})
    for message in messages:
        at = max(row[ACTS.index(STEP)] for row in scores[message.id])
        message.announced = max(message.announced, likelihood(step, at))
    fresh = [m for m in messages if m.first_found is not None]
    plain = [m for m in messages if m.first_found is None]
    decide = {act: decision(act, number, fresh, plain, scores) for number, act in enumerate(ACTS)}
    report(language, fresh, scores, decide)
    if write:
        save(language, fit(clauses), decide)


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
    labels[STEP] = int(announces(found, beside="reschedule_offer"))
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


def fit(clauses: list[Clause]) -> Weights:
    """A logistic regression for each act, all over the same features.

    Where a message has an act and it is not known which clause performs it, a first round says which one most likely
    does, and a second learns from it.
    """
    counts = Counter(feature for clause in clauses for feature in clause.features)
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n > 1))}
    table = np.zeros((len(vocabulary), len(ACTS)))
    bias: list[float] = []
    for column, act in enumerate(ACTS):
        known = [(c, float(c.labels[act] or 0)) for c in clauses if c.labels.get(act) is not None]
        # What the patterns find of the act itself is no feature: on messages that they were mended on it says all.
        own = {f: i for f, i in vocabulary.items() if f != f"!{act}"}
        weights, constant = regress(known, vocabulary, own)
        likely = likeliest(clauses, act, weights, vocabulary) if act != STEP else []
        if likely:
            weights, constant = regress([*known, *((c, 1.0) for c in likely)], vocabulary, own, (weights, constant))
        table[:, column] = weights
        bias.append(constant)
    return Weights(ACTS, tuple(bias), {f: tuple(table[i]) for f, i in vocabulary.items()}, {})


def likeliest(clauses: list[Clause], act: str, weights: Any, vocabulary: dict[str, int]) -> list[Clause]:
    """For each message that has the act in no clause known, the clause with the best score."""
    groups: dict[str, list[Clause]] = {}
    for clause in clauses:
        if clause.message:
            groups.setdefault(clause.message, []).append(clause)
    hidden = (g for g in groups.values() if all(c.labels[act] is None for c in g))
    return [max(g, key=lambda c: score(c.features, weights, vocabulary)) for g in hidden]


def score(features: frozenset[str], weights: Any, vocabulary: dict[str, int]) -> float:
    """The score of a clause without the constant."""
    known = [vocabulary[f] for f in features if f in vocabulary]
    return float(sum(weights[i] for i in known)) * _GAIN / math.sqrt(max(len(known), _FEWEST))


def regress(
    known: list[tuple[Clause, float]],
    vocabulary: dict[str, int],
    allowed: dict[str, int],
    begin: tuple[Any, float] | None = None,
) -> tuple[Any, float]:
    """Weights and constant that make the labels likely, with a quadratic penalty; Adam over all rows, deterministic."""
    size = len(vocabulary)
    rows = [[allowed[f] for f in clause.features if f in allowed] for clause, _ in known]
    wanted = np.array([label for _, label in known])
    importance = np.array([clause.weight for clause, _ in known])
    lengths = [len(row) for row in rows]
    places = np.concatenate([np.array(sorted(row), dtype=int) for row in rows])
    of = np.repeat(np.arange(len(rows)), lengths)
    gain = np.repeat([_GAIN / math.sqrt(max(n, _FEWEST)) for n in lengths], lengths)
    weights, first, second = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    if begin:
        weights[:size], weights[size] = begin
    for step in range(1, 91 if begin else 201):
        score = np.bincount(of, weights=weights[places] * gain, minlength=len(rows)) + weights[size]
        error = (1 / (1 + np.exp(-score)) - wanted) * importance
        slope = np.bincount(places, weights=error[of] * gain, minlength=size) + PENALTY * weights[:size]
        slope = np.append(slope, error.sum())
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        pace = 0.03 if begin or step > 140 else 0.1
        weights -= pace * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights[:size], float(weights[size])


def decision(
    act: str, number: int, fresh: list[Message], plain: list[Message], scores: dict[str, list[list[float]]]
) -> Decision:
    """When the best score adds the act, and what takes a find back.

    Fitted on the messages without a find: those seen for the first time, and of the others (on which the patterns were
    mended) those without the act.
    """
    if act == STEP:  # messages carry no label for it
        return Decision(-0.7, 1.0, 0.0, 0.0, 0.0, LIMITS[0])
    unseen = [m for m in fresh if act not in (m.first_found or ())]
    unseen += [m for m in plain if act not in m.labels and not m.found[act]]
    rows = [[1.0, max(s[number] for s in scores[m.id]), *map(float, m.around(act))] for m in unseen]
    prior = np.array([-0.5, 1.2, 0.8 if act == "reason" else 0.0, 0.0, 0.0, 0.0])
    numbers = prior.copy()
    if rows:
        table, wanted = np.array(rows), np.array([float(act in m.labels) for m in unseen])
        for _ in range(4000):
            error = 1 / (1 + np.exp(-table @ numbers)) - wanted
            numbers -= 0.005 * (table.T @ error + PRIOR * (numbers - prior))
    *most, confidence = (round(float(n), 3) for n in numbers)
    limit, leeway = against(act, number, fresh, scores)
    return Decision(*most, limit, confidence, leeway)


def against(
    act: str, number: int, messages: list[Message], scores: dict[str, list[list[float]]]
) -> tuple[float, float]:
    """The score under which a find is taken back, and how much lower it is beside a step: what errs least at first
    sight."""
    finds = [
        (found_at(act, number, m, scores[m.id]), m.around(act).announced, act in m.labels)
        for m in messages
        if act in (m.first_found or ())
    ]

    def cost(limits: tuple[float, float]) -> float:
        # A find is right unless much speaks against it: a right one lost counts threefold.
        limit, leeway = limits
        return sum((3 if right else 0) if at + leeway * step < limit else (not right) for at, step, right in finds)

    # One limit is above the next lower one only when it saves something worth.
    return min(product(LIMITS, LEEWAYS), key=lambda limits: cost(limits) + WORTH * LIMITS.index(limits[0]))


def found_at(act: str, number: int, message: Message, scores: list[list[float]]) -> float:
    """The best score of the clauses in which the patterns find the act; of all where they were mended not to."""
    places = message.found[act] or range(len(scores))
    return max(scores[place][number] for place in places)


def held(act: str, number: int, message: Message, scores: list[list[float]], how: Decision) -> bool:
    """Whether patterns and weights together find the act."""
    found = act in (message.first_found or ())
    if found and how.stands(found_at(act, number, message, scores), message.around(act).announced):
        return True
    return how.adds(max(s[number] for s in scores), message.around(act))


def report(language: Language, messages: list[Message], scores: Any, decide: dict[str, Decision]) -> None:
    """Prints what the patterns alone and patterns with weights reach, by act."""
    for number, act in enumerate(ACTS):
        if act == STEP:
            continue
        cells = []
        for alone in (True, False):
            counts: Counter[tuple[bool, bool]] = Counter()
            for m in messages:
                found = act in (m.first_found or ()) if alone else held(act, number, m, scores[m.id], decide[act])
                counts[found, act in m.labels] += 1
            hit, wrong, missed = counts[True, True], counts[True, False], counts[False, True]
            cells.append(f"{2 * hit / max(1, 2 * hit + wrong + missed):.3f} (wrong {wrong}, missed {missed})")
        print(f"{language} {act:<24} patterns {cells[0]:<32} with weights {cells[1]:<32} {astuple(decide[act])}")


def save(language: Language, weights: Weights, decide: dict[str, Decision]) -> None:
    """Writes the weights that matter: for each feature a letter per act, as guardrails/weights.py reads them."""
    kept = {f: row for f, row in weights.features.items() if max(abs(n) for n in row) >= SMALLEST}
    document = {
        "source": "bench/learn.py", "acts": list(ACTS), "unit": UNIT, "bias": [round(b, 3) for b in weights.bias],
        "decide": {act: astuple(how) for act, how in decide.items()},
    }  # fmt: skip
    lines = [f"{json.dumps(f, ensure_ascii=False)}:{json.dumps(letters(row))}" for f, row in sorted(kept.items())]
    head = json.dumps(document, indent=1)[:-2]
    path = ROOT / "guardrails" / "data" / language / "weights" / "weights.json"
    path.write_text(head + ',\n "features": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    print(f"{path.name}: {len(kept)} features of {len(weights.features)}, {path.stat().st_size / 1024:.0f} KB")


def letters(row: tuple[float, ...]) -> str:
    """A row of weights as letters, one for each."""
    middle = len(LETTERS) // 2
    return "".join(LETTERS[max(0, min(2 * middle, round(n / UNIT) + middle))] for n in row)


if __name__ == "__main__":
    main()
