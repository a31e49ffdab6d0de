"""A pasted message, checked: alone, for a purpose, or against the facts that the form holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from guardrails.checking import check
from guardrails.contract import Budget, Channel, Contract, Language
from guardrails.finding import Finding, Report
from guardrails.language import detect
from guardrails.registry import all_checks
from puentes.contracts import contract_for
from puentes.etiquette import channels, etiquette_of
from puentes.situation import Situation

# Characters. An email has some 800; a whole thread with its history fits. What is longer is a document, no message.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message is checked for. `language` None: the one it is in. `intent` or `situation`: what it has to say;
    neither: what holds for any message."""

    language: Language | None = None
    channel: Channel | None = None
    intent: str | None = None
    situation: Situation | None = None


def report_on(text: str, asked: Asked, *, grammar: Any = None, ui: Language = "es") -> Report:
    """All findings, told in `ui`; what etiquette asks for comes first. `grammar` is a checker or None (grammar is
    then said to be unchecked).

    For an intent alone there are no facts to compare with: its moves and the channel's length are checked, and
    everything else as in any message.
    """
    if asked.situation is not None:
        return _once(check(text, contract_for(asked.situation), grammar=grammar, ui=ui))
    language = asked.language or detect(text)
    alone = _once(check(text, language=language, channel=asked.channel, grammar=grammar, ui=ui))
    if asked.intent is None:
        return alone
    contract = _bare_contract(asked.intent, language, asked.channel)
    general = {each.id for each in all_checks()} - {"length"}
    of_intent = [finding for finding in check(text, contract, ui=ui).findings if finding.id not in general]
    return replace(alone, findings=(*of_intent, *(f for f in alone.findings if f.id != "length")))


def _once(report: Report) -> Report:
    """The report without what the grammar checker says again about words that our own check of punctuation has."""
    told = [span for finding in report.of("punctuation") if finding.status == "fail" for span in finding.spans]

    def again(finding: Finding) -> bool:
        return finding.id == "grammar" and any(s.start < t.end and t.start < s.end for s in finding.spans for t in told)

    return replace(report, findings=tuple(finding for finding in report.findings if not again(finding)))


def _bare_contract(intent: str, language: Language, channel: Channel | None) -> Contract:
    """What an intent asks of a message whose facts nobody told. A reason may be there or not: it is not known whether
    one was to be shared."""
    etiquette = etiquette_of(intent)
    required = tuple(move for move in etiquette.order if move in etiquette.must)
    limits = channels().of(channel) if channel else None
    return Contract(
        language=language,
        channel=channel or "email",
        intent=intent,
        register="formal",
        required=required,
        allowed=tuple(move for move in (*etiquette.may, "reason") if move not in etiquette.never),
        forbidden=etiquette.never,
        order=etiquette.order,
        # How many words its facts take is not known either: it gets the room of ordinary ones once more.
        budget=Budget(limits.ideal_min, limits.ideal_max, limits.limit + limits.facts) if limits else None,
    )
