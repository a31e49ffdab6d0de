"""The front door: what is checked, in which language it is told, and where findings point."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guardrails import Fact, check
from guardrails.checks.base import example_contract
from guardrails.languagetool import GrammarMatch, GrammarUnavailable


def status(report, check_id):  # type: ignore[no-untyped-def] # a helper of this file
    return {finding.status for finding in report.of(check_id)}


def test_without_a_contract_only_what_holds_for_any_message_is_checked() -> None:
    report = check("Dear Ms. Porter,\nThank you for your time.\nLaura")
    assert report.language == "en"
    assert report.holds
    assert {f.id for f in report.findings}.isdisjoint({"facts", "private", "length", "gratitude"})
    assert set(report.elements) >= {"apology", "gratitude", "placeholder"}
    assert report.elements["gratitude"]


def test_a_leading_subject_line_is_judged_as_subject_and_its_spans_count_in_the_text() -> None:
    text = "Asunto: Cita [fecha] para la entrevista\n\nEstimada Sra. Ortega:\nGracias.. Un saludo"
    report = check(text)
    subject = [f for f in report.failures if f.id == "subject"]
    assert [text[s.start : s.end] for f in subject for s in f.spans] == ["[fecha]"]
    stops = next(f for f in report.failures if f.id == "punctuation")
    assert text[stops.spans[0].start : stops.spans[0].end] == ".."


def test_a_subject_given_apart_has_offsets_of_its_own() -> None:
    report = check("Thank you.", subject="Interview with {company} today")
    (finding,) = [f for f in report.failures if f.id == "subject"]
    assert (finding.spans[0].start, finding.spans[0].text) == (15, "{company}")
    assert finding.moves == ("subject",)


def test_quoted_lines_and_the_history_of_a_thread_are_not_judged() -> None:
    report = check("Thank you.\n> u r gr8 lol\n\nOn Mon 7 Dec Ana wrote:\nPLEASE ANSWER ME!!")
    assert status(report, "tone") == {"pass"}


def test_findings_are_told_in_the_users_language() -> None:
    english = check("Gracias!!", language="es", ui="en")
    spanish = check("Gracias!!", language="es")
    assert "Piled-up" in next(english.of("tone")).message  # type: ignore[call-overload] # an iterator
    assert "amontonados" in next(spanish.of("tone")).message  # type: ignore[call-overload] # an iterator


def test_what_etiquette_misses_is_told_in_the_users_language_too() -> None:
    contract = example_contract("es", required=("gratitude", "interest"), forbidden=("apology",))
    told = [f.message + (f.fix or "") for f in check("Lo siento. Gracias.", contract, ui="en").findings]
    assert (
        "Not in the message: your interest in the position.Add one short sentence with your interest in the position."
        in told
    )
    assert [line for line in told if "mensaje" in line or "Falta" in line] == []


class _Down:
    def check(self, text, language, ignore_words=()):  # type: ignore[no-untyped-def] # noqa: ARG002
        raise GrammarUnavailable("no Java here")


def test_grammar_that_cannot_be_checked_is_said_to_be_unchecked() -> None:
    assert status(check("Thank you."), "grammar") == {"not_checked"}
    report = check("Thank you.", grammar=_Down())
    assert status(report, "grammar") == {"not_checked"}
    assert "no Java here" in next(iter(report.of("grammar"))).message
    assert report.holds


class _Knows:
    """A checker that finds two words."""

    def check(self, text, language, ignore_words=()):  # type: ignore[no-untyped-def] # noqa: ARG002
        for word in ("recieved", "friday"):
            at = text.index(word)
            yield GrammarMatch(at, len(word), "RULE", "TYPOS", "misspelt", (word.title(),), "error")


def test_a_word_that_both_spelling_and_grammar_find_is_told_once() -> None:
    """What the word list knows for certain comes from it, the rest from the grammar checker."""
    report = check("I recieved your mail on friday.", language="en", grammar=_Knows())
    found = [(f.id, span.text) for f in report.findings if f.id in {"spelling", "grammar"} for span in f.spans]
    assert found == [("spelling", "recieved"), ("grammar", "friday")]


def test_a_script_may_be_asked_to_say_a_number_twice() -> None:
    contract = example_contract("en", channel="voicemail", extra={"twice": "phone"})
    contract = replace(contract, facts=(*contract.facts, Fact("phone", ("+44 20 7946 0000",), due=True)))
    once = "Hello, this is Laura Hughes, on 020 7946 0000. Thank you."
    assert status(check(once, contract), "facts") == {"fail"}
    assert status(check(f"{once} Again: +44 (0)20 7946 0000, or 020-7946-0000.", contract), "facts") == {"pass"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_same_text_gives_the_same_report(language: str) -> None:
    text = "Estimada Sra. Ortega:\nLe agradezco su tiempo, tú. I thank you for that very much. XXX"
    contract = example_contract(language)  # type: ignore[arg-type] # one of the two
    assert check(text, contract) == check(text, contract)


@pytest.mark.parametrize("given", [{"language": "pt"}, {"ui": "fr"}, {"channel": "fax"}])
def test_a_language_or_channel_that_is_not_known_is_named(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=rf"{next(iter(given))} '{next(iter(given.values()))}' is not known; use one"):
        check("Hello", **given)  # type: ignore[arg-type]  # the point of the test
