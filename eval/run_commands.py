"""What `puentes eval run` does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval import simulated
from eval.answer_cache import AnswerCache
from eval.errors import EvalError
from eval.fixture_files import load_fixtures
from eval.judge import Judge
from eval.kept_engine import Budget, Kept
from eval.plan import CACHE, RUNS, Plan, chosen, open_run, pack_of
from eval.progress import Progress
from eval.records import read_run
from eval.reporting.brief import brief
from eval.reporting.words import Words
from eval.running import Running
from eval.telling import language_of
from puentes.engines import Engine, auto_engine, engine_names, open_engine
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
    language: str | None = None


def run(options: Options) -> int:
    """Runs, and prints where the record is. Returns 0 when it is complete, 1 when the budget stopped it."""
    words = Words(language_of(options.language))
    settings = load_settings(engine=options.engine or None)
    name = auto_engine(settings) if settings.engine == "auto" else settings.engine
    plan, engine = make_plan(options, name)
    writer, folder, goes_on = open_run(plan, options.out, fresh=options.fresh)
    with writer:
        done = finished_jobs(folder) if goes_on else set()
        jobs = [(f, r) for f, r in plan.jobs() if (f.id, r) not in done]
        if goes_on:
            sys.stderr.write(words("brief.going_on", folder=folder, done=len(done), left=len(jobs)) + "\n")
        with _cache(RUNS, wanted=options.cache) as cache, Progress(len(jobs), words) as progress:
            judge = _judge(options, plan, cache)
            running = Running(plan, engine, writer, cache, judge, progress.answer)
            asyncio.run(running.all_and_close(jobs))
        writer.finish(complete=running.stopped is None, noted=judge.noted() if judge else None)
    brief_of_run = brief(read_run(folder), words, new_calls=plan.budget.calls_made, stopped=running.stopped is not None)
    sys.stdout.write(brief_of_run)
    return 0 if running.stopped is None else 1


def make_plan(options: Options, name: str) -> tuple[Plan, Engine]:
    """The plan and the opened engine. Raises PuentesError when something that was named cannot be had."""
    known = sorted({"auto", simulated.NAME, *engine_names()} - {"scripted"})
    if name not in known:
        raise EvalError(f"--engine: '{name}' is not known. One of: {', '.join(known)}")
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
