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
        ("en", "i cant come but my cv is attached", "I can't come, but my CV is attached."),
        ("es", "no llegue pq no habia tren", "No llegué porque no había tren."),
        ("en", "which documents should i bring", "I would like to know which documents I should bring."),
        ("en", "you taught me a lot and i can start now", "You taught me a lot, and I can start now."),
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
        ("es", "los lunes no puedo", "Los lunes puedo.", "turned"),
        ("en", "i'm not free in the evenings", "I am free in the evenings.", "turned"),
        ("es", "me da rabia pq llevaba semanas preparandolo", "Me da rabia por llevar semanas preparándolo.", "turned"),
        ("en", "if the team agrees i can travel", "The team agrees, so I can travel.", "turned"),
        ("en", "I would like to know which papers I should bring.",
         "I would like to know which papers you should bring.", "other_person"),
        ("en", "you taught me to weld", "I taught welding.", "other_person"),
        ("es", "no sé qué papeles tengo que llevar", "No sé qué papeles tiene que llevar.", "other_person"),
        ("es", "puedo viajar", "Puedo viajar " + "y trabajar con ustedes " * 6, "longer"),
    ],
)  # fmt: skip
def test_what_was_added_or_lost_is_seen(language: str, note: str, sentence: str, about: str) -> None:
    found = fidelity(note, sentence, language)
    assert not found.holds
    assert getattr(found, about)


def test_accents_do_not_count_but_the_letter_ñ_does() -> None:
    assert fold("Estábamos en pingüino") == "Estabamos en pinguino"
    assert fold("año") == "año"
