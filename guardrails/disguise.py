"""Words written so that a person reads them and a search does not: hidden characters, look-alikes, parted letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Zero-width and soft breaks, turned direction, tags, and control characters that no letter holds. A joiner or a tag
# beside an emoji is part of it.
_HIDDEN = re.compile(
    "[\u00ad\u180e\u200b\u200c\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001-\U000e007f]"
)
_WORD = re.compile("[\\w\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]+")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")  # Greek and Cyrillic
_STYLED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff\u24b6-\u24e9]")  # full width, mathematical, circled
_ALONE = re.compile(f"{_HIDDEN.pattern}|{_STYLED.pattern}")
_LATIN = re.compile("[A-Za-z]")
_APART = re.compile(r"(?<![\w.\-*])(?:[^\W\d_][ .\-*_]){3,40}[^\W\d_](?!\w)")  # "b i o p s y", "B.I.O.P.S.Y"
_ALIKE = str.maketrans(
    "аеорсухіѕјһԁԛԝвкмнтАВЕКМНОРСТУХІЅЈοανιρτυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxisjhdqwbkmhtABEKMHOPCTYXISJoaviptukABEZHIKMNOPTYX",
)


@dataclass(frozen=True, slots=True)
class Disguised:
    """A stretch of a text (code points) and how a person reads it."""

    start: int
    end: int
    plain: str


@lru_cache(maxsize=8)  # several checks ask for the same text
def hidden_or_alike(raw: str) -> tuple[Disguised, ...]:
    """Words that hold hidden characters or letters of another script or style, and hidden characters alone.

    Words that are wholly of another script are names and not told.
    """
    if raw.isascii() and not _HIDDEN.search(raw):
        return ()
    return tuple(_found(raw))


def set_apart(raw: str) -> Iterator[Disguised]:
    """Words whose letters are parted one by one; initials of names are among them."""
    for match in _APART.finditer(raw):
        yield Disguised(*match.span(), re.sub(r"[^\w]|_", "", match.group()))


def _found(raw: str) -> Iterator[Disguised]:
    at = 1 if raw.startswith("\ufeff") else 0  # the mark that some editors put before a file
    for match in _WORD.finditer(raw, at):
        word = match.group()
        if word.isascii():
            continue
        mixed = _FOREIGN.search(word) and _LATIN.search(word)
        if mixed or _STYLED.search(word) or (_HIDDEN.search(word) and word.strip("\u200d")):
            yield Disguised(*match.span(), _plain(word))
    for match in _ALONE.finditer(raw, at):
        if not _WORD.match(match.group()):
            yield Disguised(*match.span(), _plain(match.group()))


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", _HIDDEN.sub("", word).replace("\u200d", "")).translate(_ALIKE)
