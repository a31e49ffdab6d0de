"""How much of a draft stands in its rewriting."""

from __future__ import annotations

from guardrails.folding import fold
from guardrails.text import Text

# Words of each text that are compared; what lies beyond is no message, and time grows with the product.
LONGEST = 2000


def kept(draft: str, text: str) -> float:
    """The share (0 to 1) of the draft's words that stand in the text in the same order.

    Words are tokens of letters and figures; capitals and accents are not told apart, so that a corrected accent is
    no lost word. The count is the length of the longest common subsequence of both lists of words, divided by the
    number of the draft's words. A draft without words is kept whole.
    """
    ours, theirs = _tokens(draft), _tokens(text)
    return 1.0 if not ours else common_length(ours, theirs) / len(ours)


def common_length(one: list[str], other: list[str]) -> int:
    """The length of the longest common subsequence of two lists."""
    row = [0] * (len(other) + 1)
    for word in one:
        diagonal = 0
        for number, candidate in enumerate(other, 1):
            above = row[number]
            row[number] = diagonal + 1 if word == candidate else max(above, row[number - 1])
            diagonal = above
    return row[-1]


def _tokens(text: str) -> list[str]:
    return [fold(word.lower) for word in Text(text).words][:LONGEST]
