"""How far a run is, and how long it will still take: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from eval.answers import Answer
from eval.reporting.words import Words

# Seconds between two lines where there is no terminal.
BETWEEN = 15.0


class Progress:
    """Told each answer; says on standard error how many are there, how many hold, and the time left."""

    def __init__(self, wanted: int, words: Words) -> None:
        self.wanted = wanted
        self._words = words
        self.done = 0
        self.held = 0
        self._started = self._said = time.monotonic()
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=console) if console.is_terminal else None
        self._task = self._bar.add_task(words("brief.bar", held=0), total=wanted) if self._bar else None

    def answer(self, answer: Answer) -> None:
        """One more answer is there."""
        self.done += 1
        self.held += answer.keeps_all("delivered")
        if self._bar and self._task is not None:
            self._bar.update(self._task, advance=1, description=self._words("brief.bar", held=self.held))
        elif time.monotonic() - self._said >= BETWEEN:
            self._said = time.monotonic()
            known = {"done": self.done, "wanted": self.wanted, "held": self.held, "left": self.time_left()}
            sys.stderr.write(self._words("brief.progress", **known) + "\n")

    def time_left(self) -> str:
        """The time that the rest will take at the pace so far, as minutes and seconds."""
        pace = (time.monotonic() - self._started) / max(1, self.done)
        minutes, seconds = divmod(round(pace * (self.wanted - self.done)), 60)
        return f"{minutes} min {seconds:02d} s"

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
