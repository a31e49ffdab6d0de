"""Grammar while a person types: LanguageTool is asked in the background, and nobody waits long for it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import cache
from typing import Any

from app.texts import Texts
from app.warming import grammar_choice
from guardrails.languagetool import shared_checker
from guardrails.languagetool.errors import GrammarUnavailable

# Seconds that a run of the page waits for an answer: a warm server takes 0.02 to 0.1.
PATIENCE = 0.25
# Seconds for which a checker that failed is left alone: each of its tries can take as long.
REST = 10.0
_ANSWERS = 64
_WAITING = 8


class Proofreader:
    """Answers of the shared checker by text, for all visitors: nothing is kept but the last answers, in memory."""

    def __init__(self, checker: Any) -> None:
        self._checker = checker
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="puentes-proof")
        self._answers: OrderedDict[tuple[str, str, tuple[str, ...]], Future[Any]] = OrderedDict()
        self._lock = threading.Lock()
        self._failed: tuple[float, str] = (0.0, "")

    def ask(self, text: str, language: str, ignore: tuple[str, ...]) -> Future[Any]:
        """The answer to come. Raises GrammarUnavailable while the checker rests after a failure, or has too much to
        do."""
        key = (text, language, ignore)
        with self._lock:
            known = self._answers.get(key)
            if known is not None and not (known.done() and known.exception()):
                self._answers.move_to_end(key)
                return known
            when, why = self._failed
            if why and time.monotonic() - when < REST:
                raise GrammarUnavailable(why)
            if sum(not one.done() for one in self._answers.values()) >= _WAITING:
                raise Pending
            self._answers[key] = asked = self._pool.submit(self._check, text, language, ignore)
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return asked

    def _check(self, text: str, language: str, ignore: tuple[str, ...]) -> Any:
        try:
            found = self._checker.check(text, language, ignore)
        except GrammarUnavailable as error:
            with self._lock:
                self._failed = (time.monotonic(), str(error))
            raise
        with self._lock:
            self._failed = (0.0, "")
        return found


class Pending(GrammarUnavailable):
    """No answer yet: it is being worked on."""


class Impatient:
    """A grammar checker for one run of the page: what is not answered in time is not checked yet, and `pending`
    says so."""

    def __init__(self, reader: Proofreader, texts: Texts, patience: float = PATIENCE) -> None:
        self._reader = reader
        self._texts = texts
        self._patience = patience
        self.pending = False

    def check(self, text: str, language: str, ignore_words: Iterable[str] = ()) -> Any:
        """The matches. Raises GrammarUnavailable with a reason in the interface's language."""
        try:
            return self._reader.ask(text, language, tuple(ignore_words)).result(self._patience)
        except (NotYet, Pending):
            self.pending = True
            raise Pending(self._texts("grammar.pending")) from None
        except GrammarUnavailable:
            raise GrammarUnavailable(self._texts("grammar.unavailable")) from None


@cache
def shared_reader() -> Proofreader:
    """The proofreader of this process."""
    return Proofreader(shared_checker())


def proofreader(texts: Texts) -> Impatient | None:
    """A checker for one run of the page; None where grammar is switched off."""
    return Impatient(shared_reader(), texts) if grammar_choice() == "auto" else None
