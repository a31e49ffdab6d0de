"""LanguageTool's server for a program: started at first use, on loopback, started anew when it dies, ended with the
program."""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
import time

from guardrails.languagetool import resident
from guardrails.languagetool.address import HOST, given_url, is_ready
from guardrails.languagetool.errors import GrammarUnavailable
from guardrails.languagetool.launching import Started, launch

_LOOK_SECONDS = 1.0  # so often is looked whether the shared server still runs


class LanguageToolServer:
    """One server process for all languages. Safe to use from several threads.

    `PUENTES_LANGUAGETOOL_URL` names a server that runs already; then nothing is started or ended here. With
    `PUENTES_LANGUAGETOOL_KEEP` the server is shared with other programs of the user and outlives this one.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._started: Started | None = None  # the one of this program
        self._java_pid: int | None = None
        self._url: str | None = None
        self._looked = 0.0  # when the shared server was last seen to be ready
        atexit.register(self.stop)

    @property
    def pid(self) -> int | None:
        """The process id of Java, when this object started it and it was not stopped."""
        return self._java_pid

    def url(self) -> str:
        """The base address, ending in a slash, of a server that is ready; starts one when none runs.

        Raises GrammarUnavailable with the reason, within some 20 seconds.
        """
        given = given_url()
        if given:
            return given
        with self._lock:
            if resident.keep_seconds():
                if self._url is None or time.monotonic() - self._looked > _LOOK_SECONDS:
                    self._url, self._looked = self._shared(), time.monotonic()
                return self._url
            if self._url is None or self._started is None or not self._started.runs:
                self.stop()
                self._started = launch()
                self._url, self._java_pid = self._started.url, self._started.java_pid
            return self._url

    def restart(self, failed: str | None = None) -> str:
        """Ends the server when it runs and starts it anew; gives its address. Raises GrammarUnavailable.

        `failed` is the address that gave no answer: when another thread has started a new server since, that one is
        kept.
        """
        with self._lock:
            if given_url() or (failed is not None and self._url not in {failed, None}):
                return self.url()
            self.stop()
            state = resident.running() if resident.keep_seconds() else None
            if state is not None and not is_ready(f"http://{HOST}:{state[0]}/"):
                self._end_resident(state[1])
            return self.url()

    def _shared(self) -> str:
        """The address of the server that outlives its program; starts it when none runs."""
        try:
            with resident.starting():
                lock, state = resident.keepers_lock(), resident.running()
                if lock is None and state is not None and is_ready(f"http://{HOST}:{state[0]}/", 5):
                    self._java_pid = state[2]
                    resident.used()
                    return f"http://{HOST}:{state[0]}/"
                if lock is None and state is not None:
                    resident.end(state[1])
                    lock = resident.keepers_lock()
                if lock is None:
                    raise GrammarUnavailable("Another LanguageTool of yours hangs. End it and try again.")
                try:
                    started = launch(lock)
                finally:
                    os.close(lock)
                started.let_go()
                self._java_pid = started.java_pid
                return started.url
        except (OSError, TimeoutError) as error:
            raise GrammarUnavailable(f"LanguageTool cannot be shared with other programs: {error}.") from error

    def _end_resident(self, keeper: int) -> None:
        """Ends a shared server that gives no answer. Only while its keeper's lock is held is the number its own."""
        with contextlib.suppress(OSError, TimeoutError), resident.starting():
            lock = resident.keepers_lock()
            if lock is None:
                resident.end(keeper)
            else:
                os.close(lock)

    def stop(self) -> None:
        """Ends the server if this object started it; does nothing otherwise."""
        with self._lock:
            started, self._started, self._java_pid, self._url = self._started, None, None, None
            if started is not None:
                started.end()
