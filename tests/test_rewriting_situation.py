"""A draft beside its situation: facts are told, contradictions shown, what is private stays private; presets."""

from __future__ import annotations

from typing import Any

import pytest

import puentes
from puentes.reading import situation_from
from puentes.rewriting.options import options_from
from puentes.rewriting.result import Rewrite
from puentes.situation import Situation


def situation(**changes: Any) -> Situation:
    data: dict[str, Any] = {
        "language": "es",
        "channel": "email",
        "intent": "cancel",
        "sender": {"name": "Lucía Peña"},
        "recipient": {"name": "Marta Ruiz", "honorific": "Sra."},
        "interview": {"position": "panadera", "starts_at": "2026-12-03T10:00:00+01:00", "time_zone": "Europe/Madrid"},
        "now": "2026-11-30T09:00:00+01:00",
    }
    return situation_from({**data, **changes})


def rewritten(draft: str, known: Situation | None, **options: object) -> Rewrite:
    chosen = options_from({**({} if known else {"now": "2026-11-24T09:00:00+01:00"}), **options}, "test: ")
    return puentes.rewrite(draft, known, engine="phrasebank", grammar=None, options=chosen)


BODY = "Estimada Sra. Ruiz:\n\n{}\n\nUn saludo,\nLucía Peña"


def test_facts_that_are_due_are_put_into_the_drafts_own_sentence() -> None:
    """Position, day and time after the word for the interview; every word of the draft stays."""
    result = rewritten(BODY.format("No puedo ir a la entrevista. Lo siento mucho. Gracias."), situation())
    assert "la entrevista para el puesto de panadera del jueves 3 de diciembre a las 10:00 h." in result.text
    assert result.kept == 1.0
    assert result.holds


def test_another_date_or_name_is_shown_and_left_as_it_is() -> None:
    """The draft keeps its date and its signature; both contradictions are told."""
    draft = "Estimada Sra. Ruiz: no podré ir a la entrevista del viernes 4 de diciembre a las 11:00. Lo siento. Carmen"
    result = rewritten(draft, situation())
    assert "viernes 4 de diciembre a las 11:00" in result.text
    assert "jueves 3" not in result.text
    assert "Lucía" not in result.text
    told = " ".join(result.contradictions)
    assert "viernes 4" in told
    assert "Carmen" in told
    assert len(result.contradictions) == 2


def test_a_draft_that_wants_something_else_is_not_turned_round() -> None:
    """It confirms, the situation withdraws: shown, and nothing of a withdrawal is written."""
    draft = BODY.format("Le confirmo que iré a la entrevista del jueves. Muchas gracias por la invitación.")
    result = rewritten(draft, situation(intent="withdraw"))
    assert result.text == draft
    assert len(result.contradictions) == 1


@pytest.mark.parametrize(
    ("reason", "gone", "said"),
    [
        ({"kind": "other_offer", "share": "brief"}, "enferma", "porque he aceptado otra oferta"),
        ({"kind": "illness", "detail": "una gripe", "share": "none"}, "gripe", "10:00 h."),
    ],
)
def test_a_reason_that_the_situation_denies_or_keeps_private_goes(reason: dict[str, str], gone: str, said: str) -> None:
    """An illness that is none becomes the true reason in a few words; a private one is not told."""
    words = f"porque {'estoy enferma' if gone == 'enferma' else 'tengo gripe'}"
    first = f"No podré ir a la entrevista para panadera del jueves 3 de diciembre a las 10:00 h {words}."
    result = rewritten(BODY.format(f"{first} Le pido disculpas. Muchas gracias por la invitación."),
                       situation(reason=reason))  # fmt: skip
    assert gone not in result.text
    assert said in result.text
    assert any(gone in told for told in result.contradictions) == (gone == "enferma")
    assert result.holds


def test_a_situation_that_says_formal_turns_tu_into_usted() -> None:
    """Each form is changed where it stands, and the contradiction is told."""
    draft = "Hola Marta, te escribo porque no puedo ir a tu entrevista. ¿Me puedes avisar si tienes otro hueco?"
    result = rewritten(draft, situation(register="formal"))
    assert "le escribo" in result.text
    assert "¿Me puede avisar si tiene otro hueco?" in result.text
    assert result.contradictions


TALK = "Hola, soy Ana. Te llamo porque no puedo ir mañana a la entrevista. Lo siento mucho. Gracias. Hasta luego."


@pytest.mark.parametrize(
    ("draft", "options", "said"),
    [
        ("Hola, Eva: te escribo porque no puedo ir mañana. Perdona. Gracias.", {"preset": "formal"}, "le escribo"),
        ("Hi Eva, I can't come tomorrow, I'm sorry. Thanks, Tom", {"preset": "formal"}, "I cannot come tomorrow"),
        (TALK, {"to_channel": "email"}, "Te escribo porque no puedo ir mañana a la entrevista."),
        ("Hi Eva, I can't come tomorrow. Sorry. Thanks, Tom", {"preset": "warmer"}, "appreciate your kindness."),
        ("Hi Eva, I was just wondering if you could tell me the address of the interview. Thanks, Tom",
         {"preset": "firmer"}, "Hi Eva, please tell me the address"),
    ],
)  # fmt: skip
def test_a_preset_changes_what_it_names(draft: str, options: dict[str, str], said: str) -> None:
    """More formal, warmer, firmer, another channel: the rest of the draft stays."""
    result = rewritten(draft, None, **options)
    assert said in result.text
    assert result.holds
    assert result.kept >= 0.6


def test_shorter_takes_out_what_carries_neither_fact_nor_act() -> None:
    """Small talk goes; what the message is for stays."""
    draft = "Hi Eva, I can't come tomorrow, sorry. It rains a lot here these days. Thanks for everything, Tom"
    result = rewritten(draft, None, preset="shorter")
    assert "rains" not in result.text
    assert "I can't come tomorrow, sorry." in result.text


@pytest.mark.parametrize(
    ("draft", "options", "said", "gone"),
    [
        ("Hola Marta, no puedo ir mañana, lo siento. ¿Te viene bien el lunes? Gracias, Iván", {"preset": "formal"},
         "¿Le viene bien el lunes?", "Hola"),
        ("Hi Tom, I can't come tomorrow, sorry. Is Monday ok? Thanks a bunch, Sue", {"preset": "formal"},
         "I cannot come tomorrow", "a bunch"),
        ("Estimada Sra. Ruiz: confirmo mi asistencia a la entrevista del viernes 27. Gracias. Iván",
         {"preset": "warmer"}, "Agradezco de verdad la amabilidad.", ""),
        ("Dear Ms Lee, I confirm that I will attend the interview on Friday 27 November. Thank you. Sue",
         {"preset": "warmer"}, "I truly appreciate your kindness.", ""),
        ("Hola Marta: la verdad es que no puedo ir mañana, lo siento. Gracias, Iván", {"preset": "shorter"},
         "Hola Marta: no puedo ir mañana", "la verdad"),
        ("Hi Tom, to be honest I can't come tomorrow, sorry. Thanks, Sue", {"preset": "shorter"},
         "Hi Tom, I can't come tomorrow", "honest"),
        ("Hola Marta, solo quería saber si hay novedades de la entrevista del día 12, si no es mucha molestia. "
         "Gracias, Iván",
         {"preset": "firmer"}, "Marta, pregunto si hay novedades de la entrevista del día 12. Gracias", "molestia"),
        ("Hi Tom, I was just wondering if you could tell me the news about the interview, if it's not too much "
         "trouble. Thanks, Sue", {"preset": "firmer"}, "please tell me the news about the interview. Thanks", "much"),
        ("hola le llamo por la entrevista del viernes soy Ana Gil eh mi teléfono es el 600 11 22 33 no voy a poder "
         "ir porque trabajo repito 600 11 22 33 gracias hasta luego", {"to_channel": "email"},
         "Le escribo por la entrevista del viernes. Soy Ana Gil. Mi teléfono es el 600 11 22 33.", "hasta luego"),
        ("hi this is Anna Gill calling about the interview on Friday um i cannot make it my number is 07700 900123 "
         "i repeat 07700 900123 thank you bye", {"to_channel": "email"}, "Best wishes,\nAnna Gill", "repeat"),
        ("Asunto: Entrevista\n\nEstimada Sra. Ruiz:\n\nLe escribo porque no podré asistir a la entrevista del viernes. "
         "Lo siento. Muchas gracias.\n\nUn cordial saludo,\nAna Gil\n600 11 22 33", {"to_channel": "voicemail"},
         "Hola, buenos días, Sra. Ruiz. Soy Ana Gil. Le llamo porque", "Asunto"),
        ("Subject: Interview\n\nDear Ms Lee,\n\nI am writing because I cannot attend the interview on Friday. "
         "I am sorry. Thank you.\n\nKind regards,\nAnna Gill\n07700 900123", {"to_channel": "voicemail"},
         "Hello Ms Lee. This is Anna Gill. I am calling because", "Kind regards"),
        ("Asunto: Entrevista\n\nHola Marta:\n\nNo puedo ir mañana, lo siento. Gracias.\n\nUn saludo,\nAna",
         {"to_channel": "chat"}, "No puedo ir mañana, lo siento.", "Asunto"),
        ("Hola Marta, te escribo porque no puedo ir a la entrevista del viernes. Lo siento. Gracias.\nAna",
         {"preset": "shorter"}, "Hola Marta, no puedo ir a la entrevista del viernes.", "escribo"),
        ("Hi Tom, I can't come on Friday, sorry. I was just wondering if maybe we could perhaps do Monday. Thanks, Sue",
         {"preset": "shorter"}, "Could we do Monday?", "wondering"),
        ("Hi Tom, I can't come on Friday, sorry. Could we do Monday? To be honest that suits me better. Thanks a lot.",
         {"preset": "formal"}, "Thank you very much.", "Thank you a lot"),
        ("Hola Marta, no te puedo ver el viernes. Lo siento. Gracias. Ana", {"preset": "formal"},
         "Buenos días, Marta", ""),
        ("hi this is jack thompson um i'm calling about the interview tomorrow i'm really sorry but i can't make it my "
         "number is 07700 900123 that's 07700 900123 thanks bye", {"to_channel": "email"}, "Hi,\n\nMy name is Jack",
         "that's"),
    ],
)  # fmt: skip
def test_presets_and_channels_in_both_languages(draft: str, options: dict[str, str], said: str, gone: str) -> None:
    """Each does what it is called, and leaves no torn sentence behind."""
    text = rewritten(draft, None, **options).text
    assert said in text, text
    assert not gone or gone not in text
    assert not any(torn in text for torn in (",.", " ,", ",,", "..", "  "))


@pytest.mark.parametrize(
    ("draft", "corrected"),
    [
        ("ola marta, no podre ir mañana, sois unos impresentables.",
         "Hola Marta, no podré ir mañana, sois unos impresentables."),
        ("hi tom, i cant come, you are all idiots.", "Hi Tom, I can't come, you are all idiots."),
    ],
)  # fmt: skip
def test_only_correct_mends_haste_and_leaves_the_tone(draft: str, corrected: str) -> None:
    assert rewritten(draft, None, preset="correct").text == corrected


def test_only_correct_touches_grammar_alone() -> None:
    """Capitals are grammar; however rude the draft is, its words stay."""
    draft = "your recruiter was rude!!! i'm not coming"
    assert rewritten(draft, None, preset="correct").text == "Your recruiter was rude!!! I'm not coming"


def test_what_is_not_known_is_asked_and_what_was_guessed_is_shown() -> None:
    """No date, no name: questions; "at 5" is read as 17:00 and asked about."""
    result = rewritten("Hi, I can't come to the interview, sorry. Could we do Friday at 5? Thanks.", None)
    assert any("Friday at 5" in q and "17:00" in q for q in result.questions)
    assert any("day" in q for q in result.questions)
    moments = result.read.as_dict()["moments"]
    assert moments == [{"text": "Friday at 5", "read_as": "2026-11-27T17:00", "role": "alternative", "unsure": True}]


def test_a_preset_that_finds_nothing_to_do_says_so() -> None:
    """ "Shorter" of what has nothing to spare: no change, and no silence about it."""
    result = rewritten(
        "Hola Marta, no puedo ir el viernes. Lo siento mucho. Gracias por todo. Ana", None, preset="shorter"
    )
    assert result.unchanged
    assert any("quitar sin perder" in note for note in result.notes)


def test_each_change_for_another_channel_quotes_what_it_is_about() -> None:
    letter = "Hola Marta:\n\nNo puedo ir mañana, lo siento. Gracias.\n\nUn saludo,\nAna"
    result = rewritten(letter, None, to_channel="phone")
    assert result.edits
    assert not any("«»" in edit.reason for edit in result.edits)
