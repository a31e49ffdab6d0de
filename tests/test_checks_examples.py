"""Every check fails on what it must fail and passes what it must pass, in both languages."""

from __future__ import annotations

import pytest

from guardrails.checking import check
from guardrails.checks.base import Check, Example, example_contract
from guardrails.contract import Language
from guardrails.datafiles import messages
from guardrails.finding import Finding
from guardrails.registry import all_checks

LANGUAGES: tuple[Language, ...] = ("es", "en")
FAIL = [(c, lang, e) for c in all_checks() for lang in LANGUAGES for e in c.must_fail.get(lang, ())]
PASS = [(c, lang, e) for c in all_checks() for lang in LANGUAGES for e in c.must_pass.get(lang, ())]


def _name(value: object) -> str:
    if isinstance(value, Check):
        return value.id
    return value.text[:30].replace("\n", " ") if isinstance(value, Example) else str(value)


def findings_of(each: Check, language: Language, example: Example) -> list[Finding]:
    """The failures of one check on an example; moves report under the names of their acts."""
    contract = None if example.contract is None else example_contract(language, **example.contract)
    report = check(
        example.text, contract, language=language, subject=example.subject, grammar=example.grammar,
        channel="email" if example.subject else None,
    )  # fmt: skip
    ids = {c.id for c in all_checks()}
    own = [f for f in report.failures if f.id == each.id or (each.id == "moves" and f.id not in ids)]
    for finding in own:
        for span in finding.spans:
            where = example.subject if finding.id == "subject" and example.subject else example.text
            assert where[span.start : span.end] == span.text
    return own


@pytest.mark.parametrize("each", all_checks(), ids=_name)
def test_a_check_has_a_source_and_examples_of_both_kinds_in_both_languages(each: Check) -> None:
    assert each.source
    for language in LANGUAGES:
        assert each.must_fail.get(language), f"{each.id} has no must-fail example in {language}"
        assert each.must_pass.get(language), f"{each.id} has no must-pass example in {language}"


@pytest.mark.parametrize(("each", "language", "example"), FAIL, ids=_name)
def test_a_check_fails_on_its_must_fail_examples(each: Check, language: Language, example: Example) -> None:
    found = findings_of(each, language, example)
    assert found
    assert all(finding.message for finding in found)


@pytest.mark.parametrize(("each", "language", "example"), PASS, ids=_name)
def test_a_check_passes_its_must_pass_examples(each: Check, language: Language, example: Example) -> None:
    assert findings_of(each, language, example) == []


def test_checks_have_names_of_their_own() -> None:
    ids = [c.id for c in all_checks()]
    assert len(ids) == len(set(ids))


def test_both_languages_have_the_same_messages_with_the_same_holes() -> None:
    from string import Formatter

    def holes(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    spanish, english = messages("es"), messages("en")
    assert set(spanish) == set(english)
    assert {key: holes(text) for key, text in spanish.items()} == {key: holes(text) for key, text in english.items()}
