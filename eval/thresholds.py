"""The gate's thresholds, from one TOML file."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import EvalError

_FORM = ConfigDict(extra="forbid", frozen=True)


class Regression(BaseModel):
    """Chances of a false alarm by view, and the smallest loss that counts."""

    model_config = _FORM

    raw: float = Field(gt=0, lt=0.5)
    delivered: float = Field(gt=0, lt=0.5)
    alone: float = Field(gt=0, lt=0.5)
    smallest: float = Field(ge=0, lt=1)


class Tell(BaseModel):
    """The loss that has to be noticeable before "no regression" is said, and with which power."""

    model_config = _FORM

    loss: float = Field(gt=0, lt=1)
    power: float = Field(gt=0, lt=1)


class Needs(BaseModel):
    """How many fixtures at least, and which share of crashed answers at most."""

    model_config = _FORM

    fixtures: int = Field(ge=5)
    crashed: float = Field(gt=0, le=1)


class Thresholds(BaseModel):
    """All of them; eval/data/thresholds.toml says what each one does."""

    model_config = _FORM

    regression: Regression
    tell: Tell
    needs: Needs


def load_thresholds(path: Path | None = None) -> Thresholds:
    """The shipped thresholds, with those of a file in place of them. Raises EvalError naming file and key."""
    shipped = tomllib.loads(files("eval").joinpath("data", "thresholds.toml").read_text(encoding="utf-8"))
    if path is None:
        return Thresholds.model_validate(shipped)
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        return Thresholds.model_validate(_merged(shipped, given))
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise EvalError(f"{path}: is no UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise EvalError(f"{path}: is no TOML: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise EvalError(f"{path}: {where}: {first['msg']}. The keys are those of eval/data/thresholds.toml") from None


def _merged(shipped: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    merged = {**shipped, **given}
    for name, section in shipped.items():
        if isinstance(given.get(name), dict):
            merged[name] = {**section, **given[name]}
    return merged
