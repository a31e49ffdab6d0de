"""A detail reads as the reason of the message, whatever form the person gave it."""

from __future__ import annotations

import pytest

from puentes.own_words import _without_half
from puentes.reason_words import as_reason


@pytest.mark.parametrize(
    ("language", "detail", "told"),
    [
        ("es", "Mi madre está ingresada.", "El motivo es que mi madre está ingresada."),
        ("es", "Una visita médica.", "El motivo es una visita médica."),
        ("es", "La boda de mi hermana.", "El motivo es la boda de mi hermana."),
        ("es", "Gripe.", "El motivo es el siguiente: gripe."),
        ("en", "The other company withdrew their offer.", "The reason is that the other company withdrew"),
        ("en", "The lift was out of order all day.", "The reason is that the lift was out of order all day."),
        ("en", "A dental appointment.", "The reason is a dental appointment."),
        ("en", "Train strike.", "The reason is the following: train strike."),
    ],
)
def test_a_detail_is_told_by_itself_or_after_a_lead_that_fits_its_form(language: str, detail: str, told: str) -> None:
    # What is already known as a reason is told as it stands; the others take a lead.
    result = as_reason(detail, "es" if language == "es" else "en")
    assert result == detail or result.startswith(told)


def test_a_noun_is_never_told_as_a_clause() -> None:
    for detail in ("Una visita médica.", "La cura de un familiar.", "Un viaje de trabajo.", "El examen de conducir."):
        assert not as_reason(detail, "es").startswith("El motivo es que")
    for detail in ("A cancelled train.", "A lost passport.", "A doctor's appointment.", "The funeral of a relative."):
        assert not as_reason(detail, "en").startswith("The reason is that")


def test_only_the_half_that_offends_is_left_out() -> None:
    text = "El sueldo era de risa, pero ella fue muy amable conmigo."
    assert _without_half(text, 3, 20, "es") == ("Ella fue muy amable conmigo.", "El sueldo era de risa")
    assert _without_half(text, text.index("amable"), len(text), "es") == (
        "El sueldo era de risa.",
        "ella fue muy amable conmigo",
    )
    assert _without_half("The pay is a joke but nice.", 0, 10, "en") is None
