"""The strings of the interface, from one catalogue per language: a folder with one file per page, and common.yaml for
what several say. No sentence for a person stands in the code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from puentes.errors import DataError

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Texts:
    """The catalogue of one language: `texts("form.channel")` is a string, with named values filled in."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, key: str, **values: object) -> str:
        """The string of a dotted key. Raises DataError naming the catalogue and the key when it is not there."""
        text = catalogue(self.language).get(key)
        if text is None:
            raise DataError(f"app/texts/{self.language}/*.yaml: {key} is missing")
        return text.format_map(_Given(self.language, key, values)) if values else text

    def get(self, key: str, default: str) -> str:
        """The string of a dotted key, else `default`: for names that may come from outside, an engine's say."""
        return catalogue(self.language).get(key, default)


class _Given(dict[str, object]):
    def __init__(self, language: str, key: str, values: Mapping[str, object]) -> None:
        super().__init__(values)
        self._where = f"app/texts/{language}/*.yaml: {key}"

    def __missing__(self, name: str) -> object:
        raise DataError(f"{self._where}: the value {name} is not given")


def language_for(locale: str | None) -> Language:
    """The interface's language for a browser's locale such as es-CO: Spanish for any Spanish, else English."""
    return "es" if (locale or "").lower().replace("_", "-").split("-")[0] == "es" else "en"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: Language) -> Mapping[str, str]:
    """All strings of a language by dotted key. Raises DataError when a file is wrong or two hold the same key."""
    found: dict[str, str] = {}
    folder = files("app").joinpath("texts", language)
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name):
        where = f"app/texts/{language}/{file.name}"
        try:
            strings = _flat(yaml.safe_load(file.read_text(encoding="utf-8")), "")
        except (yaml.YAMLError, AttributeError) as error:
            raise DataError(f"{where}: {' '.join(str(error).split())}") from error
        for key, text in strings:
            if key in found:
                raise DataError(f"{where}: {key} is in another file too")
            found[key] = text
    return found


def _flat(node: Mapping[str, Any], before: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in node.items():
        key = f"{before}{name}"
        found += [(key, str(value))] if not isinstance(value, Mapping) else _flat(value, f"{key}.")
    return found
