"""Running a plan: drafts in flight side by side, each judged and written down as soon as it is there.

Each answer is one case of pydantic-evals with its own evaluation, so that what has been judged leaves the memory, an
interrupt loses what is in flight and nothing else, and repeats are paired by fixture and number, never by name.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from pydantic_evals import Case, Dataset
from pydantic_evals.lifecycle import CaseLifecycle
from pydantic_evals.reporting import ReportCase, ReportCaseFailure

from eval.answer_cache import AnswerCache
from eval.answers import Answer
from eval.errors import EvalError
from eval.evaluators import Drafted, Figures, Verdicts
from eval.fixture import Fixture
from eval.judge import Judge, Judged
from eval.kept_engine import Kept, KeptEngine
from eval.plan import Plan
from eval.raw import fallen_back, raw_message
from eval.records import RunWriter
from eval.yardstick import Yardstick
from puentes.drafting import draft_async
from puentes.engines.base import Engine
from puentes.prompting import foreign_phrases

Job = tuple[Fixture, int]
# An engine that fails this often in a row, beyond those in flight, is not there: the run stops and says so.
MOST_FAILURES = 4


@dataclass
class Running:
    """The state of a run. `done` and `wanted` count answers; `stopped` says why it ended early."""

    plan: Plan
    engine: Engine
    writer: RunWriter
    cache: AnswerCache | None = None
    judge: Judge | None = None
    on_answer: Callable[[Answer], None] = lambda _: None
    done: int = 0
    stopped: str | None = None
    last_failure: str = ""
    kept: Kept = field(init=False)
    evaluators: list[Any] = field(init=False)

    def __post_init__(self) -> None:
        plan = self.plan
        self.kept = Kept(self.engine, plan.model, plan.parameters, self.cache, plan.budget)
        with plan.prompts.in_use() if plan.prompts else nullcontext():
            foreign = [phrase for language in ("es", "en") for phrase in foreign_phrases(language)]
        self.evaluators = [Verdicts(Yardstick(plan.grammar, foreign)), Figures()]
        self.evaluators += [Judged(self.judge)] if self.judge else []

    async def all(self, jobs: list[Job]) -> None:
        """Does all jobs, with `concurrency` requests in flight. Raises EvalError when the engine is not there.

        A few more drafts than requests are under way, so that the engine is asked while others are judged.
        """
        left = iter(jobs)
        asked = self.plan.concurrency
        self.kept.in_flight = asyncio.Semaphore(asked)
        if self.judge:
            await self.judge.calibrate()
        connected = getattr(self.engine, "connected", nullcontext)  # an engine of somebody else's may have none
        async with connected():
            with _turns_taken_quickly():
                workers = (asyncio.create_task(self._work(left)) for _ in range(min(asked + asked // 4 + 1, len(jobs))))
            await asyncio.gather(*workers)
        if self.kept.failures_in_a_row > self._patience:
            raise EvalError(
                f"the engine {self.engine.name} gives no answers: {self.last_failure}. {self.done} are kept"
            )

    async def all_and_close(self, jobs: list[Job]) -> None:
        """Does all jobs, and closes the engine whatever happens. Raises EvalError as `all` does."""
        try:
            await self.all(jobs)
        finally:
            await self.engine.close()

    @property
    def _patience(self) -> int:
        return self.plan.concurrency + self.plan.concurrency // 4 + MOST_FAILURES

    async def _work(self, left: Iterator[Job]) -> None:
        for fixture, repeat in left:
            if self.stopped or self.kept.failures_in_a_row > self._patience:
                return
            await self.one(fixture, repeat)

    async def one(self, fixture: Fixture, repeat: int) -> None:
        """Drafts, judges and writes down one answer."""
        asked = KeptEngine(self.kept, repeat)

        async def draft(case: Fixture) -> Drafted:
            with self.plan.prompts.in_use() if self.plan.prompts else nullcontext():
                message = await draft_async(
                    case.situation,
                    asked,
                    settings=self.plan.settings,
                    seed=None if repeat == 1 else seed_of(case, repeat),
                    grammar=self.plan.grammar,
                )
            return Drafted(message, raw_message(message, case.situation, asked.profile))

        dataset = Dataset[Fixture, Drafted, Any](
            name="puentes", cases=[Case(name=f"{fixture.id} #{repeat}", inputs=fixture)], evaluators=self.evaluators
        )
        await dataset.evaluate(
            draft, progress=False, task_name="draft", lifecycle=lambda case: WritingDown(case, self, asked, repeat)
        )

    async def write_down(self, answer: Answer, asked: KeptEngine) -> None:
        """Puts an answer on the disk; one that the budget cut off is not an answer."""
        if asked.spent:
            self.stopped = "budget"
            return
        self.last_failure = asked.failed or self.last_failure
        await asyncio.to_thread(self.writer.add, answer)
        self.done += 1
        self.on_answer(answer)


@contextmanager
def _turns_taken_quickly() -> Iterator[None]:
    """Within the block a thread that judges lets the loop have its turn after half a millisecond, not after five.

    An answer takes the loop a dozen turns from the socket to the draft; each would wait while something is judged.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class WritingDown(CaseLifecycle[Fixture, Drafted, Any]):
    """Writes each case down when it has been judged, crashed ones too: they count as failures."""

    def __init__(self, case: Case[Fixture, Drafted, Any], run: Running, asked: KeptEngine, repeat: int) -> None:
        super().__init__(case)
        self._run, self._asked, self._repeat = run, asked, repeat
        self._started = time.monotonic()

    async def teardown(
        self,
        result: ReportCase[Fixture, Drafted, Any] | ReportCaseFailure[Fixture, Drafted, Any] | None,
    ) -> None:
        """Called for every case; without a result it was interrupted, and is in flight still."""
        if result is None:
            return
        seconds = time.monotonic() - self._started + self._asked.seconds_saved
        answer = answer_of(self.case.inputs, self._repeat, result, self._asked, seconds)
        await self._run.write_down(answer, self._asked)


def seed_of(fixture: Fixture, repeat: int) -> int:
    """Another choice among wordings for each repeat; the first is what a user gets."""
    return sum(ord(letter) * (index + 1) for index, letter in enumerate(fixture.id)) * 1009 + repeat


def answer_of(
    fixture: Fixture, repeat: int, result: ReportCase[Fixture, Drafted, Any] | ReportCaseFailure[Fixture, Drafted, Any],
    asked: KeptEngine, seconds: float,
) -> Answer:  # fmt: skip
    """The line of the record for a case."""
    situation = fixture.situation
    row: dict[str, Any] = {
        "fixture": fixture.id,
        "intent": situation.intent,
        "language": situation.language,
        "channel": situation.channel,
        "register": situation.register_,
        "share": situation.reason.share if situation.reason else None,
        "repeat": repeat,
        "seconds": round(seconds, 3),
        "cost": asked.cost,
        "cached": asked.asked > 0 and asked.new == 0,
        "engine_error": asked.failed,
    }
    if isinstance(result, ReportCaseFailure):
        return Answer.model_validate({**row, "error": result.error_message})
    crashed = [f"evaluator {failure.name}: {failure.error_message}" for failure in result.evaluator_failures]
    message = result.output.message
    row |= {
        "raw": result.attributes.get("raw"),
        "delivered": result.attributes.get("delivered"),
        "error": "; ".join(crashed) or None,
        "llm_calls": message.llm_calls,
        "tokens_in": message.tokens[0],
        "tokens_out": message.tokens[1],
        "repaired": bool(message.repaired),
        "fallback": fallen_back(message),
    }
    judged = {name.removeprefix("judge."): label.value == "yes" for name, label in result.labels.items()}
    row |= {"judge": judged} if judged else {}
    scores = {name: result.scores[name].value for name in ("nuance_kept", "readability") if name in result.scores}
    return Answer.model_validate(row | scores)
