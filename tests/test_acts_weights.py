"""What no pattern foresees is weighed: clauses, their features, the weights and how they decide."""

from __future__ import annotations

from importlib.resources import files
from typing import get_args

import pytest

from eval.fixture import Fixture
from eval.fixture_files import load_fixtures
from guardrails.acts import ELEMENTS, find_acts
from guardrails.clauses import features, units
from guardrails.contract import Language
from guardrails.text import Text
from guardrails.tokens import Tokens
from guardrails.weights import load_weights

LANGUAGES: tuple[Language, ...] = get_args(Language)
# None of these sentences stands in the data or in what the weights were learned from.
UNFORESEEN: list[tuple[Language, str, str]] = [
    ("en", "reason", "I can't come on Friday. A swarm of wasps has settled in my van."),
    ("en", "reason", "I withdraw. My aunt has left me her sheep farm and I am going to run it."),
    ("en", "future_contact", "If you ever take on a second gardener, ring me."),
    ("en", "apology", "I feel rotten about leaving you alone at that table."),
    ("en", "negative_about_employer", "Your panel giggled while I was speaking and nobody offered me a chair."),
    ("en", "overshares", "My wife caught me with the neighbour and threw me out."),
    ("es", "reason", "El viernes no puedo ir. Se me metió un enjambre de avispas en la furgoneta."),
    ("es", "reason", "Me retiro. Mi tía me dejó su granja y me voy a llevarla."),
    ("es", "future_contact", "Si algún día toman a un segundo jardinero, llámenme."),
    ("es", "apology", "Me da mucha vergüenza haberla dejado sola en esa mesa."),
    ("es", "negative_about_employer", "El tribunal se reía mientras yo hablaba y nadie me ofreció una silla."),
    ("es", "overshares", "Mi mujer me encontró con la vecina y me echó de casa."),
]


LONG_NOTES = [fixture for fixture in load_fixtures() if len((fixture.situation.nuance or "").split()) > 120]


@pytest.mark.parametrize("fixture", LONG_NOTES, ids=lambda fixture: fixture.id)
def test_a_long_fine_note_is_neither_criticism_nor_intimate(fixture: Fixture) -> None:
    """Of many clauses the best scores high by chance. The long notes among the fixtures are fine throughout."""
    found = find_acts(Text(fixture.situation.nuance or ""), fixture.situation.language)
    assert not found["negative_about_employer"]
    assert not found["overshares"]


@pytest.mark.parametrize(("language", "act", "text"), UNFORESEEN)
def test_an_act_is_found_in_words_that_no_list_holds(language: Language, act: str, text: str) -> None:
    found = find_acts(Text(text), language)[act]
    assert found
    assert all(text[span.start : span.end] == span.text for span in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I will be at your office on Friday. My van is new and I have run a sheep farm."),
        ("es", "El viernes estaré en su oficina. Mi furgoneta es nueva y he llevado una granja."),
    ],
)
def test_the_same_things_without_a_step_are_no_reason(language: Language, text: str) -> None:
    acts = find_acts(Text(text), language)
    assert not any(acts[act] for act in ("reason", "overshares", "negative_about_employer", "apology"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_announced_makes_a_reason_likelier(language: Language) -> None:
    assert load_weights(language).decide["reason"].by_announcement > 1


def test_where_a_pattern_took_its_find_back_the_weights_add_none() -> None:
    assert not find_acts(Text("No hace falta que se disculpe por la espera."), "es")["apology"]


def test_what_stands_between_quotation_marks_is_not_weighed() -> None:
    text = Text('The advert said "I am so ashamed, please forgive me for what I did".')
    assert not find_acts(text, "en")["apology"]


def test_a_sentence_is_cut_at_its_stops_and_stands_as_a_whole_after_them() -> None:
    tokens = Tokens(Text("My car broke down on the way, I am waiting for the van; sorry about that."))
    words = [" ".join(t.norm for t in tokens.tokens[u.start : u.end]) for u in units(tokens, "en", {})]
    assert words[:2] == ["my car broke down on the way", "i am waiting for the van"]
    assert len(words) == 3


def test_speech_without_stops_is_read_in_windows() -> None:
    tokens = Tokens(Text("hello this is Ana ringing about tomorrow the lift in our house is stuck with me in it " * 3))
    assert max(unit.end - unit.start for unit in units(tokens, "en", {})) > 40
    assert sum(unit.end - unit.start == 12 for unit in units(tokens, "en", {})) > 5


def test_a_clause_has_its_words_endings_families_and_the_acts_found_in_it() -> None:
    known = features(["mi", "hija", "enfermo"], "es")
    assert {"mi", "hija", "mi hija", "@family", "@me @family", "@family @ill", "enfer*", "-rmo"} <= known
    text = Text("Me retiro del proceso.")
    (unit,) = units(Tokens(text), "es", {"withdrawal": (text.span(0, 9),)})
    assert "!withdrawal" in unit.features


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weights_are_small_and_each_act_has_a_decision(language: Language) -> None:
    weights = load_weights(language)
    assert set(weights.acts) == set(weights.decide)
    assert set(weights.acts) - {"announcement"} < set(ELEMENTS)
    assert all(0 < row < 1 << 24 * len(weights.acts) for row in weights.features.values())
    assert len((files("guardrails") / "data" / language / "weights" / "weights.json").read_bytes()) < 350_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_message_has_no_act(language: Language) -> None:
    for text in ("", " \n", "...", "!", '""'):
        assert not any(find_acts(Text(text), language).values()), text
