"""A message as a line of normal tokens, on which patterns run, with the way back to its offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from guardrails.folding import normal
from guardrails.patterns import BREAK, FIGURE, SLOT
from guardrails.placeholders import find_placeholders
from guardrails.text import Text, text_of

_TOKEN = re.compile(
    r"[^\W_]++(?:(?:(?<=\w)[\u0300-\u036f]|(?<=\w)['’\-](?=\w)|(?<=\d)[.:/](?=\d))[^\W_]*+)*+"
    r"|[,;:?!¿¡()\"«»“”—–]|(?<= )-(?= )"
)
# What follows such a line is the other person's mail, however it is set.
_HISTORY = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]?(?:original message|mensaje original|forwarded message|mensaje reenviado)"
    r"|(?:on|el)[ \t][^\n]{3,150}(?:wrote|escribió|escribio)[ \t]?:[ \t]*$"
    r"|(?:from|de):[ \t][^\n]{1,120}\n(?:sent|date|enviado|fecha|to|para):[ \t])",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(
    r"^(?:(?:to|from|cc|date|subject|re|para|de|asunto|fecha)[ \t]*:[^\n]{0,300}\n+)+", re.IGNORECASE | re.MULTILINE
)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")  # "graciasss", "soooo"
_PUNCTUATION = {"«": '"', "»": '"', "“": '"', "”": '"', "—": ",", "–": ",", "-": ",", "(": ",", ")": ",", "!": "!"}


class Token(NamedTuple):
    """A token: its normal form and where it stands in the text (offsets in code points) and in the line."""

    norm: str
    start: int
    end: int
    at: int


class Tokens:
    """The body of a message as a line of normal tokens.

    `line` holds them with a space after each; sentences are parted by BREAK. The subject, mail headers, quoted
    lines and the history of a thread are left out. `positions` are where tokens begin in `line`.
    """

    def __init__(self, text: Text, *, subject: bool = False) -> None:
        self.text = text
        self.tokens = tuple(_subject_tokens(text) if subject else _body_tokens(text))
        self.line = "".join(f"{token.norm} " for token in self.tokens)
        self.positions = [token.at for token in self.tokens]
        self.quotes = _quotes(self.tokens)
        self._breaks = [number for number, token in enumerate(self.tokens) if token.norm == BREAK]

    def index(self, at: int) -> int:
        """The number of the token at this place of the line."""
        return bisect_right(self.positions, at) - 1

    def sentence(self, index: int) -> tuple[int, int]:
        """The numbers of the first token and the one after the last, of the sentence that holds a token."""
        after = bisect_left(self._breaks, index)
        last = self._breaks[after] if after < len(self._breaks) else len(self.tokens)
        return (self._breaks[after - 1] + 1 if after else 0), last


@lru_cache(maxsize=16)  # the acts and the rules of manner read the same text
def body_tokens(raw: str) -> Tokens:
    """The body of a text as tokens."""
    return Tokens(text_of(raw))


def _subject_tokens(text: Text) -> list[Token]:
    span = text.subject_span
    return _scan(text, span.start, span.end, []) if span else []


def _body_tokens(text: Text) -> list[Token]:
    start = text.body_start
    header = _HEADER.match(text.raw, _skip_blank(text.raw))
    if header:
        start = max(start, header.end())
    history = _HISTORY.search(text.raw, start)
    end = history.start() if history else len(text.raw)
    return _scan(text, start, end, _breaks(text))


def _skip_blank(raw: str) -> int:
    return len(raw) - len(raw.lstrip())


def _breaks(text: Text) -> list[int]:
    """The ends of sentences; a line that goes on in lower case after a mere line end is the same sentence."""
    ends: list[int] = []
    sentences = text.sentences
    for this, following in pairwise(sentences):
        between = text.raw[this.end : following.start]
        wrapped = between.count("\n") == 1 and following.text[:1].islower() and this.text[-1:] not in ".!?:…"
        if not wrapped:
            ends.append(this.end)
    return ends


def _scan(text: Text, start: int, end: int, breaks: list[int]) -> list[Token]:
    raw = text.raw
    slots = [s for s in find_placeholders(raw) if s[0] >= start and s[1] <= end]
    pieces: list[tuple[str, int, int]] = []
    at = start
    for slot in [*slots, (end, end)]:
        pieces += [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(raw, at, slot[0])]
        if slot[1] > slot[0]:
            pieces.append((SLOT, *slot))
        at = slot[1]
    quoted, next_quote, next_break = text.quoted, 0, 0
    tokens = [Token(BREAK, start, start, 0)]
    place = len(BREAK) + 1  # in the line: each token with a space after it
    for word, first, last in pieces:
        if next_break < len(breaks) and breaks[next_break] <= first:
            next_break = bisect_right(breaks, first, next_break)
            if tokens[-1].norm != BREAK:
                tokens.append(Token(BREAK, first, first, place))
                place += len(BREAK) + 1
        while next_quote < len(quoted) and quoted[next_quote][1] <= first:
            next_quote += 1
        if next_quote < len(quoted) and quoted[next_quote][0] <= first:
            continue
        norm = _norm(word)
        if len(word) == 1 and word.isupper() and raw[last : last + 1] == ".":
            norm += "."  # an initial of a name ("R. Hume") is no word
        tokens.append(Token(norm, first, last, place))
        place += len(norm) + 1
    tokens.append(Token(BREAK, end, end, place))
    return tokens


@lru_cache(maxsize=8192)  # texts hold the same words again and again
def _norm(piece: str) -> str:
    if piece == SLOT:
        return SLOT
    norm = _PUNCTUATION.get(piece) or _DRAWN_OUT.sub(r"\1", normal(piece))
    return FIGURE + norm if norm[0].isdigit() else norm


def _quotes(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Stretches between a pair of quotation marks, as token numbers; a pair stands within 60 tokens."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for number, token in enumerate(tokens):
        if token.norm != '"':
            continue
        if opened is not None and number - opened <= 60:
            pairs.append((opened, number))
            opened = None
        else:
            opened = number
    return tuple(pairs)
