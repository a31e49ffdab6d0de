"""Time zones that a text names: offsets of UTC, abbreviations, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from guardrails.datafiles import words
from guardrails.folding import fold
from guardrails.scanning import Anchored, first_runs, starts

_OFFSET = Anchored(
    [
        (
            ["utc", "gmt"],
            r"(?<!\w)(?:utc|gmt)(?:\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?(?![\w:])",
        )
    ]
)
_SHORT = re.compile(r"(?<=[\d.mM])[ \t]{0,2}\(?(?P<zone>[A-Z]{2})(?!\w)")
_LONG = r"(?<!\w)[A-Z]{3,4}(?!\w)"


@dataclass(frozen=True, slots=True)
class ZoneMention:
    """A zone that a text names; `minutes` are the offsets from UTC that it may have. Offsets in the text are code
    points."""

    start: int
    end: int
    minutes: tuple[int, ...]

    def fits(self, moment: datetime) -> bool:
        """True when the moment is in a zone of one of these offsets."""
        offset = moment.utcoffset()
        return offset is not None and offset.total_seconds() / 60 in self.minutes


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, tuple[int, ...]]:
    return _offsets("zones")


@lru_cache(maxsize=1)
def _names() -> tuple[Anchored, dict[str, tuple[int, ...]]]:
    names = {fold(name): offsets for name, offsets in _offsets("names").items()}
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return Anchored([(first_runs(names), rf"(?<!\w)(?:{either})(?!\w)")]), names


@lru_cache(maxsize=1)
def _long() -> Anchored:
    return Anchored([([fold(name) for name in _abbreviations() if len(name) > 2], _LONG)])


def _offsets(key: str) -> dict[str, tuple[int, ...]]:
    rows = (entry.split(" = ") for entry in words("other", "zones", key))
    return {name: tuple(map(int, offsets.split())) for name, offsets in rows}


@lru_cache(maxsize=8)  # several checks ask for the same text
def find_zones(raw: str) -> tuple[ZoneMention, ...]:
    """The zones that a text names, in order. An abbreviation of two letters counts only after a time."""
    return tuple(sorted(_found(raw), key=lambda zone: zone.start))


def _found(raw: str) -> Iterator[ZoneMention]:
    folded = fold(raw)
    for match in _OFFSET.matches(folded):
        minutes = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
        yield ZoneMention(*match.span(), (-minutes if match["sign"] == "-" else minutes,))
    pattern, names = _names()
    for match in pattern.matches(folded):
        yield ZoneMention(*match.span(), names[match.group()])
    known = _abbreviations()
    short = any(len(name) == 2 and fold(name) in starts(folded) for name in known)
    for match in _SHORT.finditer(raw) if short else ():
        if match["zone"] in known:
            yield ZoneMention(*match.span("zone"), known[match["zone"]])
    for match in _long().matches(folded, raw):
        if match.group() in known and raw[match.end() : match.end() + 1] not in {"+", "-"}:
            yield ZoneMention(*match.span(), known[match.group()])
