"""What is being rewritten for one visitor, and what went wrong. Kept in the session only: nobody else sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app import kept
from app.answers_kept import Said
from app.job import Job
from app.rewritten import Outcome, decide_anew
from puentes.rewriting.result import Rewrite

_TASK, _FAILURE, _NOTICE, OUTCOME = "rewrite_task", "rewrite_failure", "rewrite_notice", "rewrite_outcome"
# Kept with the form, so that a reload can bring back the result and what was decided about it.
DONE, REFUSED = "rewrite:done", "rewrite:refused"
ANSWERS = "rewrite:answers"  # what the engine said, as JSON


@dataclass(frozen=True, slots=True)
class Task:
    """A job with what it was asked for, as plain values, and what the engine `said` in it."""

    job: Job[Rewrite]
    asked: dict[str, Any]
    said: Said
    again: bool


def task() -> Task | None:
    """What is being rewritten now."""
    found: Task | None = st.session_state.get(_TASK)
    return found


def begin(job: Job[Rewrite], asked: dict[str, Any], said: Said, *, again: bool = False) -> None:
    """Starts a job; `again` after a reload, to bring back what stood there. What stands there stays meanwhile."""
    st.session_state[_TASK] = Task(job, asked, said, again)
    st.session_state.pop(_FAILURE, None)
    st.session_state.pop(_NOTICE, None)
    job.start()


def stop() -> None:
    """Stops what is being rewritten; what stood there before stays."""
    running = task()
    if running:
        running.job.stop()
        st.session_state.pop(_TASK, None)
        st.session_state[_NOTICE] = True


def was_stopped() -> bool:
    """True after something was stopped, until something new is begun."""
    return bool(st.session_state.get(_NOTICE, False))


def failure() -> Exception | None:
    """Why the last draft could not be rewritten."""
    found: Exception | None = st.session_state.get(_FAILURE)
    return found


def outcome() -> Outcome | None:
    """The result, when there is one."""
    found: Outcome | None = st.session_state.get(OUTCOME)
    return found


def settle() -> None:
    """Takes in a job that has ended."""
    ended = task()
    if ended is None or not ended.job.done:
        return
    st.session_state.pop(_TASK, None)
    result = ended.job.outcome
    if result is None:
        st.session_state[_FAILURE] = ended.job.error
        return
    before = _numbers(kept.values().get(REFUSED)) if ended.again else frozenset[int]()
    decide_anew(frozenset(n for n in before if n < len(result.edits)))
    st.session_state[OUTCOME] = Outcome(result, ended.asked)
    kept.values()[DONE] = "yes"
    if not ended.again:
        kept.values()[ANSWERS] = json.dumps(ended.said, ensure_ascii=False)


def _numbers(text: object) -> frozenset[int]:
    """The numbers of refused changes, as the browser kept them: digits and commas, nothing else."""
    return frozenset(int(part) for part in str(text or "").split(",") if part.isascii() and part.isdigit())
