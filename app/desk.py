"""What is on the desk of one visitor: the letter, what is being written, what went wrong, and what was last sent out.
Kept in the session only: nobody else sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app import kept
from app.job import Job
from app.letter import Letter
from puentes.message import Message
from puentes.rewording import Reworded
from puentes.situation import Situation

_LETTER, _TASK, _FAILURE, _SERIAL, _SENT, _NOTICE, _NEWS = (
    "letter", "task", "failure", "serial", "last_sent", "notice", "news",
)  # fmt: skip


@dataclass(slots=True)
class Task:
    """A job with what it is about: a whole message for a situation, or one move of the letter. `facts` are the
    situation as plain data, to tell later whether it has changed."""

    job: Job[Any]
    situation: Situation
    facts: dict[str, Any]
    move: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was last sent to an endpoint: where to, and the request as it was."""

    address: str
    request: Mapping[str, Any]


def letter() -> Letter | None:
    """The letter, when there is one."""
    found: Letter | None = st.session_state.get(_LETTER)
    return found


def put_letter(new: Letter | None) -> None:
    """Puts a letter in place of the one that is there."""
    st.session_state[_LETTER] = new


def task() -> Task | None:
    """What is being written now."""
    found: Task | None = st.session_state.get(_TASK)
    return found


def failure() -> Exception | None:
    """Why the last message could not be written."""
    found: Exception | None = st.session_state.get(_FAILURE)
    return found


def notice(key: str | None = None) -> str | None:
    """The key of something to be said beside the letter; with `key`, leaves it there. It stays until something new is
    asked for or the letter is another one: runs of the page can follow each other before anybody has read it."""
    here = letter()
    state = here.standing if here else None
    if key is None:
        found, when = st.session_state.get(_NOTICE, (None, None))
        return found if when is state else None
    st.session_state[_NOTICE] = (key, state)
    return None


def last_sent() -> Sent | None:
    """What was last sent to an endpoint in this session."""
    found: Sent | None = st.session_state.get(_SENT)
    return found


def ask_to_write() -> None:
    """Asks for a message from the form as it is: for callbacks, since other fields may have changed in the same
    moment."""
    st.session_state[kept.ASKED] = True


def was_asked() -> bool:
    """True once after a message was asked for."""
    return bool(st.session_state.pop(kept.ASKED, False))


def new_serial() -> int:
    """A number that no letter of this session had before."""
    serial: int = st.session_state.get(_SERIAL, 0) + 1_000
    st.session_state[_SERIAL] = serial
    return serial


def begin(new: Task) -> None:
    """Starts a task. There is one at a time."""
    st.session_state[_TASK] = new
    st.session_state[_NEWS] = True
    st.session_state.pop(_FAILURE, None)
    st.session_state.pop(_NOTICE, None)
    new.job.start()


def has_news() -> bool:
    """True once after a task was begun, and while one is asked for: a part of the page that runs alone has to give way
    to the whole."""
    return bool(st.session_state.pop(_NEWS, False)) or kept.ASKED in st.session_state


def stop() -> None:
    """Stops what is being written; what stood there before stays."""
    running = task()
    if running:
        running.job.stop()
        _remember_sent(running.job)
        st.session_state.pop(_TASK, None)
        notice("stopped")


def settle() -> bool:
    """Takes in a task that has ended; true when there was one."""
    ended = task()
    if ended is None or not ended.job.done:
        return False
    st.session_state.pop(_TASK, None)
    _remember_sent(ended.job)
    outcome = ended.job.outcome
    here = letter()
    if isinstance(outcome, Message):
        put_letter(Letter.of(outcome, ended.situation, ended.facts, new_serial()))
    elif isinstance(outcome, Reworded) and here is not None:
        here.add("reworded", ended.move, outcome.standing)
        if any(key == "engine_failed" for key, _ in outcome.events):
            notice("engine_failed")
    elif ended.job.error is not None:
        st.session_state[_FAILURE] = ended.job.error
    elif ended.move:
        notice("no_other")
    return True


def _remember_sent(job: Job[Any]) -> None:
    if job.last_request is not None and job.engine != "local":
        address = job.settings.openai_base_url or "https://api.openai.com/v1"
        st.session_state[_SENT] = Sent(address, dict(job.last_request))
