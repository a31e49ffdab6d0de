"""What can be mended by machine: a finding becomes edits of the text, to be accepted one by one by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from guardrails.contract import Language
from guardrails.finding import Finding, Span
from guardrails.putting import WRITERS
from guardrails.saying import saying
from guardrails.text import Text

_OPENS = {"?": "¿", "!": "¡"}
_CLOSES = {"¿": "?", "¡": "!"}


@dataclass(frozen=True, slots=True)
class Edit:
    """The text from `start` to `end` (code points, end exclusive) becomes `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Mend:
    """Edits that carry out the fix of a finding: `replace` writes something else in the place, `take_out` takes out
    the whole sentences concerned."""

    kind: Literal["replace", "take_out"]
    edits: tuple[Edit, ...]


def mend_of(finding: Finding, text: str, language: Language) -> Mend | None:
    """How a finding on `text` can be mended by machine; None where only the person knows (a blank to be filled, a
    fact that is missing) or where it passes. Spans that no longer quote the text give None too."""
    if finding.status not in ("fail", "advice") or not finding.spans:
        return None
    if any(text[span.start : span.end] != span.text for span in finding.spans):
        return None
    if finding.id in ("grammar", "spelling"):
        words = words_put(finding)
        return _replaced([(finding.spans[0], words)], text) if words and len(finding.spans) == 1 else None
    if finding.id == "punctuation" and all(span.text.strip("?!") == "" for span in finding.spans):
        return _opened(finding.spans, text)
    if finding.id == "punctuation" and all(span.text in _CLOSES for span in finding.spans):
        return _closed(finding.spans, text)
    writer = WRITERS.get(finding.id)
    if writer:
        mend = _replaced(((span, writer(span.text, language)) for span in finding.spans), text)
        if mend or finding.id != "tone":
            return mend
    if finding.status != "fail" or finding.id in _PERSONS_OWN:
        return None
    return _taken_out(_superfluous(finding, text, language), text)


def words_put(finding: Finding) -> str | None:
    """The words that the fix of a finding puts in the place, where it is words and no advice: a word spelled right,
    what the grammar checker would write."""
    if finding.id == "grammar" or (finding.id == "spelling" and not re.search(r"\s", finding.fix or "")):
        return finding.fix or None
    return None


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; they must not overlap."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _replaced(pairs: Iterable[tuple[Span, str | None]], text: str) -> Mend | None:
    """All of the spans rewritten, or nothing when one of them cannot be. What goes takes the blank before it along."""
    edits = []
    for span, new in pairs:
        if new is None:
            return None
        start = span.start
        if not new and not text[span.end : span.end + 1].strip():
            while start and text[start - 1] in " \t":
                start -= 1
        edits.append(Edit(start, span.end, new))
    return Mend("replace", tuple(edits))


def _opened(spans: Iterable[Span], text: str) -> Mend | None:
    """Spanish questions get their opening mark at the start of the sentence. Not where a comma stands within: only
    the person knows whether the question begins after it."""
    sentences = Text(text).sentences
    edits = []
    for span in spans:
        inside = next((s for s in sentences if s.start < span.start < s.end), None)
        if inside is None or span.text[0] not in _OPENS or re.search(r"[,;:]", text[inside.start : span.start]):
            return None
        edits.append(Edit(inside.start, inside.start, _OPENS[span.text[0]]))
    return Mend("replace", tuple(edits))


def _closed(spans: Iterable[Span], text: str) -> Mend | None:
    """An opened question or exclamation ends with its sentence, whose full stop becomes the closing mark."""
    sentences = Text(text).sentences
    edits = []
    for span in spans:
        inside = next((s for s in sentences if s.start <= span.start < s.end), None)
        if inside is None:
            return None
        stop = inside.end - inside.text.endswith(".")
        edits.append(Edit(stop, inside.end, _CLOSES[span.text]))
    return Mend("replace", tuple(edits))


# What is missing, wrong as a fact or wrong throughout is the person's to write.
_PERSONS_OWN = frozenset({
    "placeholder", "facts", "grounding", "language", "length", "subject", "register", "agreement", "punctuation",
    "markup", "characters",
})  # fmt: skip


def _superfluous(finding: Finding, text: str, language: Language) -> list[Span]:
    """The sentences that hold the words concerned; of what is said twice, all but the first."""
    holding = [
        sentence
        for sentence in Text(text).sentences
        if any(sentence.start < span.end and span.start < sentence.end for span in finding.spans)
    ]
    if finding.id == "apology" and len(holding) > 1:
        return holding[1:]
    if finding.id == "repetition":
        seen: set[tuple[str, ...]] = set()
        again = []
        for sentence in holding:
            key = saying(Text(sentence.text).words, language)
            if key in seen:
                again.append(sentence)
            seen.add(key)
        return again
    return holding


def _taken_out(sentences: list[Span], text: str) -> Mend | None:
    """Sentences with the white space that they leave: the line goes too when nothing else stands in it."""
    ranges: list[tuple[int, int]] = []
    for sentence in sentences:
        if ranges and not text[ranges[-1][1] : sentence.start].strip(" \t"):
            ranges[-1] = (ranges[-1][0], sentence.end)  # neighbours go as one
        else:
            ranges.append((sentence.start, sentence.end))
    return (
        Mend("take_out", tuple(Edit(*_with_blanks(start, end, text), "") for start, end in ranges)) if ranges else None
    )


def _with_blanks(start: int, end: int, text: str) -> tuple[int, int]:
    line = text.rfind("\n", 0, start) + 1
    while end < len(text) and text[end] in " \t":
        end += 1
    last = end == len(text) or text[end] == "\n"
    if last and not text[line:start].strip():
        start = line
        while end < len(text) and text[end].isspace():
            end += 1
        while end == len(text) and start and text[start - 1].isspace():
            start -= 1
    while last and start > line and text[start - 1] in " \t":
        start -= 1
    return start, end
