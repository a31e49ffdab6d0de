"""An engine's answers are kept with the form: a reload brings the same result back and asks nobody."""

from __future__ import annotations

import asyncio
import json

import pytest

import puentes
from app.answers_kept import Recording, Said, replaying
from puentes.engines.base import Request, Turn
from puentes.engines.scripted import ScriptedEngine
from puentes.errors import EngineBadAnswer, EngineTimeout

DRAFT = (
    "Dear Ms. Porter,\n\nI am writing about the interview for Florist on 12 November at Petal Flowers. Nobody bothered "
    "to reply to my 3 emails, which is rude. Thank you for your time.\n\nKind regards,\nTess Moss"
)
REQUEST = Request((Turn("user", "x"),))


def test_the_answers_that_were_kept_make_the_same_result() -> None:
    """They hold slots, no facts; and the engine is not asked again."""
    engine = ScriptedEngine(lambda _: json.dumps({"s1": "I have not had a reply to my {number101} emails."}))
    said: Said = []
    first = puentes.rewrite(DRAFT, engine=Recording(engine, said), grammar=None)
    kept = json.dumps(said)
    again = puentes.rewrite(DRAFT, engine=replaying(engine, kept), grammar=None)
    assert "I have not had a reply to my 3 emails." in again.text
    assert (again.text, again.edits, again.llm_calls) == (first.text, first.edits, first.llm_calls)
    assert len(engine.requests) == 1
    assert "Porter" not in kept


def test_why_there_was_no_answer_is_kept_too() -> None:
    def silent(_: Request) -> str:
        raise EngineTimeout("the endpoint did not answer in time")

    engine, said = ScriptedEngine(silent), Said()
    first = puentes.rewrite(DRAFT, engine=Recording(engine, said), grammar=None)
    again = puentes.rewrite(DRAFT, engine=replaying(engine, json.dumps(said)), grammar=None)
    assert any("did not answer in time" in note for note in first.notes)
    assert again.notes == first.notes


@pytest.mark.parametrize("kept", ["", "{", "5", '["x", 3]', "[]"])
def test_what_is_no_answer_of_ours_is_none(kept: str) -> None:
    """The browser's storage is as good as any other input."""
    engine = ScriptedEngine(lambda _: "unused")
    with pytest.raises(EngineBadAnswer):
        asyncio.run(replaying(engine, kept).complete(REQUEST))
    assert engine.requests == []
