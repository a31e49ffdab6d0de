"""What the evaluation tells people, from one catalogue per language (eval/data/texts). No sentence for a reader of a
report stands in the code; names that come from a run are values and stay as they are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from eval.errors import EvalError
from puentes.errors import DataError

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# Where a terminal's locale stands, the strongest first (POSIX, section 8.2).
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the section `told`, to be said in the reader's language. `values` are names and numbers; some
    have names of their own there: a `view`, and lists of elements or of what differs."""

    key: str
    values: Mapping[str, Any]

    def __str__(self) -> str:
        """The sentence in English, as errors and JSON have it."""
        return tell(self, "en")


def told(key: str, **values: object) -> Told:
    """The sentence of a key with its values."""
    return Told(key, values)


def tell(what: Told, language: Language) -> str:
    """The sentence in a language."""
    values = dict(what.values)
    for name, section in (("view", "view"), ("elements", "element"), ("what", "differs")):
        if name in values:
            given = [values[name]] if isinstance(values[name], str) else values[name]
            values[name] = ", ".join(named(language, section, one) for one in given)
    return text(language, f"told.{what.key}", **values)


def text(language: Language, key: str, /, **values: object) -> str:
    """The text of a dotted key with its values filled in. Raises DataError when there is none."""
    found = _catalogue(language).get(key)
    if found is None:
        raise DataError(f"eval/data/texts/{language}.yaml: {key} is missing")
    return found.format(**values) if values else found


def named(language: Language, section: str, name: str) -> str:
    """What a section calls something; a name that it does not know stays as it is."""
    return _catalogue(language).get(f"{section}.{name}", name)


def language_of(wanted: str | None) -> Language:
    """The language of a report: the one that is asked for, else that of the terminal's locale; Spanish for any Spanish
    locale, else English. Raises EvalError for one that is not known."""
    for language in LANGUAGES:
        if wanted == language:
            return language
    if wanted is not None:
        raise EvalError(f"--language: '{wanted}' is not known. One of: {', '.join(LANGUAGES)}")
    locale = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    return "es" if locale.lower().replace("-", "_").split("_")[0].split(".")[0] == "es" else "en"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: Language) -> Mapping[str, str]:
    file = files("eval").joinpath("data", "texts", f"{language}.yaml")
    return dict(_flat(yaml.safe_load(file.read_text(encoding="utf-8")), ""))


def _flat(node: Mapping[str, Any], before: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in node.items():
        key = f"{before}{name}"
        found += _flat(value, f"{key}.") if isinstance(value, Mapping) else [(key, str(value))]
    return found
