"""A few threads that work off a queue, and that the program need not wait for when it ends.

concurrent.futures' own pool is waited for at the exit, and a thread that is asking for a host's address
cannot be stopped: Ctrl-C then took up to five seconds.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from puentes.setup.task import Task

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Pool:
    """`threads` daemon threads. Leaving the `with` block drops what has not begun, and does not wait."""

    def __init__(self, threads: int) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads = threads
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        for _ in range(self._threads):
            threading.Thread(target=self._work, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        for _ in range(self._threads):
            self._jobs.put(None)

    def submit(self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Queues a call; the future holds its outcome."""
        future: Future[Any] = Future()

        def job() -> None:
            try:
                future.set_result(call(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - handed to whoever asks the future
                future.set_exception(error)

        self._jobs.put(job)
        return future

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None and not self._closed.is_set():
            job()


def await_result(future: Future[_T], task: Task, meanwhile: Callable[[], None] = lambda: None) -> _T:
    """The future's result; calls `meanwhile` several times a second. Raises Interrupted when the task is
    stopped."""
    while True:
        task.check()
        meanwhile()
        try:
            return future.result(timeout=0.2)
        except NotYet:
            if future.done():  # the call itself raised a TimeoutError
                raise
