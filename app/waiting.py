"""The wait: the stage in words, and the moves as they are written."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import streamlit as st

from app import desk
from app.desk import Task
from app.job import Job
from app.texts import Texts
from app.warming import is_warming, warm_engine, warm_grammar

_LOOK_EVERY = 0.15  # seconds
_SLOT = re.compile(r"\{([a-z_0-9]+)\}")


@st.fragment(run_every=_LOOK_EVERY)
def watch(texts: Texts) -> None:
    """Shows what is being written until it is done; then the whole page runs again. Runs by itself, so that the rest
    of the page can be used meanwhile."""
    task = desk.task()
    if task is None or task.job.done:
        st.rerun()
    task.job.look()
    st.html(_html(task.job, _stage(task), texts))


def _stage(task: Task) -> str:
    job, language = task.job, task.situation.language
    if job.stage == "engine" and is_warming(warm_engine(job.engine, job.settings)):
        return "model"
    if job.stage == "check" and is_warming(warm_grammar(language)):
        return "grammar"
    return job.stage


def _html(job: Job[Any], stage: str, texts: Texts) -> str:
    moves = "".join(
        f"<dt>{escape(texts.get(f'move.{move}', move))}</dt><dd>{_with_slots(text, texts)}</dd>"
        for move, text in job.moves.items()
        if text.strip()
    )
    return (
        f'<div class="pz-card pz-wait"><p role="status" aria-live="polite">{escape(texts(f"wait.{stage}"))}</p>'
        f"{f'<dl>{moves}</dl>' if moves else ''}</div>"
    )


def _with_slots(text: str, texts: Texts) -> str:
    """Escaped text with its slots as the names of what they stand for: the facts come in later."""

    def name(found: re.Match[str]) -> str:
        shown = texts.get(f"slot.{found[1]}", texts("slot.other"))
        return f'<span class="pz-slot">{escape(shown)}</span>'

    return _SLOT.sub(name, escape(text))
