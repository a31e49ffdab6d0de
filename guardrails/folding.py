"""Letters made alike: lower case, no accents, plain apostrophes, hyphens and spaces; one character for one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALIKE = {
    **dict.fromkeys(map(ord, "’‘ʼ"), "'"),
    **dict.fromkeys(map(ord, "‐‑–−"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " "),
}
_ACUTE = re.compile("[\u0300\u0301\u0302\u0308]")
_SURROGATES = range(0xD800, 0xE000)


class _Fold(dict[int, str]):
    """The folded form of each character, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if code in _SURROGATES else unicodedata.normalize("NFD", char.lower())[:1] or char
        return self[code]


_FOLD = _Fold(_ALIKE)


def fold(text: str) -> str:
    """The text in lower case, without accents and with plain apostrophes, hyphens and spaces; of the same length,
    so that offsets in it are offsets in the text."""
    return text.translate(_FOLD)


@lru_cache(maxsize=8192)
def fold_word(word: str) -> str:
    """The same for a word, remembered: texts hold the same words again and again."""
    return fold(word)


@lru_cache(maxsize=4096)
def normal(word: str) -> str:
    """Lower case, plain apostrophe, no acute accent; the tilde of ñ stays. The length may change."""
    lower = word.lower().replace("’", "'")
    if lower.isascii():
        return lower
    return unicodedata.normalize("NFC", _ACUTE.sub("", unicodedata.normalize("NFD", lower)))
