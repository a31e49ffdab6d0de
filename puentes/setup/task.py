"""The state of one part's fetching, shared between the thread that fetches and the one that shows
progress."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from puentes.setup.errors import Interrupted


@dataclass
class Task:
    """One part being fetched. The fetching thread sets `note`, `total` and `done`; the display only reads
    them.

    `total` and `done` count bytes; a total of 0 means not known yet. Setting `stop` asks the fetching thread
    to end at the next `check()`.
    """

    name: str
    total: int = 0
    done: int = 0
    note: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    _children: set[subprocess.Popen[str]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Raises Interrupted when the task was asked to stop."""
        if self.stop.is_set():
            raise Interrupted

    def add(self, n_bytes: int) -> None:
        """Counts bytes as done; safe from several threads."""
        with self._lock:
            self.done += n_bytes

    def run(self, argv: Sequence[str], env: Mapping[str, str]) -> tuple[int, str]:
        """Runs a child process to its end; gives its exit code and what it wrote to stderr.

        Raises Interrupted when the task was asked to stop before or meanwhile (`end_children` ends the
        child).
        """
        with self._lock:
            self.check()
            child = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
                argv,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
            )
            self._children.add(child)
        try:
            _, stderr = child.communicate()
        finally:
            with self._lock:
                self._children.discard(child)
        self.check()
        return child.returncode, stderr

    def end_children(self) -> None:
        """Ends the child processes that still run; their `run` returns. Set `stop` first."""
        with self._lock:
            for child in self._children:
                child.terminate()


def bytes_in(folder: Path) -> int:
    """The size of all files under a folder, in bytes; files that vanish meanwhile count nothing."""
    total = 0
    for root, _, names in os.walk(folder):  # unlike rglob it bears with folders that vanish
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(root) / name).stat().st_size
    return total
