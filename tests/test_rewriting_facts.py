"""Facts survive a rewriting, however they are written, and no engine twists them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

import puentes
from puentes.engines.base import Request
from puentes.engines.scripted import ScriptedEngine
from puentes.rewriting.comparing import facts_in, lost, new
from puentes.rewriting.options import options_from

NOW = options_from({"now": "2026-11-25T09:00:00+01:00"}, "test: ")
# Each with what offends or lacks beside its facts, which all have to stay.
DRAFTS = (
    (
        "Estimada Sra. von der Leyen:\n\nNo podré asistir a la entrevista del 12/01/2027 a las 16.30 h para el "
        "puesto de Técnico de Laboratorio II en 3M España, S.L. La recepcionista fue una maleducada. Puedo el "
        "14/01 o el 15/01 a partir de las 17 h.\n\nAtentamente,\nMaría José Núñez de la Torre\n+34 612-345-678"
    ),
    (
        "Hola Marta: no puedo ir el jueves 3 de diciembre a las 5 y media, ni el viernes 4 a las cinco menos "
        "cuarto. ¿Podría ser el lunes 7 entre las 9:30 y las 11:00? Mi móvil es 612 34 56 78. Un saludo, José "
        "María de la Fuente"
    ),
    (
        "Hola Dr. de las Heras, confirmo la entrevista del lunes 30 de noviembre a las 10:00 (hora de México, "
        "17:00 en Madrid) por Teams. Mi correo es ana.lopez+cv@mail.co.uk. Gracias"
    ),
    (
        "Hola Marta, en InfoJobs (https://www.infojobs.net/oferta/of-i123?x=1) piden 2 años de experiencia y "
        "yo tengo 18 meses. Aun así me interesa. ¿Sigue abierto el plazo hasta el 15-12-2026? Gracias, Leo"
    ),
    (
        "Estimado Sr. Ó Briain: le pido disculpas por no haber acudido ayer a las cuatro y veinte. Puedo hoy a "
        "las 19 h, mañana a primera hora o el viernes a mediodía. Gracias. Un saludo, Begoña Ruiz-Tagle Larraín"
    ),
    (
        "Hi Sarah, I can't do Thursday 3rd Dec at half five or Fri 4/12 at quarter to six. Your recruiter was "
        "rude. Could we do Mon 7th between 9:30 and 11? My mobile's 07700 900 123. Cheers, Tom O'Neil"
    ),
    (
        "Dear Ms. van der Berg,\n\nI am unable to attend the interview on 12/01/2027 at 4.30pm for the Lab "
        "Technician II role at 3M (ref. HR-2026/118). Your recruiter was rude. I could do 14 January or 15 "
        "January from 5 pm.\n\nYours sincerely,\nMary-Jane McDonald\n+44 7700 900123"
    ),
    (
        "Hello Dr. de la Cruz, I confirm the interview on Monday, November 30 at 10:00 am EST (3 pm in London) "
        "via Teams. My email is ann.lopez+cv@mail.co.uk. Thanks"
    ),
    (
        "Dear Hiring Manager, as I told Ms. Kim on the 12th, I can start on 1st March 2027. My reference "
        "number is 0042-XJ, and £25,000 is fine. Where does the process for Engineer (Grade 4) stand? Regards, "
        "Omar bin Khalid"
    ),
    (
        "Hi, sorry sorry sorry, I missed the interview on Tuesday 24th at 8:15 at 45 Baker Street, Flat 3B, "
        "because the Northern line stopped for 40 minutes. Could we do Thursday 26th or Friday 27th? Oscar "
        "D'Angelo"
    ),
)


@pytest.mark.parametrize("draft", DRAFTS)
def test_every_fact_stays_and_none_comes_in(draft: str) -> None:
    """Dates, times in words, prices, links, phones, names with particles, companies with figures; and the message
    ends as it did, with its whole signature."""
    result = puentes.rewrite(draft, engine="phrasebank", grammar=None, options=NOW)
    spoken = draft.replace("La recepcionista fue una maleducada. ", "").replace("Your recruiter was rude. ", "")
    assert lost(spoken, result.text, result.read.language) == []
    assert new(draft, result.text, result.read.language) == []
    assert result.lost == ()
    assert result.text.endswith(draft[-12:])
    assert "rude" not in result.text
    assert "maleducada" not in result.text


def test_a_weekday_that_is_written_out_is_the_same_fact() -> None:
    assert lost("Could we do Fri 4?", "Could we do Friday 4?", "en") == []
    assert lost("Could we do Fri 4?", "Could we do Thursday 4?", "en") != []
    assert facts_in("It was on 17 November.", "en").keys() == facts_in("It was on 17 November", "en").keys()


HARSH = (
    "Dear Ms. Porter,\n\nI am writing about the interview for Florist on 12 November at Petal Flowers. Nobody bothered "
    "to reply to my 3 emails of 16 November, which is rude. Thank you for your time.\n\nKind regards,\nTess Moss"
)
TWISTS: dict[str, Callable[[str], str]] = {
    "another number": lambda s: re.sub(r"\{(\w+?)\d+\}", r"{\g<1>999}", s),
    "a fact of its own": lambda s: s + " See you on Monday 5 May at 3 pm, Mr. Stone.",
    "the facts left out": lambda s: re.sub(r"\{\w+\}", "that day", s),
    "the facts the other way round": lambda s: re.sub(r"(\{\w+\})(.*)(\{\w+\})", r"\3\2\1", s),
}


@pytest.mark.parametrize("twist", TWISTS.values(), ids=list(TWISTS))
def test_an_engine_that_twists_facts_is_refused(twist: Callable[[str], str]) -> None:
    """It is asked for the harsh sentence; what it makes of the facts in it never comes into the text."""

    def script(request: Request) -> str:
        asked = dict(re.findall(r"^(s\d+): *(.*)$", request.turns[-1].content, re.MULTILINE))
        soft = {
            name: re.sub(r"Nobody .* my (.*), which.*", r"I have not had a reply to my \1.", text)
            for name, text in asked.items()
        }
        return json.dumps({name: twist(text) for name, text in soft.items()})

    engine = ScriptedEngine(script)
    result = puentes.rewrite(HARSH, engine=engine, grammar=None, options=NOW)
    assert engine.requests
    assert new(HARSH, result.text, "en") == []
    assert "have not had a reply" not in result.text
    assert "rude" not in result.text


def test_the_same_facts_in_gentler_words_are_taken() -> None:
    """The engine of the test above without a twist: so it is the twist that is refused."""
    said = "I have not had a reply to my {number101} emails of {date101}."
    result = puentes.rewrite(
        HARSH, engine=ScriptedEngine(lambda _: json.dumps({"s1": said})), grammar=None, options=NOW
    )
    assert "I have not had a reply to my 3 emails of 16 November." in result.text


def test_names_are_compared_in_the_order_of_the_text() -> None:
    """What is told about them comes in the same order each time."""
    text = "Hablé con Siemens, luego con Fanuc y con Okuma, y por fin con Mazak en Bilbao."
    assert list(facts_in(text, "es").values()) == ["Siemens", "Fanuc", "Okuma", "Mazak", "Bilbao"]
