"""Revising a message: where its moves are after an edit, and one move written anew without touching the rest."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.checking import check
from puentes.assembling import full_contract
from puentes.drafting import draft
from puentes.engines import open_engine
from puentes.engines.base import Request, profile_of
from puentes.engines.scripted import ScriptedEngine
from puentes.errors import EngineUnavailable
from puentes.reading import load_situation
from puentes.revising import Place, places_of, put, relocate
from puentes.rewording import Standing, can_reword, reword
from puentes.settings import Settings
from puentes.situation import Situation

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.*"))
NAMES = [path.stem for path in EXAMPLES]


@cache
def _written(name: str) -> tuple[Situation, Standing]:
    situation = load_situation(next(path for path in EXAMPLES if path.stem == name))
    message = draft(situation, "phrasebank", grammar=None)
    return situation, Standing(message.subject, message.body, places_of(message.placed))


def _fails(standing: Standing, situation: Situation) -> set[tuple[str, str]]:
    subject = standing.subject if situation.channel == "email" else None
    report = check(standing.body, full_contract(situation), subject=subject)
    return {(finding.id, finding.message) for finding in report.failures}


BODY = "Uno dos. Tres cuatro.\n\nCinco seis."
PLACES = (Place("a", 0, 8), Place("b", 9, 21), Place("c", 23, 34))


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("Uno dos y. Tres cuatro.\n\nCinco seis.", {"a": "Uno dos y.", "b": "Tres cuatro.", "c": "Cinco seis."}),
        ("¡Uno dos. Tres cuatro.\n\nCinco seis.", {"a": "Uno dos.", "b": "Tres cuatro.", "c": "Cinco seis."}),
        ("Uno dos. Tres cuatro. Nuevo.\n\nCinco seis.", {"a": "Uno dos.", "b": "Tres cuatro.", "c": "Cinco seis."}),
        ("Uno dos.\n\nCinco seis.", {"a": "Uno dos.", "c": "Cinco seis."}),
        ("Uno dos. Otra cosa\n\nCinco seis.", {"a": "Uno dos.", "b": "Otra cosa", "c": "Cinco seis."}),
        ("Uno seis.", {"a": "Uno ", "c": "seis."}),
        ("", {}),
    ],
)  # fmt: skip
def test_moves_are_found_again_after_an_edit(new: str, words: dict[str, str]) -> None:
    """Within a move, before it, after it, over it, and over several."""
    assert {p.move: new[p.start : p.end] for p in relocate(PLACES, BODY, new)} == words


@given(st.integers(0, len(BODY)), st.integers(0, len(BODY)), st.text("ab .\n", max_size=6))
def test_places_always_lie_in_the_text_and_in_order(one: int, other: int, text: str) -> None:
    start, end = sorted((one, other))
    new = BODY[:start] + text + BODY[end:]
    found = relocate(PLACES, BODY, new)
    assert all(0 <= p.start < p.end <= len(new) for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("name", NAMES)
def test_each_move_can_be_said_another_way_and_the_rest_stays(name: str) -> None:
    """With the phrase bank, for every example: the other moves keep their words, and nothing fails that held."""
    situation, standing = _written(name)
    bank, profile = open_engine("phrasebank", Settings()), profile_of("phrasebank")
    changed = 0
    for place in standing.places:
        if not can_reword(place.move, situation, profile):
            continue
        new = reword(situation, standing, place.move, bank)
        if new is None:
            continue
        changed += 1
        assert new.standing.text_of(place.move) != standing.text_of(place.move)
        rest = [p.move for p in standing.places if p.move != place.move]
        assert [new.standing.text_of(m) for m in rest] == [standing.text_of(m) for m in rest]
        assert len(new.standing.body) - len(standing.body) == len(new.standing.text_of(place.move)) - (
            place.end - place.start
        )
        assert _fails(new.standing, situation) <= _fails(standing, situation)
    assert changed >= 2


@pytest.mark.parametrize("name", NAMES)
def test_a_move_that_was_taken_out_is_put_back_where_it_belongs(name: str) -> None:
    """Each required move in turn; the order of moves is that of the message as it was."""
    situation, standing = _written(name)
    bank = open_engine("phrasebank", Settings())
    for place in standing.places:
        if place.move in {"personal"} or not can_reword(place.move, situation, bank.profile):
            continue
        body = standing.body[: place.start] + standing.body[place.end :]
        cut = Standing(standing.subject, body, relocate(standing.places, standing.body, body))
        new = reword(situation, cut, place.move, bank)
        if new is None:
            continue
        assert [p.move for p in new.standing.places] == [p.move for p in standing.places]
        assert "  " not in new.standing.body
        assert "\n\n\n" not in new.standing.body


def test_a_subject_is_said_another_way_too() -> None:
    situation, standing = _written("es-reschedule-email-surgery")
    new = reword(situation, standing, "subject", open_engine("phrasebank", Settings()))
    assert new is not None
    assert new.standing.subject != standing.subject
    assert new.standing.body == standing.body


def test_wordings_that_were_there_do_not_come_again() -> None:
    situation, standing = _written("es-reschedule-email-surgery")
    bank, seen = open_engine("phrasebank", Settings()), [standing.text_of("apology")]
    while (new := reword(situation, standing, "apology", bank, taken=seen)) and len(seen) < 8:
        seen.append(new.standing.text_of("apology"))
    assert len(seen) == len(set(seen)) > 3


def test_an_engine_that_writes_the_move_is_asked_for_it_alone_and_without_facts() -> None:
    """The request names one move; what stood there goes with slots, so that no name or date leaves."""
    situation, standing = _written("es-reschedule-email-surgery")
    seen: list[Request] = []

    def script(request: Request) -> str:
        seen.append(request)
        return '{"purpose": "Le escribo por la entrevista de {position} {when}, que tendría que aplazar."}'

    new = reword(situation, standing, "purpose", ScriptedEngine(script))
    assert new is not None
    assert new.source == "llm"
    assert new.standing.text_of("purpose").startswith("Le escribo por la entrevista de Enfermera de quirófano")
    assert list(seen[0].schema["properties"]) == ["purpose"]  # type: ignore[index] # a schema was asked for
    sent = " ".join(turn.content for turn in seen[0].turns)
    assert not any(word in sent for word in ("Ruiz", "San Rafael", "diciembre", "Núñez"))


def test_an_engine_that_fails_is_no_error() -> None:
    situation, standing = _written("es-reschedule-email-surgery")

    def script(_: Request) -> str:
        raise EngineUnavailable("nobody listens")

    new = reword(situation, standing, "apology", ScriptedEngine(script))
    assert new is not None
    assert new.source == "bank"
    assert [key for key, _ in new.events] == ["engine_failed"]


def test_a_wording_that_breaks_a_check_is_not_used() -> None:
    situation, standing = _written("es-reschedule-email-surgery")
    new = reword(situation, standing, "gratitude", ScriptedEngine(lambda _: '{"gratitude": "Adiós."}'))
    assert new is not None
    assert new.source == "bank"


def test_what_the_person_wrote_beside_a_move_stays() -> None:
    situation, standing = _written("en-cancel-email-summer-time")
    place = next(p for p in standing.places if p.move == "gratitude")
    body = standing.body[: place.end] + " My own words." + standing.body[place.end :]
    edited = Standing(standing.subject, body, relocate(standing.places, standing.body, body))
    new = put(edited.body, edited.places, "gratitude", "Thank you.", situation)[0]
    assert "Thank you. My own words." in new
