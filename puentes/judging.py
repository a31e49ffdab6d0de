"""The verdict of the guardrails on an assembly, and which moves a failing finding is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guardrails.checking import check
from guardrails.finding import Finding
from puentes.assembling import Assembly
from puentes.etiquette import etiquette_of

# Findings without a place of their own in the text, and the moves that a repair writes anew for them.
_WHOLE_TEXT = frozenset({"length", "language", "register", "repetition"})


def verdict(work: Assembly, grammar: Any) -> tuple[Finding, ...]:
    """All findings on the message as it stands. `grammar` is a checker or None (then grammar is not checked)."""
    body, _ = work.body()
    report = check(
        body,
        work.contract,
        subject=work.subject() if work.situation.channel == "email" else None,
        grammar=grammar,
        ui=work.situation.language,
    )
    return report.findings


def failing_moves(work: Assembly, failures: Iterable[Finding]) -> list[str]:
    """The moves that the findings are about, in order: where their spans stand, which move is missing, or whose
    facts are. A finding that cannot be placed counts for every move that an engine wrote."""
    _, placed = work.body()
    found: dict[str, None] = {}
    for finding in failures:
        if finding.id == "subject":
            found["subject"] = None
            continue
        moves = [m for m in finding.moves if m in work.contract.order]
        moves += [
            place.part.move
            for span in finding.spans
            for place in placed
            if span.start < place.end and span.end > place.start
        ]
        if not moves and finding.id == "facts":
            moves = [m for m, facts in etiquette_of(work.situation.intent).facts.items() if facts]
        if not moves:
            moves = [place.part.move for place in placed if place.part.source == "llm"]
        found.update(dict.fromkeys(moves))
    return list(found)
