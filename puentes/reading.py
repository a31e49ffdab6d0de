"""Reading situations from JSON, YAML, TOML and JSON Lines, with errors that name the field and the mend."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from puentes.errors import Problem, SituationError
from puentes.situation import FREE_TEXT_LIMIT, Situation

# A situation with every field filled to its limit is below 10 KB; this leaves room for comments and indentation.
FILE_LIMIT = 200_000
# Values of a situation, nested ones counted; with every field filled there are some forty.
NODE_LIMIT = 10_000

_MENDS = {
    "missing": "Add it",
    "empty_name": "Give a name or leave the field out",
    "string_too_long": "Shorten it to {max_length} characters",
    "too_long": "Keep at most {max_length}",
    "control_character": "Write it in plain letters on one line",
    "braces": "Fill the placeholder in",
    "unknown_zone": "Use a name such as Europe/Madrid or America/Bogota",
    "timezone_aware": "Add the offset from UTC, for example 2026-12-03T10:00:00+01:00",
    "past_alternative": "Offer a time that is still to come, or correct `now`",
    "same_alternative": "Offer another time",
    "past_interview": "Correct the date, or use the intent missed",
    "future_interview": "Correct the date, or use the intent cancel or reschedule",
    "literal_error": "Use one of: {expected}",
    "string_type": "Write it as text, in quotes",
    "tuple_type": "Write a list of times",
    "model_type": "Write its fields below it, or leave it out when it may be left out",
    "honorific_gender": "Correct one of the two",
    "far_year": "Correct the year",
}
_DATE_MEND = "Write it as ISO 8601 with the offset from UTC, for example 2026-12-03T10:00:00+01:00"


def situation_from(data: object, source: str = "situation") -> Situation:
    """A situation from plain data (a mapping as JSON gives it). Raises SituationError naming each field."""
    if not isinstance(data, Mapping):
        what = f"holds {_kind(data)}, not a mapping of fields"
        raise SituationError([Problem("(whole)", what, "Begin with fields such as language: es")], source)
    try:
        return Situation.model_validate(_plain(data, source))
    except ValidationError as error:
        raise SituationError([_problem(e) for e in error.errors(include_url=False)], source) from None


def read_situation(text: str, *, form: str | None = None, source: str = "situation") -> Situation:
    """A situation from text. `form` is json, yaml or toml; without it each is tried, JSON and TOML before YAML.

    Raises SituationError when the text cannot be read or does not fit.
    """
    return situation_from(read_plain(text, form=form, source=source), source)


def read_plain(text: str, *, form: str | None = None, source: str = "situation") -> object:
    """What the text holds, as plain data (times stay text), before anybody asks whether it is a situation.

    Raises SituationError when it cannot be read.
    """
    if len(text) > FILE_LIMIT:
        what = f"is {len(text)} characters long; the limit is {FILE_LIMIT}"
        mend = f"Keep nuance and detail within {FREE_TEXT_LIMIT} characters"
        raise SituationError([Problem("(whole)", what, mend)], source)
    return _plain(_parse(text, form, source), source)


def load_situation(path: Path | str) -> Situation:
    """A situation from a file; the ending tells the form (.json, .yaml, .yml, .toml; others are guessed).

    Raises SituationError when the file cannot be read or does not fit.
    """
    path = Path(path)
    form = {".json": "json", ".yaml": "yaml", ".yml": "yaml", ".toml": "toml"}.get(path.suffix.lower())
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        mend = "Save the file as UTF-8"
        raise SituationError([Problem("(whole)", f"is no UTF-8 text at byte {error.start}", mend)], str(path)) from None
    except OSError as error:
        mend = "Check the name, or use - for standard input"
        raise SituationError([Problem("(whole)", f"cannot be read: {error.strerror}", mend)], str(path)) from None
    return read_situation(text, form=form, source=str(path))


def _parse(text: str, form: str | None, source: str) -> object:
    import yaml  # late: JSON and TOML need no YAML

    problems: list[Problem] = []
    if form == "json" or (form is None and text.lstrip().startswith("{")):
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            problems = [Problem("(whole)", f"is no JSON: {error}", "Check commas, quotes and brackets there")]
            raise SituationError(problems, source) from None
    if form in {"toml", None}:
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            problems = [Problem("(whole)", f"is no TOML: {error}", "Check quotes and [table] names there")]
            if form == "toml":
                raise SituationError(problems, source) from None
    try:
        return yaml.load(text, Loader=_yaml_loader())  # noqa: S506 - made of the safe loader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        where = " ".join(str(error).split())
        problems = [Problem("(whole)", f"is no YAML: {where}", "Check indentation and colons there")]
        raise SituationError(problems, source) from None


@lru_cache(maxsize=1)
def _yaml_loader() -> Any:
    """The safe loader, which leaves dates as they are written: a bad one is then reported with its field."""
    import yaml

    resolvers = {
        first: [(tag, form) for tag, form in forms if not tag.endswith(":timestamp")]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": resolvers})


def _plain(data: object, source: str) -> Any:
    # TOML reads dates into objects; a naive one must stay naive, so that the missing offset is reported.
    left = NODE_LIMIT

    def plain(node: Any) -> Any:
        nonlocal left
        left -= 1
        # YAML's anchors make a few lines hold themselves, or unfold into millions of nodes.
        if left < 0:
            what = f"unfolds into more than {NODE_LIMIT} values"
            raise SituationError([Problem("(whole)", what, "Write it without anchors")], source)
        if isinstance(node, Mapping):
            return {str(key): plain(value) for key, value in node.items()}
        if isinstance(node, list | tuple):
            return [plain(value) for value in node]
        return node.isoformat() if isinstance(node, datetime | date) else node

    try:
        return plain(data)
    except RecursionError:
        raise SituationError([Problem("(whole)", "holds itself", "Write it without anchors")], source) from None


def _problem(error: Any) -> Problem:
    kind, context = error["type"], error.get("ctx") or {}
    where = context.get("where") or ".".join(str(part) for part in error["loc"]) or "(whole)"
    if kind == "extra_forbidden":
        return _unknown_key([str(part) for part in error["loc"]])
    what = str(error["msg"])
    if kind == "missing":
        what = "is missing"
    if kind in {"model_type", "tuple_type", "string_type"}:
        what = f"holds {_kind(error['input'])}"
    if kind.startswith(("datetime", "timezone")):
        what = (
            f"'{_short(error['input'])}' has no offset from UTC"
            if kind == "timezone_aware"
            else (f"'{_short(error['input'])}' is no date and time")
        )
        return Problem(where, what, _MENDS["timezone_aware"] if kind == "timezone_aware" else _DATE_MEND)
    if kind in {"string_too_long", "too_long"}:
        length = context.get("actual_length") or len(error["input"])
        unit = "characters" if kind == "string_too_long" else "entries"
        what = f"has {length} {unit}; the limit is {context['max_length']}"
    if kind == "literal_error":
        what = f"'{_short(error['input'])}' is not known"
        near = difflib.get_close_matches(str(error["input"]), re.findall(r"'([^']+)'", str(context["expected"])))
        if near:
            return Problem(where, what, f"Did you mean {near[0]}? One of: {context['expected']}")
    if kind == "empty_name" and where == "sender.name":  # the only name that has to be there
        return Problem(where, what, "Give the name that the message is signed with")
    mend = _MENDS.get(kind, "Correct it").format_map(_Blank(context))
    return Problem(where, what[:1].lower() + what[1:], mend)


def _unknown_key(loc: list[str]) -> Problem:
    model: type[BaseModel] = Situation
    for part in loc[:-1]:
        field = next((f for n, f in model.model_fields.items() if (f.alias or n) == part), None)
        options = [field.annotation, *get_args(field.annotation)] if field else []
        nested = [o for o in options if isinstance(o, type) and issubclass(o, BaseModel)]
        if nested:
            model = nested[0]
    known = [field.alias or name for name, field in model.model_fields.items()]
    near = difflib.get_close_matches(loc[-1].lower(), known, n=1, cutoff=0.5)
    mend = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(known)}"
    return Problem(".".join(loc), "is no field of a situation", mend)


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    return {"list": "a list", "str": "text", "dict": "fields", "int": "a number", "float": "a number"}.get(
        type(value).__name__, "something"
    )
