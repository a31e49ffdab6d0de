"""The parts that are fetched: the embedded model and LanguageTool, their state, and fetching them with progress."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import cache
from html import escape

import streamlit as st

from app.guarding import log_place
from app.proofing import shared_reader
from app.serve import is_open_to_others
from app.texts import Texts
from app.warming import grammar_choice, is_warming, warm_grammar
from guardrails.languagetool.errors import GrammarUnavailable
from puentes.errors import PuentesError
from puentes.settings import Settings
from puentes.setup.errors import Interrupted
from puentes.setup.model import model_is_there
from puentes.setup.parts import PARTS, Part
from puentes.setup.task import Task

_LOOK_EVERY = 0.5


@dataclass
class Fetching:
    """A part on its way, for all visitors: it is the machine's."""

    part: Part
    task: Task
    error: Exception | None = None
    started: float = field(default_factory=time.monotonic)
    thread: threading.Thread | None = None

    @property
    def runs(self) -> bool:
        """True until it has ended."""
        return self.thread is not None and self.thread.is_alive()


@cache
def fetchings() -> dict[str, Fetching]:
    """What is being fetched or was, by the part's name."""
    return {}


def fetch(part: Part) -> None:
    """Begins to fetch a part, unless it is on its way."""
    running = fetchings().get(part.name)
    if running and running.runs:
        return
    new = Fetching(part, Task(part.name))

    def work() -> None:
        try:
            part.fetch(new.task)
        except Interrupted:
            pass
        except (PuentesError, OSError) as error:
            new.error = error
        except Exception as error:  # noqa: BLE001 - told on the page in words
            log_place(error, "fetching")
            new.error = error

    new.thread = threading.Thread(target=work, name=f"puentes-fetch-{part.name}", daemon=True)
    fetchings()[part.name] = new
    new.thread.start()


def cancel(name: str) -> None:
    """Stops fetching a part; what came so far stays, and the next try goes on from there."""
    running = fetchings().get(name)
    if running:
        running.task.stop.set()
        running.task.end_children()


def model(texts: Texts, settings: Settings) -> None:
    """The model on this machine."""
    st.subheader(texts("settings.model"), anchor=False)
    if model_is_there():
        own = f" {settings.model_path}" if settings.model_path else ""
        _say(texts("settings.model_there") + own)
    else:
        _fetchable("model", texts)


def grammar(texts: Texts) -> None:
    """LanguageTool, and whether it answers."""
    st.subheader(texts("settings.grammar"), anchor=False)
    part = _part("grammar")
    if grammar_choice() is None:
        _say(texts("settings.grammar_off"))
    elif not part.is_there():
        _fetchable("grammar", texts)
    else:
        _grammar_state(texts)


@st.fragment(run_every=2.0)
def _grammar_state(texts: Texts) -> None:
    if is_warming(warm_grammar(texts.language)):
        _say(texts("settings.grammar_starts"))
        return
    try:
        shared_reader().ask("Gracias." if texts.language == "es" else "Thanks.", texts.language, ()).result(0.2)
        _say(texts("settings.grammar_answers"))
    except GrammarUnavailable as error:
        _say(texts("settings.grammar_dead"))
        st.html(f'<p class="pz-small">{escape(texts("error.detail"))} {escape(str(error))}</p>')
    except TimeoutError:
        _say(texts("settings.grammar_starts"))


@st.fragment(run_every=_LOOK_EVERY)
def _progress(name: str, texts: Texts) -> None:
    running = fetchings().get(name)
    if running is None or not running.runs:
        st.rerun()
    task = running.task
    share = min(1.0, task.done / task.total) if task.total else 0.0
    done, total = f"{task.done / 1e6:.0f}", f"{task.total / 1e6:.0f}"
    words = texts("settings.fetched", done=done, total=total) if task.total else texts("settings.fetching")
    st.progress(share, text=words)


def _fetchable(name: str, texts: Texts) -> None:
    part, running = _part(name), fetchings().get(name)
    if running and running.runs:
        _progress(name, texts)
        st.button(texts("settings.cancel"), key=f"cancel-{name}", on_click=cancel, args=(name,))
        return
    _say(texts(f"settings.{name}_missing", size=part.megabytes))
    if running and running.error is not None:
        words = str(running.error) if isinstance(running.error, PuentesError) else type(running.error).__name__
        st.html(f'<p class="pz-problem" role="alert">{escape(texts("settings.fetch_failed", why=words))}</p>')
    if is_open_to_others():
        _say(texts("settings.fetch_elsewhere"))
    else:
        st.button(texts("settings.fetch"), key=f"fetch-{name}", on_click=fetch, args=(part,))


def _part(name: str) -> Part:
    return next(part for part in PARTS if part.name == name)


def _say(words: str) -> None:
    st.html(f'<p class="pz-line" role="status">{escape(words)}</p>')
