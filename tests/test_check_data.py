"""Word lists are data: every file can be read, and a mistake is told with file, line and key."""

from __future__ import annotations

from importlib.resources import files

import pytest

from guardrails.checking import check
from guardrails.datafiles import DataFileError, messages, parse_lists, parse_messages, word_lists, words
from guardrails.folding import fold
from guardrails.language import detect, other_language
from guardrails.phrases import PhraseSet
from guardrails.registry import all_checks
from guardrails.text import Text

OTHERS = {"messages.yaml", "messages_moves.yaml", "grammar.yaml"}  # files of another form


@pytest.mark.parametrize("folder", ["es", "en", "other"])
def test_every_list_has_entries_and_a_source(folder: str) -> None:
    names = [p.name for p in (files("guardrails") / "data" / folder).iterdir() if p.name.endswith(".yaml")]
    for name in sorted(set(names) - OTHERS):
        for entry in word_lists(folder, name.removesuffix(".yaml")).values():
            assert entry.source
            assert entry.words


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("slang:\n  source: x\n", r"^f\.yaml:2: slang\.words is missing"),
        ("slang:\n  words: [a]\n", r"^f\.yaml:2: slang\.source is missing"),
        ("slang:\n  source: x\n  words:\n    - a\n    - [b]\n", r"^f\.yaml:5: slang\.words\[1\] must be a text"),
        ("slang:\n  source: x\n  words:\n    - a\n    - a\n", r"^f\.yaml:5: slang\.words\[1\]: 'a' stands twice"),
        ("slang:\n  source: x\n  word: [a]\n", r"^f\.yaml:3: slang\.word is unknown"),
        ("a:\n  source: x\n  words: [a]\na:\n  source: x\n", r"^f\.yaml:4: a stands twice"),
        ("slang: [a\n", r"^f\.yaml:2: "),
        ("", r"^f\.yaml:1: the file is empty"),
        ("- a\n", r"^f\.yaml:1: the file must be a mapping"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(content: str, error: str) -> None:
    with pytest.raises(DataFileError, match=error):
        parse_lists("f.yaml", content)


def test_a_message_must_be_a_text() -> None:
    with pytest.raises(DataFileError, match=r"^f\.yaml:2: b must be a text"):
        parse_messages("f.yaml", "a: x\nb: []\n")


def test_words_that_yaml_takes_for_truth_values_stay_words() -> None:
    assert parse_lists("f.yaml", "a:\n  source: x\n  words: [no, on, yes, 1]\n")["a"].words == ("no", "on", "yes", "1")


def test_a_list_that_is_not_there_is_told() -> None:
    with pytest.raises(DataFileError, match="nothing is missing"):
        words("en", "tone", "nothing")
    assert messages("en")


def test_folding_keeps_the_length_whatever_the_letters() -> None:
    text = "İSTANBUL ß ﬁ Å e\u0301 Ñandú’s \ud800 \U0001f600"
    assert len(fold(text)) == len(text)
    assert fold("Ñandú’s") == "nandu's"


def test_phrases_are_found_as_whole_words_the_longest_first() -> None:
    phrases = PhraseSet(["as an ai", "as an ai language model", "fuck*"])
    found = phrases.find(Text("As an  AI\nlanguage model, fucked; was an aim; as, an AI"))
    assert [span.text for span in found] == ["As an  AI\nlanguage model", "fucked"]


def test_accents_count_where_they_must() -> None:
    assert PhraseSet(["tú"], exact=True).find(Text("tu y tú"))[0].start == 5


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("Le agradezco mucho la invitación.", "en", "es"),
        ("Thank you very much for the invitation.", "es", "en"),
        ("Je vous remercie de votre message et je suis très intéressé.", "es", "fr"),
        ("Obrigado pela entrevista, gostaria muito de fazer parte da equipe, não é?", "es", "pt"),
        ("Full Stack Developer, Biolaria", "es", None),
        ("Gracias por la invitación.", "es", None),
    ],
)
def test_another_language_is_told_only_when_it_is_clear(text: str, language: str, other: str | None) -> None:
    assert other_language(text, language) == other


def test_the_language_of_a_text_is_detected() -> None:
    assert detect("¿Puede ser otro día?") == "es"
    assert detect("Could it be another day?") == "en"
    assert detect("") == "en"


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_check_says_in_its_own_words_that_it_holds(language: str) -> None:
    """The general sentence tells nobody what was looked at. `moves` names each move instead."""
    assert {f"holds_{check.id}" for check in all_checks() if check.id != "moves"} <= messages(language).keys()
    assert messages("es").keys() == messages("en").keys()


def test_without_facts_nobody_is_told_that_the_facts_agree() -> None:
    alone = next(check("Gracias por la entrevista del lunes 7 de diciembre de 2026.").of("grounding"))
    assert alone.message == messages("es")["holds_grounding_alone"]
