"""How recipients are addressed: stiff is better than wrong."""

from __future__ import annotations

import pytest

from puentes.contracts import addressed
from puentes.reading import situation_from
from puentes.rendering.people import first_name, formal_name, surname
from puentes.situation import Recipient


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ana", "Ana"), ("Ana Gil", "Ana"), ("María José", "María José"),
        ("María José Núñez de la Torre", "María José"),
        ("Juan Carlos Pérez", "Juan Carlos"), ("María del Carmen Soto", "María del Carmen"), ("Laura Cruz", "Laura"),
        ("Ludwig van der Berg", "Ludwig"), ("J. R. Smith", "J. R. Smith"), ("Siobhán O'Brien", "Siobhán"),
        ("Ana María", "Ana María"), ("José Luis de la Peña Ríos", "José Luis"),
    ],
)  # fmt: skip
def test_the_first_name_holds_both_parts_of_a_compound(name: str, first: str) -> None:
    assert first_name(name) == first


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Ana Gil", "Gil"), ("Ana", None), ("María José", None), ("Ana María Gil", "Gil"), ("Carmen Ruiz Ortega", None),
        ("Ana de la Torre", "de la Torre"), ("Ludwig van der Berg", "van der Berg"), ("Agustina D'Angelo", "D'Angelo"),
        ("Siobhán O'Brien", "O'Brien"), ("Harriet Lloyd-Jones", "Lloyd-Jones"),
    ],
)  # fmt: skip
def test_the_surname_is_told_only_where_it_is_certain(name: str, last: str | None) -> None:
    assert surname(name) == last


@pytest.mark.parametrize(
    ("fields", "language", "english", "written"),
    [
        ({"name": "Ana Gil", "honorific": "Sra."}, "es", "US", "Sra. Gil"),
        ({"name": "Ana Gil", "honorific": "Dra"}, "es", "US", "Dra. Gil"),
        ({"name": "Carmen Ruiz Ortega", "honorific": "Sra."}, "es", "US", "Sra. Carmen Ruiz Ortega"),
        ({"name": "Ana Gil", "gender": "f"}, "es", "US", "Sra. Gil"),
        ({"name": "Ana Gil", "gender": "m"}, "es", "US", "Sr. Gil"),
        ({"name": "Ana Gil"}, "es", "US", "Ana Gil"),
        ({"name": "Ana", "gender": "f"}, "es", "US", "Ana"),
        ({"name": "Ignacio Peralta", "honorific": "D."}, "es", "US", "D. Ignacio Peralta"),
        ({"name": "Dolores Vázquez", "honorific": "Doña"}, "es", "US", "Doña Dolores Vázquez"),
        ({"name": "Ana Gil", "gender": "f"}, "en", "US", "Ms. Gil"),
        ({"name": "Ana Gil", "gender": "f"}, "en", "GB", "Ms Gil"),
        ({"name": "Ana Gil", "honorific": "Mrs"}, "en", "US", "Mrs. Gil"),
        ({"name": "Ana Gil", "honorific": "Mrs"}, "en", "GB", "Mrs Gil"),
        ({"name": "Ana Gil", "honorific": "Professor"}, "en", "GB", "Professor Gil"),
        ({}, "es", "US", None),
    ],
)
def test_a_formal_name_has_its_title(fields: dict[str, str], language: str, english: str, written: str | None) -> None:
    assert formal_name(Recipient.model_validate(fields), language, english) == written


@pytest.mark.parametrize(("honorific", "gender"), [("Sra.", "f"), ("Dra", "f"), ("Mr", "m"), ("Dr.", None)])
def test_an_honorific_tells_the_gender_where_it_can(honorific: str, gender: str | None) -> None:
    assert Recipient(honorific=honorific).known_gender == gender


@pytest.mark.parametrize(("register", "written"), [("formal", "Sra. Gil"), ("informal", "Ana")])
def test_the_register_decides_between_surname_and_first_name(register: str, written: str) -> None:
    fields = {"language": "es", "channel": "chat", "intent": "keep_in_touch", "sender": {"name": "Leo"}}
    recipient = {"name": "Ana Gil", "gender": "f"}
    now = "2026-12-01T10:00:00+01:00"
    situation = situation_from({**fields, "register": register, "recipient": recipient, "now": now})
    assert addressed(situation) == written
