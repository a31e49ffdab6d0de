"""A LanguageTool that outlives the program for some minutes, so that repeated calls of a command need not wait for it.

Only where the person asks for it: PUENTES_LANGUAGETOOL_KEEP gives the minutes that the server stays after its last use.
Its keeper holds a lock as long as it lives, which the system lets go however the keeper dies, and ends when Java does:
while the lock is held, the port in the state file is ours, and no other program's that might read what is checked.
The folder and its files are the user's alone. On systems without such locks the setting does nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from guardrails.home import LANGUAGETOOL_VERSION, data_dir

_LONGEST_MINUTES = 24 * 60
_WAIT_SECONDS = 30.0  # for another program that starts the server just now


def keep_seconds() -> float:
    """How long a server stays after its last use, in seconds; 0 when it ends with the program."""
    if os.name != "posix":
        return 0.0
    try:
        minutes = float(os.environ.get("PUENTES_LANGUAGETOOL_KEEP", "").strip() or 0)
    except ValueError:
        return 0.0
    return 60 * min(max(minutes, 0.0), _LONGEST_MINUTES) if minutes == minutes else 0.0


def _folder() -> Path:
    folder = data_dir() / "run"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


def state_file() -> Path:
    """Where the running server is written down; its time of change is that of the last use."""
    return _folder() / "languagetool.json"


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """One program at a time looks for a server or starts one. Raises TimeoutError."""
    with _opened("starting.lock") as descriptor:
        deadline = time.monotonic() + _WAIT_SECONDS
        while not _locked(descriptor):
            if time.monotonic() > deadline:
                raise TimeoutError("another program has been starting LanguageTool for too long")
            time.sleep(0.05)
        yield


def keepers_lock() -> int | None:
    """A descriptor that holds the keeper's lock, to be handed to a new keeper; None while a keeper lives."""
    descriptor = os.open(_folder() / "keeper.lock", os.O_RDWR | os.O_CREAT, 0o600)
    if _locked(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def running() -> tuple[int, int, int] | None:
    """Port, process id of the keeper and of Java of the server that is written down; None when none is, or when it is
    of another version. Whether it lives is told by the keeper's lock alone."""
    try:
        state = json.loads(state_file().read_text(encoding="utf-8"))
        if state["version"] != LANGUAGETOOL_VERSION:
            return None
        return int(state["port"]), int(state["keeper"]), int(state["java"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_down(port: int, keeper: int, java: int) -> None:
    """Writes the state file, at once and for the user alone."""
    path = state_file()
    half = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"port": port, "keeper": keeper, "java": java, "version": LANGUAGETOOL_VERSION}, file)
    half.replace(path)


def used() -> None:
    """Notes that the server was used just now."""
    with contextlib.suppress(OSError):
        os.utime(state_file())


def end(keeper: int) -> None:
    """Ends a keeper that lives (its lock is held) and with it its Java; waits until the lock is free."""
    with contextlib.suppress(OSError):
        os.kill(keeper, signal.SIGTERM)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        descriptor = keepers_lock()
        if descriptor is not None:
            os.close(descriptor)
            return
        time.sleep(0.05)


@contextlib.contextmanager
def _opened(name: str) -> Iterator[int]:
    descriptor = os.open(_folder() / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    import fcntl  # late: not there on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
