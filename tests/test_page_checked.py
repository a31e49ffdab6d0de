"""A pasted message, checked alone, for a purpose and against facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checked import Asked, report_on
from puentes import draft, load_situation
from puentes.situation import Situation

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").iterdir())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_the_project_writes_passes_when_it_is_pasted(path: Path) -> None:
    """With its facts and with its purpose alone: no check of the page fails on a delivered message."""
    situation: Situation = load_situation(path)
    text = draft(situation, "phrasebank", grammar=None).text
    for asked in (
        Asked(situation=situation),
        Asked(situation.language, situation.channel, intent=situation.intent),
        Asked(),
    ):
        report = report_on(text, asked, ui="en")
        assert report.language == situation.language
        assert [f.message for f in report.failures] == []


def test_a_purpose_tells_what_is_missing_and_what_should_not_be_there() -> None:
    text = "Estimada Sra. Ruiz:\nLe escribo por la entrevista del lunes. ¿Podríamos vernos el martes?"
    report = report_on(text, Asked(intent="cancel"), ui="en")
    statuses = {finding.id: finding.status for finding in report.findings}
    assert statuses["apology"] == "fail"
    assert statuses["gratitude"] == "fail"
    assert statuses["reschedule_offer"] == "fail"
    assert "facts" not in statuses


def test_without_a_purpose_nothing_is_called_missing() -> None:
    ids = {finding.id for finding in report_on("Gracias por todo.", Asked(channel="chat")).findings}
    assert ids.isdisjoint({"apology", "gratitude", "facts", "length"})


def test_grammar_that_was_not_checked_is_never_called_fine() -> None:
    for asked in (Asked(), Asked(intent="thank_you")):
        found = list(report_on("I has time.", asked).of("grammar"))
        assert [finding.status for finding in found] == ["not_checked"]


def test_the_language_is_recognised_or_chosen() -> None:
    assert report_on("Thank you for your time.", Asked()).language == "en"
    chosen = report_on("Thank you for your time.", Asked(language="es"))
    assert chosen.language == "es"
    assert any(finding.id == "language" for finding in chosen.failures)
