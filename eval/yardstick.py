"""The yardstick: a text becomes a view with a verdict for each element, check and wish of its fixture.

Whatever prompts wrote it, a message is held to the contract that the **shipped** etiquette makes of its situation.
A pack that allows what etiquette forbids would otherwise be judged by its own leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from eval.answers import View, WireCheck
from eval.fixture import Expected, Fixture
from guardrails.checking import check
from guardrails.contract import Contract
from guardrails.finding import Finding
from puentes.contracts import contract_for
from puentes.prompting import foreign_phrases

# The wishes of a fixture among the outcomes (eval.answers.is_wish).
MUST, MUST_NOT, NUANCE = "must", "must_not", "must:nuance"


class Yardstick:
    """Judges texts. `foreign` are further phrases that come from a prompt's examples and may reach no message."""

    def __init__(self, grammar: Any = None, foreign: Iterable[str] = ()) -> None:
        self._grammar = grammar
        self._foreign = tuple(foreign)

    def contract(self, fixture: Fixture) -> Contract:
        """What the fixture's message is held to."""
        situation = fixture.situation
        detail = situation.reason.detail if situation.reason else None
        own = " ".join(f"{situation.nuance or ''} {detail or ''}".lower().split())
        phrases = dict.fromkeys((*foreign_phrases(situation.language), *self._foreign))
        return replace(contract_for(situation), foreign=tuple(p for p in phrases if p not in own))

    def judge(self, fixture: Fixture, subject: str, body: str) -> View:
        """The verdict on one text. Takes some milliseconds, more with grammar: to be called in a thread."""
        contract = self.contract(fixture)
        report = check(
            body,
            contract,
            subject=subject if contract.channel == "email" else None,
            grammar=self._grammar,
            ui=contract.language,
        )
        outcomes, reasons = _by_check(report.findings)
        text = f"{subject}\n{body}"
        for name, wanted, there in (
            (MUST, fixture.must, True),
            (MUST_NOT, fixture.must_not, False),
            (NUANCE, fixture.nuance, True),
        ):
            outcomes[name], reasons[name] = _wish(wanted, text, there=there)
        return View(
            subject=subject,
            body=body,
            holds=report.holds,
            outcomes=outcomes,
            reasons={name: why for name, why in reasons.items() if why},
            checks=tuple(WireCheck.model_validate(finding.as_dict()) for finding in report.findings),
        )


def nuance_kept(fixture: Fixture, subject: str, body: str) -> float | None:
    """The share of the note's key facts that came across, 0 to 1; None when the fixture names none."""
    if not fixture.nuance:
        return None
    text = f"{subject}\n{body}"
    return sum(wanted.find(text) is not None for wanted in fixture.nuance) / len(fixture.nuance)


def _by_check(findings: Iterable[Finding]) -> tuple[dict[str, bool | None], dict[str, str]]:
    """One outcome for each check: false when any of its findings fails, null when it could not be made."""
    outcomes: dict[str, bool | None] = {}
    reasons: dict[str, list[str]] = {}
    for finding in findings:
        this = None if finding.status == "not_checked" else finding.status != "fail"
        before = outcomes.get(finding.id, True)
        outcomes[finding.id] = False if False in {before, this} else None if None in {before, this} else True
        quotes = ", ".join(f"«{span.text[:60]}»" for span in finding.spans[:3])
        if finding.status != "pass" or not reasons.get(finding.id):
            reasons.setdefault(finding.id, []).append(finding.message + (f" {quotes}" if quotes else ""))
    return outcomes, {name: "; ".join(said) for name, said in reasons.items()}


def _wish(wanted: tuple[Expected, ...], text: str, *, there: bool) -> tuple[bool | None, str]:
    if not wanted:
        return None, ""
    found = [(each, each.find(text)) for each in wanted]
    wrong = [f"«{match or each}»" for each, match in found if (match is not None) is not there]
    if wrong:
        return False, ("not there: " if there else "there: ") + ", ".join(wrong)
    return True, "all there" if there else "nothing of it there"
