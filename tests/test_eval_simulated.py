"""The simulated model reads its prompt and the planted packs are damaged: what they are to show rests on both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers_engine import EXAMPLES, example
from test_prompting import request_for

from eval.planting import Edit, Planted, planted
from eval.simulated.reading import read
from eval.simulated.writing import Noise, answer, data
from puentes.engines.base import Request
from puentes.errors import DataError
from puentes.prompting import note_request
from puentes.reading import load_situation
from puentes.situation import Situation


def prompt_of(situation: Situation) -> str:
    """The whole prompt of a situation."""
    return "\n".join(turn.content for turn in request_for(situation).turns)


def prompts_of(situation: Situation) -> str:
    """The same, and the prompt that a note alone would have."""
    return prompt_of(situation) + note_request("a note", situation).turns[0].content


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_model_finds_in_the_shipped_prompt_what_stands_there(path: Path) -> None:
    situation = load_situation(path)
    told = read(prompt_of(situation))
    assert (told.language, told.register, told.intent) == (situation.language, situation.register_, situation.intent)
    assert told.gender == (situation.sender.gender or "neutral")
    assert told.length is not None
    assert set(told.slots) == set(told.slots.values()) == {s for s in told.listed if not s[-1].isdigit()}
    assert [move.name for move in told.moves] == list((request_for(situation).schema or {})["properties"])
    assert told.stray is None
    for fault in data("faults")["faults"].values():
        if "unless_asked" not in fault:
            assert all(told.says(pattern) for pattern in fault["told"]), fault


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_answer_has_words_for_every_move_in_the_language_asked_for(path: Path) -> None:
    request = request_for(load_situation(path))
    texts = [json.loads(answer(Request(request.turns, request.schema, seed=seed))) for seed in range(4)]
    wanted = set((request.schema or {})["properties"])
    assert any(set(moves) == wanted for moves in texts)
    assert all(all(text.strip() for text in moves.values()) for moves in texts)


def test_the_same_prompt_and_seed_give_the_same_answer_and_another_seed_may_not() -> None:
    request = request_for(example("es-reschedule-email-surgery"))
    assert answer(request) == answer(request)
    assert len({answer(Request(request.turns, request.schema, seed=seed)) for seed in range(8)}) > 1


def test_chance_is_what_it_says_it_is() -> None:
    happened = sum(Noise(str(number), 0).happens("x", 0.3) for number in range(2000))
    assert 500 < happened < 700


@pytest.mark.parametrize(
    ("change", "read_then"),
    [
        (("Form of address: usted, never tú", ""), ("register", None)),
        (("all moves together", "about"), ("length", (40, 110))),
        (
            ("{position} stands for the title of the position", "{position} stands for the company's name"),
            ("slots", None),
        ),
        (("Write only in Spanish", "Write"), ("language", None)),
    ],
)
def test_the_model_believes_what_the_prompt_says(change: tuple[str, str], read_then: tuple[str, object]) -> None:
    prompt = prompt_of(example("es-reschedule-email-surgery"))
    assert change[0] in prompt
    told = read(prompt.replace(*change))
    name, value = read_then
    if name == "slots":
        assert told.slots["company"] == "position"
        assert "position" not in told.slots
    else:
        assert getattr(told, name) == value


def test_a_note_without_its_fence_is_text_that_nobody_explains() -> None:
    prompt = prompt_of(example("es-reschedule-email-surgery"))
    bare = read(prompt.replace("<note>\n", "").replace("</note>\n", ""))
    note = read(prompt).note or ""
    assert note.startswith("Trabajé dos años en la unidad de cirugía")
    assert note.endswith("quirófano.")
    assert bare.note is None
    assert "quirófano" in (bare.stray or "")


@pytest.mark.parametrize("pack", planted(), ids=lambda pack: pack.name)
def test_every_planted_pack_still_applies_and_changes_a_prompt(pack: Planted, tmp_path: Path) -> None:
    made = pack.make(tmp_path / "pack")
    before = {path.stem: prompts_of(load_situation(path)) for path in EXAMPLES}
    with made.in_use():
        after = {path.stem: prompts_of(load_situation(path)) for path in EXAMPLES}
    assert before != after
    assert pack.kind == "harmless" or pack.hurts


def test_there_are_at_least_twelve_damaged_packs() -> None:
    assert sum(pack.kind == "damaged" and not pack.only_notes for pack in planted()) >= 12


def test_an_edit_that_does_not_apply_any_more_is_an_error(tmp_path: Path) -> None:
    rotten = Planted("rotten", "damaged", "", ("length",), (Edit("templates/user.j2", "no such line", ""),))
    with pytest.raises(DataError, match=r"rotten: 'no such line' stands 0 times in prompts/templates/user\.j2"):
        rotten.make(tmp_path / "pack")
