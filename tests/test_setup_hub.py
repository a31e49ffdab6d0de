"""The model hub as a source: used where it can be reached, passed over quickly where it cannot."""

from __future__ import annotations

import importlib.machinery
import sys
import time
import types
from pathlib import Path
from typing import Any

import pytest

from puentes.setup import hub
from puentes.setup.errors import Interrupted
from puentes.setup.task import Task


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A stand-in for huggingface_hub whose calls a test can replace."""
    module: Any = types.ModuleType("huggingface_hub")
    module.__spec__ = importlib.machinery.ModuleSpec("huggingface_hub", None)
    module.hf_hub_url = lambda repository, file: f"{repository}/{file}"
    module.get_hf_file_metadata = lambda _url, timeout: timeout

    def download(_repository: str, file: str, local_dir: Path) -> str:
        local_dir.mkdir(parents=True, exist_ok=True)
        (local_dir / file).write_bytes(b"GGUF")
        return str(local_dir / file)

    module.hf_hub_download = download
    monkeypatch.setitem(sys.modules, "huggingface_hub", module)
    return module


@pytest.mark.usefixtures("client")
def test_a_file_of_the_hub_is_given(tmp_path: Path) -> None:
    """The file lies in the work folder, for the caller to check and move."""
    found = hub.fetch_from_hub(tmp_path, Task("model"))
    assert found == tmp_path / "hub" / hub.FILE
    assert found.read_bytes() == b"GGUF"


def test_a_hub_that_hangs_costs_seconds_only(tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network that swallows everything must not hold up the other source."""
    monkeypatch.setattr(hub, "_PROBE_SECONDS", 0.4)
    client.get_hf_file_metadata = lambda _url, timeout: time.sleep(30)  # noqa: ARG005 - the client's signature
    started = time.monotonic()
    assert hub.fetch_from_hub(tmp_path, Task("model")) is None
    assert time.monotonic() - started < 2


def test_whatever_the_client_raises_the_next_source_is_tried(tmp_path: Path, client: Any) -> None:
    """A refused connection, a removed file, a changed client: none of them is the person's concern."""

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("refused")

    client.hf_hub_download = refuse
    assert hub.fetch_from_hub(tmp_path, Task("model")) is None
    client.get_hf_file_metadata = refuse
    assert hub.fetch_from_hub(tmp_path, Task("model")) is None


def test_a_download_from_the_hub_can_be_interrupted(tmp_path: Path, client: Any) -> None:
    """Ctrl-C does not wait for the client."""
    task = Task("model")

    def hang(*_: object, **__: object) -> None:
        task.stop.set()
        time.sleep(30)

    client.hf_hub_download = hang
    with pytest.raises(Interrupted):
        hub.fetch_from_hub(tmp_path, task)


def test_without_the_client_there_is_no_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """huggingface_hub is an extra."""
    monkeypatch.setattr(hub, "_CLIENT", "no_such_package_here")
    assert hub.fetch_from_hub(tmp_path, Task("model")) is None
