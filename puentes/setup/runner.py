"""Fetches the missing parts side by side, shows how it goes on, and stops in order when asked to."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from rich.console import Console

from puentes.errors import PuentesError
from puentes.setup.display import display
from puentes.setup.errors import Interrupted, SetupError
from puentes.setup.parts import PARTS, Part
from puentes.setup.task import Task

INTERRUPTED = 130  # what shells use for a program that Ctrl-C ended
_STOP_SECONDS = 1.5


def run_setup(without: frozenset[str], console: Console, parts: Sequence[Part] = PARTS) -> int:
    """Fetches every part that is missing, except those named in `without`; prints what it does to `console`.

    Returns 0 when all is there, 1 when a part failed (each with one line that says why), 130 when
    interrupted. Raises SetupError for a name in `without` that is no part.
    """
    known = {part.name for part in parts}
    if unknown := sorted(without - known):
        raise SetupError(f"{', '.join(unknown)}: no such part; there are {', '.join(sorted(known))}")
    missing: list[Part] = []
    for part in parts:
        if part.name in without:
            _say(console, f"Left out: {part.title}. Then {part.lack}.")
        elif part.is_there():
            _say(console, f"There: {part.title}.")
        else:
            _say(console, f"Fetching: {part.title}, {part.megabytes} MB.")
            missing.append(part)
    return _fetch(missing, console) if missing else 0


def _fetch(parts: Sequence[Part], console: Console) -> int:
    tasks = [Task(part.name) for part in parts]
    failures: dict[str, str] = {}
    seconds: dict[str, float] = {}
    threads = [
        threading.Thread(target=_work, args=(part, task, failures, seconds), name=f"setup-{part.name}", daemon=True)
        for part, task in zip(parts, tasks, strict=True)
    ]
    try:
        with _terminate_as_interrupt(), display(tasks, console) as refresh:
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                refresh()
                time.sleep(0.1)
    except KeyboardInterrupt:
        _stop(tasks, threads)
        _say(console, "Interrupted; run it again to go on.")
        return INTERRUPTED
    for part in parts:
        if part.name in failures or part.name not in seconds or not part.is_there():
            reason = failures.get(part.name, f"{part.title}: the set-up broke off. Run `puentes setup` again.")
            failures[part.name] = reason
            _say(console, reason, style="red")
        else:
            console.print(f"Fetched: {part.title} ({seconds[part.name]:.0f} s).", highlight=False, soft_wrap=True)
    return 1 if failures else 0


def _say(console: Console, text: str, style: str | None = None) -> None:
    """One line, never broken: it can be searched for and copied."""
    console.print(text, style=style, highlight=False, markup=False, soft_wrap=True)


def _work(part: Part, task: Task, failures: dict[str, str], seconds: dict[str, float]) -> None:
    started = time.monotonic()
    try:
        part.fetch(task)
        seconds[part.name] = time.monotonic() - started
    except Interrupted:
        failures[part.name] = f"{part.title}: interrupted. Run `puentes setup` again to go on."
    except PuentesError as error:
        failures[part.name] = str(error)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        failures[part.name] = (
            f"{part.title} could not be stored: {error.strerror or error}{where}. Make room or set "
            "PUENTES_HOME to a folder that can be written, and run `puentes setup` again."
        )


def _stop(tasks: Sequence[Task], threads: Sequence[threading.Thread]) -> None:
    """Asks all to end, ends the child processes, and waits a little. Threads that hang die with the
    program."""
    for task in tasks:
        task.stop.set()
        task.end_children()
    deadline = time.monotonic() + _STOP_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))


@contextmanager
def _terminate_as_interrupt() -> Iterator[None]:
    """SIGTERM stops the set-up as Ctrl-C does, with its child processes. Only the main thread may set
    that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_term(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, on_term)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
