"""What a click on the checklist does to the letter: at once where rules and phrases do it, else by a job."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app import desk
from app.checklist import Checklist, Item
from app.desk import Task
from app.job import Job
from app.letter import Letter
from app.mending import mended
from app.preferences import session_settings
from app.proofing import proofreader
from app.texts import Texts
from puentes.engines import Engine, open_engine
from puentes.engines.base import profile_of
from puentes.message import OnProgress
from puentes.rewording import Reworded, reword, reword_async


def act(list_key: str, editor_key: str, texts: Texts, engine: str) -> None:
    """Does what the last click asked for. To be called as the checklist's callback."""
    letter = desk.letter()
    asked = (st.session_state.get(list_key) or {}).get("act") or {}
    found: Checklist | None = st.session_state.get("found")
    if letter is None or found is None or desk.task() is not None:
        return
    item = found.item(str(asked.get("item", "")))
    if item is None or asked.get("name") not in item.actions:
        return
    typed = (st.session_state.get(editor_key) or {}).get("text")
    if typed and typed.get("serial") == letter.serial:
        letter.edit(" ".join(str(typed.get("subject", "")).split()), str(typed.get("body", "")))
    if asked["name"] == "mend":
        _mend(item, letter, texts)
    else:
        _reword(item.move, letter, engine)


def _mend(item: Item, letter: Letter, texts: Texts) -> None:
    tried = [words for known in letter.tried.values() for words in known]
    new = mended(
        item, letter.standing, letter.contract, letter.situation, proofreader(texts), ui=texts.language, tried=tried
    )  # fmt: skip
    if new is None:
        desk.notice("no_mend")
    else:
        letter.add("mended", item.move, new)


def _reword(move: str, letter: Letter, engine: str) -> None:
    if profile_of(engine).does(move):
        _by_job(move, letter, engine)
        return
    bank = open_engine("phrasebank", session_settings())
    new = None
    # All were there once: then they come round again, but for the one that stands there now.
    for tried in (letter.tried.get(move, []), []):
        new = reword(letter.situation, letter.standing, move, bank, taken=tried, seed=letter.version.number)
        if new is not None:
            letter.add("reworded", move, new.standing)
            return
        letter.tried.pop(move, None)
    desk.notice("no_other")


def _by_job(move: str, letter: Letter, engine: str) -> None:
    situation, standing, tried = letter.situation, letter.standing, tuple(letter.tried.get(move, ()))
    seed = letter.version.number

    async def work(opened: Engine, on_progress: OnProgress) -> Reworded | None:
        return await reword_async(
            situation, standing, move, opened, taken=tried, seed=seed, on_progress=on_progress
        )  # fmt: skip

    job: Job[Any] = Job(work, engine, session_settings())
    desk.begin(Task(job, situation, letter.facts, move))
