"""Plain text only: no Markdown, no HTML, no code fence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.finding import Finding
from guardrails.scanning import Gated

_MARKUP = Gated(
    [
        (
            ("*",),
            r"\*\*[^\s*][^*\n]{0,200}\*\*"  # **bold**
            r"|(?<![\w*])\*[^\s*][^*\n]{0,80}\*(?![\w*])"  # *italic*
            r"|^[ \t]{0,6}\*[ \t]{1,4}(?=\S)",  # bullet
        ),
        (
            ("_",),
            r"(?<![\w_])__[^\s_][^_\n]{0,200}__(?![\w_])"  # __bold__
            r"|(?<![\w_/])_[^\W_][^_\n]{0,80}_(?![\w_/])",  # _italic_
        ),
        (("~~",), r"~~[^\s~][^~\n]{0,120}~~"),  # ~~struck~~
        (("#",), r"^#{1,6}[ \t]{1,4}\S.{0,120}$"),  # heading
        (("`",), r"```[a-z]{0,12}|`[^`\n]{1,80}`"),  # code
        (("](",), r"\[[^\[\]\n]{1,120}\]\([^()\n]{1,300}\)"),  # link
        (("---", "***", "==="), r"^(?:-{3,}|\*{3,}|={3,})[ \t]*$"),  # rule
        (("|",), r"^\|.{1,200}\|[ \t]*$"),  # table
        (
            ("<",),
            r"</?(?:p|br|div|b|i|u|strong|em|ul|ol|li|span|h[1-6]|html|body|table|tr|td|a|img|hr)(?:\s[^<>\n]{0,200})?/?>",
        ),
        (("&",), r"&(?:nbsp|amp|lt|gt|quot|#\d{1,5});"),
    ],
    re.IGNORECASE | re.MULTILINE,
)


def _run(case: Case) -> Iterator[Finding]:
    spans = [case.text.span(*match.span()) for match in _MARKUP.matches(case.text.raw, case.text.folded)]
    # What is markup within a fact's form ("Dev *senior*") is the fact's own.
    spans = [span for span in spans if case.without_facts.raw[span.start : span.end].strip()]
    if spans:
        yield case.finding("markup", "fail", "markup", spans, fix="markup_fix", what=spans[0].text)


CHECK = Check(
    id="markup",
    source="CommonMark and HTML: in a plain message their signs are read as they stand",
    run=_run,
    in_subject=True,
    must_fail={
        "es": (
            Example("**Estimada Sra. Ortega:**\nGracias."),
            Example("<p>Le agradezco su tiempo.</p>"),
            Example("```\nEstimada Sra. Ortega:\n```"),
            Example("# Cambio de fecha\nGracias."),
        ),
        "en": (
            Example("I am **very** interested."),
            Example("The **Lab Technician** position.", {}),
            Example("Thank you.<br>Kind regards"),
            Example("See [my page](https://example.org)."),
            Example("* Monday\n* Tuesday"),
        ),
    },
    must_pass={
        "es": (
            Example("Le propongo:\n- el lunes\n- el martes\nPuesto n.º 3 (jornada de 4 * 5 horas), C# y Sra. Ortega."),
        ),
        "en": (Example("I propose:\n- Monday\n- Tuesday\nC# and 4 * 5 * 6 are fine; 3 < 4 and 5 > 4."),),
    },
)
