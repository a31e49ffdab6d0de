"""How the best score of a message, and what the message does besides, decide about an act: a few numbers per act."""

from __future__ import annotations

from itertools import product

import numpy as np

from bench.learn.corpus import Message
from guardrails.weighing import STEP
from guardrails.weights import Decision

PRIOR = 1.0  # how firmly the numbers of a decision keep to what is taken for likely beforehand
LIMITS = (-99.0, -6.0, -5.0, -4.5, -4.0, -3.5, -3.0, -2.5, -2.0)
WORTH = 0.3
# The acts whose finds are summed up with the score, and what a find gets besides: in ordinary mail it is right more
# often than in messages full of near misses.
LENIENT = {"reschedule_offer": 1.2, "names_interview": 0.8, "reason": 0.8, "negative_about_employer": 1.6}
LEEWAYS = (0.0, 2.0, 4.0)
# How low a score has to be for a find to go at all: lowest for acts whose wording is mostly closed, low for those whose
# finds are often a question or a half sentence.
FIRM = {"apology": -6.0, "gratitude": -6.0, "future_contact": -3.5}

Scores = dict[str, list[list[float]]]  # for each message its clauses, each with a score per act


def decision(act: str, number: int, fresh: list[Message], plain: list[Message], scores: Scores) -> Decision:
    """When the best score adds the act, and what takes a find back.

    Fitted on the messages without a find: those seen for the first time, and of the others (on which the patterns were
    mended) those without the act.
    """
    if act == STEP:  # messages carry no label for it
        return Decision(-0.7, 1.0, 0.0, 0.0, 0.0, LIMITS[0])
    unseen = [m for m in fresh if act not in (m.first_found or ())]
    unseen += [m for m in plain if act not in m.labels and not m.found[act]]
    rows = [[1.0, max(s[number] for s in scores[m.id]), *map(float, m.around(act))] for m in unseen]
    added = fitted(rows, [act in m.labels for m in unseen], (-0.5, 1.2, 0.8 if act == "reason" else 0.0, 0.0, 0.0, 0.0))
    *most, confidence = added
    limit, leeway = against(act, number, fresh, scores)
    return Decision(*most, limit, confidence, leeway, finds(act, number, fresh, scores) if act in LENIENT else ())


def finds(act: str, number: int, fresh: list[Message], scores: Scores) -> tuple[float, ...]:
    """The numbers of a find of the patterns, where it is summed up with the score instead of being trusted.

    Words that give a reason ("because", "my train") are in many messages none for a step, a date names often no
    interview, and a harsh word is often about trains or the writer.
    """
    seen = [m for m in fresh if act in (m.first_found or ())]
    rows = [[1.0, found_at(act, number, m, scores[m.id]), *map(float, m.around(act))] for m in seen]
    base, *by = fitted(rows, [act in m.labels for m in seen], (1.0, 0.3, 0.8, 0.0, 0.0, 0.0))
    return round(base + LENIENT[act], 3), *by


def fitted(rows: list[list[float]], wanted: list[bool], before: tuple[float, ...]) -> tuple[float, ...]:
    """The numbers of a logistic regression that keep to what is taken for likely `before`."""
    prior = np.array(before)
    numbers = prior.copy()
    if rows:
        table, right = np.array(rows), np.array(wanted, dtype=float)
        for _ in range(4000):
            error = 1 / (1 + np.exp(-table @ numbers)) - right
            numbers -= 0.005 * (table.T @ error + PRIOR * (numbers - prior))
    return tuple(round(float(n), 3) for n in numbers)


def against(act: str, number: int, messages: list[Message], scores: Scores) -> tuple[float, float]:
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
    low = (limit for limit in LIMITS if limit <= FIRM.get(act, -3.0))
    return min(product(low, LEEWAYS), key=lambda pair: cost(pair) + WORTH * LIMITS.index(pair[0]))


def found_at(act: str, number: int, message: Message, scores: list[list[float]]) -> float:
    """The best score of the clauses in which the patterns find the act; of all where they were mended not to."""
    places = message.found[act] or range(len(scores))
    return max(scores[place][number] for place in places)


def held(act: str, number: int, message: Message, scores: list[list[float]], how: Decision) -> bool:
    """Whether patterns and weights together find the act."""
    found = act in (message.first_found or ())
    if found and how.stands(found_at(act, number, message, scores), message.around(act)):
        return True
    return how.adds(max(s[number] for s in scores), message.around(act))
