"""Getting ready while the person fills in the form: LanguageTool and the model take seconds to start."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from app.texts import Language
from guardrails.languagetool import shared_checker
from puentes.errors import EngineError
from puentes.settings import Settings

GrammarChoice = Literal["auto"] | None
# Seconds for which LanguageTool and the phrases wait at the first visit: until then the browser, which builds the page,
# needs all that the machine has.
_AFTER = 1.5


def grammar_choice() -> GrammarChoice:
    """Whether the page checks grammar: not when PUENTES_GRAMMAR is "off", as the fast tests set it."""
    return None if os.environ.get("PUENTES_GRAMMAR", "").lower() == "off" else "auto"


def warm_grammar(language: Language) -> threading.Thread | None:
    """Starts LanguageTool in the background, once per process, and readies a language (each takes seconds). The
    thread lives as long as that takes."""
    return _warm_grammar(language) if grammar_choice() == "auto" else None


@cache
def _warm_grammar(language: Language) -> threading.Thread:
    return _later("grammar-warm", lambda: shared_checker().warm([language]).join())


@cache
def warm_writing(language: Language) -> threading.Thread:
    """Reads phrases and word lists in the background by writing an example that nobody sees."""

    def write() -> None:
        from app.samples import SAMPLES, sample_situation
        from puentes.drafting import draft

        with contextlib.suppress(Exception):  # what is wrong is told when the person's own message is written
            draft(sample_situation(SAMPLES[0], language), "phrasebank", grammar=None)

    return _later("writing-warm", write)


def _later(name: str, work: Callable[[], None]) -> threading.Thread:
    def body() -> None:
        time.sleep(_AFTER)
        work()

    thread = threading.Thread(target=body, name=name, daemon=True)
    thread.start()
    return thread


@cache
def warm_model(path: str) -> threading.Thread:
    """Loads a model file in the background, once per process. A failure is told when the model is asked."""

    def load() -> None:
        from puentes.engines.local import server_for  # late: it loads a large library

        try:
            server_for(Path(path))
        except EngineError:
            return

    thread = threading.Thread(target=load, name="model-warm", daemon=True)
    thread.start()
    return thread


def warm_engine(engine: str, settings: Settings) -> threading.Thread | None:
    """Loads the embedded model when that is the engine that will write; None when there is nothing to load."""
    if engine != "local":
        return None
    from guardrails.home import model_path

    path = settings.model_path or model_path()
    return warm_model(str(path)) if path.is_file() else None


def is_warming(thread: threading.Thread | None) -> bool:
    """True while it still starts."""
    return thread is not None and thread.is_alive()
