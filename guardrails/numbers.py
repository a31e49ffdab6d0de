"""Numbers written as words, in Spanish and English: cardinals, ordinals of days, hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from guardrails.contract import Language
from guardrails.datafiles import words
from guardrails.scanning import Anchored, first_runs


@lru_cache(maxsize=8)
def values(language: Language, key: str) -> dict[str, int]:
    """The numbers of a list of data/<language>/numbers.yaml by their folded words."""
    rows = (entry.split(" = ") for entry in words(language, "numbers", key))
    return {word: int(value) for row in rows for word in row[0].split("|") for value in (row[1],)}


@lru_cache(maxsize=8)
def either(language: Language, key: str) -> str:
    """An alternation of the words of a list, longest first."""
    return "|".join(re.escape(word) for word in sorted(values(language, key), key=len, reverse=True))


@lru_cache(maxsize=4)
def _pattern(language: Language) -> Anchored:
    one = either(language, "cardinals")
    joint = r"(?:\sy\s|\s)" if language == "es" else r"(?:-|\s|\sand\s)"
    firsts = first_runs(values(language, "cardinals"))
    return Anchored([(firsts, rf"(?<!\w)(?:{one})(?:{joint}(?:{one})){{0,5}}(?!\w)")])


def find_numbers(folded: str, language: Language) -> Iterator[tuple[int, int, int]]:
    """Start, end and value of each number in words of a folded text ("forty-two", "treinta y cinco")."""
    known = values(language, "cardinals")
    end = 0
    for match in sorted(_pattern(language).matches(folded), key=lambda found: found.start()):
        if match.start() < end:
            continue  # "two" within "forty-two"
        end = match.end()
        total, current = 0, 0
        for word in re.findall(r"[a-zñ]+", match.group()):
            value = known.get(word)
            if value is None:
                continue
            if value == 1000:
                total, current = total + max(1, current) * 1000, 0
            elif value == 100 and language == "en":
                current = max(1, current) * 100
            else:
                current += value
        yield match.start(), match.end(), total + current
