"""Which offsets of a text are taken already, asked and marked in constant time per character."""

from __future__ import annotations

from collections.abc import Iterable


class Cover:
    """Offsets from 0 to `length` (code points), each free or taken."""

    def __init__(self, length: int, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._taken = bytearray(length + 1)
        for start, end in stretches:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Marks a stretch, `end` exclusive."""
        self._taken[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """True when nothing of the stretch is taken."""
        return self._taken.find(1, start, end) < 0

    def whole(self, start: int, end: int) -> bool:
        """True when all of the stretch is taken."""
        return self._taken.find(0, start, end) < 0
