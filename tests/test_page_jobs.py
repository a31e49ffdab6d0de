"""Writing in the background: stopping, waiting for a turn, failures; and grammar that nobody waits long for."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from app.gate import Gate, TooBusy
from app.job import Job
from app.proofing import Impatient, Pending, Proofreader
from app.texts import Texts
from guardrails.languagetool.errors import GrammarUnavailable
from puentes.engines import Engine
from puentes.errors import EngineUnavailable, SettingsError
from puentes.message import OnProgress, Progress
from puentes.settings import Settings


def _job(work: Any, gate: Gate | None = None, engine: str = "phrasebank") -> Job[Any]:
    return Job(work, engine, Settings(), gate or Gate()).start()


async def _quick(_: Engine, on_progress: OnProgress) -> str:
    on_progress(Progress("move", "apology", "Lo siento"))
    return "done"


def test_a_job_gives_its_outcome_and_tells_how_it_goes_on() -> None:
    job = _job(_quick)
    job.wait(10)
    job.look()
    assert (job.outcome, job.error, job.moves) == ("done", None, {"apology": "Lo siento"})


def test_a_stopped_job_breaks_off_what_it_waits_for() -> None:
    """The request to the engine ends, and nothing comes of it."""
    begun, broken_off = threading.Event(), threading.Event()

    async def endless(_: Engine, __: OnProgress) -> str:
        begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            broken_off.set()
            raise
        return "too late"

    job = _job(endless)
    assert begun.wait(10)
    job.stop()
    job.wait(10)
    assert job.done
    assert broken_off.is_set()
    assert (job.outcome, job.error) == (None, None)


def test_only_some_write_at_once_and_who_waits_can_be_stopped() -> None:
    gate, release = Gate(at_once=1, waiting=1), threading.Event()

    async def held(_: Engine, __: OnProgress) -> str:
        await asyncio.to_thread(release.wait, 10)
        return "done"

    first, waiting = _job(held, gate), None
    while first.stage == "queue":
        time.sleep(0.005)
    waiting = _job(_quick, gate)
    while waiting.stage != "queue":
        time.sleep(0.005)
    time.sleep(0.05)
    refused = _job(_quick, gate)
    refused.wait(10)
    assert isinstance(refused.error, TooBusy)
    waiting.stop()
    waiting.wait(10)
    assert waiting.done
    assert waiting.outcome is None
    release.set()
    first.wait(10)
    assert first.outcome == "done"
    last = _job(_quick, gate)
    last.wait(10)
    assert last.outcome == "done"


@pytest.mark.parametrize(("engine", "kind"), [("openai", EngineUnavailable), ("nobody", SettingsError)])
def test_an_engine_that_is_not_there_is_an_error_of_the_job(engine: str, kind: type[Exception]) -> None:
    job = _job(_quick, engine=engine)
    job.wait(10)
    assert isinstance(job.error, kind)


class _Slow:
    """A grammar checker that answers when it is told to."""

    def __init__(self) -> None:
        self.may, self.asked, self.fails = threading.Event(), 0, False

    def check(self, text: str, language: str, ignore: Any = ()) -> list[str]:
        self.asked += 1
        self.may.wait(10)
        if self.fails:
            raise GrammarUnavailable("it died.")
        return [text, language, *ignore]


@pytest.fixture
def slow() -> Iterator[_Slow]:
    checker = _Slow()
    yield checker
    checker.may.set()


def test_grammar_that_takes_long_is_said_to_be_on_its_way_and_comes_later(slow: _Slow) -> None:
    reader = Proofreader(slow)
    first = Impatient(reader, Texts("es"), patience=0.01)
    with pytest.raises(Pending, match="se está mirando"):
        first.check("hola", "es")
    assert first.pending
    slow.may.set()
    reader.ask("hola", "es", ()).result(10)
    later = Impatient(reader, Texts("es"), patience=0.01)
    assert later.check("hola", "es") == ["hola", "es"]
    assert not later.pending
    assert slow.asked == 1


def test_a_dead_checker_is_left_alone_for_a_while(slow: _Slow) -> None:
    """Each of its tries can take many seconds: the next edits are not held up by it."""
    slow.fails = True
    slow.may.set()
    reader = Proofreader(slow)
    for text in ("uno", "dos", "tres"):
        with pytest.raises(GrammarUnavailable, match="LanguageTool does not answer; the settings"):
            Impatient(reader, Texts("en"), patience=5).check(text, "es")
    assert slow.asked == 1


def test_too_many_questions_wait_for_an_answer_later(slow: _Slow) -> None:
    reader = Proofreader(slow)
    for number in range(8):
        reader.ask(str(number), "es", ())
    with pytest.raises(Pending):
        reader.ask("one more", "es", ())
