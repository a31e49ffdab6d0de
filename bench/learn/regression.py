"""Weights of features: for each act a logistic regression over all clauses (numpy, deterministic)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.learn.corpus import ACTS, Clause
from guardrails.weighing import STEP
from guardrails.weights import gain

PENALTY = 0.3


@dataclass(frozen=True)
class Learned:
    """Weights as learned: for each feature (its row in `table`) one number per act, in the order of ACTS."""

    bias: tuple[float, ...]
    table: Any
    vocabulary: dict[str, int]

    def scores(self, features: frozenset[str]) -> list[float]:
        """The log odds of each act in a clause with these features."""
        known = [self.vocabulary[f] for f in features if f in self.vocabulary]
        added = self.table[known].sum(0) * gain(len(known))
        return [bias + float(more) for bias, more in zip(self.bias, added, strict=True)]


def fit(clauses: list[Clause]) -> Learned:
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
    return Learned(tuple(bias), table, vocabulary)


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
    return float(sum(weights[i] for i in known)) * gain(len(known))


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
    gains = np.repeat([gain(n) for n in lengths], lengths)
    weights, first, second = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    if begin:
        weights[:size], weights[size] = begin
    for step in range(1, 91 if begin else 201):
        score = np.bincount(of, weights=weights[places] * gains, minlength=len(rows)) + weights[size]
        error = (1 / (1 + np.exp(-score)) - wanted) * importance
        slope = np.bincount(places, weights=error[of] * gains, minlength=size) + PENALTY * weights[:size]
        slope = np.append(slope, error.sum())
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        pace = 0.03 if begin or step > 140 else 0.1
        weights -= pace * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights[:size], float(weights[size])
