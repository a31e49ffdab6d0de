"""Learns the weights of acts from tests/corpus: python -m bench.learn [--write] [--with FILE…] [--language es|en]

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
from collections import Counter
from dataclasses import astuple
from pathlib import Path
from typing import get_args

from bench.acts import rows
from bench.learn.corpus import ACTS, CORPUS, Message, bank, examples, read, sentences
from bench.learn.deciding import Scores, decision, held
from bench.learn.regression import Learned, fit
from guardrails.contract import Language
from guardrails.weighing import STEP, likelihood
from guardrails.weights import LETTERS, Decision

FOLDS = 4
SMALLEST = 0.35  # weights below this, over all acts, are left out of the file
UNIT = 0.06  # weights are kept in steps of this size


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
    scores: Scores = {}
    for fold in range(FOLDS):
        weights = fit([c for c in clauses if c.fold != fold])
        for message in (m for m in messages if m.fold == fold):
            scores[message.id] = [weights.scores(c) for c in message.clauses] or [list(weights.bias)]
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


def report(language: Language, messages: list[Message], scores: Scores, decide: dict[str, Decision]) -> None:
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


def save(language: Language, weights: Learned, decide: dict[str, Decision]) -> None:
    """Writes the weights that matter: for each feature a letter per act, as guardrails/weights.py reads them."""
    rows_of = ((f, tuple(map(float, weights.table[i]))) for f, i in weights.vocabulary.items())
    kept = {f: row for f, row in rows_of if max(abs(n) for n in row) >= SMALLEST}
    document = {
        "source": "bench/learn", "acts": list(ACTS), "unit": UNIT, "bias": [round(b, 3) for b in weights.bias],
        "decide": {act: astuple(how) for act, how in decide.items()},
    }  # fmt: skip
    lines = [f"{json.dumps(f, ensure_ascii=False)}:{json.dumps(letters(row))}" for f, row in sorted(kept.items())]
    head = json.dumps(document, indent=1)[:-2]
    path = CORPUS.parents[1] / "guardrails" / "data" / language / "weights" / "weights.json"
    path.write_text(head + ',\n "features": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    print(f"{path.name}: {len(kept)} features of {len(weights.vocabulary)}, {path.stat().st_size / 1024:.0f} KB")


def letters(row: tuple[float, ...]) -> str:
    """A row of weights as letters, one for each."""
    middle = len(LETTERS) // 2
    return "".join(LETTERS[max(0, min(2 * middle, round(n / UNIT) + middle))] for n in row)


if __name__ == "__main__":
    main()
