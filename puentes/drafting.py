"""Drafting: a situation becomes a message that is fit to send, whatever the engine answers."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections.abc import Coroutine
from contextvars import copy_context
from typing import Any, TypeVar

from guardrails.finding import Finding
from puentes.asking import Asking
from puentes.assembling import Assembly
from puentes.datafiles import prompts_from
from puentes.engines import Engine, auto_engine, open_engine
from puentes.errors import EngineError
from puentes.grammar import GrammarChoice, grammar_for
from puentes.judging import failing_moves, verdict
from puentes.message import Message, OnProgress, Progress
from puentes.said import say
from puentes.settings import Settings, load_settings
from puentes.situation import Situation

T = TypeVar("T")
# Rounds of mending: a repair by the engine, then the phrase bank move by move, then the phrase bank alone. A note
# loses one sentence per round at least, so that this many rounds always end.
ROUNDS = 12


async def draft_async(
    situation: Situation, engine: str | Engine = "auto", *, settings: Settings | None = None,
    seed: int | None = None, on_progress: OnProgress | None = None, grammar: GrammarChoice = "auto",
) -> Message:  # fmt: skip
    """A message for the situation.

    `engine` is a name or an engine. `seed` chooses among wordings (default: from the situation, so that the same
    facts give the same message). `grammar` is "auto" (the shared LanguageTool where it is installed), None, or a
    checker. An engine that fails is no error: the phrase bank writes and `notes` says so.
    Raises SettingsError for an unknown engine and EngineUnavailable for one that was named and is not there.
    """
    settings = settings or load_settings()
    with prompts_from(settings.prompts):
        return await _draft(situation, engine, settings, seed, on_progress, grammar)


async def _draft(
    situation: Situation, engine: str | Engine, settings: Settings, seed: int | None,
    on_progress: OnProgress | None, grammar: GrammarChoice,
) -> Message:  # fmt: skip
    started = time.monotonic()
    chosen_by_auto = engine == "auto"
    opened = open_engine(engine, settings) if isinstance(engine, str) else engine
    checker = grammar_for(grammar, situation)
    work = Assembly(situation, opened, _seed(situation) if seed is None else seed)
    if chosen_by_auto:
        work.event("auto", engine=opened.name, why=_why(auto_engine(settings), situation.language))
    asking = Asking(work, opened, on_progress)
    try:
        await asking.write()
        checks = await _mend(work, asking, checker, on_progress)
    finally:
        await opened.close()
    return _deliver(work, checks, time.monotonic() - started)


def draft(
    situation: Situation, engine: str | Engine = "auto", *, settings: Settings | None = None,
    seed: int | None = None, on_progress: OnProgress | None = None, grammar: GrammarChoice = "auto",
) -> Message:  # fmt: skip
    """As draft_async, for callers without an event loop; inside one it works too, in a thread of its own."""
    return run(draft_async(situation, engine, settings=settings, seed=seed, on_progress=on_progress, grammar=grammar))


def run(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine to its end, also when the calling thread has a running event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    result: list[T] = []
    errors: list[BaseException] = []

    def target() -> None:
        try:
            result.append(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001 - handed on to the caller below
            errors.append(error)

    # The thread reads the same prompts as its caller does.
    thread = threading.Thread(target=copy_context().run, args=(target,), name="puentes-draft")
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return result[0]


async def _mend(work: Assembly, asking: Asking, checker: Any, on_progress: OnProgress | None) -> tuple[Finding, ...]:
    """Checks and mends until everything holds: the note sentence by sentence, the engine once more, the bank."""
    checks: tuple[Finding, ...] = ()
    repaired = False
    for round_ in range(ROUNDS):
        if on_progress:
            on_progress(Progress("check"))
        checks = await asyncio.to_thread(verdict, work, checker)
        failures = [finding for finding in checks if finding.status == "fail"]
        if not failures:
            break
        if work.mend_note(failures):
            continue
        failing = failing_moves(work, failures)
        from_llm = [move for move in failing if work.source(move) == "llm"]
        if from_llm and not repaired and round_ < 2:
            repaired = True
            if on_progress:
                on_progress(Progress("repair"))
            for finding in failures:
                work.complain(from_llm, finding)
            try:
                await asking.repair(from_llm)
            except EngineError as error:
                work.event("repair_failed", why=str(error))
                work.use_bank(from_llm)
        elif from_llm:
            work.use_bank(from_llm)
        elif not work.last_resort(failing, failures):
            break
    return checks


def _deliver(work: Assembly, checks: tuple[Finding, ...], seconds: float) -> Message:
    if any(finding.status == "fail" for finding in checks):
        work.event("still_fails")
    work.tell_about_note()
    language = work.situation.language
    body, placed = work.body()
    return Message(
        subject=work.subject(),
        body=body,
        engine=work.engine.name,
        llm_calls=work.llm_calls,
        checks=checks,
        notes=tuple(say(key, language, **values) for key, values in work.events),
        placed=placed,
        id=work.situation.id,
        events=(("language", {"code": language}), *work.events),
        repaired=tuple(work.repaired),
        rejected=tuple(work.rejected),
        seconds=seconds,
        tokens=(work.tokens_in, work.tokens_out),
        sent=tuple(work.sent),
        asked=tuple(work.asked),
        raw=work.raw,
    )


def _seed(situation: Situation) -> int:
    stable = situation.model_dump_json(by_alias=True, exclude={"id"})
    return int.from_bytes(hashlib.sha256(stable.encode()).digest()[:4], "big")


def _why(name: str, language: str) -> str:
    return say(f"auto_{name}", language)
