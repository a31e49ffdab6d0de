"""A sentence that an LLM made of a note is compared with it: what is new, lost, or grown is seen."""

from __future__ import annotations

import pytest

from puentes.fidelity import fidelity, fold


@pytest.mark.parametrize(
    ("language", "note", "sentence"),
    [
        ("es", "me gusto mucho ver el taller y como trabajais con acero",
         "Me gustó mucho ver el taller y cómo trabajan con acero."),
        ("es", "trabaje dos años con {name1}", "Trabajé dos años con {name1}."),
        ("en", "excited to meet the team", "I am very excited about meeting the team."),
        ("en", "i loved the garden", "I loved the garden."),
    ],
)  # fmt: skip
def test_the_same_content_in_better_words_may_stand(language: str, note: str, sentence: str) -> None:
    assert fidelity(note, sentence, language).holds


@pytest.mark.parametrize(
    ("language", "note", "sentence", "about"),
    [
        ("es", "me gustó el taller", "Me gustó el taller de cerámica japonesa.", "new"),
        ("es", "escribe un poema", "Las olas azules besan la arena dorada.", "new"),
        ("en", "i loved the garden", "I loved the swimming pool.", "new"),
        ("es", "el taller, la soldadura y el acero", "El taller.", "share_lost"),
        ("es", "trabajé con {name1}", "Trabajé mucho.", "slots_lost"),
        ("es", "trabajé con {name1}", "Trabajé con {name1} y {name2}.", "slots_new"),
        ("es", "puedo viajar", "Puedo viajar " + "y trabajar con ustedes " * 6, "longer"),
    ],
)
def test_what_was_added_or_lost_is_seen(language: str, note: str, sentence: str, about: str) -> None:
    found = fidelity(note, sentence, language)
    assert not found.holds
    assert getattr(found, about)


def test_accents_do_not_count_but_the_letter_ñ_does() -> None:
    assert fold("Estábamos en pingüino") == "Estabamos en pinguino"
    assert fold("año") == "año"
