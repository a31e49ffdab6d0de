"""Do messages for different situations read alike? The share of three-word runs that a message has in common with the
most similar message of another situation of its language and channel."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from statistics import fmean

_WORD = re.compile(r"\w+")
_RUN = 3


def sameness(texts: Iterable[tuple[str, str, str]]) -> float | None:
    """The mean over all texts, 0 (nothing in common) to 1 (all alike); None for fewer than two situations.

    `texts`: (situation, kind, text), where only texts of one kind are compared, and repeats of one situation are not.
    """
    by_kind: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for situation, kind, text in texts:
        by_kind[kind].append((situation, _runs(text)))
    nearest = [
        max((_alike(runs, other) for name, other in group if name != situation), default=None)
        for group in by_kind.values()
        for situation, runs in group
    ]
    known = [value for value in nearest if value is not None]
    return fmean(known) if known else None


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
