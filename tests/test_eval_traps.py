"""What pydantic-evals leaves open, held to: rates per element, crashes that count, a loop that runs on, repeats paired
by number, and answers that outlive an interrupt."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_endpoint import Call, FakeEndpoint, fake_endpoint, good
from helpers_eval import fixture, plan_of, run_plan, writes_well
from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import Evaluator
from pydantic_evals.reporting.analyses import TableResult

from eval.evaluators import Context, Drafted, ElementRates, Figures, Verdicts
from eval.fixture import Fixture
from eval.plan import open_run
from eval.raw import raw_message
from eval.records import read_run
from eval.running import Running
from eval.yardstick import Yardstick
from puentes.drafting import draft_async
from puentes.engines.base import Request
from puentes.engines.scripted import ScriptedEngine

ROOT = Path(__file__).parent.parent


async def drafted(given: Fixture) -> Drafted:
    """A task of pydantic-evals: thanks are forgotten for "bare", and "crash" crashes."""
    if given.id == "crash":
        raise RuntimeError("the program broke")

    def script(request: Request) -> str:
        moves = json.loads(str(writes_well(request)))
        moves |= {"gratitude": "I am writing about the interview."} if given.id == "bare" else {}
        return json.dumps(moves)

    engine = ScriptedEngine(script)
    message = await draft_async(given.situation, engine, grammar=None)
    return Drafted(message, raw_message(message, given.situation, engine.profile))


def dataset(*names: str, evaluators: tuple[Any, ...] = ()) -> Dataset[Fixture, Drafted, Any]:
    """The fixtures of these names as a dataset of pydantic-evals."""
    cases = [Case(name=name, inputs=fixture(name)) for name in names]
    return Dataset[Fixture, Drafted, Any](
        name="traps", cases=cases, evaluators=[Verdicts(Yardstick()), Figures(), *evaluators],
        report_evaluators=[ElementRates()],
    )  # fmt: skip


async def rates_of(*names: str, evaluators: tuple[Any, ...] = ()) -> dict[str, tuple[int, int]]:
    """For each element: how many hold, of how many."""
    report = await dataset(*names, evaluators=evaluators).evaluate(drafted, progress=False)
    (table,) = report.analyses
    assert isinstance(table, TableResult)
    return {str(row[0]): (int(row[1] or 0), int(row[2] or 0)) for row in table.rows}


async def test_each_element_has_a_rate_of_its_own_where_the_report_has_one_number() -> None:
    report = await dataset("good", "bare").evaluate(drafted, progress=False)
    averages = report.averages()
    assert averages is not None
    assert isinstance(averages.assertions, float)
    rates = await rates_of("good", "bare")
    assert rates["raw.gratitude"] == (1, 2)
    assert rates["raw.interest"] == (2, 2)
    assert rates["delivered.gratitude"] == (2, 2)


async def test_every_assertion_has_its_reason() -> None:
    report = await dataset("bare").evaluate(drafted, progress=False)
    assertions = report.cases[0].assertions
    assert assertions["raw.holds"].reason == "wrong: gratitude, facts"
    assert all(result.reason for result in assertions.values())


async def test_a_case_that_crashed_fails_in_every_rate_though_the_averages_leave_it_out() -> None:
    report = await dataset("good", "crash").evaluate(drafted, progress=False)
    averages = report.averages()
    assert averages is not None
    assert averages.assertions == 1.0
    rates = await rates_of("good", "crash")
    assert rates["delivered.gratitude"] == (1, 2)
    assert set(rates.values()) == {(1, 2)}
    assert (await rates_of("crash"))["delivered.holds"] == (0, 1)


class Broken(Evaluator[Fixture, Drafted, Any]):
    """An evaluator that crashes."""

    def evaluate(self, ctx: Context) -> bool:
        """Crashes."""
        raise ValueError(ctx.name)


async def test_an_evaluator_that_crashed_counts_as_a_failure_too() -> None:
    assert set((await rates_of("good", evaluators=(Broken(),))).values()) == {(0, 1)}


def test_a_crash_is_written_down_as_an_answer_that_does_not_hold(tmp_path: Path) -> None:
    def crash(_: Request) -> str:
        raise RuntimeError("the program broke")

    (answer,), _, _ = run_plan(plan_of(), tmp_path / "run", crash)
    assert answer.error == "RuntimeError: the program broke"
    assert answer.delivered is None
    assert not answer.keeps_all("raw")
    assert not answer.keeps_all("delivered")


async def test_slow_checks_do_not_stop_the_drafts_in_flight() -> None:
    class Slow(Yardstick):
        def judge(self, *args: Any) -> Any:
            time.sleep(0.3)
            return super().judge(*args)

    late = 0.0

    async def tick() -> None:
        nonlocal late
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            late = max(late, time.monotonic() - before)

    ticking = asyncio.create_task(tick())
    cases = [Case(name="good", inputs=fixture("good"))]
    slow = Dataset[Fixture, Drafted, Any](name="slow", cases=cases, evaluators=[Verdicts(Slow())])
    await drafted(fixture("good"))  # what is loaded at the first draft is not what is asked about
    late = 0.0
    await slow.evaluate(drafted, progress=False)
    ticking.cancel()
    assert late < 0.25


def test_repeats_are_paired_by_fixture_and_number_whatever_the_names_look_like(tmp_path: Path) -> None:
    tricky = [fixture("one"), fixture("one-2")]
    answers, _, _ = run_plan(plan_of(*tricky, repeats=3, concurrency=4), tmp_path / "run")
    assert sorted((a.fixture, a.repeat) for a in answers) == [(f.id, r) for f in tricky for r in (1, 2, 3)]


async def test_an_interrupt_keeps_every_answer_that_was_judged(tmp_path: Path) -> None:
    plan = plan_of(*[fixture(f"f{number}") for number in range(6)])
    writer, folder, _ = open_run(plan, tmp_path / "run")
    with writer:
        running = Running(plan, ScriptedEngine(writes_well), writer)
        working = asyncio.create_task(running.all(plan.jobs()))
        # What Ctrl-C does to a program that runs in asyncio.run.
        running.on_answer = lambda answer: working.cancel() if answer.fixture == "f2" else None
        with pytest.raises(asyncio.CancelledError):
            await working
    run = read_run(folder)
    assert {a.fixture for a in run.answers} >= {"f0", "f1", "f2"}
    assert len(run.answers) < len(plan.jobs())
    assert not run.header.complete


@pytest.fixture
def slow_endpoint() -> Iterator[FakeEndpoint]:
    """An endpoint that answers well after a moment."""

    def behaviour(call: Call) -> None:
        time.sleep(0.05)
        good(call)

    with fake_endpoint(behaviour) as fake:
        yield fake


def test_a_run_that_is_killed_at_any_moment_goes_on_and_loses_what_was_in_flight_at_most(
    tmp_path: Path, slow_endpoint: FakeEndpoint
) -> None:
    command = [
        sys.executable, "-m", "app.cli", "eval", "run", "-e", "openai", "--no-grammar", "--repeats", "8",
        "--concurrency", "3", "--only", "reschedule-en", "--out", str(tmp_path / "run"),
    ]  # fmt: skip
    environment = {**os.environ, "OPENAI_BASE_URL": slow_endpoint.base_url, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
    while len(slow_endpoint.calls) < 7:
        assert running.poll() is None
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait()
    before = len(slow_endpoint.calls)
    assert not read_run(tmp_path / "run").header.complete
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Going on with" in done.stderr
    run = read_run(tmp_path / "run")
    assert run.header.complete
    wanted = len({a.fixture for a in run.answers}) * 8
    assert len(run.answers) == wanted
    calls = sum(answer.llm_calls for answer in run.answers)
    assert before < calls
    assert len(slow_endpoint.calls) <= calls + 3
