"""How many messages are written at once: a page open to several people must not bring its machine down."""

from __future__ import annotations

import threading
from functools import cache

from puentes.errors import PuentesError

# Messages that are written at the same time, and those that may wait for their turn.
AT_ONCE = 3
WAITING = 20


class TooBusy(PuentesError):
    """More people wait already than can be served soon."""


class Gate:
    """Lets a few in at a time. Safe to use from several threads."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once, self._waiting = at_once, waiting
        self._in = self._queue = 0
        self._changed = threading.Condition()

    def enter(self, stopped: threading.Event) -> bool:
        """Waits for a turn; false when `stopped` is set first. Raises TooBusy when too many wait already."""
        with self._changed:
            if self._in >= self._at_once and self._queue >= self._waiting:
                raise TooBusy(f"{self._queue} messages wait already")
            self._queue += 1
            try:
                while self._in >= self._at_once and not stopped.is_set():
                    self._changed.wait(0.2)
            finally:
                self._queue -= 1
            if stopped.is_set():
                return False
            self._in += 1
            return True

    def leave(self) -> None:
        """Ends a turn."""
        with self._changed:
            self._in -= 1
            self._changed.notify()


@cache
def shared_gate() -> Gate:
    """The gate of this process."""
    return Gate()
