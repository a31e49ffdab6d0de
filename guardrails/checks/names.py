"""Names that a message holds and no fact gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from guardrails.checks.base import Case
from guardrails.contract import Language
from guardrails.datafiles import word_lists
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.phrases import folded_words
from guardrails.text import Text, Word

_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLE = re.compile(r"(?<!\w)(?:sra?|srta|d|dra?|mrs?|ms|mx|prof|lic|ing|mtr[oa]|arq|psic|[a-z])\.\s\Z")
_CLOSING_WORDS = 4  # a last line of so few words is a signature
_OPENS = re.compile(r"[\s\"'«“‘(\[¿¡—–\-•*:]*\Z")
_ENDS_CLAUSE = re.compile(r"[:\"«“(¿¡]\s*[\"«“(¿¡]?\s*\Z")


@lru_cache(maxsize=4)
def _allowed(language: Language) -> frozenset[str]:
    lists = word_lists(language, "allowed_names").values()
    return folded_words(word for entry in lists for word in entry.words)


@lru_cache(maxsize=64)  # a contract is asked for each draft
def _known(texts: tuple[str, ...], language: Language) -> frozenset[str]:
    return folded_words(texts) | _allowed(language)


def unknown_names(case: Case) -> Iterator[Span]:
    """Capitalised words inside a sentence that stand in no fact, not in the person's own words, and that the
    language does not write with a capital anyhow; neighbours form one span. The signature counts from its first
    word on. A name that begins a sentence is not told from any other word there."""
    contract = case.contract
    own = contract.own_words if contract else ()
    known = _known((*(form for fact in case.facts for form in fact.forms), *own), case.language)
    text, sentences = case.text, case.text.sentences
    for number, sentence in enumerate(sentences):
        words = text.words_in(sentence)
        last = number > 0 and number == len(sentences) - 1
        yield from _in_sentence(text, words, sentence, known, signature=last and _is_signature(text, words, sentence))


def _is_signature(text: Text, words: tuple[Word, ...], sentence: Span) -> bool:
    """A last line of a few words, each with a capital but for particles ("Ana de la Torre")."""
    at_line_start = text.raw[: sentence.start].rstrip(" \t").endswith("\n")
    capitals = (text.raw[word.start].isupper() or word.end - word.start <= 3 for word in words)
    return len(words) <= _CLOSING_WORDS and at_line_start and all(capitals)


def _in_sentence(
    text: Text, words: tuple[Word, ...], sentence: Span, known: frozenset[str], *, signature: bool
) -> Iterator[Span]:
    start: int | None = None
    end = 0
    for word in words:
        if not text.raw[word.start].isupper():  # most words
            if start is not None:
                yield text.span(start, end)
                start = None
            continue
        near = word.start - sentence.start < 8
        before = text.raw[sentence.start if near else word.start - 3 : word.start]
        # After an abbreviation's full stop ("Harbour St. Thank you") a sentence may begin; after a title it is a name.
        stopped = before.endswith((". ", ".\n")) and not _TITLE.search(text.folded, max(0, word.start - 8), word.start)
        opening = stopped or (near and bool(_OPENS.match(before)))
        named = _is_name(text.raw[word.start : word.end], known)
        if named and (signature or not (opening or _ENDS_CLAUSE.search(before))):
            if start is not None and text.raw[end : word.start] == " ":
                end = word.end
                continue
            if start is not None:
                yield text.span(start, end)
            start, end = word.start, word.end
        elif start is not None:
            yield text.span(start, end)
            start = None
    if start is not None:
        yield text.span(start, end)


def _is_name(word: str, known: frozenset[str]) -> bool:
    if not word[0].isupper():
        return False
    folded = fold(word)
    bare = re.sub(r"'(?:s|ll|d|ve|re)?\Z", "", folded)
    return bare not in known and not all(part in known for part in re.split(r"['\-]", bare) if part)


def name_words(texts: Iterable[str]) -> frozenset[str]:
    """The capitalised words of some texts, as they are written."""
    return frozenset(m.group() for text in texts for m in _NAME.finditer(text) if m.group()[0].isupper())
