"""What a sentence says, for telling whether another says the same: its words, less those of degree."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from guardrails.contract import Language
from guardrails.datafiles import words
from guardrails.folding import fold_word
from guardrails.text import Word

_LEAST_TELLING = 3  # words left of a sentence without its words of degree


@lru_cache(maxsize=4)
def _degree(language: Language) -> frozenset[str]:
    return frozenset(words(language, "repetition", "degree"))


def saying(sentence: Iterable[Word], language: Language) -> tuple[str, ...]:
    """The folded words of a sentence without "so", "muy", "again" …; all of them where too few would be left."""
    folded = tuple(fold_word(word.lower) for word in sentence)
    telling = tuple(word for word in folded if word not in _degree(language))
    return telling if len(telling) >= _LEAST_TELLING else folded
