"""The embedded model from the model hub, where huggingface_hub is installed and the hub can be reached."""

from __future__ import annotations

import importlib
import importlib.util
import threading
from collections.abc import Callable
from pathlib import Path

from puentes.setup.task import Task, bytes_in

_CLIENT = "huggingface_hub"  # an extra, not always installed
REPOSITORY = "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF"
FILE = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
_PROBE_SECONDS = 4.0  # what a closed network may cost


def fetch_from_hub(work: Path, task: Task) -> Path | None:
    """Downloads the model into `work` and gives the file, not yet checked; None when the hub cannot serve it.

    The hub's own client goes on with a half download of an earlier run. Raises Interrupted.
    """
    if importlib.util.find_spec(_CLIENT) is None:
        return None
    task.note = "asking the model hub"
    if not _ended(_probe, [], _PROBE_SECONDS, task):
        return None
    task.note = "from the model hub"
    found: list[Path] = []
    folder = work / "hub"
    _ended(lambda out: _download(out, folder), found, None, task, folder)
    return found[0] if found else None


def _probe(_: list[Path]) -> None:
    hub = importlib.import_module(_CLIENT)

    hub.get_hf_file_metadata(hub.hf_hub_url(REPOSITORY, FILE), timeout=3)


def _download(out: list[Path], folder: Path) -> None:
    hub = importlib.import_module(_CLIENT)

    out.append(Path(hub.hf_hub_download(REPOSITORY, FILE, local_dir=folder)))


def _ended(
    work: Callable[[list[Path]], None],
    out: list[Path],
    seconds: float | None,
    task: Task,
    folder: Path | None = None,
) -> bool:
    """Runs `work(out)` in a thread that the program need not wait for; True when it ended well and in
    time."""
    failed: list[BaseException] = []

    def body() -> None:
        try:
            work(out)
        except Exception as error:  # noqa: BLE001 - whatever the hub's client raises, the next source is tried
            failed.append(error)

    thread = threading.Thread(target=body, daemon=True)
    thread.start()
    waited = 0.0
    while thread.is_alive() and (seconds is None or waited < seconds):
        thread.join(0.2)
        waited += 0.2
        task.check()
        if folder is not None:
            task.done = bytes_in(folder)
    return not thread.is_alive() and not failed
