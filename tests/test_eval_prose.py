"""Figures about prose: syllables as speakers count them, readability that tells plain from heavy, likeness of texts."""

from __future__ import annotations

import pytest

from eval.readability import english_syllables, readability, spanish_syllables
from eval.sameness import sameness


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("entrevista", 4), ("que", 1), ("guitarra", 3), ("pingüino", 3), ("aéreo", 4), ("muy", 1), ("día", 2),
        ("país", 2), ("Ruiz", 1), ("cuidado", 3), ("leer", 2), ("ahora", 3), ("prohibido", 3), ("raíz", 2),
        ("oír", 2), ("agradecería", 6), ("construir", 2), ("y", 1),
    ],
)  # fmt: skip
def test_spanish_syllables(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("interview", 3), ("time", 1), ("moved", 1), ("wanted", 2), ("table", 2), ("the", 1), ("apologies", 4),
        ("position", 3), ("video", 3), ("offices", 3), ("names", 1), ("while", 1), ("agreed", 2), ("company's", 3),
    ],
)  # fmt: skip
def test_english_syllables(word: str, count: int) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("language", "plain", "heavy"),
    [
        ("en", "I am ill. I cannot come. I am sorry.", "Notwithstanding considerations of organisational availability, "
         "the undersigned regretfully communicates an unanticipated impossibility of participation."),
        ("es", "Estoy mal. No puedo ir. Lo siento.", "Con independencia de consideraciones organizativas, el abajo "
         "firmante comunica la imposibilidad sobrevenida de participar en las actuaciones selectivas."),
    ],
)  # fmt: skip
def test_plain_prose_is_easier_than_heavy_prose(language: str, plain: str, heavy: str) -> None:
    easy, hard = readability(plain, language), readability(heavy, language)
    assert easy is not None
    assert hard is not None
    assert easy > 80
    assert hard < 30


@pytest.mark.parametrize("text", ["", "…", "12 34"])
def test_a_text_without_words_has_no_score(text: str) -> None:
    assert readability(text, "es") is None


def test_texts_that_are_the_same_are_alike_and_others_are_not() -> None:
    same = "Thank you very much for your time and for the interview"
    other = "My train stood still, so nobody came, which I regret a lot"
    assert sameness([("a", "en/email", same), ("b", "en/email", same)]) == 1.0
    assert sameness([("a", "en/email", same), ("b", "en/email", other)]) == 0.0


def test_repeats_of_one_situation_and_other_kinds_are_not_compared() -> None:
    same = "Thank you very much for your time"
    assert sameness([("a", "en/email", same), ("a", "en/email", same), ("b", "es/email", same)]) is None
