"""A text prepared once for all checks: its sentences, words and parts, with offsets in Unicode code points."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from guardrails.finding import Span
from guardrails.folding import fold, fold_word

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# A sentence ends at . ! ? … followed by space and a likely opening, at a blank line, or at a line that ends.
# An abbreviation's full stop does not end one.
_ABBREVIATIONS = (
    "sr", "sra", "srta", "sres", "dr", "dra", "dña", "prof", "lic", "ing", "av", "avda", "núm", "nro", "tel",
    "ext", "ud", "uds", "vd", "mr", "mrs", "ms", "mx", "jr", "st", "inc", "ltd", "pvt", "pte", "pty",
    "bros", "co", "cía", "corp", "no", "approx", "ref", "art", "pág", "apdo", "tfno", "tlf",
    "a", "p", "m", "e", "i", "g", "ee", "uu", "s", "l", "dept", "etc", "vs", "mtro", "mtra", "arq", "psic",
)  # fmt: skip
# Possessive and anchored before a run of marks: a megabyte of full stops takes linear time.
_BREAK = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|\n[ \t]*+\n|\n|(?<=:)(?=[^\S\n]*+\n)")
_SUBJECT = re.compile(r"\A\s*(?:subject|asunto|re|rv|fwd?)\s*:\s*(?P<subject>[^\n]*)(?:\n|\Z)", re.IGNORECASE)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)


class Word(NamedTuple):
    """A word: its span and its lower-case form with typographic apostrophes made plain."""

    start: int
    end: int
    lower: str


class WordIndex:
    """The forms of a text's words in order, and where each form, and each beginning of forms, stands."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = tuple(forms)
        self.places: dict[str, list[int]] = {}
        for number, form in enumerate(self.forms):
            self.places.setdefault(form, []).append(number)
        self._beginnings: dict[int, dict[str, list[int]]] = {}

    def beginnings(self, length: int) -> dict[str, list[int]]:
        """For each beginning of so many letters the numbers of the words that have it."""
        if length not in self._beginnings:
            found: dict[str, list[int]] = {}
            for form, numbers in self.places.items():
                if len(form) >= length:
                    found.setdefault(form[:length], []).extend(numbers)
            self._beginnings[length] = found
        return self._beginnings[length]


class Text:
    """A message as the checks see it. `raw` is the text as given; all offsets count its code points."""

    def __init__(self, raw: str, words: tuple[Word, ...] | None = None) -> None:
        self.raw = raw
        self._words = words  # where they are known already

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end` (exclusive), quoting the text."""
        return Span(start, end, self.raw[start:end])

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words in order; numbers count, punctuation does not."""
        if self._words is not None:
            return self._words
        return tuple([Word(m.start(), m.end(), plain(m.group())) for m in _WORD.finditer(self.raw)])

    @cached_property
    def folded(self) -> str:
        """The text with its letters folded, of the same length."""
        return fold(self.raw)

    def index(self, *, exact: bool = False) -> WordIndex:
        """Where each word stands, folded or, `exact`, with its accents."""
        return self._exact_index if exact else self._folded_index

    @cached_property
    def _exact_index(self) -> WordIndex:
        return WordIndex(word.lower for word in self.words)

    @cached_property
    def _folded_index(self) -> WordIndex:
        return WordIndex(fold_word(word.lower) for word in self.words)

    @property
    def places(self) -> dict[str, list[int]]:
        """For each word in lower case the numbers of the words where it stands."""
        return self._exact_index.places

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that begin in a span."""
        key = attrgetter("start")
        return self.words[bisect_left(self.words, span.start, key=key) : bisect_left(self.words, span.end, key=key)]

    @cached_property
    def subject_span(self) -> Span | None:
        """The value of a leading "Subject:" or "Asunto:" line, when the text carries one."""
        match = _SUBJECT.match(self.raw)
        return self.span(match.start("subject"), match.end("subject")) if match else None

    @cached_property
    def body_start(self) -> int:
        """Where the body begins: after a leading subject line and the blank lines that follow it."""
        match = _SUBJECT.match(self.raw)
        start = match.end() if match else 0
        while start < len(self.raw) and self.raw[start] in "\r\n \t":
            start += 1
        return start

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Stretches that quote an earlier mail (lines that begin with ">")."""
        return tuple((m.start(), m.end()) for m in _QUOTED.finditer(self.raw))

    def is_quoted(self, offset: int) -> bool:
        """True when the offset lies in a quoted line."""
        at = bisect_right(self.quoted, offset, key=itemgetter(0)) - 1
        return at >= 0 and offset < self.quoted[at][1]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the body, without the subject and without quoted lines; a line end ends a sentence."""
        spans: list[Span] = []
        start = self.body_start
        for match in _BREAK.finditer(self.raw, self.body_start):
            if match.group().startswith(".") and _is_abbreviation(self.raw, match.start(), match.end()):
                continue
            self._add(spans, start, match.end())
            start = match.end()
        self._add(spans, start, len(self.raw))
        return tuple(spans)

    def _add(self, spans: list[Span], start: int, end: int) -> None:
        while start < end and self.raw[start].isspace():
            start += 1
        while end > start and self.raw[end - 1].isspace():
            end -= 1
        if end > start and not self.is_quoted(start):
            spans.append(self.span(start, end))


@lru_cache(maxsize=16)
def text_of(raw: str) -> Text:
    """The text, prepared once for all that look at it; it never changes, so that threads may share it."""
    return Text(raw)


def _is_abbreviation(raw: str, dot: int, end: int) -> bool:
    begin = dot
    while begin > max(0, dot - 40) and (raw[begin - 1].isalpha() or raw[begin - 1] == "."):
        begin -= 1
    word = raw[begin:dot].lower()
    if not word:
        return False
    last = word.rsplit(".", 1)[-1]
    if last not in _ABBREVIATIONS or (begin and raw[begin - 1].isdigit() and last == "st"):
        return False  # "on the 1st." ends one
    # "4:30 p.m. Thank you": a capital after "p.m." or "a.m." begins a new sentence; after a title it is a name.
    following = raw[end : end + 8].lstrip()[:1]  # a slice of the whole rest would make time grow with the square
    return not (word in {"p.m", "a.m", "no"} and following.isupper())


def plain(word: str) -> str:
    """Lower case, with the typographic apostrophe made plain."""
    return word.lower().replace("’", "'")
