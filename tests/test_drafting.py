"""Drafting without an LLM: whatever the situation, the message holds, keeps what is private, and says what it left
out."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from helpers_engine import EXAMPLES, example

from guardrails.text import Text
from puentes.contracts import contract_for
from puentes.drafting import draft, draft_async
from puentes.etiquette import required_moves
from puentes.message import Message, Progress
from puentes.reading import load_situation
from puentes.situation import Situation

SEEDS = (None, 1, 2, 3, 4)
every_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


@cache
def bank(situation: Situation, seed: int | None = None) -> Message:
    """A message of the phrase bank, without LanguageTool; written once for all tests."""
    return draft(situation, "phrasebank", seed=seed, grammar=None)


def failures(message: Message) -> list[str]:
    """What fails, to be read."""
    return [
        f"{c.id}: {c.message} {[s.text for s in c.spans]}\n{message.text}" for c in message.checks if c.status == "fail"
    ]


def openings(text: str) -> list[str]:
    """The first word of each sentence."""
    sentences = (Text(sentence.text).words for sentence in Text(text).sentences)
    return [words[0].lower for words in sentences if words]


@every_example
def test_every_example_holds_with_the_phrase_bank(path: Path) -> None:
    situation = load_situation(path)
    for seed in SEEDS:
        message = bank(situation, seed)
        assert failures(message) == []
        assert message.holds
        assert (message.engine, message.llm_calls, message.id) == ("phrasebank", 0, path.stem)
        assert bool(message.subject) == (situation.channel == "email")
        assert not re.search(r"[{}\[\]|]|  | [.,;:?]", message.text)


@every_example
def test_every_required_move_stands_where_the_message_says(path: Path) -> None:
    situation = load_situation(path)
    message = bank(situation)
    assert {place.part.move for place in message.placed} >= {*required_moves(situation), "greeting", "closing"}
    assert all(message.body[place.start : place.end] == place.part.text for place in message.placed)


@every_example
def test_a_message_is_the_same_for_a_seed(path: Path) -> None:
    situation = load_situation(path)
    again = draft(situation.model_copy(update={"id": "other"}), "phrasebank", grammar=None)
    assert again.text == bank(situation).text


@every_example
def test_no_opening_word_comes_twice_in_what_the_bank_wrote(path: Path) -> None:
    situation = load_situation(path).model_copy(update={"nuance": None})
    for seed in SEEDS:
        body = bank(situation, seed).body
        twice = [word for word, times in Counter(openings(body)).items() if times > 1]
        assert twice == [], body


@every_example
def test_no_sentence_comes_twice(path: Path) -> None:
    for seed in SEEDS:
        sentences = Counter(s.text.lower() for s in Text(bank(load_situation(path), seed).body).sentences)
        assert max(sentences.values()) == 1


@every_example
def test_what_is_private_stays_private(path: Path) -> None:
    situation = load_situation(path)
    private = contract_for(situation).private
    for seed in SEEDS:
        assert private & {word.lower for word in Text(bank(situation, seed).text).words} == set()


def test_seeds_give_variety() -> None:
    situation = example("es-reschedule-email-surgery")
    assert len({bank(situation, seed).text for seed in range(6)}) > 3


@pytest.mark.parametrize(
    ("name", "kept", "left_out", "key"),
    [
        ("es-missed-email-injection", "Sigo muy interesado", "poema", "note_injection"),
        ("es-cancel-email-other-offer", "cooperativas", "breve", "note_order"),
        ("en-cancel-email-summer-time", "highlight", "keep it short", "note_order"),
        ("es-reschedule-email-new-year", "", "enjoyed", "note_language"),
        ("en-reschedule-email-zones", "", "diseño", "note_language"),
    ],
)
def test_a_note_is_in_the_message_or_said_to_be_left_out(name: str, kept: str, left_out: str, key: str) -> None:
    message = bank(example(name))
    assert kept in message.body
    assert left_out.lower() not in message.text.lower()
    assert [values for event, values in message.events if event == key]
    assert any(left_out.lower() in note.lower() for note in message.notes)


@every_example
def test_no_sentence_of_a_note_is_lost_in_silence(path: Path) -> None:
    situation = load_situation(path)
    message = bank(situation)
    told = any(key in {"note_kept", "note_polished"} for key, _ in message.events)
    left = any(key.startswith("note_") and key not in {"note_kept", "note_polished"} for key, _ in message.events)
    assert (told or left) == bool(situation.nuance)


def test_grammar_that_was_not_checked_is_said_and_not_taken_as_fine() -> None:
    checks = {c.id: c.status for c in bank(example("es-thank-you-email-welder")).checks}
    assert checks["grammar"] == "not_checked"


def test_the_wait_is_told() -> None:
    told: list[Progress] = []
    draft(example("en-cancel-chat-knee"), "phrasebank", grammar=None, on_progress=told.append)
    assert "check" in {progress.stage for progress in told}


async def test_drafting_works_within_an_event_loop() -> None:
    situation = example("en-cancel-chat-knee")
    inside = await draft_async(situation, "phrasebank", grammar=None)
    assert draft(situation, "phrasebank", grammar=None).text == inside.text


async def test_drafts_can_run_side_by_side() -> None:
    situations = [load_situation(path) for path in EXAMPLES[:4]]
    messages = await asyncio.gather(*(draft_async(s, "phrasebank", grammar=None) for s in situations))
    assert [m.id for m in messages] == [s.id for s in situations]


def test_the_wire_format_of_a_draft() -> None:
    wire = bank(example("es-reschedule-email-surgery")).as_dict()
    assert set(wire) >= {"id", "subject", "body", "engine", "llm_calls", "checks", "error"}
    assert wire["error"] is None
    assert all(set(check) >= {"id", "status", "message", "spans"} for check in wire["checks"])


@pytest.mark.grammar
@every_example
def test_the_phrase_bank_makes_no_error_that_languagetool_finds(path: Path) -> None:
    message = draft(load_situation(path), "phrasebank")
    assert failures(message) == []
    assert {c.status for c in message.checks if c.id == "grammar"} <= {"pass", "advice"}


@pytest.mark.model
@every_example
def test_every_example_holds_with_the_local_model(path: Path) -> None:
    situation = load_situation(path)
    message = draft(situation, "local", grammar=None)
    assert failures(message) == []
    assert message.engine == "local"
    assert message.llm_calls <= 2
