"""What a person is told about a rewriting: reasons, notes, questions; sentences from prompts/rewriting/said.yaml."""

from __future__ import annotations

from typing import Any

from puentes.datafiles import once_per_pack, read_yaml
from puentes.errors import DataError
from puentes.rewriting.tracked import Why
from puentes.said import told_fault

LONGEST_QUOTE = 80


def tell(key: str, language: str, **values: str) -> str:
    """One sentence, values quoted on one line and shortened. Raises DataError when the catalogue lacks it."""
    if "why" in values:
        values["why"] = told_fault(values["why"], language)
    try:
        return str(_catalogue()[language][key]).format(**{name: _short(value) for name, value in values.items()})
    except KeyError as error:
        raise DataError(f"prompts/rewriting/said.yaml: {language}.{key}: {error} is missing") from error


def reason(whys: tuple[Why, ...], language: str) -> str:
    """Why a change was made, as one or more sentences, each once."""
    known = _catalogue()[language]
    told = (tell(w.key if w.key in known else "missing_other", language, about=w.about) for w in whys)
    return " ".join(dict.fromkeys(told))


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"


@once_per_pack
def _catalogue() -> Any:
    return read_yaml("rewriting", "said.yaml")
