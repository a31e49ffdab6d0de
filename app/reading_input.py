"""Reading what the command line names: files, standard input, JSON Lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from puentes.errors import PuentesError
from puentes.reading import load_situation, read_situation
from puentes.situation import Situation

# Characters of one message or one line; far beyond any message.
TEXT_LIMIT = 1_000_000
_WORDS_OF_A_NAME = 4  # a name with more words than that is a message put where its file belongs


class InputError(PuentesError):
    """A file that cannot be read."""


def _unreadable(name: str, error: OSError) -> InputError:
    if len(name.split()) > _WORDS_OF_A_NAME and not isinstance(error, PermissionError):
        # Nothing of it is repeated: it is what the person wrote.
        return InputError("that is a text, and a file is asked for. Save it in one, or pipe it in and give - instead")
    return InputError(f"{name}: cannot be read ({error.strerror}). Check the name, or use - for input")


def read_text(name: str) -> str:
    """The text of a file, or of standard input for "-". Raises InputError with the reason."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise _unreadable(name, error) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is no UTF-8 text at byte {error.start}. Save it as UTF-8") from None


def read_one_situation(name: str) -> Situation:
    """A situation from a file or from standard input. Raises SituationError or InputError."""
    if name == "-":
        return read_situation(read_text("-"), source="standard input")
    return load_situation(Path(name))


def read_lines(name: str) -> Iterator[tuple[int, Any, str | None]]:
    """The lines of a JSON Lines file: number, value, and the error of a line that is no JSON object.

    Blank lines are passed over. Bytes that are no UTF-8 spoil their own line only. Raises InputError when the file
    cannot be opened.
    """
    try:
        stream = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 - closed by the with below
    except OSError as error:
        raise _unreadable(name, error) from None
    with stream:
        for number, raw in enumerate(stream, start=1):
            if not raw.strip():
                continue
            if len(raw) > TEXT_LIMIT:
                yield number, None, f"line {number}: is longer than {TEXT_LIMIT} bytes"
                continue
            try:
                value = json.loads(raw.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                yield number, None, f"line {number}: is no UTF-8 text at byte {error.start}"
            except (ValueError, RecursionError) as error:
                yield number, None, f"line {number}: is no JSON: {error}"
            else:
                if isinstance(value, dict):
                    yield number, value, None
                else:
                    yield number, None, f"line {number}: is no JSON object"
