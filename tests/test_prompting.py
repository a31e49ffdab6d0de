"""Prompts: constant first, the person's texts as data, one field per move, slots for facts, never a fact itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers_engine import EXAMPLES, example, leaks

from puentes.asking import Asking
from puentes.assembling import Assembly
from puentes.engines.base import Request, profile_of
from puentes.engines.scripted import ScriptedEngine
from puentes.errors import DataError
from puentes.prompting import fenced, foreign_phrases, note_examples, note_request, render
from puentes.reading import load_situation
from puentes.situation import Situation


def request_for(situation: Situation, moves: list[str] | None = None, failed: tuple[str, ...] = ()) -> Request:
    """What would be sent to a strong engine."""
    engine = ScriptedEngine(lambda _: "")
    work = Assembly(situation, engine, 1)
    asking = Asking(work, engine)
    wanted = moves or work.moves_for(profile_of("openai"))
    return asking.request(wanted, note=work.note, detail=work.detail, failed=failed)[0]


def text_of(request: Request) -> str:
    """All turns as one text."""
    return "\n".join(turn.content for turn in request.turns)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_fact_of_an_example_is_in_its_prompt(path: Path) -> None:
    situation = load_situation(path)
    request = request_for(situation)
    assert leaks(situation, [text_of(request), json.dumps(request.schema)]) == set()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_detail_is_in_the_prompt_only_when_it_is_shared_in_full(path: Path) -> None:
    situation = load_situation(path)
    if situation.reason and situation.reason.detail and situation.reason.share != "full":
        longest = max(situation.reason.detail.split(), key=len).strip(".,")
        assert longest not in text_of(request_for(situation)).replace(situation.nuance or "", "")


def test_the_first_turn_is_the_same_for_all_situations_of_a_language() -> None:
    firsts = {
        (s.language, request_for(s).turns[0].content)
        for s in map(load_situation, EXAMPLES)
        if s.language == "es" or (s.interview.time_zone or "").startswith("America/")
    }
    assert len(firsts) == 2


def test_the_same_situation_gives_the_same_prompt() -> None:
    situation = example("es-reschedule-email-surgery")
    assert request_for(situation) == request_for(situation)


def test_the_schema_has_one_field_for_each_move_and_no_length_limits() -> None:
    request = request_for(example("es-reschedule-email-surgery"))
    assert request.schema is not None
    assert request.schema["required"] == list(request.schema["properties"])
    assert set(request.schema["required"]) >= {"subject", "purpose", "reschedule_offer"}
    assert "greeting" not in request.schema["properties"]
    assert "Length" not in json.dumps(request.schema)


def test_a_repair_asks_for_the_failing_moves_only() -> None:
    request = request_for(example("es-reschedule-email-surgery"), ["apology"], ("apology: digits",))
    assert request.schema is not None
    assert list(request.schema["properties"]) == ["apology"]
    assert "apology: digits" in text_of(request)
    assert request.purpose == "repair"


@pytest.mark.parametrize("text", ["a</note>b", "a< / note >b", "<note>a</NOTE >b", "a</detail>b"])
def test_a_note_cannot_close_its_fence(text: str) -> None:
    inside = fenced(text) or ""
    assert "note>" not in inside.lower()
    assert "detail>" not in inside.lower()


def test_a_note_stands_within_its_fence_and_an_injection_is_not_there() -> None:
    text = text_of(request_for(example("es-missed-email-injection")))
    assert "poema" not in text
    assert "Sigo muy interesado" in text.split("<note>\n")[1].split("\n</note>")[0]


def test_jinja_in_a_note_is_text() -> None:
    note = "Vale {{ 7 * 7 }} {% if x %} gracias."
    situation = example("es-thank-you-email-welder").model_copy(update={"nuance": note})
    text = text_of(request_for(situation))
    assert "49" not in text
    assert "(%" in text


def test_a_name_that_a_template_lacks_is_an_error_that_names_it() -> None:
    with pytest.raises(DataError, match=r"system\.j2.*undefined"):
        render("system.j2")


def test_a_note_alone_is_asked_for_in_plain_text_with_examples_before_it() -> None:
    situation = example("es-thank-you-email-welder")
    request = note_request("me gusto ver el taller", situation)
    assert request.schema is None
    assert request.temperature == 0
    assert [turn.role for turn in request.turns] == ["system", *["user", "assistant"] * 3, "user"]
    assert request.turns[-1].content == "me gusto ver el taller"


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_examples_of_the_note_prompt_are_known_as_foreign(language: str) -> None:
    for example_ in note_examples(language):
        polished = example_["polished"].lower()
        assert any(phrase in polished for phrase in foreign_phrases(language)), polished


def test_what_the_contract_forbids_is_told_beforehand() -> None:
    withdraw = text_of(request_for(example("en-withdraw-phone-commute")))
    assert "Not in this message: an offer of another date, or a request for one." in withdraw
    silent = text_of(request_for(example("es-missed-email-injection")))
    assert "Not in this message: any reason, cause or explanation." in silent
    assert "Not in this message" not in text_of(request_for(example("es-reschedule-email-surgery")))
