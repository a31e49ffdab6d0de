"""Decides about acts with patterns and weights together.

A find of the patterns stands unless the weights speak strongly against it. Where the patterns find nothing, the clause
that speaks most for an act counts when its score, and what the message does besides, are enough.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from guardrails.clauses import Unit
from guardrails.contract import Language
from guardrails.finding import Span
from guardrails.tokens import Tokens
from guardrails.weights import Around, Decision, load_weights

STEPS = ("cannot_attend", "missed", "withdrawal", "change_of_mind")  # that want a reason, as another date does
STEP = "announcement"  # such a step, as the weights see it
ANNOUNCED = (*STEPS, "reschedule_offer", STEP)

CONFIDENCES = ("negative_about_employer", "overshares")
_OTHERS = frozenset({f"!{act}" for act in (*STEPS, "names_interview", "reschedule_offer", "apology", "gratitude")})
_DOUBT = 1.0
# Clauses from which on a score of criticism or an intimate detail is believed less, as log odds: in ordinary mail both
# are rare, and the best of many clauses scores high by chance; a person's long, fine note must not go for that.
_CLAUSES = 5
_MOST = 20_000  # finds times clauses that are looked through: no letter has more, and time must stay linear


def weigh(
    acts: dict[str, tuple[Span, ...]], refused: Mapping[str, set[int]], tokens: Tokens, language: Language
) -> None:
    """Puts what the weights find beside what the patterns found (`acts`), and takes back what they speak against.

    `refused` holds for each act the tokens of finds that the patterns took back themselves ("no need to apologise"): in
    such a clause the weights add none.
    """
    weights = load_weights(language)
    weighed = weights.weigh(tokens, language, acts)
    step = weights.acts.index(STEP)
    likely = likelihood(weights.decide[STEP], max((scores[step] for _, scores in weighed), default=-99.0))
    # The last act is the reason: it leans on what else the message does.
    for number, act in enumerate(weights.acts):
        decision = weights.decide[act]
        found = acts.get(act, ())
        if len(found) * len(weighed) <= _MOST:
            beside = around(acts, act, likely)
            found = tuple(s for s in found if decision.stands(score_at(s, tokens, weighed, number), beside))
        best = None if found else _best(weighed, act, number, refused.get(act, set()))
        if best:
            score, unit = best
            if act in CONFIDENCES:
                score -= math.log(max(1.0, len(weighed) / _CLAUSES))
            if decision.adds(score, around(acts, act, likely)):
                first, last = tokens.tokens[unit.start], tokens.tokens[unit.end - 1]
                found = (tokens.text.span(first.start, last.end),)
        acts[act] = found


def likelihood(step: Decision, score: float) -> float:
    """How likely a message announces a step, from the best score of its clauses (0 to 1)."""
    return 1 / (1 + math.exp(-max(-50.0, step.odds(score, Around()))))


def around(acts: Mapping[str, Collection[Span]], act: str, likely: float) -> Around:
    """What a message does beside one act, going by what was found in it; `likely`: that it announces a step."""
    announced = 1.0 if announces(acts, beside=act) else likely
    return Around(
        announced,
        act != "apology" and bool(acts.get("apology")),
        bool(acts.get("question")),
        (2 * announced - 1) * (act == "reason" and any(acts.get(other) for other in CONFIDENCES)),
    )


def announces(acts: Mapping[str, Collection[Span]], *, beside: str = "") -> bool:
    """Whether a message takes a step that wants a reason, going by what was found in it `beside` one act."""
    return any(acts.get(act) for act in ANNOUNCED if act != beside)


def score_at(span: Span, tokens: Tokens, weighed: Sequence[tuple[Unit, list[float]]], number: int) -> float:
    """The best score of the clauses that a find of the patterns stands in (none, between quotation marks: 0)."""
    places = tokens.tokens
    inside = (
        scores[number]
        for unit, scores in weighed
        if places[unit.start].start < span.end and span.start < places[unit.end - 1].end
    )
    return max(inside, default=0.0)


def _best(
    weighed: Sequence[tuple[Unit, list[float]]], act: str, number: int, barred: set[int]
) -> tuple[float, Unit] | None:
    """The best score and its clause, the first of several, among those without a barred token.

    A clause that announces a step or names the interview is seldom the step's reason too: it has to score higher.
    """
    free = [
        (s[number] - _DOUBT * (act == "reason" and not _OTHERS.isdisjoint(unit.features)), unit)
        for unit, s in weighed
        if not barred or barred.isdisjoint(range(unit.start, unit.end))
    ]
    return max(free, key=lambda pair: pair[0]) if free else None
