"""Prompt packs: a copy of the prompts, edited, takes the place of the shipped ones, and nothing of it stays behind."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from helpers_engine import example

from puentes.datafiles import copy_pack, open_pack, pack_in_use, prompts_from, read_yaml, shipped_digest
from puentes.drafting import draft, draft_async
from puentes.engines.scripted import ScriptedEngine
from puentes.errors import DataError
from puentes.prompting import note_request, render
from puentes.settings import load_settings


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the shipped prompts with one edit."""
    copy_pack(folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def first_prompt(folder: Path | None) -> str:
    """The system turn that a draft with this pack sends."""
    engine = ScriptedEngine(lambda _: "{}")
    draft(example("es-cancel-email-other-offer"), engine, settings=load_settings(prompts=folder), grammar=None)
    return engine.requests[0].turns[0].content


def test_a_copy_is_the_shipped_pack_and_an_edit_makes_another(tmp_path: Path) -> None:
    copy_pack(tmp_path / "copy")
    assert open_pack(tmp_path / "copy").digest == shipped_digest()
    edited(tmp_path / "other", "texts.yaml", "Spanish", "Castilian")
    assert open_pack(tmp_path / "other").digest != shipped_digest()


def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is there already"):
        copy_pack(tmp_path)


def test_the_setting_takes_another_pack_for_one_draft_and_leaves_the_shipped_one(tmp_path: Path) -> None:
    shipped = first_prompt(None)
    folder = edited(tmp_path / "pack", "templates/system.j2", "Honest, brief, warm", "Honest, long, warm")
    assert "Honest, long, warm" in first_prompt(folder)
    assert first_prompt(None) == shipped
    assert pack_in_use() is None


def test_data_beside_the_templates_comes_from_the_pack_too(tmp_path: Path) -> None:
    folder = edited(tmp_path / "pack", "texts.yaml", "language_name: {es: Spanish", "language_name: {es: Castilian")
    assert "Write only in Castilian" in first_prompt(folder)
    with prompts_from(folder):
        assert "Castilian" in str(read_yaml("texts.yaml"))
    assert "Castilian" not in str(read_yaml("texts.yaml"))


def test_a_pack_is_read_as_it_is_when_it_is_opened(tmp_path: Path) -> None:
    folder = edited(tmp_path / "pack", "templates/note_system.j2", "Add nothing.", "Add salt.")
    situation = example("en-thank-you-email-teacher")
    with open_pack(folder).in_use():
        assert "Add salt." in note_request("x", situation).turns[0].content
    file = folder / "templates" / "note_system.j2"
    file.write_text(file.read_text(encoding="utf-8").replace("Add salt.", "Add sugar."), encoding="utf-8")
    with open_pack(folder).in_use():
        assert "Add sugar." in note_request("x", situation).turns[0].content


async def test_two_packs_side_by_side_do_not_mix(tmp_path: Path) -> None:
    situation = example("es-cancel-email-other-offer")
    seen: dict[str, list[str]] = {"A": [], "B": []}

    async def with_pack(name: str) -> None:
        old = "Honest, brief, warm"
        pack = open_pack(edited(tmp_path / name, "templates/system.j2", old, f"Honest {name}, warm"))
        with pack.in_use():
            for _ in range(3):
                engine = ScriptedEngine(lambda _: "{}")
                await draft_async(situation, engine, grammar=None)
                seen[name] += [turn.content for turn in engine.requests[0].turns]
                await asyncio.sleep(0)

    await asyncio.gather(with_pack("A"), with_pack("B"))
    assert all("Honest A" in t for t in seen["A"][::2])
    assert all("Honest B" in t for t in seen["B"][::2])


async def test_a_draft_within_a_running_loop_reads_the_pack_in_use(tmp_path: Path) -> None:
    folder = edited(tmp_path / "pack", "templates/system.j2", "Honest, brief, warm", "Honest, long, warm")
    engine = ScriptedEngine(lambda _: "{}")
    with open_pack(folder).in_use():
        draft(example("es-cancel-email-other-offer"), engine, grammar=None)
    assert "Honest, long" in engine.requests[0].turns[0].content


def test_a_folder_that_is_no_pack_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"templates is missing.*puentes eval prompts copy"):
        open_pack(tmp_path)


def test_a_mistake_in_a_pack_names_the_file_of_the_pack(tmp_path: Path) -> None:
    folder = edited(tmp_path / "pack", "etiquette/cancel.yaml", "must: [purpose", "most: [purpose")
    with pytest.raises(DataError, match=r"pack/etiquette/cancel\.yaml: must"):
        first_prompt(folder)


def test_a_template_of_a_pack_cannot_reach_beyond_its_values(tmp_path: Path) -> None:
    spell = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    folder = edited(tmp_path / "pack", "templates/note_system.j2", "Add nothing.", spell)
    with open_pack(folder).in_use(), pytest.raises(DataError, match=r"note_system\.j2.*unsafe"):
        render("note_system.j2", language="en", register_says="")
