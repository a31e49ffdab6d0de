"""What comes out can be sent: no torn clause, no untruth, no lost purpose, no word made another. One class a test."""

from __future__ import annotations

from datetime import datetime

import pytest

import puentes
from guardrails.acts import find_acts
from guardrails.checks.accents import certain_mistakes
from guardrails.text import Text
from puentes.rewriting.clauses import dangles, is_fragment
from puentes.rewriting.correcting import _best
from puentes.rewriting.knowing import _said
from puentes.rewriting.layout import layout_of
from puentes.rewriting.options import options_from
from puentes.rewriting.result import Rewrite
from puentes.rewriting.rules import rules_of
from puentes.rewriting.understanding import read_draft

NOW = datetime.fromisoformat("2026-11-25T10:00:00+01:00")


def rewritten(draft: str, **options: object) -> Rewrite:
    chosen = options_from({"now": NOW, **options}, "test: ")
    return puentes.rewrite(draft, engine="phrasebank", grammar=None, options=chosen)


@pytest.mark.parametrize(
    ("draft", "language", "greeting"),
    [
        ("Dear hiring team, I froze on Monday.", "en", "Dear hiring team,"),
        ("Respected Sir/Madam,\nI am Anil.", "en", "Respected Sir/Madam,"),
        ("Lic. Torres:\nFui ayer.", "es", "Lic. Torres:"),
        ("A la atención de Recursos Humanos:\n\nNo podré ir.", "es", "A la atención de Recursos Humanos:"),
        ("Mañana no puedo ir,\nlo siento.", "es", None),
        ("I cannot come,\nsorry.", "en", None),
    ],
)
def test_whom_a_letter_addresses_is_its_greeting(draft: str, language: str, greeting: str | None) -> None:
    """Also without a name or a word for greeting; a first line that says something is none."""
    found = layout_of(draft, rules_of(language)).greeting
    assert (found.text if found else None) == greeting


def test_a_cut_leaves_the_greeting_and_a_whole_sentence() -> None:
    """The greeting is never taken along, whatever the clause beside it ends with."""
    text = rewritten("Dear hiring team, I know I don't deserve a second chance, but I froze and said nothing. Ann").text
    assert text.startswith("Dear hiring team, I froze and said nothing.")
    text = rewritten(
        "Dear Anna, I wrote that I wasn't going to carry on, but I broke up with my boyfriend, so now I do."
    )
    assert text.text.startswith("Dear Anna, I wrote that I wasn't going to carry on, but now I do.")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Bleeding and not in a state to see anyone.", "en"),
        ("After five rounds and an assignment that cost me a weekend.", "en"),
        ("Después de cuatro entrevistas y una prueba.", "es"),
        ("Esperando en la puerta.", "es"),
    ],
)
def test_what_has_no_main_clause_is_a_fragment(said: str, language: str) -> None:
    assert is_fragment(said, rules_of(language))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("After five rounds, I would like some news.", "en"),
        ("After meeting the team I don't think this is for me.", "en"),
        ("Looking forward to your reply.", "en"),
        ("Tras pensarlo mucho, no voy a continuar.", "es"),
    ],
)
def test_what_has_one_is_none(said: str, language: str) -> None:
    assert not is_fragment(said, rules_of(language))


@pytest.mark.parametrize(("said", "hangs"), [("I didn't get it", False), ("because it", True), ("to carry on", False)])
def test_a_pronoun_or_a_particle_may_end_a_clause(said: str, hangs: bool) -> None:
    assert dangles(said, "en") is hangs


@pytest.mark.parametrize(
    ("draft", "untrue"),
    [
        (
            "I did turn up yesterday at 2 and stood outside your office because nobody answered the buzzer. Colin",
            "missed",
        ),
        ("Dear Ms Lee, It's three weeks. I was promised an answer in one. Where do I stand? Mark", "missed"),
        ("Mr. Stone, you people play with our hopes. You had me come in three times. Rick", "not there"),
        (
            "Ayer estuve esperando cuarenta minutos en recepción y no salió nadie, así que me fui. Nacho",
            "haber acudido",
        ),
        ("A quien corresponda:\nEntiendo que tengan trabajo. ¿Hay novedades sobre el puesto? Eva", "decisión"),
    ],
)
def test_nothing_untrue_is_said_for_the_person(draft: str, untrue: str) -> None:
    """Who came and was not received missed nothing, and who waits for an answer has had no decision."""
    assert untrue not in rewritten(draft).text


def test_who_was_not_received_asks_for_another_date_and_owes_no_apology() -> None:
    result = rewritten("Ayer estuve esperando cuarenta minutos en recepción y no salió nadie, así que me fui. Nacho")
    assert "¿Sería posible acordar otra fecha?" in result.text
    assert "disculpas" not in result.text
    result = rewritten(
        "I did turn up yesterday at 2 as agreed and stood outside your office for half an hour because nobody answered "
        "the buzzer. Colin"
    )
    assert "The interview yesterday at 2 did not take place." in result.text


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("Hola, el puesto está bien pero el sueldo es de risa y tengo otra mejor. Leo", "retirar mi candidatura"),
        ("Me lo he pensado y me voy con ellos. Gracias. Jorge", "retirar mi candidatura"),
        ("Hello, it's been three weeks and nobody has bothered to answer, which is rude. Jo", "Is there any news"),
        ("¿Pero cuánto van a tardar en contestar? Llevo tres semanas mirando el correo como un tonto.", "¿Hay alguna"),
        ("I can't do Thursday. It's either Friday afternoon or you can forget it. Dan", "Would Friday afternoon be"),
        ("El jueves no puedo. O el viernes por la tarde o nada.", "¿Podría ser el viernes por la tarde?"),
        ("Al final no voy. Suerte.", "no podré ir"),
    ],
)
def test_what_a_draft_is_for_stands_in_its_result(draft: str, said: str) -> None:
    """The withdrawal, the request and the question are said again where they went with the offence."""
    assert said in rewritten(draft).text


def test_a_remark_beside_what_went_goes_with_it_and_a_request_does_not() -> None:
    """ "So I went home." comments on a reproach that is gone; what asks, thanks or says when stays."""
    draft = "Nobody bothered to answer the door. So I went home. Could we meet on Friday? I am free all day. Ann"
    text = rewritten(draft).text
    assert "went home" not in text
    assert "Could we meet on Friday? I am free all day." in text


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("a las 10", "es", "de las 10"),
        ("el lunes", "es", "del lunes"),
        ("mañana a las 10", "es", "de mañana a las 10"),
        ("10am", "en", "at 10am"),
        ("this morning", "en", "this morning"),
        ("3 November", "en", "on 3 November"),
    ],
)
def test_a_moment_of_the_draft_fits_after_the_interview(text: str, language: str, said: str) -> None:
    assert _said(text, language) == said


@pytest.mark.parametrize(
    ("wrong", "proposal", "language"),
    [
        ("lié", "líe", "es"), ("it's", "its", "en"), ("tngo", "tango", "es"), ("grcs", "gris", "es"),
        ("dosh", "dish", "en"), ("gracias", "gracia", "es"),
    ],
)  # fmt: skip
def test_a_correction_that_might_be_another_word_is_not_made(wrong: str, proposal: str, language: str) -> None:
    assert _best(wrong, (proposal,), language, inside=True) is None


@pytest.mark.parametrize("word", ["podíais", "dijisteis", "estuvisteis", "tendríais"])
def test_no_word_gets_a_second_or_a_wrong_accent(word: str) -> None:
    assert certain_mistakes(Text(f"Me {word} algo."), "es") == []


@pytest.mark.parametrize(
    "draft",
    [
        "Buenos días, señora Paz: gracias por tu tiempo, lo que significa para mí es mucho. Los primeros meses sí. Ana",
        "Estimada Sra. Paz: me llamó cuarenta minutos tarde y su empresa es un desastre. No podré ir. Ana",
    ],
)
def test_no_word_is_torn_by_a_change_of_address_or_a_name(draft: str) -> None:
    text = rewritten(draft, preset="formal").text
    assert not [torn for torn in ("primerles", "para mir", "Cuarenta Minutos") if torn in text]


@pytest.mark.parametrize(
    ("draft", "whole"),
    [
        (
            "Hi Mia, I'm writing because it turns out that Tuesday, the day of the interview, I have a wedding.",
            "Tuesday, the day of the interview, I have a wedding",
        ),
        (
            "Good morning, Regarding the interview on December 2 at 9:00 a.m., I'm unable to attend, I am sorry.",
            "9:00 a.m., I'm unable to attend",
        ),
        ("hola marce te aviso que mañana no llego a la entrevista porque salgo tarde del trabajo", "mañana no llego"),
        ("Dear Mr. King, this is to let you know that I withdraw my application. Regards, Vic", "let you know that"),
    ],
)
def test_a_sentence_is_not_parted_where_it_goes_on(draft: str, whole: str) -> None:
    assert whole in rewritten(draft).text


@pytest.mark.parametrize(
    ("draft", "parted"),
    [
        ("not interested in the job thx", "job. Thank you"),
        (
            "hi this is for denise um this is tyrone i'm running late i'm so sorry my number is 404 555 0132 bye",
            "late. I'm",
        ),
        (
            "hola le llamo por la entrevista es que voy a llegar tarde mi número es el 655432109 gracias",
            "tarde. Mi número",
        ),
    ],
)
def test_what_surely_begins_a_sentence_begins_one(draft: str, parted: str) -> None:
    assert parted in rewritten(draft, channel="voicemail").text


@pytest.mark.parametrize(
    ("draft", "intent"),
    [
        ("Te escribí que no iba a seguir, pero ahora sí quiero el puesto.", "reconsider"),
        ("I said I wasn't interested last week, is it too late to change my mind?", "reconsider"),
        ("Llego 20 minutos tarde a la entrevista de las 10, hay un atasco.", None),
        ("I'm running about twenty minutes late for the interview, I'm so sorry.", None),
        ("Hasta la fecha no recibo contestación alguna. Les ruego que me informen.", "follow_up"),
        ("Yesterday I could not reach for the interview. I am available on Thursday.", "missed"),
        ("¿A qué hora es la entrevista del viernes? No lo pone en ningún sitio.", "ask_information"),
    ],
)
def test_what_is_meant_is_read_in_everyday_words(draft: str, intent: str | None) -> None:
    assert read_draft(draft, NOW).intent == intent


def test_who_comes_late_apologises_and_cancels_nothing() -> None:
    text = rewritten("hola llego 20 min tarde a la entrevista de las 10, hay un atasco").text
    assert find_acts(Text(text), "es")["apology"]
    assert "invitación" not in text


def test_questions_get_their_marks_and_accents() -> None:
    assert "¿Me podrían decir en qué fallé?" in rewritten("Gracias por avisar. Me podrian decir en q falle? Sol").text
    assert "¿Cuánto pagan y cuántas horas son?" in rewritten("Buenas. Cuanto pagan y cuantas horas son? Gracias").text
    assert "And is there parking?" in rewritten("I'll be there on Friday at 10. And is there parking. Thanks, Mo").text


@pytest.mark.parametrize("draft", ["Can't make it today sorry", "can't come tomorrow, sorry"])
def test_a_bare_sorry_is_the_apology_or_gives_its_place_to_one(draft: str) -> None:
    assert rewritten(draft).text.lower().count("sorry") == 1


def test_a_reason_is_not_given_for_a_reason() -> None:
    """ "I overslept because I was out" tells why: "overslept for personal reasons" would be absurd."""
    text = rewritten("I did not come on Wednesday. I overslept because I was out with friends. Could we meet? Ro").text
    assert "I overslept." in text
    assert "personal reasons" not in text


def test_a_statement_is_no_demand_and_a_surname_is_no_mistake() -> None:
    """ "Confirmo para mañana" presses nobody."""
    draft = "Confirmo para mañana 9:30. Muchas gracias por la invitación. Saludos. Ing. Mireles"
    assert rewritten(draft).text == draft


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (
            "Siento no haber ido hoy, se me murió el perrito y estoy hecha pelota. ¿Puede ser otro día? Bea",
            "el perrito.",
        ),
        ("I didn't come today, I'm sorry. My dog died and I'm in pieces. Could it be next week? Bea", "My dog died."),
    ],
)
def test_a_reason_that_stands_needs_no_brief_one(draft: str, said: str) -> None:
    text = rewritten(draft).text
    assert said in text
    assert "motivos" not in text
    assert "reasons" not in text


@pytest.mark.parametrize(
    "draft",
    [
        "Hi Mia, thank you for inviting me. If that isn't feasible, I regret to say that I will need to withdraw. Bo",
        "Hola, Ana: te agradezco la oportunidad. Espero que me tengas en cuenta, realmente quiero ese puesto.",
        "Hi Sam, someone left me a message about the interview. Could you tell me the time? Thanks, Fay",
    ],
)
def test_polite_words_are_no_lie_and_no_confidence(draft: str) -> None:
    """ "I regret to say that I will …" asks nobody to lie, and "left me a message" tells of no separation."""
    result = rewritten(draft)
    assert not {key for edit in result.edits for key in edit.keys} & {"lie", "intimate", "fragment"}
    assert result.kept == 1.0


def test_a_greeting_and_a_name_alone_are_no_message() -> None:
    """Where nothing else was left and nobody knows what for, there is a clear no; where it is known, it is said."""
    result = rewritten("Dear Mr Fox, your company is a disgrace and your people are liars. Kim")
    assert result.refused
    assert result.text == ""
    said = rewritten("Dear Mr Fox, nobody at your shambles of a company can be bothered to reply. Kim").text
    assert said.startswith("Dear Mr Fox,")
    assert "Is there any news about the process?" in said


@pytest.mark.parametrize(
    ("draft", "starts"),
    [
        ("Asunto entrevista. Buenos días, no podré acudir mañana a las 10. Sara", "Buenos días, no podré"),
        ("Hello Ms Rao,  I am having other offers. Is there any update. Anil", "Hello Ms Rao, I have other offers."),
        ("hi can we move it its today at 2 im really sorry", "Hi, can we move it? It's today at 2."),
    ],
)
def test_what_stands_around_a_hasty_message_is_put_right(draft: str, starts: str) -> None:
    """A subject without its colon, two spaces, a question after a greeting."""
    assert rewritten(draft).text.startswith(starts)
