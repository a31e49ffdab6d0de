"""What `puentes eval run` does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from eval import simulated
from eval.answer_cache import AnswerCache
from eval.answers import Answer, ViewName
from eval.errors import EvalError
from eval.fixture_files import load_fixtures
from eval.judge import Judge, rubric
from eval.kept_engine import Budget, Kept
from eval.plan import CACHE, RUNS, Plan, chosen, open_run, pack_of
from eval.progress import Progress
from eval.records import read_run
from eval.running import Running
from eval.sameness import sameness
from puentes.engines import Engine, auto_engine, open_engine
from puentes.engines.base import Profile
from puentes.settings import load_settings


@dataclass(frozen=True)
class Options:
    """The options of the command, as they were given."""

    engine: str = ""
    prompts: Path | None = None
    fixtures: Path | None = None
    only: list[str] = field(default_factory=list)
    repeats: int = 1
    concurrency: int | None = None
    out: Path | None = None
    fresh: bool = False
    cache: bool = True
    grammar: bool = True
    budget_calls: int | None = None
    budget_cost: float | None = None
    prices: str | None = None
    judge: str | None = None


def run(options: Options) -> int:
    """Runs, and prints where the record is. Returns 0 when it is complete, 1 when the budget stopped it."""
    settings = load_settings(engine=options.engine or None)
    name = auto_engine(settings) if settings.engine == "auto" else settings.engine
    plan, engine = make_plan(options, name)
    writer, folder, goes_on = open_run(plan, options.out, fresh=options.fresh)
    with writer:
        done = finished_jobs(folder) if goes_on else set()
        jobs = [(f, r) for f, r in plan.jobs() if (f.id, r) not in done]
        if goes_on:
            sys.stderr.write(f"Going on with {folder}: {len(done)} answers are there, {len(jobs)} to come\n")
        with _cache(folder if options.out else RUNS, wanted=options.cache) as cache, Progress(len(jobs)) as progress:
            judge = _judge(options, plan, cache)
            running = Running(plan, engine, writer, cache, judge, progress.answer)
            asyncio.run(_all(running, jobs))
        writer.finish(complete=running.stopped is None, noted=judge.noted() if judge else None)
    print_summary(folder, running)
    return 0 if running.stopped is None else 1


def make_plan(options: Options, name: str) -> tuple[Plan, Engine]:
    """The plan and the opened engine. Raises PuentesError when something that was named cannot be had."""
    settings = load_settings(engine=name)
    fixtures = chosen(load_fixtures(options.fixtures), options.only)
    engine = simulated.open_engine(settings) if name == simulated.NAME else open_engine(name, settings)
    plan = Plan(
        engine=engine.name,
        model=model_of(engine),
        fixtures=fixtures,
        settings=settings,
        parameters={"grammar": options.grammar},
        prompts=pack_of(options.prompts or settings.prompts),
        repeats=options.repeats,
        concurrency=options.concurrency or default_concurrency(engine.name, engine.profile),
        grammar=_grammar(fixtures) if options.grammar else None,
        budget=_budget(options),
    )
    return plan, engine


def default_concurrency(name: str, profile: Profile) -> int:
    """How many drafts at once: an endpoint takes eight, the embedded model answers one after the other."""
    return 8 if profile.remote else 1 if name == "local" else 2


def finished_jobs(folder: Path) -> set[tuple[str, int]]:
    """The answers of a run that need no second try: those that neither crashed nor went without their engine."""
    return {
        (answer.fixture, answer.repeat)
        for answer in read_run(folder).answers
        if answer.error is None and answer.engine_error is None
    }


async def _all(running: Running, jobs: list[Any]) -> None:
    try:
        await running.all(jobs)
    finally:
        await running.engine.close()


@contextmanager
def _cache(folder: Path, *, wanted: bool) -> Iterator[AnswerCache | None]:
    if not wanted:
        yield None
        return
    cache = AnswerCache(folder / CACHE)
    try:
        yield cache
    finally:
        cache.close()


def _judge(options: Options, plan: Plan, cache: AnswerCache | None) -> Judge | None:
    """The judge, within the same budget and with the same cache."""
    if not options.judge:
        return None
    engine = open_engine(options.judge, load_settings(engine=options.judge))
    in_flight = asyncio.Semaphore(default_concurrency(engine.name, engine.profile))
    return Judge(Kept(engine, model_of(engine), {}, cache, plan.budget, in_flight))


def model_of(engine: Engine) -> str:
    """The name of the model that an engine asks."""
    return str(getattr(engine, "model", None) or getattr(getattr(engine, "path", None), "name", None) or engine.name)


def _grammar(fixtures: tuple[Any, ...]) -> Any:
    from guardrails.languagetool import shared_checker  # late: it imports language_tool_python

    checker = shared_checker()
    checker.warm(sorted({fixture.situation.language for fixture in fixtures}))
    return checker


def _budget(options: Options) -> Budget:
    prices = None
    if options.prices:
        try:
            prices_in, prices_out = (float(part) for part in options.prices.split(","))
        except ValueError:
            raise EvalError("--prices: write two numbers, per million tokens in and out, such as 0.4,1.6") from None
        prices = (prices_in, prices_out)
    if options.budget_cost is not None and prices is None:
        raise EvalError("--budget-cost needs --prices, per million tokens in and out, such as --prices 0.4,1.6")
    return Budget(options.budget_calls, options.budget_cost, prices)


def print_summary(folder: Path, running: Running) -> None:
    """What came out, in a few lines, and where it is."""
    run = read_run(folder)
    write = sys.stdout.write
    answers = run.answers
    if running.stopped:
        write(f"Stopped: the {running.stopped} is spent. The same command goes on from here.\n")
    write(f"{folder}: {len(answers)} answers to {len({a.fixture for a in answers})} fixtures\n")
    for view in ("raw", "delivered"):
        write(_rate(view, answers))
    kept = [a.nuance_kept for a in answers if a.nuance_kept is not None]
    write(f"  nuance kept {fmean(kept):.1%} of {len(kept)}\n" if kept else "")
    if answers:
        write(f"  repaired {fmean(a.repaired for a in answers):.1%}, ")
        write(
            f"fell back {fmean(bool(a.fallback) for a in answers):.1%}, crashed {sum(bool(a.error) for a in answers)}\n"
        )
        write(
            f"  seconds {fmean(a.seconds for a in answers):.2f} on average, calls {sum(a.llm_calls for a in answers)}"
        )
        write(f" ({running.kept.budget.calls_made} new), tokens {sum(a.tokens_in + a.tokens_out for a in answers)}")
        costs = [a.cost for a in answers if a.cost is not None]
        write(f", cost {sum(costs):.4f}\n" if costs else "\n")
    if running.judge and running.judge.agreement:
        write("  judge, which decides nothing:\n")
        verdicts = [a.judge for a in answers]
        for name in rubric():
            said = [verdict[name] for verdict in verdicts if name in verdict]
            write(f"    {running.judge.told(name, fmean(said))}\n" if said else "")
    texts = ((a.fixture, f"{a.language}/{a.channel}", a.delivered.body) for a in answers if a.delivered)
    alike = sameness(texts)
    for language in sorted({a.language for a in answers}):
        easy = [a.readability for a in answers if a.language == language and a.readability is not None]
        write(f"  readability in {language}: {fmean(easy):.0f} of 100 (Flesch)\n" if easy else "")
    write("" if alike is None else f"  sameness {alike:.2f} (0: nothing in common, 1: all alike)\n")


def _rate(view: ViewName, answers: tuple[Answer, ...]) -> str:
    counted = [answer for answer in answers if answer.counts_in(view)]
    if not counted or not any(answer.view(view) for answer in counted):
        return ""
    held = sum(answer.keeps_all(view) for answer in counted)
    return f"  {view}: {held} of {len(counted)} hold their whole contract ({held / len(counted):.1%})\n"
