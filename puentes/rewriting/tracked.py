"""A text that is changed step by step and remembers, in offsets of the draft, what became what and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Op = Literal["replace", "delete", "insert"]


@dataclass(frozen=True, slots=True)
class Why:
    """Why something was changed: `key` names the sentence in the catalogue, `check` the check or move that it is
    tied to, `about` the words or the detail that the sentence quotes."""

    key: str
    check: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the draft (code points, `end` exclusive) and what stands there now."""

    start: int
    end: int
    after: str
    whys: tuple[Why, ...]

    @property
    def op(self) -> Op:
        """What was done: a stretch without an end is an insertion, one without words after it a deletion."""
        if self.start == self.end:
            return "insert"
        return "delete" if not self.after.strip() else "replace"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text as it stands (`at` to `to`), with its stretch of the draft, and the change it is."""

    at: int
    to: int
    start: int
    end: int
    change: Change | None


class Tracked:
    """The text as it stands (`text`) and the changes that made it of `draft`, in order and without overlap."""

    def __init__(self, draft: str) -> None:
        self.draft = draft
        self.changes: tuple[Change, ...] = ()
        self.text = draft

    def replace(self, start: int, end: int, after: str, *whys: Why) -> None:
        """Replaces a stretch of the text as it stands. What overlaps an earlier change becomes one with it."""
        if self.text[start:end] == after:
            return
        pieces = list(self._pieces())
        touched = [p for p in pieces if p.change is not None and _overlaps(p, start, end)]
        at = min([start, *(p.at for p in touched)])
        to = max([end, *(p.to for p in touched)])
        inside = touched and touched[0].at <= start, touched and touched[-1].to >= end
        first = touched[0].start if inside[0] else self._draft_start(pieces, at)
        last = touched[-1].end if inside[1] else self._draft_end(pieces, to, first)
        whole = self.text[at:start] + after + self.text[end:to]
        reasons = [why for p in touched if p.change for why in p.change.whys]
        change = Change(first, last, whole, tuple(dict.fromkeys([*reasons, *whys])))
        # A deletion at the edge, which takes no room in the text, is part of it too.
        swallowed = [c for c in self.changes if not c.after and first <= c.start and c.end <= last]
        kept = [c for c in self.changes if c not in [*(p.change for p in touched), *swallowed]]
        if self.draft[first:last] != change.after:
            kept.append(change)
        wanted = self.text[:start] + after + self.text[end:]
        self._set(kept)
        if self.text != wanted:  # insertions and deletions that crowd at one point: one change says it all
            reasons = [why for c in (*self.changes, change) for why in c.whys]
            self._set([Change(0, len(self.draft), wanted, tuple(dict.fromkeys(reasons)))])

    def keep_only(self, changes: Iterable[Change]) -> None:
        """Takes back every change that is not among these."""
        self._set(list(changes))

    def _set(self, changes: list[Change]) -> None:
        self.changes = tuple(sorted(changes, key=lambda c: (c.start, c.end)))
        self.text = applied(self.draft, self.changes)

    def _pieces(self) -> Iterator[_Piece]:
        at = position = 0
        for change in self.changes:
            if change.start > position:
                yield _Piece(at, at + change.start - position, position, change.start, None)
                at += change.start - position
            yield _Piece(at, at + len(change.after), change.start, change.end, change)
            at += len(change.after)
            position = change.end
        yield _Piece(at, at + len(self.draft) - position, position, len(self.draft), None)

    @staticmethod
    def _draft_start(pieces: list[_Piece], at: int) -> int:
        # After what was deleted at this very point.
        return max((p.start + at - p.at for p in pieces if p.change is None and p.at <= at <= p.to), default=0)

    @staticmethod
    def _draft_end(pieces: list[_Piece], to: int, first: int) -> int:
        ends = [p.start + to - p.at for p in pieces if p.change is None and p.at <= to <= p.to]
        return max(first, min(ends, default=first))


def _overlaps(piece: _Piece, start: int, end: int) -> bool:
    if piece.at == piece.to:
        return start < piece.at < end
    if piece.start == piece.end:  # two insertions at one point are one
        return piece.at <= end and start <= piece.to
    if start == end:
        return piece.at < start < piece.to
    return piece.at < end and start < piece.to


def applied(draft: str, changes: Iterable[Change]) -> str:
    """The draft with these changes made (sorted, without overlap)."""
    parts: list[str] = []
    position = 0
    for change in changes:
        parts += [draft[position : change.start], change.after]
        position = change.end
    return "".join([*parts, draft[position:]])


def trimmed(draft: str, change: Change) -> Change:
    """The change without the whole words that stand before and after it alike."""
    before, after = draft[change.start : change.end], change.after
    lead = _common(before, after)
    tail = _common(before[lead:][::-1], after[lead:][::-1])
    start, end = change.start + lead, change.end - tail
    return replace(change, start=start, end=end, after=after[lead : len(after) - tail])


def _common(one: str, other: str) -> int:
    """How many characters both begin with, counted to the end of a word."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    if count == len(one) == len(other):
        return count
    ends = [i for i in range(count + 1) if i == 0 or (not one[i - 1].isalnum() and i <= count)]
    whole = all(i >= len(t) or not t[i].isalnum() for t, i in ((one, count), (other, count)))
    return count if whole else max(ends)
