"""Shipped data, read once: etiquette, reasons, channels, phrases. A mistake is reported with its file and key."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from puentes.errors import DataError

T = TypeVar("T", bound=BaseModel)

# libyaml reads the data several times faster; the pure loader gives the same result where it was not built.
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(*path: str) -> object:
    """The content of a YAML file below prompts/. Raises DataError naming the file and the line."""
    name = "/".join(("prompts", *path))
    try:
        text = files("prompts").joinpath(*path).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"{name}: cannot be read ({error.strerror}). Install Puentes again.") from error
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, chosen above
    except yaml.YAMLError as error:
        raise DataError(f"{name}: {' '.join(str(error).split())}") from error


def read_model(model: type[T], *path: str) -> T:
    """A YAML file below prompts/ as a pydantic model. Raises DataError naming file and key."""
    try:
        return model.model_validate(read_yaml(*path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{'/'.join(('prompts', *path))}: {where}: {first['msg']}") from error


@lru_cache(maxsize=32)
def names(*path: str) -> tuple[str, ...]:
    """The names of the YAML files in a folder below prompts/, sorted, without their ending."""
    folder = files("prompts").joinpath(*path)
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))
