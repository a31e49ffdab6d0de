"""What a run leaves behind: `run.jsonl`, a header line and then one line per answer, appended as the answers come.

A line is written whole and at once, so that a process that is killed tears the last line at most. That one is left
out when it is read and cut off when the run goes on. Where a fixture's repeat stands there twice (a crashed one that
was tried again), the later line counts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from eval.answers import Answer, Header
from eval.errors import RecordError

FILE = "run.jsonl"


@dataclass(frozen=True, slots=True)
class Run:
    """A run as read: `torn` says that its last line was cut off and left out."""

    path: Path
    header: Header
    answers: tuple[Answer, ...]
    torn: bool = False

    @property
    def name(self) -> str:
        """What a report calls it."""
        return self.header.id


def run_file(path: Path | str) -> Path:
    """The file of a run that is named by its file or its folder."""
    path = Path(path)
    return path / FILE if path.is_dir() else path


def read_run(path: Path | str) -> Run:
    """A run from its file or folder. Raises RecordError naming the file and the line that cannot be read."""
    file = run_file(path)
    lines, tail = _lines(file)
    if not lines:
        raise RecordError(f"{file}: holds no whole header line: the run was cut off at once, or this is no run")
    header = _header(file, lines[0])
    answers = [_parsed(Answer, file, number, line) for number, line in enumerate(lines[1:], start=2) if line.strip()]
    return Run(file, header, _latest(answers), torn=bool(tail.strip()))


class RunWriter:
    """Appends answers to a run's file. To be closed, or used with `with`."""

    def __init__(self, file: Path) -> None:
        """Opens a file that has its header. Use `begin` or `go_on`."""
        self.file = file
        # Unbuffered and appending: a line is one write, which a kill cannot spread over two.
        self._stream = file.open("ab", buffering=0)

    @classmethod
    def begin(cls, path: Path | str, header: Header) -> RunWriter:
        """A new run. Raises RecordError when there is one already, or the file cannot be written."""
        file = Path(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                stream.write(_line(header))
        except FileExistsError:
            raise RecordError(f"{file}: is there already. Resume it, or choose another name") from None
        except OSError as error:
            raise RecordError(f"{file}: cannot be written ({error.strerror})") from None
        return cls(file)

    @classmethod
    def go_on(cls, path: Path | str) -> RunWriter:
        """An earlier run, to be gone on with; a torn last line is cut off. Raises RecordError."""
        file = run_file(path)
        lines, tail = _lines(file)
        if not lines:
            raise RecordError(f"{file}: holds no whole header line; begin the run anew")
        _header(file, lines[0])
        if tail:
            os.truncate(file, file.stat().st_size - len(tail))
        return cls(file)

    def add(self, answer: Answer) -> None:
        """Writes an answer down; it is on the disk when this returns."""
        self._stream.write(_line(answer))
        os.fsync(self._stream.fileno())

    def finish(
        self, *, complete: bool, finished: datetime | None = None, noted: Mapping[str, object] | None = None
    ) -> None:
        """Writes into the header that the run has ended, whether nothing is missing, and what else is to be noted
        there. Closes the file."""
        self.close()
        with self.file.open("rb") as old:
            header = _header(self.file, old.readline())
            news = {**(noted or {}), "finished": finished or datetime.now(UTC), "complete": complete}
            ended = header.model_copy(update=news)
            new = self.file.with_name(self.file.name + ".new")
            with new.open("wb") as stream:
                stream.write(_line(ended))
                while block := old.read(1 << 20):
                    stream.write(block)
                stream.flush()
                os.fsync(stream.fileno())
        new.replace(self.file)

    def close(self) -> None:
        """Lets go of the file; what was written stays."""
        self._stream.close()

    def __enter__(self) -> RunWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


M = TypeVar("M", bound=BaseModel)


def _line(model: BaseModel) -> bytes:
    return model.model_dump_json(by_alias=True).encode() + b"\n"


def _lines(file: Path) -> tuple[list[bytes], bytes]:
    """The whole lines, and what stands after the last line break."""
    try:
        *lines, tail = file.read_bytes().split(b"\n")
    except OSError as error:
        raise RecordError(f"{file}: cannot be read ({error.strerror}). Name a run's folder or its {FILE}") from None
    return lines, tail


def _header(file: Path, line: bytes) -> Header:
    return _parsed(Header, file, 1, line)


def _parsed(model: type[M], file: Path, number: int, line: bytes) -> M:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        what = "header" if model is Header else "answer"
        raise RecordError(
            f"{file}:{number}: is no {what} of a run: {where + ': ' if where else ''}{first['msg']}"
        ) from None


def _latest(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers in their order; of several to the same repeat of a fixture the last."""
    by_key: dict[tuple[str, int], Answer] = {}
    for answer in answers:
        by_key[answer.fixture, answer.repeat] = answer
    return tuple(by_key.values())
