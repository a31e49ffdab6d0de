"""The wait: the stage in words, and the moves as they are written."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from app.job import Job
from app.texts import Texts
from app.warming import is_warming, warm_engine, warm_grammar

_LOOK_EVERY = 0.1  # seconds
_SLOT = re.compile(r"\{([a-z_0-9]+)\}")


def wait_for(job: Job, engine: str, texts: Texts) -> None:
    """Shows the job until it is done. `engine` is the one that writes. A rerun ends the showing, not the job."""
    place = st.empty()
    shown = ""
    while not job.done:
        job.look()
        now = _html(job, _stage(job, engine), texts)
        if now != shown:
            place.html(now)
            shown = now
        job.wait(_LOOK_EVERY)


def _stage(job: Job, engine: str) -> str:
    if job.stage == "engine" and is_warming(warm_engine(engine, job.settings)):
        return "model"
    if job.stage == "check" and job.grammar == "auto" and is_warming(warm_grammar(job.situation.language)):
        return "grammar"
    return job.stage


def _html(job: Job, stage: str, texts: Texts) -> str:
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
