"""Which language a text is in, by its function words: no model, no download, microseconds a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter

from guardrails.contract import Language
from guardrails.datafiles import word_lists, words
from guardrails.text import plain

LANGUAGES: tuple[Language, ...] = ("es", "en")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Besides the letters, endings that hardly any word of another language has: "versión", "encantó".
_SPANISH_MARKS = re.compile(r"[ñ¿¡]|ión(?!\w)|[^\W\d_]{2}ó(?!\w)")
_RUN = 4  # so many function words of the other language with none of the expected one between them are a clause
_CLEAR = 2  # so many words of another language, and twice as many as of the expected one, are no coincidence


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[str, ...]]:
    """For each function word the languages that have it."""
    owners: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for word in words(language, "function_words", "function_words"):
            owners.setdefault(word, []).append(language)
    for code, entry in word_lists("other", "function_words").items():
        for word in entry.words:
            if code not in owners.setdefault(word, []):
                owners[word].append(code)
    return {word: tuple(found) for word, found in owners.items()}


class FunctionWords:
    """The function words of a text, read once: which language the whole is in, and each stretch of it."""

    def __init__(self, text: str) -> None:
        weights, lower = _weights(), plain(text)
        if len(lower) != len(text):  # "İ" becomes two letters; offsets have to stay
            lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        self._lower = lower
        self._found = [
            (match.start(), match.end(), match.group(), owners)
            for match in _WORD.finditer(lower)
            if (owners := weights.get(match.group()))
        ]

    def _within(self, start: int, end: int) -> list[tuple[int, int, str, tuple[str, ...]]]:
        first = bisect_left(self._found, start, key=itemgetter(0))
        return self._found[first : bisect_left(self._found, end, first, key=itemgetter(0))]

    def scores(self, start: int = 0, end: int | None = None) -> dict[str, int]:
        """How many function words of each language stand in a stretch (code points); es and en come first."""
        counts = {"es": 0, "en": 0}
        end = len(self._lower) if end is None else end
        for _, _, _, owners in self._within(start, end):
            for code in owners:
                counts[code] = counts.get(code, 0) + 1
        stretch = self._lower[start:end]
        if not stretch.isascii():
            counts["es"] += min(2, len(_SPANISH_MARKS.findall(stretch)))
        return counts

    def other_language(self, language: str, start: int = 0, end: int | None = None) -> str | None:
        """The code of the other language (es, en, pt, fr, it, de, ca) that a stretch is clearly in, or None.

        None too when nothing tells: names, figures and a few words are in no language.
        """
        counts = self.scores(start, end)
        own = counts[language]
        other, score = max(((code, n) for code, n in counts.items() if code != language), key=itemgetter(1))
        return other if score >= _CLEAR and score > 2 * own else None

    def foreign_run(self, language: Language, start: int, end: int) -> tuple[int, int] | None:
        """Start and end (code points) of the first clause in the other of the two languages within a stretch, or None.

        A clause is a run of words without any function word of `language` and with four of the other language, two of
        them other than those that titles hold ("Head of People and Culture at The …" is none).
        """
        other: Language = "en" if language == "es" else "es"
        titles = _titles(other)
        first, last, count, telling = 0, 0, 0, 0
        for word_start, word_end, word, owners in self._within(start, end):
            if language in owners:
                if count >= _RUN and telling >= _CLEAR:
                    break
                count = telling = 0
            elif other in owners:
                first = word_start if not count else first
                last, count = word_end, count + 1
                telling += word not in titles
        return (first, last) if count >= _RUN and telling >= _CLEAR else None


@lru_cache(maxsize=4)
def _titles(language: Language) -> frozenset[str]:
    return frozenset(words(language, "function_words", "title_words"))


def detect(text: str) -> Language:
    """Spanish or English, whichever fits better; English when nothing tells."""
    counts = FunctionWords(text).scores()
    return "es" if counts["es"] > counts["en"] else "en"


def other_language(text: str, language: str) -> str | None:
    """The code of the other language that a text is clearly in, or None (FunctionWords.other_language)."""
    return FunctionWords(text).other_language(language)
