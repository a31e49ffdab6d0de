"""HTML for the message and what was found in it. Every text is escaped: only the tags written here act."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import pairwise

from app.texts import Texts
from guardrails.finding import Finding, Span

# What a mark says is also in the list of findings, in words: colour is never the only sign.
SIGNS = {"fail": "✗", "advice": "!", "not_checked": "?", "pass": "✓"}
MARKED = ("fail", "advice")
_QUOTE = 80


def marked(body: str, findings: Iterable[Finding]) -> str:
    """The body with the words of findings in <mark>, where they stand: spans are offsets in code points.

    Where spans overlap, the graver status colours the words and all messages are in the title. A span that does not
    quote the body (one of a subject) is left aside.
    """
    spans = [(span, f) for f in findings if f.status in MARKED for span in f.spans if _stands(span, body)]
    cuts = sorted({0, len(body), *(cut for span, _ in spans for cut in (span.start, span.end))})
    pieces = []
    for start, end in pairwise(cuts):
        text = escape(body[start:end])
        over = [f for span, f in spans if span.start <= start and end <= span.end]
        if over:
            status = min((f.status for f in over), key=MARKED.index)
            title = escape(" · ".join(dict.fromkeys(f.message for f in over)), quote=True)
            text = f'<mark class="pz-{status}" title="{title}">{text}</mark>'
        pieces.append(text)
    return "".join(pieces)


def findings_list(findings: Iterable[Finding], texts: Texts) -> str:
    """The findings as a list: sign, status in words, message, the words concerned, the mend."""
    rows = []
    for finding in findings:
        sign, status = SIGNS[finding.status], texts(f"finding.status.{finding.status}")
        row = (
            f'<span class="pz-sign" aria-hidden="true">{sign}</span><span><strong>{escape(status)}.</strong> '
            f"{escape(finding.message)}"
        )
        if finding.status in MARKED:
            quotes = [f"<q>{escape(_short(span.text))}</q>" for span in finding.spans[:4] if span.text.strip()]
            row += f' <span class="pz-quotes">{", ".join(quotes)}</span>' if quotes else ""
        if finding.fix and finding.status != "pass":
            row += f'<br><span class="pz-fix">{escape(texts("finding.fix"))} {escape(finding.fix)}</span>'
        rows.append(f'<li class="pz-{finding.status}">{row}</span></li>')
    return f'<ul class="pz-findings">{"".join(rows)}</ul>'


def by_gravity(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, failures first, those that pass last."""
    order = list(SIGNS)
    return sorted(findings, key=lambda finding: order.index(finding.status))


def _stands(span: Span, body: str) -> bool:
    return span.start < span.end and body[span.start : span.end] == span.text


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1] + "…"
