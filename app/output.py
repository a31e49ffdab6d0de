"""Printing messages, findings and JSON. Nothing that a person or an engine wrote is read as markup."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.text import Text

from guardrails.finding import Finding
from puentes.message import OnProgress
from puentes.said import say

_SIGNS = {
    "pass": ("✓", "green"),
    "fail": ("✗", "bold red"),
    "advice": ("·", "yellow"),
    "not_checked": ("?", "magenta"),
}
# Escape sequences in a text could act on the terminal that shows it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


def print_message(text: str) -> None:
    """The message on standard output, as it is."""
    plain = _CONTROL.sub("", text)
    # Where "\n" is written as "\r\n" anyhow, it must not become "\r\r\n".
    sys.stdout.write((plain.replace("\r\n", "\n") if os.linesep == "\r\n" else plain) + "\n")
    sys.stdout.flush()


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """A value as JSON on standard output; lone surrogates are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_findings(findings: Iterable[Finding], *, err: bool, everything: bool = False) -> None:
    """Findings, one a line with the words concerned and the mend; those that pass only with `everything`."""
    console = Console(stderr=err, highlight=False)
    for finding in findings:
        if finding.status == "pass" and not everything:
            continue
        sign, style = _SIGNS[finding.status]
        line = Text(f"{sign} ", style=style)
        line.append(f"{finding.id}: ", style="bold")
        line.append(_CONTROL.sub("", finding.message))
        quotes = [f"«{_CONTROL.sub('', ' '.join(span.text.split()))[:60]}»" for span in finding.spans[:4]]
        if quotes:
            line.append(" " + ", ".join(quotes), style="dim")
        if finding.fix and finding.status != "pass":
            line.append(f" → {_CONTROL.sub('', finding.fix)}", style="cyan")
        console.print(line, soft_wrap=True)


def print_notes(notes: Iterable[str]) -> None:
    """What happened, on standard error."""
    console = Console(stderr=True, highlight=False)
    for note in notes:
        console.print(Text(f"– {_CONTROL.sub('', note)}", style="dim"), soft_wrap=True)


@contextmanager
def waiting(language: str) -> Iterator[OnProgress | None]:
    """What to tell about the progress of a draft: shown on a terminal's standard error, nowhere else."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield None
        return
    with console.status(Text(say("stage_engine", language))) as status:
        yield lambda progress: status.update(Text(say(f"stage_{progress.stage}", language)))
