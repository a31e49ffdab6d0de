"""`puentes setup` as a whole: side by side, one line for each failure, stopped at any moment; and `puentes
doctor`."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from rich.console import Console

from puentes.setup import run_setup
from puentes.setup.doctor import diagnose, run_doctor
from puentes.setup.errors import Interrupted, SetupError
from puentes.setup.locking import only_one
from puentes.setup.parts import PARTS, Part
from puentes.setup.task import Task


class FakePart:
    """A part whose fetching does what a test wants."""

    def __init__(self, name: str, seconds: float = 0.0, error: Exception | None = None) -> None:
        self.there = False
        self.seconds = seconds
        self.error = error
        self.stopped = False
        self.part = Part(name, f"the {name}", 1, "something is worse", lambda: self.there, self.fetch)

    def fetch(self, task: Task) -> None:
        task.total = 1000
        deadline = time.monotonic() + self.seconds
        while time.monotonic() < deadline:
            try:
                task.check()
            except Interrupted:
                self.stopped = True
                raise
            time.sleep(0.01)
        if self.error:
            raise self.error
        self.there = True


def run(*parts: FakePart, without: frozenset[str] = frozenset()) -> tuple[int, str]:
    out = io.StringIO()
    code = run_setup(without, Console(file=out, width=60), [fake.part for fake in parts])
    return code, out.getvalue()


def test_missing_parts_are_fetched_side_by_side() -> None:
    """Two parts of half a second take less than their sum."""
    started = time.monotonic()
    code, text = run(FakePart("model", 0.5), FakePart("grammar", 0.5))
    assert code == 0
    assert time.monotonic() - started < 0.9
    assert "Fetched: the model (" in text
    assert "Fetched: the grammar (" in text


def test_what_is_there_is_left_alone() -> None:
    """Nothing is fetched twice, and the person is told."""
    fake = FakePart("model", error=AssertionError("fetched"))
    fake.there = True
    assert run(fake) == (0, "There: the model.\n")


def test_what_is_left_out_is_told_with_its_cost() -> None:
    """`--without` names parts; the line says what is lost."""
    fake = FakePart("model", error=AssertionError("fetched"))
    code, text = run(fake, without=frozenset({"model"}))
    assert code == 0
    assert text == "Left out: the model. Then something is worse.\n"


def test_an_unknown_part_is_named() -> None:
    """A slip in `--without` is not passed over."""
    with pytest.raises(SetupError, match="modle: no such part; there are model"):
        run(FakePart("model"), without=frozenset({"modle"}))


def test_one_failing_part_does_not_stop_the_other() -> None:
    """The failure is one line however long; the other part is fetched all the same; the code is 1."""
    line = "LanguageTool could not be fetched: " + "for a long reason " * 10 + "Run `puentes setup` again."
    good = FakePart("model", 0.2)
    code, text = run(good, FakePart("grammar", error=SetupError(line)))
    assert code == 1
    assert good.there
    assert line in text.splitlines()


def test_a_disk_error_names_the_file_and_the_way_out(tmp_path: Path) -> None:
    """A folder that cannot be written is said as such."""
    error = PermissionError(13, "Permission denied", str(tmp_path))
    code, text = run(FakePart("model", error=error))
    assert code == 1
    assert f"Permission denied ({tmp_path})" in text
    assert "PUENTES_HOME" in text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_all_in_one_line(number: signal.Signals) -> None:
    """Ctrl-C and SIGTERM stop every part, print one line and give 130."""
    fakes = FakePart("model", 30), FakePart("grammar", 30)
    threading.Timer(0.3, os.kill, (os.getpid(), number)).start()
    started = time.monotonic()
    code, text = run(*fakes)
    assert code == 130
    assert time.monotonic() - started < 3
    assert text.splitlines()[-1] == "Interrupted; run it again to go on."
    assert all(fake.stopped for fake in fakes)


def test_progress_is_shown_in_plain_lines_when_not_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log gets a line now and then with what is done, of how much."""
    monkeypatch.setattr("puentes.setup.display._LINE_SECONDS", 0.1)
    _, text = run(FakePart("model", 0.5))
    assert "  model: 0 MB of 0 MB (0 %)" in text


def test_two_set_ups_do_not_work_at_the_same_time(tmp_path: Path) -> None:
    """While another process holds the lock this one waits and says so; when that process is killed it goes
    on."""
    lock = tmp_path / "x.lock"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time, pathlib\n"
            "from puentes.setup.locking import only_one\n"
            "from puentes.setup.task import Task\n"
            "with only_one(pathlib.Path(sys.argv[1]), Task('a')):\n"
            "    print('held', flush=True); time.sleep(60)\n",
            str(lock),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    task = Task("b")
    notes: list[str] = []

    def end_holder() -> None:
        time.sleep(0.5)
        notes.append(task.note)
        holder.kill()

    threading.Thread(target=end_holder).start()
    with only_one(lock, task):
        assert holder.wait(5) != 0
    holder.stdout.close()
    assert notes == ["waiting for another set-up that is fetching the same"]


def test_waiting_for_the_lock_can_be_interrupted(tmp_path: Path) -> None:
    """Ctrl-C works while another set-up is at work, too."""
    with only_one(tmp_path / "x.lock", Task("a")):
        waiting = Task("b")
        threading.Timer(0.3, waiting.stop.set).start()
        with pytest.raises(Interrupted), only_one(tmp_path / "x.lock", waiting):
            pass


def test_doctor_on_an_empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each lack has its cost and one command that mends it; the exit code is 1; `auto` takes the phrase
    bank."""
    monkeypatch.setenv("PUENTES_HOME", str(tmp_path / "nowhere"))
    for name in (
        "PUENTES_MODEL_PATH",
        "PUENTES_LANGUAGETOOL_URL",
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "PUENTES_ENGINE",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    found = {one.name: one for one in diagnose()}
    assert not found["model"].ok
    assert found["model"].mend == "puentes setup --without grammar"
    assert not found["languagetool"].ok
    assert found["languagetool"].mend == "puentes setup --without model"
    assert all(one.cost and one.mend for one in found.values() if not one.ok)
    assert "phrasebank" in found["engine"].detail
    assert found["python"].ok
    assert not (tmp_path / "nowhere").exists()
    out = io.StringIO()
    assert run_doctor(Console(file=out)) == 1
    assert "missing  model: not at" in out.getvalue()


def test_doctor_in_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as data, one object for each thing looked at."""
    monkeypatch.setenv("PUENTES_HOME", str(tmp_path / "nowhere"))
    out = io.StringIO()
    run_doctor(Console(file=out, width=40), as_json=True)
    rows = json.loads(out.getvalue())
    assert {"name", "ok", "detail", "cost", "mend"} == set(rows[0])


def test_settings_that_cannot_be_read_are_told_by_the_doctor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The doctor goes on with the rest."""
    monkeypatch.setenv("PUENTES_HOME", str(tmp_path))
    monkeypatch.setenv("PUENTES_TIMEOUT", "soon")
    found = {one.name: one for one in diagnose()}
    assert not found["settings"].ok
    assert "timeout" in found["settings"].detail
    assert "java" in found


def test_every_part_says_what_its_lack_costs() -> None:
    """The table of parts is complete, with the names that `--without` takes."""
    assert [part.name for part in PARTS] == ["model", "grammar"]
    assert all(part.title and part.lack and part.megabytes for part in PARTS)
