"""Something that an engine writes, in a thread of its own, so that the page stays alive meanwhile and can stop it."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from app.gate import Gate, shared_gate
from app.guarding import log_place
from puentes.engines import Engine, auto_engine, open_engine
from puentes.errors import PuentesError
from puentes.message import OnProgress, Progress
from puentes.settings import Settings

T = TypeVar("T")
Work = Callable[[Engine, OnProgress], Awaitable[T]]


class Job(Generic[T]):
    """Work that was asked for. `stage` and `moves` (text with slots, by move) follow `look`; when `done` there is an
    `outcome` or an `error`, unless it was stopped. `asked` is the engine as it was asked for, `engine` the one that
    writes."""

    def __init__(self, work: Work[T], asked: str, settings: Settings, gate: Gate | None = None) -> None:
        self.asked = asked
        self.engine = auto_engine(settings) if asked == "auto" else asked
        self.settings = settings
        self.stage = "start"
        self.moves: dict[str, str] = {}
        self.outcome: T | None = None
        self.error: Exception | None = None
        self.opened: Engine | None = None
        self._work = work
        self._gate = gate or shared_gate()
        self._news: queue.SimpleQueue[Progress] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._ended = threading.Event()
        self._running: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None
        self._lock = threading.Lock()

    def start(self) -> Job[T]:
        """Begins; returns at once."""
        threading.Thread(target=self._run, name="puentes-page-job", daemon=True).start()
        return self

    def stop(self) -> None:
        """Ends it: the request to the engine is broken off, and nothing comes of it. Returns at once."""
        self._stopped.set()
        with self._lock:
            if self._running:
                loop, task = self._running
                loop.call_soon_threadsafe(task.cancel)

    @property
    def done(self) -> bool:
        """True when it has ended, in whatever way."""
        return self._ended.is_set()

    def wait(self, seconds: float) -> None:
        """Waits for the end, at most so long."""
        self._ended.wait(seconds)

    def look(self) -> None:
        """Takes in what has happened since the last look."""
        while not self._news.empty():
            progress = self._news.get()
            self.stage = progress.stage
            if progress.stage == "move":
                self.moves[progress.move] = progress.text

    @property
    def last_request(self) -> dict[str, Any] | None:
        """What the engine last sent to its endpoint, as it was sent; None where nothing was."""
        found: dict[str, Any] | None = getattr(self.opened, "last_request", None)
        return found

    def _run(self) -> None:
        try:
            self.stage = "queue"
            if not self._gate.enter(self._stopped):
                return
            self.stage = "start"
            try:
                self.outcome = asyncio.run(self._within_loop())
            finally:
                self._gate.leave()
        except asyncio.CancelledError:
            pass
        except PuentesError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 - told on the page in words; a thread has nobody to raise it to
            log_place(error, "writing")
            self.error = error
        finally:
            self._ended.set()

    async def _within_loop(self) -> T:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio.run made it
        with self._lock:
            self._running = (asyncio.get_running_loop(), task)
        try:
            if self._stopped.is_set():
                raise asyncio.CancelledError
            self.opened = open_engine(self.engine, self.settings)
            return await self._work(self.opened, self._news.put)
        finally:
            with self._lock:
                self._running = None
