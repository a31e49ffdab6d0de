"""A text cut into pieces, those that findings are about marked: the template writes the tags and escapes the rest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from eval.answers import View, WireSpan

MARKED = ("fail", "advice")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `status` is that of the gravest finding over it, empty where there is none."""

    text: str
    status: str = ""
    title: str = ""


def pieces(view: View) -> list[Piece]:
    """The body in pieces. Spans are in code points; one that does not quote the body (of a subject) is left aside."""
    body = view.body
    spans = [(s, c) for c in view.checks if c.status in MARKED for s in c.spans if _stands(s, body)]
    cuts = sorted({0, len(body), *(cut for span, _ in spans for cut in (span.start, span.end))})
    found = []
    for start, end in pairwise(cuts):
        over = [check for span, check in spans if span.start <= start and end <= span.end]
        status = min((check.status for check in over), key=MARKED.index, default="")
        title = " · ".join(dict.fromkeys(check.message for check in over))
        found.append(Piece(body[start:end], status, title))
    return found


def _stands(span: WireSpan, body: str) -> bool:
    return 0 <= span.start < span.end and body[span.start : span.end] == span.text
