"""Values kept by the tokens that they belong to: words as they stand, beginnings ("stem*") and endings ("*tail")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class TokenIndex(Generic[Value]):
    """Finds, for a word, the values of all forms that it has, in a time that does not grow with their number."""

    def __init__(self) -> None:
        self._words: dict[str, list[Value]] = {}
        self._stems: dict[int, dict[str, list[Value]]] = {}
        self._tails: dict[int, dict[str, list[Value]]] = {}

    def add(self, form: str, value: Value) -> None:
        """Keep a value under a form."""
        if form.endswith("*"):
            at = self._stems.setdefault(len(form) - 1, {})
        elif form.startswith("*"):
            at = self._tails.setdefault(len(form) - 1, {})
        else:
            at = self._words
        at.setdefault(form.strip("*"), []).append(value)

    def of(self, word: str) -> Iterator[Value]:
        """The values of a word; one that is kept under several of its forms comes as often."""
        yield from self._words.get(word, ())
        for length, stems in self._stems.items():
            if length <= len(word):
                yield from stems.get(word[:length], ())
        for length, tails in self._tails.items():
            if length <= len(word):
                yield from tails.get(word[-length:], ())
