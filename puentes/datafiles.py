"""Shipped data, read once: etiquette, reasons, channels, phrases. A mistake is reported with its file and key.

Another prompt pack (a copy of prompts/, edited) takes its place within `with open_pack(folder).in_use():`, or for
everything by the setting `prompts`. What is read is kept apart for each pack, by its content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, update_wrapper
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Generic, ParamSpec, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from puentes.errors import DataError

T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")
P = ParamSpec("P")

# libyaml reads the data several times faster; the pure loader gives the same result where it was not built.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Packs whose data is kept at once: the shipped one, and a few that are compared with it.
_PACKS_KEPT = 8


@dataclass(frozen=True, slots=True)
class PromptPack:
    """A folder of prompts in the form of prompts/; `digest` names its content. Make one with `open_pack`."""

    folder: Path
    digest: str

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Within the block everything is read from this pack, in this task or thread and those it starts."""
        token = _pack.set(self)
        try:
            yield
        finally:
            _pack.reset(token)


_pack: ContextVar[PromptPack | None] = ContextVar("puentes_prompt_pack", default=None)


def open_pack(folder: Path) -> PromptPack:
    """The pack in a folder, as its files are now. Raises DataError when the folder is no copy of prompts/."""
    for part in ("templates", "etiquette", "phrases", "notes", "texts.yaml"):
        if not folder.joinpath(part).exists():
            mend = f"Make a copy of the shipped one: puentes eval prompts copy {folder}"
            raise DataError(f"{folder}: is no prompt pack, {part} is missing. {mend}")
    return PromptPack(folder, _digest(folder))


@contextmanager
def prompts_from(folder: Path | None) -> Iterator[None]:
    """Within the block everything is read from this folder; None, or a pack that is in use already, changes nothing."""
    if folder is None or _pack.get() is not None:
        yield
        return
    with open_pack(folder).in_use():
        yield


@lru_cache(maxsize=1)
def shipped_digest() -> str:
    """The digest of the shipped prompts."""
    return _digest(files("prompts"))


def copy_pack(target: Path) -> None:
    """Copies the shipped prompts to a new folder, to be edited there. Raises DataError when it is there already."""
    try:
        target.mkdir(parents=True)
        for name, item in pack_files(files("prompts")):
            file = target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(item.read_bytes())
    except FileExistsError:
        raise DataError(f"{target}: is there already. Choose a new folder, so that nothing is overwritten") from None
    except OSError as error:
        raise DataError(f"{target}: cannot be written ({error.strerror})") from None


def pack_files(root: Traversable, below: str = "") -> Iterator[tuple[str, Traversable]]:
    """Every file of a pack that is data, with its path below the pack, sorted."""
    for item in sorted(root.iterdir(), key=lambda each: each.name):
        name = f"{below}{item.name}"
        if item.is_dir() and item.name != "__pycache__":
            yield from pack_files(item, f"{name}/")
        elif item.name.endswith((".yaml", ".j2")):
            yield name, item


def _digest(root: Traversable) -> str:
    whole = hashlib.sha256()
    for name, item in pack_files(root):
        whole.update(f"{name}\0".encode() + item.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def pack_in_use() -> PromptPack | None:
    """The pack that is read from, None for the shipped prompts."""
    return _pack.get()


def root_in_use() -> Traversable:
    """The folder that is read from."""
    pack = _pack.get()
    return pack.folder if pack else files("prompts")


class once_per_pack(Generic[P, R]):  # noqa: N801 - a decorator, read as a verb
    """As lru_cache: the function's result is kept, apart for each prompt pack. Arguments are positional, hashable."""

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        self._kept: dict[str, dict[Hashable, R]] = {}
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The kept result, or a new one."""
        pack = _pack.get()
        of_pack = self._kept.get(pack.digest if pack else "")
        if of_pack is None:
            while len(self._kept) >= _PACKS_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            of_pack = self._kept.setdefault(pack.digest if pack else "", {})
        if args not in of_pack:
            of_pack[args] = self._function(*args, **kwargs)
        return of_pack[args]


def read_text(*path: str) -> str:
    """A file of the prompts in use. Raises DataError."""
    try:
        return root_in_use().joinpath(*path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no UTF-8 text"
        mend = "Copy it from the shipped prompts" if pack_in_use() else "Install Puentes again"
        raise DataError(f"{shown(*path)}: cannot be read ({why}). {mend}.") from error


def shown(*path: str) -> str:
    """The name of a file of the prompts in use, as a user knows it."""
    pack = _pack.get()
    return "/".join((str(pack.folder) if pack else "prompts", *path))


def read_yaml(*path: str) -> object:
    """The content of a YAML file of the prompts in use. Raises DataError naming the file and the line."""
    text = read_text(*path)
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, chosen above
    except yaml.YAMLError as error:
        raise DataError(f"{shown(*path)}: {' '.join(str(error).split())}") from error


def read_model(model: type[T], *path: str) -> T:
    """A YAML file of the prompts in use as a pydantic model. Raises DataError naming file and key."""
    try:
        return model.model_validate(read_yaml(*path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{shown(*path)}: {where}: {first['msg']}") from error


@once_per_pack
def names(*path: str) -> tuple[str, ...]:
    """The names of the YAML files in a folder of the prompts in use, sorted, without their ending."""
    folder = root_in_use().joinpath(*path)
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))
