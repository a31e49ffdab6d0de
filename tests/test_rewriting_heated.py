"""Reproaches, confidences and talk in words that no list foresees: what does nothing goes, and the rest is whole."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest

import puentes
from puentes.rewriting.breathing import breaths
from puentes.rewriting.cooling import heat_of
from puentes.rewriting.job import Job
from puentes.rewriting.knowing import contract_of
from puentes.rewriting.offences import find_offences
from puentes.rewriting.options import options_from
from puentes.rewriting.result import Rewrite
from puentes.rewriting.tracked import Tracked
from puentes.rewriting.understanding import read_draft
from puentes.rewriting.verbs import has_verb
from puentes.rewriting.wholeness import make_whole

NOW = datetime.fromisoformat("2026-11-25T10:00:00+01:00")


def rewritten(draft: str, **options: object) -> Rewrite:
    chosen = options_from({"now": NOW, **options}, "test")
    return puentes.rewrite(draft, engine="phrasebank", grammar=None, options=chosen)


def job_of(draft: str) -> Job:
    read = read_draft(draft, NOW)
    return Job(Tracked(draft), read.language, contract_of(read, draft, None))


@pytest.mark.parametrize(
    ("draft", "heat"),
    [
        ("Hola, Sonia. Qué bonito eso de no llamar. Han pasado tres viernes. Víctor", "angry"),
        ("Me citan a las 8 y me tienen ahí hasta las 11. Nadie sabía nada. Ni un vaso de agua. Leo", "angry"),
        ("Por fin me llaman y nadie sabe nada. Ni me miran. El martes nunca llegó. Ana Gil", "angry"),
        ("Hola, Eva: me puse a llorar en el metro. No paro de llorar. ¿Podemos hablar el lunes?", "close"),
        ("Hola, Eva: no podré ir mañana, porque no tengo con quién dejar a mi hijo. Lo siento. Ana", None),
        ("Estimada Sra. Ruiz: nadie me avisará antes del lunes, pero no hay problema. Gracias. Ana Gil", None),
        ("Hola, Eva: ¿sigue en pie lo del lunes? No he recibido el enlace, ni la dirección. Gracias. Ana", None),
    ],
)
def test_what_a_draft_is_like_is_seen_in_its_sentences(draft: str, heat: str | None) -> None:
    """A denial alone is no complaint: only where most sentences do nothing."""
    job = job_of(draft)
    assert heat_of(job, find_offences(job)) == heat


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        (
            "Hola Sonia. Tres viernes esperando y vuestro calendario va por otro lado. Ya he firmado con otra empresa. "
            "Suerte con lo vuestro. Víctor",
            "Hola Sonia. He decidido retirar mi candidatura. Ya he firmado con otra empresa. Muchas gracias por "
            "vuestro tiempo y por haberme tenido en cuenta. Víctor",
        ),
        (
            "Hola, no fui a la entrevista de ayer porque me dijisteis otra calle y ahí no había nada. Menudo "
            "cachondeo. ¿Podríamos vernos otro día? Raquel",
            "Hola, no fui a la entrevista de ayer. Os pido disculpas por no haber acudido. ¿Podríamos vernos otro día? "
            "Muchas gracias por vuestra comprensión. Raquel",
        ),
    ],
)
def test_among_reproaches_what_does_something_stays(draft: str, text: str) -> None:
    assert rewritten(draft).text == text


def test_each_sentence_that_goes_is_shown_with_its_reason() -> None:
    result = rewritten("Hola Sonia. Qué bonito eso. La gata del bedel lo sabría antes. Me retiro del proceso. Leo")
    assert result.text.startswith("Hola Sonia. Me retiro del proceso.")
    gone = [e for e in result.edits if "heated" in e.keys]
    assert gone
    assert all("entre reproches" in e.reason for e in gone)


@pytest.mark.parametrize(
    ("draft", "said", "untrue"),
    [
        (
            "Lic. Soto, me citan a las 8 y me tienen ahí como menso hasta las 11, y luego que siempre no. Leo Paz",
            "no llegó a celebrarse",
            "disculpas",
        ),
        ("Vale, no soy lo que buscáis. Se os veía en la cara. Que os vaya bonito. Aitor", "Entiendo", "retirar"),
        (
            "Perdone pero no entiendo nada. El viernes me dicen que estoy dentro, el lunes que hay que esperar. "
            "¿En qué quedamos? Luz",
            "novedad",
            "otra fecha",
        ),
    ],
)  # fmt: skip
def test_what_is_said_again_is_what_was_meant(draft: str, said: str, untrue: str) -> None:
    """Who was not received owes no apology, who was refused withdraws nothing, who is left waiting moves no date."""
    text = rewritten(draft).text
    assert said in text
    assert untrue not in text


@pytest.mark.parametrize(
    ("speech", "sentences"),
    [
        (
            "soy leandro del puesto de repositor hoy no llego a las 9 hubo paro de subtes y estoy parado no sé si "
            "llego 9 y media o 10 si te sirve voy igual",
            ["soy leandro del puesto de repositor", "hoy no llego a las 9", "hubo paro de subtes y estoy parado",
             "no sé si llego 9 y media o 10", "si te sirve voy igual"],
        ),
        (
            "es que el lunes que me tocaba ir a la prueba me caí en el mercado dice el doctor que en dos semanas estoy",
            ["es que el lunes que me tocaba ir a la prueba me caí en el mercado",
             "dice el doctor que en dos semanas estoy"],
        ),
        ("me quedo donde estoy te agradezco la ayuda mi mamá tiene fiebre",
         ["me quedo donde estoy", "te agradezco la ayuda", "mi mamá tiene fiebre"]),
        ("le aviso que mañana no puedo ir", ["le aviso que mañana no puedo ir"]),
        ("si todavía hay sitio me gustaría seguir", ["si todavía hay sitio me gustaría seguir"]),
        ("el cambio de turno me viene mal", ["el cambio de turno me viene mal"]),
    ],
)  # fmt: skip
def test_speech_is_parted_at_verbs_that_nothing_joins(speech: str, sentences: list[str]) -> None:
    """Not between a condition and what follows from it, nor within a relative clause."""
    at = [0, *breaths(speech, 0, len(speech)), len(speech)]
    assert [speech[a:b].strip() for a, b in pairwise(at)] == sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hoy no llego", True),
        ("¿me podés avisar?", True),
        ("son las nueve", True),
        ("con mi suegro, en la entrevista de ayer", False),
        ("muchas ganas de seguir", False),
        ("hablando con calma", False),
        ("el puesto de trabajadora cualificada", False),
    ],
)
def test_a_finite_verb_is_no_infinitive_and_no_noun(text: str, found: bool) -> None:
    assert has_verb(text, "es") is found


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        (
            "Hola. Es que desde que me separé no duermo. No podré ir.",
            "Hola. Es que desde. No podré ir.",
            "Hola. No podré ir.",
        ),
        ("Hola. Os odio. Así que no podré ir.", "Hola. Así que no podré ir.", "Hola. No podré ir."),
        ("Te escribo porque no duermo. No podré ir.", "Te escribo. No podré ir.", "No podré ir."),
        ("Hola. Pues díganme algo. No podré ir.", "Hola. Pues díganme. No podré ir.", "Hola. No podré ir."),
        ("Hola. Así que no podré ir.", "Hola. Así que no podré ir.", "Hola. Así que no podré ir."),
    ],
)  # fmt: skip
def test_what_a_cut_leaves_is_a_sentence_or_goes(before: str, after: str, whole: str) -> None:
    """Nor does it begin with the word that joined it to what is gone; what nobody touched stays."""
    job = job_of(before)
    job.replace(0, len(before), after)
    make_whole(job, before)
    assert job.text == whole


@pytest.mark.parametrize(
    ("draft", "starts"),
    [
        ("Romina, no puedo ir mañana, lo siento. Gracias. Eze", "Romina, no puedo ir mañana"),
        ("Mirá Valeria, no puedo ir mañana, lo siento. Gracias. Juli", "Hola Valeria, no puedo ir mañana"),
        ("Lic. Estrada le escribo porque no podré ir mañana. Lo siento. Lupe", "Lic. Estrada"),
        ("doctora buenas noches no puedo ir mañana lo siento mucho muchas gracias", "Doctora buenas noches"),
        ("hola marta q no puedo ir mañana lo siento gracias", "Hola Marta, no puedo ir mañana"),
        ("hola ale te escribo porque no puedo ir mañana lo siento gracias un abrazo nico", "Hola Ale, te escribo"),
    ],
)
def test_who_is_called_is_greeted(draft: str, starts: str) -> None:
    assert rewritten(draft).text.startswith(starts)


def test_one_space_where_a_cut_and_an_insertion_meet() -> None:
    text = rewritten(
        "Señores de Personal: su rechazo es una burla. Ya sé cómo funciona esto. Gracias por nada. Rubén Paz"
    )
    assert "  " not in text.text
    assert "\n" not in text.text
    assert text.text.startswith("Señores de Personal: ")


@pytest.mark.parametrize(
    "draft",
    [
        "Buenas tardes, señora Ospina. Quería preguntarle si el contrato es a término fijo. Muchas gracias. Julián",
        "Hola, Eva: ya estoy en recepción, he llegado un poco pronto. Cuando puedas, avísame. ¡Gracias! Nico",
        "Estimada Sra. Quiroga: no podré acudir a la entrevista del lunes a las 10:00 h, pues ese día tengo una "
        "intervención médica programada. Le pido disculpas por las molestias. Gracias por su comprensión. Mónica Cano",
    ],
)
def test_a_polite_draft_stays_byte_for_byte(draft: str) -> None:
    """A question says what it is about, and "pues ese día | tengo" is one sentence."""
    assert rewritten(draft).unchanged


def test_a_day_that_is_offered_is_not_lost_among_confidences() -> None:
    """Whoever is ashamed at length keeps the days that they offer."""
    text = rewritten(
        "perdona de verdad lo siento muchísimo qué vergüenza, mañana no puedo ir a la entrevista que la niña tiene "
        "fiebre, si pudiera ser el jueves o el viernes por la tarde genial. gracias y perdona otra vez\nRaquel"
    ).text
    assert "el jueves o el viernes por la tarde" in text
