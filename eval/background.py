"""An evaluation in a thread of its own, for a page that stays alive meanwhile: progress, and an end at any moment.

What has been answered is on the disk; a run that was stopped goes on when the same one is started again.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eval.answers import Answer
from eval.errors import EvalError
from eval.needs import need_pydantic_evals
from eval.records import FILE, Run, read_run
from puentes.engines import auto_engine
from puentes.errors import PuentesError
from puentes.settings import load_settings

if TYPE_CHECKING:
    from eval.run_commands import Options
    from eval.running import Running

MOST_TRIED = 5


@dataclass
class Work:
    """One run or several, one after the other. `wanted` answers are to come (0: not known yet), `done` are there and
    `held` of them hold their whole contract as delivered; `runs` are those that have ended; `error` says why it failed,
    `failure` the kind of a failure that nobody foresaw."""

    parts: Sequence[tuple[Options, Path | None]]
    wanted: int = 0
    done: int = 0
    held: int = 0
    runs: list[Run] = field(default_factory=list)
    error: PuentesError | None = None
    failure: str = ""
    stopped: bool = False
    _began: float = field(default_factory=time.monotonic)
    _running: Running | None = None
    _thread: threading.Thread | None = None
    _folder: TemporaryDirectory[str] | None = None

    def start(self) -> Work:
        """Begins, and returns at once. Raises NotInstalled when the packages of the evaluation are missing."""
        need_pydantic_evals()
        self._thread = threading.Thread(target=self._work, name="puentes-evaluation", daemon=True)
        self._thread.start()
        return self

    @property
    def alive(self) -> bool:
        """True until it has ended."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Waits for the end, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def stop(self) -> None:
        """Asks it to end after the answers that are in flight."""
        self.stopped = True
        if self._running is not None:
            self._running.stopped = "user"

    def seconds_left(self) -> float | None:
        """How long the rest will take at the pace so far; None before the first answer."""
        if not self.done or not self.wanted:
            return None
        return (time.monotonic() - self._began) / self.done * (self.wanted - self.done)

    def _work(self) -> None:
        try:
            for options, out in self.parts:
                if self.stopped:
                    return
                self._part(options, out)
        except PuentesError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 - told on the page by its kind; a thread has nobody to raise it to
            self.failure = type(error).__name__
        finally:
            if self._folder is not None:
                self._folder.cleanup()

    def _part(self, options: Options, out: Path | None) -> None:
        from eval.answer_cache import AnswerCache
        from eval.plan import CACHE, RUNS, open_run
        from eval.run_commands import finished_jobs, make_plan
        from eval.running import Running

        settings = load_settings(engine=options.engine or None)
        plan, engine = make_plan(options, auto_engine(settings) if settings.engine == "auto" else settings.engine)
        writer, folder, goes_on = open_run(plan, out, fresh=options.fresh)
        there = finished_jobs(folder) if goes_on else set()
        jobs = [(fixture, repeat) for fixture, repeat in plan.jobs() if (fixture.id, repeat) not in there]
        self.wanted = self.done + len(jobs) * max(1, len(self.parts) - len(self.runs))
        with writer:
            cache = AnswerCache(RUNS / CACHE)
            try:
                running = self._running = Running(plan, engine, writer, cache, on_answer=self._answer)
                if self.stopped:  # while the plan was made
                    running.stopped = "user"
                asyncio.run(running.all_and_close(jobs))
            finally:
                cache.close()
            writer.finish(complete=running.stopped is None)
        self.runs.append(read_run(folder / FILE))

    def _answer(self, answer: Answer) -> None:
        self.done += 1
        self.held += answer.keeps_all("delivered")


def whole_run(options: Options) -> Work:
    """A run over all fixtures that the options name, kept with the others."""
    return Work([(options, None)]).start()


def side_by_side(options: Options, other: Options) -> Work:
    """The same few fixtures with two prompt packs. The runs are not kept; the answers are, so that a whole run after
    it does not ask for them again. Raises EvalError when there are too many fixtures."""
    if not 0 < len(options.only) <= MOST_TRIED:
        raise EvalError(f"choose one to {MOST_TRIED} fixtures")
    folder = TemporaryDirectory(prefix="puentes-")
    work = Work([(options, Path(folder.name) / "before"), (other, Path(folder.name) / "after")])
    work._folder = folder  # goes when the work has ended
    return work.start()
