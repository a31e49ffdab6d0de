"""What a user is told about how a message came to be: sentences from prompts/said.yaml, in the user's language."""

from __future__ import annotations

import re
from typing import Any

from puentes.datafiles import once_per_pack, read_yaml
from puentes.errors import DataError

LONGEST_QUOTE = 90


def say(key: str, language: str, **values: str) -> str:
    """One sentence. Values are quoted as they are, shortened to LONGEST_QUOTE characters; `why`, an engine's fault,
    is told in the language.

    Raises DataError when the catalogue lacks the sentence or a value.
    """
    if "why" in values:
        values["why"] = told_fault(values["why"], language)
    try:
        return str(_catalogue()[language][key]).format(**{name: _short(value) for name, value in values.items()})
    except KeyError as error:
        raise DataError(f"prompts/said.yaml: {language}.{key}: {error} is missing") from error


def told_fault(why: str, language: str) -> str:
    """Why an engine gave no answer, in a language; as it is where no pattern of the catalogue is the whole."""
    for row in _catalogue().get("faults", {}).get(language, ()):
        found = re.fullmatch(row["says"], why, re.DOTALL)
        if found:
            return str(row["told"]).format(*found.groups())
    return why


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"


@once_per_pack
def _catalogue() -> Any:
    return read_yaml("said.yaml")
