"""A note tells of the one who reads the message in the third person; the message speaks to that person."""

from __future__ import annotations

import pytest

from puentes.own_note import prepare
from puentes.reading import situation_from


def said(
    language: str, note: str, register: str = "formal", name: str | None = "Robin", gender: str | None = None
) -> str:
    """The note as it would stand in a message."""
    recipient = {key: value for key, value in (("name", name), ("gender", gender)) if value}
    situation = situation_from(
        {
            "language": language, "channel": "email", "intent": "thank_you", "register": register,
            "sender": {"name": "Ana"}, "recipient": recipient, "now": "2026-12-01T10:00:00+01:00",
        }
    )  # fmt: skip
    return " ".join(own.text for own in prepare(note, situation).sentences)


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("they were very kind and I liked their office", "You were very kind and I liked your office."),
        ("I really liked talking to her, she was super patient with my questions",
         "I really liked talking to you, you were super patient with my questions."),
        ("her advice on the portfolio helped me", "Your advice on the portfolio helped me."),
        ("he explained the rota and I thank him for that", "You explained the rota and I thank you for that."),
    ],
)  # fmt: skip
def test_third_persons_become_the_reader_where_nobody_else_is_meant(note: str, text: str) -> None:
    assert said("en", note) == text


@pytest.mark.parametrize(
    "note",
    [
        "The other company withdrew their offer last minute.",
        "My son broke his arm.",
        "My manager says he needs me here.",
        "She runs the lab with great care.",
        "The students keep their garden by themselves.",
    ],
)
def test_a_pronoun_that_may_mean_another_stays(note: str) -> None:
    assert said("en", note) == note


def test_a_pronoun_of_the_other_gender_or_without_a_reader_by_name_stays() -> None:
    assert said("en", "I liked talking to her.", gender="m") == "I liked talking to her."
    assert said("en", "I liked talking to her.", name=None) == "I liked talking to her."


def test_in_spanish_only_usted_is_put_in_because_its_verbs_are_the_same() -> None:
    assert said("es", "ella fue muy amable conmigo") == "Usted fue muy amable conmigo."
    assert said("es", "ella fue muy amable conmigo", register="informal") == "Ella fue muy amable conmigo."
    assert said("es", "mi madre mejora y ella me anima") == "Mi madre mejora y ella me anima."
