"""One draft in the making, in a thread of its own, so that the page stays alive while it is written."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field
from typing import Any

from app.guarding import log_place
from app.warming import GrammarChoice
from puentes.errors import PuentesError
from puentes.message import Message, Progress
from puentes.settings import Settings
from puentes.situation import Situation


@dataclass(slots=True)
class Job:
    """A draft that was asked for. `stage` and `moves` (text with slots, by move) follow `look`; `message` or
    `error` is there when `done`. `facts` are the situation as plain data, to tell later whether it has changed."""

    situation: Situation
    facts: dict[str, Any]
    engine: str
    settings: Settings
    grammar: GrammarChoice
    stage: str = "start"
    moves: dict[str, str] = field(default_factory=dict)
    message: Message | None = None
    error: Exception | None = None
    _news: queue.SimpleQueue[Progress] = field(default_factory=queue.SimpleQueue)
    _thread: threading.Thread | None = None

    def start(self) -> Job:
        """Begins to write; returns at once."""
        self._thread = threading.Thread(target=self._write, name="puentes-page-draft", daemon=True)
        self._thread.start()
        return self

    @property
    def done(self) -> bool:
        """True when there is a message or an error."""
        return self._thread is not None and not self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Waits for the end, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def look(self) -> bool:
        """Takes in what has happened since the last look. True when something has."""
        changed = False
        while not self._news.empty():
            progress = self._news.get()
            self.stage = progress.stage
            if progress.stage == "move":
                self.moves[progress.move] = progress.text
            changed = True
        return changed

    def _write(self) -> None:
        from puentes.drafting import draft

        try:
            self.message = draft(
                self.situation, self.engine, settings=self.settings, on_progress=self._news.put, grammar=self.grammar
            )
        except PuentesError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 - told on the page in words; a thread has nobody to raise it to
            log_place(error, "drafting")
            self.error = error
