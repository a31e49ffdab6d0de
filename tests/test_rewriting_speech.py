"""Drafts as they are said and typed: transcripts, held letters, dialect, demands; and dates in their tense."""

from __future__ import annotations

from datetime import datetime

import pytest

import puentes
from puentes.rewriting.options import options_from
from puentes.rewriting.result import Rewrite
from puentes.rewriting.stretching import spelt
from puentes.rewriting.understanding import read_draft

NOW = datetime.fromisoformat("2026-11-25T10:00:00+01:00")  # a Wednesday


def rewritten(draft: str, **options: object) -> Rewrite:
    chosen = options_from({"now": NOW, **options}, "test: ")
    return puentes.rewrite(draft, engine="phrasebank", grammar=None, options=chosen)


@pytest.mark.parametrize(
    ("draft", "sentences"),
    [
        (
            "buenas le hablo por lo de la entrevista de mañana a las diez para recepcionista es que mi nena se enfermó"
            " y no tengo con quién dejarla quería ver si se puede cambiar",
            ["para recepcionista. Es que mi nena", "dejarla.", "Quería ver si se puede cambiar."],
        ),
        (
            "hola soy Marisa la semana pasada os dije que no podía seguir en el proceso pero me lo he pensado mejor y"
            " si todavía estáis a tiempo me gustaría seguir",
            ["soy Marisa. La semana pasada", "si todavía estáis a tiempo me gustaría seguir"],
        ),
        (
            "hi its maria calling about the interview tomorrow at ten for receptionist um my little one got sick and i"
            " dont have anyone to watch her i was wondering if we could move it",
            ["Hi, it's Maria calling", "receptionist. My little one", "and I don't have", "I was wondering if we"],
        ),
        (
            "good morning this is david brown im calling regarding the driver interview on wednesday at three thirty"
            " unfortunately ive been called in for work that day and i wont be able to come in could we do thursday",
            ["this is David Brown. I'm calling", "three thirty. Unfortunately I've", "Could we do Thursday?"],
        ),
    ],
)
def test_a_transcript_is_parted_where_its_sentences_begin(draft: str, sentences: list[str]) -> None:
    """Without a mark or a capital to go by; no sentence is torn apart."""
    text = rewritten(draft).text
    assert all(part in text for part in sentences), text


def test_a_long_sentence_with_its_marks_is_not_a_transcript() -> None:
    """Who sets capitals and full stops means the sentences as they stand."""
    draft = (
        "Dear Ms Lee, I can't come to the interview tomorrow because I have been called in for work and I am sorry "
        "about that. Could we do Friday instead? Thank you for your understanding. Sue Park"
    )
    assert rewritten(draft).unchanged


@pytest.mark.parametrize(
    ("held", "language", "right"),
    [
        ("holaaaa", "es", "hola"),
        ("muchisimooo", "es", "muchisimo"),
        ("graciasss", "es", "gracias"),
        ("holaa", "es", "hola"),
        ("sooooo", "en", "so"),
        ("pleaseee", "en", "please"),
        ("goood", "en", "good"),
        ("needdd", "en", "need"),
        ("leer", "es", "leer"),
        ("calle", "es", "calle"),
        ("too", "en", "too"),
        ("Anna", "en", "Anna"),
    ],
)
def test_held_letters_are_let_go_and_true_double_ones_stay(held: str, language: str, right: str) -> None:
    assert spelt(held, language) == right


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("Hola, mañana no voy a podé ir a la entrevista, lo siento. ¿Me la podei cambiá? Gracias", "voy a poder ir"),
        ("Hola, no puedo ir mañana, lo siento, me he quedao sin coche. Gracias", "me he quedado sin coche"),
        ("Hiya Fiona, ah cannae make it the morra at 10, sorry. Cheers, Shona", "I can't make it tomorrow at 10"),
        ("hi sry i wont make it tomorrow at 4 im sick can we do next week thx jenny", "I'm sick. Can we do next week?"),
        ("no podre ir mañana, lo siento", "No podré ir mañana"),
    ],
)
def test_dialect_and_haste_are_spelt_out(draft: str, said: str) -> None:
    assert said in rewritten(draft).text


@pytest.mark.parametrize("draft", ["Sorry I can't come, sooooo sorry!!! Tom", "hi sry cant come tomorrow, sorry again"])
def test_one_apology_is_enough(draft: str) -> None:
    assert rewritten(draft).text.lower().count("sorry") == 1


@pytest.mark.parametrize(
    ("draft", "gone", "said"),
    [
        (
            "Ayer no fui a la entrevista porque nadie me avisó. Espero que me den otra cita hoy mismo.",
            "nadie me avisó",
            "Me gustaría tener otra cita, si es posible hoy mismo",
        ),
        (
            "I missed the interview because your receptionist gave me the wrong address. I expect a new appointment.",
            "receptionist",
            "I would be grateful for a new appointment",
        ),
        ("Perdí la cita de ayer. Exijo otra fecha.", "Exijo", "Quisiera pedir otra fecha"),
        ("I need you to move my interview to Friday. Rick", "I need you", "I would be grateful if you could move"),
    ],
)
def test_blame_goes_and_a_demand_becomes_a_request(draft: str, gone: str, said: str) -> None:
    text = rewritten(draft).text
    assert gone not in text
    assert said in text


@pytest.mark.parametrize(
    ("draft", "text", "day"),
    [
        ("I missed the interview on Thursday. Could we talk on Friday at 11?", "Friday at 11", "2026-11-27T11:00"),
        ("I missed the interview on Thursday. Could we talk on Friday at 11?", "Thursday", "2026-11-19"),
        (
            "No fui a la entrevista del lunes. ¿Podría ser el jueves a las 17:00?",
            "jueves a las 17:00",
            "2026-11-26T17:00",
        ),
        ("No fui a la entrevista del lunes. ¿Podría ser el jueves a las 17:00?", "lunes", "2026-11-23"),
        ("Thank you so much for your time on Tuesday.", "Tuesday", "2026-11-24"),
        ("I can't come to the interview on Tuesday, sorry.", "Tuesday", "2026-12-01"),
    ],
)
def test_a_weekday_is_read_in_the_tense_of_its_clause(draft: str, text: str, day: str) -> None:
    """What was missed lies behind, what is offered is to come."""
    moments = {m.text: m.iso for m in read_draft(draft, NOW).moments}
    assert moments[text] == day


def test_what_tells_no_tense_is_asked() -> None:
    """ "I was meant to come on Friday" was said before or after that Friday."""
    draft = "I was meant to come on Friday and I missed it, sorry. Could we do Monday at 2?"
    assert any("Friday" in question for question in rewritten(draft).questions)


@pytest.mark.parametrize(
    ("draft", "when", "offered"),
    [
        ("Please move my interview from 30 November to 27 November.", "30 November", "27 November"),
        ("¿Podríamos pasar la entrevista del jueves al viernes?", "jueves", "viernes"),
    ],
)
def test_what_a_date_is_moved_from_is_no_offer(draft: str, when: str, offered: str) -> None:
    roles = {m.text.rstrip("."): m.role for m in read_draft(draft, NOW).moments}
    assert roles == {when: "when", offered: "alternative"}


@pytest.mark.parametrize(
    ("draft", "intent"),
    [
        ("Hola Raquel, he visto que no me han seleccionado. Gracias. Bea", "accept_refusal"),
        ("Well, so I didn't get it. Thanks for the chance. Paul", "accept_refusal"),
        ("Hola, no pude atender tu llamada. ¿Me puedes volver a llamar?", "ask_information"),
        ("Hi, sorry I missed your call. Could you ring me again?", "ask_information"),
        ("Hi Tom, I've got another offer, so you can keep your job.", "withdraw"),
    ],
)
def test_what_a_draft_is_about_is_read(draft: str, intent: str) -> None:
    """A refusal is no missed interview, nor is a call that nobody answered."""
    assert read_draft(draft, NOW).intent == intent


def test_a_long_tale_is_told_once() -> None:
    """What brought it about stays; the rest of the tale goes, and is shown with its reason."""
    draft = (
        "Estimada Sra. Ruiz: mañana tenía la entrevista a las 9:30, y ayer por la noche mi hijo empezó con fiebre, "
        "y lo llevamos al médico, y estuvimos allí cuatro largas horas, y total que no he dormido nada, y además "
        "mi marido está de viaje y mi suegra no puede, así que no voy a poder ir, lo siento. ¿Podría ser el viernes 27 "
        "a las 12? Gracias. Ana Beltrán"
    )
    result = rewritten(draft)
    assert "mi hijo empezó con fiebre" in result.text
    assert "suegra" not in result.text
    assert "así que no voy a poder ir, lo siento. ¿Podría ser el viernes 27 a las 12?" in result.text
    assert any("rambling" in edit.keys for edit in result.edits)


def test_a_request_to_the_assistant_is_taken_off_the_draft() -> None:
    result = rewritten("can you make this nicer: I'm not coming tomorrow, you people are a waste of time.")
    assert "nicer" not in result.text
    assert "I won't be able to come tomorrow" in result.text


def test_a_threat_without_a_purpose_gets_a_clear_no() -> None:
    """When nothing is left that a message would be for, there is no text."""
    result = rewritten(
        "I waited two hours for your interviewer. I will be contacting my lawyer and you will regret it."
    )
    assert result.refused
    assert not result.text


@pytest.mark.parametrize("draft", ["You are idiots. " * 400, "I am so sorry. " * 400, "no puedo ir mañana " * 300])
def test_absurd_drafts_come_to_an_end(draft: str) -> None:
    """Every offence goes, however many there are, and one apology stays."""
    result = rewritten(draft)
    assert "idiots" not in result.text
    assert result.text.lower().count("sorry") <= 1


def test_no_sentence_begins_in_a_relative_clause_without_a_pronoun() -> None:
    """ "The interview I had on the 18th" is one phrase, also where speech has no marks."""
    text = rewritten(
        "hello this is Sanjay calling about the interview I had on the 18th for the data analyst post and nobody is "
        "picking up my calls kindly tell me what is the status my number is 98200 12345 thank you"
    ).text
    assert "the interview I had on the 18th for the data analyst post" in text
    assert "Kindly tell me" in text
