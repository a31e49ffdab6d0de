"""Line ends of other systems: rewriting works with "\\n", and what it gives back has those of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from guardrails.finding import Span
from puentes.rewriting.result import Edit, Rewrite

_ENDS = re.compile(r"\r\n?")


def with_newlines(text: str) -> str:
    """The text with "\\n" at the end of each line."""
    return _ENDS.sub("\n", text)


def as_written(result: Rewrite, draft: str) -> Rewrite:
    """The result of `with_newlines(draft)` as one of the draft as it was written: what stays keeps its line ends byte
    for byte, what comes in has the same, and all offsets count in these texts."""
    if draft == result.draft:
        return result
    end = "\r\n" if "\r\n" in draft else "\r"
    places = _places(draft)
    edits = tuple(_edit(edit, draft, places, end) for edit in result.edits)
    whole = replace(result, draft=draft, edits=edits)
    if result.refused:
        return whole
    text = whole.applying(range(len(edits)))
    there = _places(text)
    checks = tuple(replace(f, spans=tuple(_spans(f.spans, text, there))) for f in result.checks)
    return replace(whole, text=text, checks=checks)


def _edit(edit: Edit, draft: str, places: list[int], end: str) -> Edit:
    first, last = places[edit.start], places[edit.end]
    return replace(edit, start=first, end=last, before=draft[first:last], after=edit.after.replace("\n", end))


def _spans(spans: Iterable[Span], text: str, places: list[int]) -> Iterable[Span]:
    for span in spans:
        first, last = places[span.start], places[span.end]
        yield replace(span, start=first, end=last, text=text[first:last])


def _places(text: str) -> list[int]:
    """For each offset of the text with newlines the offset in the text as it is."""
    found = [n for n in range(len(text)) if not (text[n] == "\n" and n and text[n - 1] == "\r")]
    return [*found, len(text)]
