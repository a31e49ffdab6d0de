"""An answer of a run as a letter: the text with the words of findings marked, and what fails. All of it escaped."""

from __future__ import annotations

from html import escape

from app.marking import marked
from app.texts import Texts
from eval.answers import Answer, ViewName
from eval.reporting.words import Words
from eval.summary import what_fails
from guardrails.finding import Finding, Span

STYLE = """
<style>
.pz-side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: .8rem; }
.pz-card h4 { margin: 0 0 .5rem !important; padding: 0 !important; font-size: .95rem; }
.pz-card ul { margin: .7rem 0 0; padding-left: 1.1rem; font-size: .9rem; }
.pz-scroll { overflow-x: auto; }
.pz-table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.pz-table th, .pz-table td { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top;
  border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.pz-table td:last-child { min-width: 14rem; }
.pz-table td.pz-n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.pz-table tbody th { font-weight: 400; } .pz-table tr.pz-whole th, .pz-table tr.pz-whole td { font-weight: 700; }
</style>
"""


def letter(answer: Answer, view: ViewName, title: str, texts: Texts) -> str:
    """The answer in this view, as HTML. `title` is escaped too."""
    text = answer.view(view)
    if text is None:
        why = escape(answer.error or answer.engine_error or "")
        return _card(title, f"<p>{escape(texts('evaluate.crashed'))} {why}</p>", holds=False, texts=texts)
    findings = [
        Finding(c.id, c.status, c.message, tuple(Span(s.start, s.end, s.text) for s in c.spans)) for c in text.checks
    ]
    subject = f'<p class="pz-subject">{escape(text.subject)}</p>' if text.subject else ""
    body = f'<div class="pz-body">{marked(text.body, findings)}</div>'
    words = Words(texts.language)
    fails = "".join(
        f"<li><strong>{escape(words.element(name))}</strong>{f': {escape(why)}' if why else ''}</li>"
        for name, why in what_fails(text).items()
    )
    inner = f'<div lang="{escape(answer.language, quote=True)}">{subject}{body}</div>'
    return _card(title, inner + (f"<ul>{fails}</ul>" if fails else ""), holds=answer.keeps_all(view), texts=texts)


def side(letters: list[str]) -> str:
    """Letters side by side; one below the other where there is no room."""
    return f'<div class="pz-side">{"".join(letters)}</div>'


def _card(title: str, inner: str, *, holds: bool, texts: Texts) -> str:
    says = texts("evaluate.holds" if holds else "evaluate.fails")
    kind = "pz-letter" if holds else "pz-letter pz-fail"
    return f'<div class="pz-card {kind}"><h4>{escape(title)}: {escape(says)}</h4>{inner}</div>'
