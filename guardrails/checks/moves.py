"""Are the moves of the contract in the message, and only those? One finding per required or forbidden move.

Source: the etiquette per intent from which the contract is made ("cancel: apology once, never a new date …").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from guardrails.acts import find_acts
from guardrails.contract import Contract, Language
from guardrails.finding import Finding, Span
from guardrails.text import Text

# Moves whose act has the same name; greeting, closing, subject, personal and details have checks of their own.
_ACTS = frozenset(
    {"apology", "gratitude", "reschedule_offer", "reason", "interest", "question", "future_contact", "acceptance"}
)
# What the purpose of an intent has to announce beside naming the interview.
_ANNOUNCES = {"withdraw": "withdrawal", "cancel": "cannot_attend", "confirm": "confirmation", "missed": "missed"}

_LONGEST_REASON = 3  # sentences


def check_moves(text: Text, contract: Contract, ui: Language | None = None) -> list[Finding]:
    """One finding (pass or fail) for each move that the contract requires or forbids, told in `ui`, else in the
    message's language.

    `id` is the act's name; a failure carries `fix`, the spans of a forbidden or repeated act, and in `moves` the
    move to write anew. A required apology has to stand there once.
    """
    acts = find_acts(text, contract.language)
    said = ui or contract.language
    findings: list[Finding] = []
    for move in contract.required:
        findings.extend(_required(move, acts, text, contract, said))
    for move in contract.forbidden:
        if move in _ACTS:
            findings.append(_forbidden(move, acts.get(move, ()), said))
    if "apology" in contract.allowed and "apology" not in contract.required and len(_apart(acts["apology"], text)) > 1:
        findings.append(_repeated(acts["apology"], said))
    if "reason" not in contract.forbidden:
        findings.extend(_told_at_length(acts["reason"], text, said))
    return findings


def _required(
    move: str, acts: dict[str, tuple[Span, ...]], text: Text, contract: Contract, said: Language
) -> Iterator[Finding]:
    if move == "purpose":
        # Without a position, company or date in the situation nothing more can be asked than to speak of it.
        known = any(fact.kind in {"position", "company", "when"} for fact in contract.facts)
        named = acts["names_interview"] or _names_fact(text, contract) or (() if known else acts["mentions_process"])
        yield _present("names_interview", move, named, said)
        act = _ANNOUNCES.get(contract.intent)
        if act:
            yield _present(act, move, acts[act], said)
    elif move == "apology" and len(_apart(acts["apology"], text)) > 1:
        yield _repeated(acts["apology"], said)
    elif move == "reschedule_offer":
        yield _present(move, move, _offers(acts, text, contract), said)
    elif move in _ACTS:
        yield _present(move, move, acts[move], said)


def _offers(acts: dict[str, tuple[Span, ...]], text: Text, contract: Contract) -> tuple[Span, ...]:
    """The offers of another date. Where the person names none, announcing that the date has to change is not enough:
    the reader is asked, or a sentence of its own shows what is possible."""
    spans = acts["reschedule_offer"]
    if any(fact.kind == "alternative" for fact in contract.facts):
        return spans
    named = acts["names_interview"][:1]
    announcing = next((s for s in text.sentences if any(s.start <= n.start < s.end for n in named)), None)
    alone = [s for s in spans if announcing is None or not announcing.start <= s.start < announcing.end]
    return spans if alone or "?" in text.raw else ()


def _present(act: str, move: str, spans: tuple[Span, ...], language: Language) -> Finding:
    words = _catalogue(language)
    name = words["names"][act]
    if spans:
        return Finding(act, "pass", words["present"].format(act=name), spans)
    return Finding(
        act, "fail", words["missing"].format(act=name), fix=words["missing_fix"].format(act=name), moves=(move,)
    )


def _forbidden(move: str, spans: tuple[Span, ...], language: Language) -> Finding:
    words = _catalogue(language)
    name = words["names"][move]
    if not spans:
        return Finding(move, "pass", words["absent"].format(act=name))
    message = words["forbidden_reason"] if move == "reason" else words["forbidden"].format(act=name)
    return Finding(move, "fail", message, spans, fix=words["forbidden_fix"], moves=(move,))


def _repeated(spans: tuple[Span, ...], language: Language) -> Finding:
    words = _catalogue(language)
    return Finding("apology", "fail", words["repeated"], spans, fix=words["repeated_fix"], moves=("apology",))


def _told_at_length(spans: tuple[Span, ...], text: Text, language: Language) -> Iterator[Finding]:
    """A reason is told briefly: in three sentences at most, or it becomes an excuse."""
    if len(_apart(spans, text)) > _LONGEST_REASON:
        words = _catalogue(language)
        yield Finding("reason", "fail", words["reason_long"], spans, fix=words["reason_long_fix"], moves=("reason",))


def _apart(spans: tuple[Span, ...], text: Text) -> list[Span]:
    """One span a sentence: "lo siento, disculpe" within one sentence is one apology."""
    kept: list[Span] = []
    for span in spans:
        if kept and not any(kept[-1].end <= s.end <= span.start for s in text.sentences):
            continue
        kept.append(span)
    return kept


def _names_fact(text: Text, contract: Contract) -> tuple[Span, ...]:
    """Where a form of the position stands in the text (the exact fact names the interview)."""
    low = text.raw.lower()
    for fact in contract.facts:
        if fact.kind in {"position", "when"}:
            for form in fact.forms:
                at = low.find(form.lower())
                if form and at >= 0 and len(low) == len(text.raw):
                    return (text.span(at, at + len(form)),)
    return ()


@lru_cache(maxsize=4)
def _catalogue(language: Language) -> dict[str, Any]:
    path = files("guardrails") / "data" / language / "messages_moves.yaml"
    words: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return words
