"""Names, dates, numbers and addresses of a free text are slots before an engine sees it, and come back after."""

from __future__ import annotations

import pytest

from puentes.masks import mask, unmask


@pytest.mark.parametrize(
    ("language", "text", "hidden"),
    [
        ("es", "Llame al 612 34 56 78 o escriba a ana.gil@example.com", ["612 34 56 78", "ana.gil@example.com"]),
        ("es", "mi numero es +34 (612) 34-56-78", ["+34 (612) 34-56-78"]),
        ("es", "El 3 de diciembre a las 16:30 h vi a Pedro", ["3 de diciembre", "16:30 h", "Pedro"]),
        ("es", "nos vemos el Lunes, 14/12/2026 o a las 4 pm", ["Lunes", "14/12/2026", "4 pm"]),
        ("es", "mire https://example.com/cv?id=3, por favor", ["https://example.com/cv?id=3"]),
        ("es", "Gano 35.000 euros, un 10 % menos", ["35.000", "10 %"]),
        ("es", "Trabajé con Juan de la Cruz en Acme & Hijos", ["Juan de la Cruz", "Acme & Hijos"]),
        ("es", "vivo en la calle Mayor 5, 28013 Madrid", ["Mayor", "5", "28013", "Madrid"]),
        ("es", "mi DNI es 12345678Z", ["12345678Z"]),
        ("es", "Gracias, Dra. Ruiz, y Sr. de la Torre", ["Dra. Ruiz", "Sr. de la Torre"]),
        ("es", "Pedro me dijo que sí", ["Pedro"]),
        ("en", "I met Sarah O'Neil on March 3rd at 4:30 pm", ["Sarah O'Neil", "March 3rd", "4:30 pm"]),
        ("en", "call 07700 900123 or (212) 555-0142", ["07700 900123", "(212) 555-0142"]),
        ("en", "I saw Mrs Gil. Gil said yes", ["Mrs Gil", "Gil"]),
        ("en", "I'm in New York till May 5", ["New York", "May 5"]),
    ],
)
def test_what_tells_who_or_when_is_hidden_and_comes_back(language: str, text: str, hidden: list[str]) -> None:
    facts = mask(text, {}, language)
    assert all(part in facts.values.values() for part in hidden)
    assert not any(part in facts.text for part in hidden)
    assert unmask(facts.text, facts.values) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Me gustó mucho el taller. Todo estaba muy ordenado y en mayo empiezo."),
        ("en", "May I come? I'm sure that I'd march there in april."),
    ],
)
def test_ordinary_words_are_left_alone(language: str, text: str) -> None:
    assert mask(text, {}, language).text == text


def test_a_fact_of_the_situation_takes_the_situations_own_slot() -> None:
    known = {"company": ["Faro"], "position": ["Soldador"]}
    facts = mask("El puesto de Soldador en Faro es ideal; Faro crece.", known, "es")
    assert facts.text == "El puesto de {position} en {company} es ideal; {company} crece."


def test_a_known_name_is_hidden_as_a_whole_word_only() -> None:
    assert mask("Sam gave me a sample", {}, "en", ["Sam"]).text == "{name1} gave me a sample"


def test_braces_of_the_person_cannot_pass_for_slots() -> None:
    facts = mask("Pon {when} y {name1} aquí", {}, "es")
    assert "{" not in facts.text
    assert facts.values == {}


def test_the_same_name_has_one_slot_and_numbers_can_start_later() -> None:
    facts = mask("Vi a Pedro, Pedro a mí, y a Luisa.", {}, "es", start=100)
    assert facts.text == "Vi a {name101}, {name101} a mí, y a {name102}."


def test_unmask_leaves_an_unknown_slot_to_be_seen() -> None:
    assert unmask("{name1} y {name9}", {"name1": "Ana"}) == "Ana y {name9}"
