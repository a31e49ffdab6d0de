"""An engine whose answers are kept: asked from the cache first, within a budget, and counted."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from eval.answer_cache import AnswerCache, key_of
from eval.errors import EvalError
from puentes.engines.base import Answer, Engine, OnText, Profile, Request
from puentes.errors import EngineError

# Where an endpoint does not count tokens, this many characters are taken for one (English and Spanish prose).
CHARACTERS_PER_TOKEN = 4


class BudgetSpent(EvalError):
    """The budget of calls or cost is spent; no EngineError, so that no draft goes on without its engine."""


@dataclass
class Budget:
    """What may be spent on new answers: calls, and cost (None: no limit). `prices`: per million tokens in and out."""

    calls: int | None = None
    cost: float | None = None
    prices: tuple[float, float] | None = None
    calls_made: int = 0
    cost_made: float = 0.0

    def take(self) -> None:
        """Takes one call. Raises BudgetSpent when there is none left."""
        if self.calls is not None and self.calls_made >= self.calls:
            raise BudgetSpent(f"the budget of {self.calls} calls is spent")
        if self.cost is not None and self.cost_made >= self.cost:
            raise BudgetSpent(f"the budget of {self.cost:g} is spent")
        self.calls_made += 1

    def cost_of(self, answer: Answer) -> float | None:
        """What an answer costs, in the currency of the prices."""
        if self.prices is None:
            return None
        return (answer.tokens_in * self.prices[0] + answer.tokens_out * self.prices[1]) / 1_000_000


@dataclass
class Kept:
    """What all answers of a run share. `in_flight` bounds the requests that are asked at once."""

    engine: Engine
    model: str
    parameters: Mapping[str, Any]
    cache: AnswerCache | None
    budget: Budget
    in_flight: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    failures_in_a_row: int = 0


@dataclass
class KeptEngine:
    """The engine for one draft. `asked` counts requests, `new` those that were not in the cache; `failed` says why the
    engine gave no answer, and `spent` that the budget stopped the draft."""

    kept: Kept
    repeat: int
    name: str = field(init=False)
    profile: Profile = field(init=False)
    asked: int = 0
    new: int = 0
    seconds_saved: float = 0.0
    cost: float | None = None
    failed: str | None = None
    spent: bool = False

    def __post_init__(self) -> None:
        self.name, self.profile = self.kept.engine.name, self.kept.engine.profile

    async def complete(self, request: Request, on_text: OnText | None = None) -> Answer:
        """The kept answer, or a new one. Raises what the engine raises, and BudgetSpent."""
        kept = self.kept
        self.asked += 1
        key = key_of(request, kept.engine.name, kept.model, kept.parameters, self.repeat)
        if kept.cache is not None and (known := await asyncio.to_thread(kept.cache.get, key)):
            self.seconds_saved += known.seconds
            return self._counted(known)
        async with kept.in_flight:
            answer = await self._new(request, on_text)
        answer = _with_tokens(request, answer)
        kept.budget.cost_made += kept.budget.cost_of(answer) or 0.0
        if kept.cache is not None:
            await asyncio.to_thread(kept.cache.put, key, answer)
        return self._counted(answer)

    async def _new(self, request: Request, on_text: OnText | None) -> Answer:
        kept = self.kept
        try:
            kept.budget.take()
        except BudgetSpent:
            self.spent = True
            raise
        self.new += 1
        try:
            answer = await kept.engine.complete(request, on_text)
        except EngineError as error:
            self.failed = f"{type(error).__name__}: {error}"
            kept.failures_in_a_row += 1
            raise
        kept.failures_in_a_row = 0
        return answer

    async def close(self) -> None:
        """The run closes the engine when it ends."""

    def _counted(self, answer: Answer) -> Answer:
        cost = self.kept.budget.cost_of(answer)
        if cost is not None:
            self.cost = (self.cost or 0.0) + cost
        return answer


def _with_tokens(request: Request, answer: Answer) -> Answer:
    if answer.tokens_in:
        return answer
    sent = sum(len(turn.content) for turn in request.turns)
    return replace(
        answer, tokens_in=sent // CHARACTERS_PER_TOKEN + 1, tokens_out=len(answer.text) // CHARACTERS_PER_TOKEN + 1
    )
