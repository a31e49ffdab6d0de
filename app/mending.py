"""What one click on the checklist does: a finding mended, a move written anew, the rest untouched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.checklist import Item, moves_of
from guardrails.checking import check
from guardrails.contract import Contract, Language
from guardrails.finding import Finding
from guardrails.mending import Edit, apply, mend_of
from puentes.engines import open_engine
from puentes.revising import relocate
from puentes.rewording import Standing, reword
from puentes.settings import Settings
from puentes.situation import Situation


def mended(
    item: Item, standing: Standing, contract: Contract, situation: Situation, grammar: Any, *, ui: Language,
    tried: Sequence[str] = (),
) -> Standing | None:  # fmt: skip
    """The message without what the item says is wrong (told in `ui`), in the way that changes least: by rule, else
    with the move written anew from the phrase bank, else without the sentence. None when none of these makes fewer
    checks fail."""
    finding = item.finding
    if finding is None:
        return None
    before = _failing(standing, contract, ui, grammar)
    for new in _candidates(finding, standing, situation, tried):
        if new == standing:
            continue
        after = _failing(new, contract, ui, grammar)
        still = any((f.id, f.message) == (finding.id, finding.message) for f in after)
        fewer = len(after) < len(before) or (finding.status == "advice" and len(after) <= len(before))
        if fewer and not (still and finding.id != "grammar"):
            return new
    return None


def _candidates(finding: Finding, standing: Standing, situation: Situation, tried: Sequence[str]) -> Iterator[Standing]:
    mend = mend_of(finding, standing.body, situation.language) if finding.id != "subject" else None
    if mend and mend.kind == "replace":
        yield _edited(standing, mend.edits)
    bank = open_engine("phrasebank", Settings(engine="phrasebank"))
    if finding.status == "fail":
        for move in ["subject"] if finding.id == "subject" else moves_of(finding, standing, situation):
            new = reword(situation, standing, move, bank, taken=tried)
            if new is not None:
                yield new.standing
    if mend and mend.kind == "take_out":
        yield _edited(standing, mend.edits)


def _edited(standing: Standing, edits: Sequence[Edit]) -> Standing:
    body, places = standing.body, standing.places
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        new = apply(body, [edit])
        body, places = new, relocate(places, body, new)
    return Standing(standing.subject, body, places)


def _failing(standing: Standing, contract: Contract, ui: Language, grammar: Any) -> list[Finding]:
    subject = standing.subject if contract.channel == "email" else None
    return list(check(standing.body, contract, subject=subject, grammar=grammar, ui=ui).failures)
