"""Shows how the tasks go on: bars on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TransferSpeedColumn,
)

from puentes.setup.task import Task

_LINE_SECONDS = 5.0


class Refresh(Protocol):
    """Shows the state of the tasks as it is now."""

    def __call__(self) -> None: ...


@contextmanager
def display(tasks: Sequence[Task], console: Console) -> Iterator[Refresh]:
    """Gives a function that shows the tasks' state; call it several times a second."""
    if not console.is_terminal:
        yield _lines(tasks, console)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[note]}"),
    )
    with Progress(*columns, console=console) as progress:
        rows = {task.name: progress.add_task(task.name, total=None, note="") for task in tasks}

        def refresh() -> None:
            for task in tasks:
                progress.update(rows[task.name], completed=task.done, total=task.total or None, note=task.note)

        yield refresh
        refresh()


def _lines(tasks: Sequence[Task], console: Console) -> Refresh:
    """One line for each unfinished task every few seconds: logs stay short, and yet show that it goes on."""
    last = time.monotonic()

    def refresh() -> None:
        nonlocal last
        if time.monotonic() - last < _LINE_SECONDS:
            return
        last = time.monotonic()
        for task in tasks:
            if not task.total or task.done < task.total:
                console.print(_line(task), highlight=False, markup=False)

    return refresh


def _line(task: Task) -> str:
    amount = f"{task.done / 1e6:.0f} MB"
    if task.total:
        amount += f" of {task.total / 1e6:.0f} MB ({100 * task.done // task.total} %)"
    return f"  {task.name}: {amount}" + (f", {task.note}" if task.note else "")
