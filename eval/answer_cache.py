"""Answers of engines, kept on disk: what was asked once, with the same prompt, model and parameters, costs nothing
again.

One append-only file of JSON Lines. A line is written whole and synced before the answer is used, so that a kill at any
moment loses the answers in flight at most; a torn last line is passed over. In memory only the place of each line is
kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from puentes.engines.base import Answer, Request


def key_of(request: Request, engine: str, model: str, parameters: Mapping[str, Any], repeat: int) -> str:
    """The key of an answer: the prompt as it is sent, the model, the parameters, and which repeat it is."""
    asked = {
        "turns": [turn.as_dict() for turn in request.turns],
        "schema": request.schema,
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": request.seed,
        "engine": engine,
        "model": model,
        "parameters": dict(parameters),
        "repeat": repeat,
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:32]


class AnswerCache:
    """The answers in one file. Safe for several threads, and for several processes that append to the same file."""

    def __init__(self, path: Path) -> None:
        """Opens the file, or begins it. Raises EvalError when it cannot be written."""
        self.path = path
        self._lock = threading.Lock()
        self._places: dict[str, int] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as error:
            raise EvalError(f"{path}: the kept answers cannot be opened ({error.strerror})") from None
        self._index()

    def __len__(self) -> int:
        return len(self._places)

    def get(self, key: str) -> Answer | None:
        """The answer that was kept, None when there is none."""
        place = self._places.get(key)
        if place is None:
            return None
        with self.path.open("rb") as file:
            file.seek(place)
            row = json.loads(file.readline())
        events = tuple((name, values) for name, values in row["answer"].pop("events"))
        return Answer(**row["answer"], events=events)

    def put(self, key: str, answer: Answer) -> None:
        """Keeps an answer; it is on the disk when this returns."""
        line = json.dumps({"key": key, "answer": asdict(answer)}).encode() + b"\n"
        with self._lock:
            written = os.write(self._file, line)
            end = os.lseek(self._file, 0, os.SEEK_CUR)
        if written != len(line):
            raise EvalError(f"{self.path}: an answer could not be kept whole; is the disk full?")
        os.fsync(self._file)
        self._places[key] = end - len(line)

    def close(self) -> None:
        """Lets go of the file."""
        os.close(self._file)

    def _index(self) -> None:
        place = 0
        torn = False
        with self.path.open("rb") as file:
            for line in file:
                # A line is read as far as its key only: the answers stay on the disk.
                key = line[9:41]
                torn = not line.endswith(b"\n")
                if not torn and line.startswith(b'{"key": "') and line[41:42] == b'"' and line.endswith(b"}}\n"):
                    self._places[key.decode("ascii", "replace")] = place
                place += len(line)
        if torn:
            # What is appended next begins a line of its own.
            os.write(self._file, b"\n")
