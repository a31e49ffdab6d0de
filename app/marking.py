"""HTML for the message and what was found in it. Every text is escaped: only the tags written here act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise

from app.texts import Texts
from guardrails.finding import Finding, Span
from guardrails.mending import Edit, words_put

# What a mark says is also in the list of findings, in words: colour is never the only sign.
SIGNS = {"fail": "✗", "advice": "!", "not_checked": "?", "pass": "✓"}
MARKED = ("fail", "advice")
_QUOTE = 80


def marked(body: str, findings: Iterable[Finding], *, numbered: bool = False) -> str:
    """The body with the words of findings in <mark>, where they stand: spans are offsets in code points.

    Where spans overlap, the graver status colours the words and all messages are in the title. A span that does not
    quote the body (one of a subject) is left aside. `numbered` puts the number of its finding, counted from 1 in the
    order given, behind each span, for the eye alone.
    """
    listed = [*findings]
    spans = [(span, f) for f in listed if f.status in MARKED for span in f.spans if _stands(span, body)]
    numbers = {id(f): number for number, f in enumerate(listed, start=1)}
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
        ending = [str(numbers[id(f)]) for span, f in spans if span.end == end] if numbered else []
        if ending:
            # Drawn by the styles: it is no part of the text when that is selected, copied or read aloud.
            pieces.append(f'<span class="pz-number" data-number="{", ".join(ending)}" aria-hidden="true"></span>')
    return "".join(pieces)


def findings_list(findings: Iterable[Finding], texts: Texts) -> str:
    """The findings as a list: sign, status in words, message, the words concerned, the mend."""
    rows = [f'<li class="pz-{finding.status}">{_row(finding, texts)}</li>' for finding in findings]
    return f'<ul class="pz-findings">{"".join(rows)}</ul>'


def finding_item(finding: Finding, texts: Texts, *, number: int, edits: Iterable[Edit], text: str) -> str:
    """One finding by itself, with its number and what its mend would change in `text`."""
    changes = [
        f"<del>{escape(_short(text[edit.start : edit.end]))}</del>"
        + (f" → <ins>{escape(_short(edit.new))}</ins>" if edit.new.strip() else "")
        for edit in edits
        if text[edit.start : edit.end].strip() or edit.new.strip()
    ]
    more = f'<br><span class="pz-changes">{"; ".join(changes[:4])}</span>' if changes else ""
    shown = replace(finding, fix=None) if changes and words_put(finding) else finding
    return f'<div class="pz-finding pz-{finding.status}">{_row(shown, texts, f"{number}. ", more)}</div>'


def _row(finding: Finding, texts: Texts, before: str = "", more: str = "") -> str:
    sign, status = SIGNS[finding.status], texts(f"finding.status.{finding.status}")
    row = (
        f'<span class="pz-sign" aria-hidden="true">{sign}</span><span><strong>{before}{escape(status)}.</strong> '
        f"{escape(finding.message)}"
    )
    if finding.status in MARKED and not more:
        quotes = [f"<q>{escape(_short(span.text))}</q>" for span in finding.spans[:4] if span.text.strip()]
        row += f' <span class="pz-quotes">{", ".join(quotes)}</span>' if quotes else ""
    if finding.fix and finding.status != "pass":
        row += f'<br><span class="pz-fix">{escape(texts("finding.fix"))} {escape(finding.fix)}</span>'
    return f"{row}{more}</span>"


def verdict(findings: Iterable[Finding], texts: Texts, *, pending: bool = False) -> str:
    """In one sentence whether the message may go, as a status that screen readers tell. `pending`: grammar has not
    answered yet."""
    statuses = [finding.status for finding in findings]
    failures = statuses.count("fail")
    status = "fail" if failures else "not_checked" if "not_checked" in statuses else "pass"
    key = {"fail": "fails", "not_checked": "holds_pending" if pending else "holds_partly", "pass": "holds"}[status]
    return (
        f'<p class="pz-verdict pz-{status}" role="status"><span class="pz-sign" aria-hidden="true">{SIGNS[status]}'
        f"</span><span>{escape(texts(f'result.{key}', count=failures))}</span></p>"
    )


def elements_list(elements: Mapping[str, Sequence[Span]], texts: Texts) -> str:
    """What the message does, with the words that do it; what it does not do in one line below."""
    there = [
        f"<dt>{escape(texts(f'check.element.{name}'))}</dt>"
        f"<dd>{', '.join(f'<q>{escape(_short(span.text))}</q>' for span in spans[:4])}</dd>"
        for name, spans in elements.items()
        if spans
    ]
    missing = [texts(f"check.element.{name}").lower() for name, spans in elements.items() if not spans]
    shown = f'<dl class="pz-elements">{"".join(there)}</dl>' if there else ""
    if missing:
        shown += f'<p class="pz-small">{escape(texts("check.not_found", names=", ".join(missing)))}</p>'
    return shown


def by_gravity(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, failures first, those that pass last."""
    order = list(SIGNS)
    return sorted(findings, key=lambda finding: order.index(finding.status))


def _stands(span: Span, body: str) -> bool:
    return span.start < span.end and body[span.start : span.end] == span.text


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1] + "…"
