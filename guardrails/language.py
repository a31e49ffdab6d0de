"""Which language a text is in, by its function words: no model, no download, microseconds a sentence."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

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


def _scores(text: str) -> Counter[str]:
    """How many function words of each language stand in the text; es and en first on a tie."""
    counts: Counter[str] = Counter({"es": 0, "en": 0})
    weights = _weights()
    lower = plain(text)
    for match in _WORD.finditer(lower):
        counts.update(weights.get(match.group(), ()))
    counts["es"] += min(2, len(_SPANISH_MARKS.findall(lower)))
    return counts


def detect(text: str) -> Language:
    """Spanish or English, whichever fits better; English when nothing tells."""
    counts = _scores(text)
    return "es" if counts["es"] > counts["en"] else "en"


def other_language(text: str, language: str) -> str | None:
    """The code of the other language (es, en, pt, fr, it, de, ca) that the text is clearly in, or None.

    None too when nothing tells: names, figures and a few words are in no language.
    """
    counts = _scores(text)
    own = counts[language]
    other, score = max(((code, n) for code, n in counts.items() if code != language), key=lambda pair: pair[1])
    return other if score >= _CLEAR and score > 2 * own else None


def foreign_run(text: str, language: Language) -> tuple[int, int] | None:
    """Start and end (code points) of the first clause in the other of the two languages within a text, or None.

    A clause is a run of words without any function word of `language` and with four of the other language, two of
    them other than those that titles hold ("Head of People and Culture at The …" is none).
    """
    weights, other = _weights(), "en" if language == "es" else "es"
    titles = words(other, "function_words", "title_words")
    start, end, count, telling = 0, 0, 0, 0
    for match in _WORD.finditer(text):
        owners = weights.get(plain(match.group()), ())
        if language in owners:
            if count >= _RUN and telling >= _CLEAR:
                break
            count = telling = 0
        elif other in owners:
            start = match.start() if not count else start
            end, count = match.end(), count + 1
            telling += plain(match.group()) not in titles
    return (start, end) if count >= _RUN and telling >= _CLEAR else None
