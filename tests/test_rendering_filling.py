"""Slots filled as the grammar around them wants it."""

from __future__ import annotations

import pytest

from puentes.rendering.filling import Gender, Slots, can_fill, fill, optional_slots_left_out, slots_in

WHEN = "jueves 3 de diciembre a las 16:30 h"
DAYS = "el lunes 7 de diciembre a las 10:00 h o el martes 8 de diciembre a las 9:00 h"
ENGLISH = "Thursday, December 3 at 4:30 PM"


def spanish(template: str, sender: Gender = None, recipient: Gender = None, **values: str) -> str:
    """The template filled in Spanish."""
    return fill(template, Slots("es", values, sender, recipient))


def english(template: str, **values: str) -> str:
    """The template filled in English."""
    return fill(template, Slots("en", values))


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("la entrevista del {when}.", f"la entrevista del {WHEN}."),
        ("la entrevista de {when}.", f"la entrevista del {WHEN}."),
        ("la entrevista de el {when}.", f"la entrevista del {WHEN}."),
        ("para {when}", f"para el {WHEN}"),
        ("cita en {when}", f"cita el {WHEN}"),
        ("En el {when} viajo", f"El {WHEN} viajo"),
        ("a {when}", f"al {WHEN}"),
        ("este {when}", f"este {WHEN}"),
        ("el día {when}", f"el día {WHEN}"),
        ("hasta {when}", f"hasta el {WHEN}"),
        ("No puedo. {when} viajo.", f"No puedo. El {WHEN} viajo."),
        ("{when} viajo.", f"El {WHEN} viajo."),
    ],
)
def test_a_spanish_date_takes_one_article_and_contracts(template: str, filled: str) -> None:
    assert spanish(template, when=WHEN) == filled


@pytest.mark.parametrize(
    ("template", "company", "filled"),
    [
        ("la entrevista en {company}.", "Hospital San Rafael", "la entrevista en el Hospital San Rafael."),
        (
            "la entrevista de {company}.",
            "Colegio Ntra. Sra. del Carmen",
            "la entrevista del Colegio Ntra. Sra. del Carmen.",
        ),
        ("en {company}", "Clínica Mayor", "en la Clínica Mayor"),
        ("en el {company}", "Hospital San Rafael", "en el Hospital San Rafael"),
        ("en {company}", "Talleres Ibaizabal S.A.", "en Talleres Ibaizabal S.A."),
        ("de {company}", "El Faro", "de El Faro"),
        ("en {company}", "Hospitality & Co.", "en Hospitality & Co."),
    ],
)
def test_a_spanish_institution_takes_its_article_and_a_brand_none(template: str, company: str, filled: str) -> None:
    assert spanish(template, company=company) == filled


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("¿Le vendría bien {alternatives}?", f"¿Le vendría bien {DAYS}?"),
        ("¿Le vendría bien el {alternatives}?", f"¿Le vendría bien {DAYS}?"),
        ("Puedo los días {alternatives}.", f"Puedo {DAYS}."),
        ("Puedo en {alternatives}.", f"Puedo {DAYS}."),
        ("Pasarla a {alternatives}.", f"Pasarla al{DAYS[2:]}."),
        ("Puedo: {alternatives}", f"Puedo: {DAYS}"),
        ("Otro día sí. {alternatives} puedo.", f"Otro día sí. E{DAYS[1:]} puedo."),
    ],
)
def test_spanish_alternatives_bring_their_own_article(template: str, filled: str) -> None:
    assert spanish(template, alternatives=DAYS) == filled


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("the interview on {when}.", f"the interview on {ENGLISH}."),
        ("the interview at {when}.", f"the interview on {ENGLISH}."),
        ("for the {when}", f"for {ENGLISH}"),
        ("on the {when}", f"on {ENGLISH}"),
        ("{when} is impossible.", f"{ENGLISH} is impossible."),
    ],
)
def test_an_english_date_takes_on_and_no_article(template: str, filled: str) -> None:
    assert english(template, when=ENGLISH) == filled


@pytest.mark.parametrize(
    ("position", "article"),
    [("Engineer", "an"), ("Nurse", "a"), ("University Lecturer", "a"), ("SRE / DevOps", "an"), ("UX Designer", "a")],
)
def test_the_english_article_follows_the_sound_of_the_position(position: str, article: str) -> None:
    assert english("as a {position}", position=position) == f"as {article} {position}"
    assert english("as an {position}", position=position) == f"as {article} {position}"


@pytest.mark.parametrize(
    ("company", "conjunctions"),
    [("Iberia", "e o"), ("Hidalgo & Hijos", "e o"), ("Hierro S.A.", "y o"), ("Orange", "y u"), ("Hotel Sol", "y u"),
     ("Yelmo", "y o")],
)  # fmt: skip
def test_spanish_conjunctions_follow_the_sound_of_a_name(company: str, conjunctions: str) -> None:
    and_, or_ = conjunctions.split()
    assert spanish("Banco y {company}", company=company) == f"Banco {and_} {company}"
    assert spanish("Banco o {company}", company=company) == f"Banco {or_} {company}"


def test_a_name_that_ends_in_a_full_stop_ends_the_sentence_with_it() -> None:
    assert spanish("Trabajo en {company}.", company="Acme S.A.") == "Trabajo en Acme S.A."
    assert english("I work at {company}, too.", company="Baker, Inc.") == "I work at Baker, Inc., too."


@pytest.mark.parametrize(
    ("position", "filled"),
    [
        ("warehouse manager", "Warehouse manager interview"),
        ("iOS developer", "iOS developer interview"),
        ("Head of Sales", "Head of Sales interview"),
    ],
)
def test_a_position_that_begins_a_subject_takes_a_capital_unless_it_has_its_own(position: str, filled: str) -> None:
    assert english("{position} interview", position=position) == filled
    assert english("Your {position} interview", position="clerk") == "Your clerk interview"


def test_optional_parts_fall_out_when_a_slot_of_theirs_has_no_value() -> None:
    template = "la entrevista[ del {when}][ en {company}]."
    assert spanish(template, company="Faro") == "la entrevista en Faro."
    assert spanish(template) == "la entrevista."
    assert optional_slots_left_out(template, ["company"]) == 1
    assert can_fill(template, [])
    assert not can_fill("del {when}", ["company"])


def test_words_agree_with_gender_and_are_neutral_where_it_is_unknown() -> None:
    template = "{recipient:Estimado|Estimada|Hola}, quedo {sender:agradecido|agradecida|con gratitud}"
    assert spanish(template, "f", "m") == "Estimado, quedo agradecida"
    assert spanish(template, "m", "f") == "Estimada, quedo agradecido"
    assert spanish(template) == "Hola, quedo con gratitud"


def test_a_slot_without_a_value_stays_to_be_seen() -> None:
    assert spanish("Hola {recipient}, {hora}") == "Hola {recipient}, {hora}"
    assert slots_in("{when} y {name1} y {when}") == ["when", "name1", "when"]


@pytest.mark.parametrize("value", [r"R&D \1 \g<0>", "50 % {when}", "a.b*c", "D'Angelo", "Peón/a (m/f)"])
def test_a_value_is_written_exactly_as_it_is(value: str) -> None:
    assert value in spanish("Puesto de {position}.", position=value)
