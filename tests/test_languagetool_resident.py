"""A LanguageTool that outlives its program: shared by the calls of one user, ended when it is idle, never stale."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from guardrails.home import LANGUAGETOOL_VERSION, languagetool_dir
from guardrails.languagetool import resident

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the locks are those of POSIX systems")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PUENTES_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("", 0), ("0", 0), ("10", 600), ("0.5", 30), ("-3", 0), ("many", 0), ("nan", 0), ("1e9", 24 * 3600)],
)
def test_the_minutes_are_read_and_bounded(given: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no number keeps nothing; a day is the most."""
    monkeypatch.setenv("PUENTES_LANGUAGETOOL_KEEP", given)
    assert resident.keep_seconds() == seconds


def test_the_state_is_the_users_alone(home: Path) -> None:
    """Nobody else may read which port is ours, nor write another."""
    resident.write_down(4711, 1, 2)
    assert resident.running() == (4711, 1, 2)
    assert stat.S_IMODE(resident.state_file().stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "run").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"port": 1}', '{"port": 1, "keeper": 2, "java": 3, "version": "0"}', "\x00"]
)
def test_a_state_that_cannot_be_used_is_no_state(home: Path, content: str) -> None:
    """A half file or one of another version is passed over."""
    resident.write_down(1, 2, 3)
    (home / "run" / "languagetool.json").write_text(content, encoding="utf-8")
    assert resident.running() is None


@pytest.mark.usefixtures("home")
def test_one_keeper_at_a_time_and_its_lock_falls_with_it() -> None:
    """The lock cannot be had twice; closing it, as the system does at a death, frees it."""
    lock = resident.keepers_lock()
    assert lock is not None
    assert resident.keepers_lock() is None
    os.close(lock)
    again = resident.keepers_lock()
    assert again is not None
    os.close(again)


@pytest.fixture
def installed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A home of its own with the real LanguageTool in it; what runs at the end is ended."""
    monkeypatch.delenv("PUENTES_HOME")
    real = languagetool_dir()
    monkeypatch.setenv("PUENTES_HOME", str(home))
    (home / "languagetool").mkdir()
    (home / "languagetool" / LANGUAGETOOL_VERSION).symlink_to(real)
    yield {**os.environ, "PUENTES_LANGUAGETOOL_KEEP": "0.1"}
    lock, state = resident.keepers_lock(), resident.running()
    if lock is None and state is not None:
        resident.end(state[1])


_PROGRAM = (
    "from guardrails.languagetool import LanguageToolChecker, LanguageToolServer\n"
    "s = LanguageToolServer()\n"
    "assert LanguageToolChecker(s).check('La entrevista estan prevista.', 'es')\n"
    "print(s.pid)\n"
)


def _java(environment: dict[str, str]) -> psutil.Process:
    run = subprocess.run([sys.executable, "-c", _PROGRAM], env=environment, capture_output=True, text=True, check=True)
    return psutil.Process(int(run.stdout))


@pytest.mark.grammar
def test_programs_share_one_server_which_is_replaced_when_killed_and_ends_when_idle(installed: dict[str, str]) -> None:
    """Two programs at once start one Java; a third finds it; killed, it is started anew; unused, it ends."""
    both = [
        subprocess.Popen([sys.executable, "-c", _PROGRAM], env=installed, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    pids = {int(program.communicate()[0]) for program in both}
    assert len(pids) == 1
    java = _java(installed)
    assert {java.pid} == pids
    java.kill()
    anew = _java(installed)
    assert anew.pid != java.pid
    deadline = time.monotonic() + 20
    while anew.is_running() and anew.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not anew.is_running() or anew.status() == psutil.STATUS_ZOMBIE
