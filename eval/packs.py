"""Prompt packs of one's own: copies of the shipped one in a folder of their own, edited and saved there.

The shipped pack is read only. Names are plain, and only files that a pack has can be written, so that whoever edits
reaches nothing else on the disk.
"""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path

import yaml
from jinja2 import Environment, TemplateSyntaxError

from eval.errors import EvalError
from puentes.datafiles import copy_pack, pack_files
from puentes.errors import DataError

# Beside the runs, below the folder one is in.
PACKS = Path("eval-prompts")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def packs(folder: Path = PACKS) -> list[str]:
    """The names of one's own packs."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def new_pack(name: str, folder: Path = PACKS) -> Path:
    """A new copy of the shipped prompts. Raises EvalError for a name that will not do, DataError when it is there."""
    target = pack_folder(name, folder)
    copy_pack(target)
    return target


def pack_folder(name: str, folder: Path = PACKS) -> Path:
    """Where a pack of one's own lies. Raises EvalError when that is no plain name."""
    if not _NAME.fullmatch(name):
        raise EvalError(f"'{name}': is no name for prompts. Use small letters, digits, - and _, 40 at most")
    return folder / name


def editable(pack: Path) -> list[str]:
    """The files of a pack, templates first, as paths below it."""
    names = [name for name, _ in pack_files(pack)]
    return sorted(names, key=lambda name: (not name.endswith(".j2"), name))


def read_file(pack: Path, name: str) -> str:
    """The text of a pack's file. Raises EvalError."""
    try:
        return _file(pack, name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise EvalError(f"{pack / name}: cannot be read") from None


def save_file(pack: Path, name: str, text: str) -> None:
    """Writes a pack's file, whole or not at all. Raises DataError naming the line when it is no YAML or no template."""
    file = _file(pack, name)
    _check(file, text)
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_text(text, encoding="utf-8")
        os.replace(new, file)  # noqa: PTH105 - in place of the old one, in one step
    except OSError as error:
        raise EvalError(f"{file}: cannot be written ({error.strerror})") from None


def edited(pack: Path) -> list[str]:
    """The files that are no longer as shipped."""
    shipped = {name: item.read_bytes() for name, item in pack_files(files("prompts"))}
    return [name for name, item in pack_files(pack) if shipped.get(name) != item.read_bytes()]


def _file(pack: Path, name: str) -> Path:
    if name not in editable(pack):
        raise EvalError(f"{name}: is no file of the prompts in {pack}")
    return pack / name


def _check(file: Path, text: str) -> None:
    try:
        if file.suffix == ".j2":
            Environment(autoescape=True).parse(text)
        else:
            yaml.safe_load(text)
    except TemplateSyntaxError as error:
        raise DataError(f"{file}:{error.lineno}: {error.message}. Not saved") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise DataError(f"{file}{line}: {getattr(error, 'problem', None) or 'is no YAML'}. Not saved") from None
