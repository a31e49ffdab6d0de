"""Reading fixtures: eval/fixtures/<intent>-<language>.yaml, every mistake told with its file and line.

A file names its `intent` and `language`, gives `defaults` for the situations of its entries (a field within
`sender`, `recipient`, `interview` or `reason` is a default by itself; `null` takes one away), and lists `fixtures`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from eval.fixture import Fixture
from eval.fixture_nodes import Key, Mistake, line_of, read_nodes
from puentes.errors import PuentesError, SituationError
from puentes.reading import situation_from
from puentes.situation import Intent, Language, Situation

SHIPPED = Path(__file__).parent / "fixtures"
_TOP = ("intent", "language", "defaults", "fixtures")
_FIELDS = tuple(Fixture.model_fields)
_MENDS = {
    "missing": "Add it",
    "one_form": "Write a text, a list of texts, or a pattern",
    "phrase": "Write words; * may only end one",
    "pattern": "Mend it, or write a plain text instead",
    "plain_id": "Write lower-case words with hyphens, such as cancel-es-knee",
    "no_note": "Give the situation a nuance, or move these to must",
    "extra_forbidden": f"Known here: {', '.join(_FIELDS)}",
    "string_too_short": "Say in a sentence what the fixture is there for",
}


class FixtureError(PuentesError):
    """Fixtures that cannot be used; `mistakes` lists each with its file and line."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(map(str, mistakes)))


def load_fixtures(folder: Path | None = None) -> tuple[Fixture, ...]:
    """All fixtures of a folder (default: the shipped ones), sorted by file, in the order of each file.

    Raises FixtureError that lists every mistake of every file.
    """
    fixtures, mistakes = check_fixtures(folder)
    if mistakes:
        raise FixtureError(mistakes)
    return fixtures


def check_fixtures(folder: Path | None = None) -> tuple[tuple[Fixture, ...], list[Mistake]]:
    """The fixtures that can be used, and every mistake. `folder` may be one file too."""
    folder = folder or SHIPPED
    paths = [folder] if folder.is_file() else sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not paths:
        return (), [Mistake(str(folder), 1, "", "holds no fixtures", "Name a folder with files such as cancel-es.yaml")]
    found: list[Fixture] = []
    mistakes: list[Mistake] = []
    homes: dict[str, str] = {}
    for path in map(_from_here, paths):
        for fixture, line in _read_file(path, mistakes):
            if fixture.id in homes:
                what = f"'{fixture.id}' is taken by {homes[fixture.id]}"
                mistakes.append(Mistake(str(path), line, "id", what, "Give it an id of its own"))
                continue
            homes[fixture.id] = f"{path}:{line}"
            found.append(fixture)
    return tuple(found), mistakes


def _from_here(path: Path) -> Path:
    """The path as a user would type it where they are."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


def digest(fixtures: Iterable[Fixture]) -> str:
    """A short name for exactly these fixtures, the same whatever their order."""
    rows = sorted(fixture.model_dump_json(by_alias=True) for fixture in fixtures)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def _read_file(path: Path, mistakes: list[Mistake]) -> list[tuple[Fixture, int]]:
    data, lines, wrong = read_nodes(path)
    mistakes += wrong
    if wrong and data is None:
        return []
    before = len(mistakes)
    head = _head(data, path, lines, mistakes)
    if head is None:
        return []
    given = {"intent": head["intent"], "language": head["language"]}
    found = []
    for index, entry in enumerate(head["fixtures"]):
        key: Key = ("fixtures", index)
        fixture = _entry(entry, key, {**head["defaults"], **given}, path, lines, mistakes)
        if fixture:
            found.append((fixture, line_of(lines, (*key, "id"))))
    if not found and len(mistakes) == before:
        mistakes.append(Mistake(str(path), line_of(lines, ("fixtures",)), "fixtures", "is empty", "Add an entry"))
    return found


def _head(data: Any, path: Path, lines: dict[Key, int], mistakes: list[Mistake]) -> dict[str, Any] | None:
    """The top of a file with its defaults; None when its entries cannot be read."""

    def wrong(where: str, what: str, mend: str) -> None:
        mistakes.append(Mistake(str(path), line_of(lines, (where,)), where, what, mend))

    if not isinstance(data, Mapping):
        wrong("", "holds no fields", "Begin with intent, language and fixtures")
        return None
    before = len(mistakes)
    for key in data.keys() - set(_TOP):
        wrong(str(key), "is no field of a file of fixtures", f"Known here: {', '.join(_TOP)}")
    for name, known in (("intent", get_args(Intent)), ("language", get_args(Language))):
        if data.get(name) not in known:
            wrong(name, f"'{data.get(name)}' is not known", f"Use one of: {', '.join(known)}")
    if not isinstance(data.get("fixtures"), list):
        wrong("fixtures", "is no list", "List the entries, each with an id, why and a situation")
    if not isinstance(data.get("defaults") or {}, Mapping):
        wrong("defaults", "holds no fields", "Write fields of a situation below it")
    if len(mistakes) > before:
        return None
    name = f"{data['intent']}-{data['language']}"
    if path.stem != name:
        wrong("intent", f"is a file of {name}", f"Name it {name}.yaml: one file for each intent and language")
    return {**data, "defaults": dict(data.get("defaults") or {})}


def _entry(
    entry: Any, key: Key, defaults: dict[str, Any], path: Path, lines: dict[Key, int], mistakes: list[Mistake]
) -> Fixture | None:
    name = entry.get("id") if isinstance(entry, Mapping) else None
    label = str(name) if isinstance(name, str) else f"fixtures[{key[-1]}]"

    def wrong(inner: Key, what: str, mend: str) -> None:
        where = ".".join((label, *map(str, inner)))
        mistakes.append(Mistake(str(path), line_of(lines, (*key, *inner)), where, what, mend))

    if not isinstance(entry, Mapping):
        wrong((), "holds no fields", "Write id, why and situation")
        return None
    situation = _situation(entry, key, label, defaults, path, lines, mistakes)
    # Any valid situation, so that the other fields are judged too when this one is wrong.
    probe = situation or _stand_in(entry, defaults)
    try:
        fixture = Fixture.model_validate({**entry, "situation": probe})
    except ValidationError as error:
        for one in error.errors(include_url=False):
            context = one.get("ctx") or {}
            what = "is missing" if one["type"] == "missing" else str(one["msg"])
            inner = (context["where"],) if "where" in context else one["loc"]
            wrong(inner, what[:1].lower() + what[1:], _MENDS.get(one["type"], "Correct it").format(**context))
        return None
    return fixture if situation else None


def _situation(
    entry: Mapping[str, Any], key: Key, label: str, defaults: dict[str, Any], path: Path,
    lines: dict[Key, int], mistakes: list[Mistake],
) -> Situation | None:  # fmt: skip
    own = entry.get("situation")
    if not isinstance(own, Mapping):
        line = line_of(lines, (*key, "situation"))
        mistakes.append(Mistake(str(path), line, f"{label}.situation", "holds no fields", "Write what defaults lack"))
        return None
    for name in ("intent", "language", "id"):
        if name in own:
            line = line_of(lines, (*key, "situation", name))
            what = "belongs to the entry" if name == "id" else "is that of the file"
            mistakes.append(Mistake(str(path), line, f"{label}.situation.{name}", what, "Leave it out here"))
    try:
        return situation_from({**merged(defaults, own), "id": str(entry.get("id"))}, source=str(path))
    except SituationError as error:
        for problem in error.problems:
            inner: Key = tuple(int(p) if p.isdigit() else p for p in problem.where.split("."))
            at = (*key, "situation", *inner)
            # A value that the entry does not give itself is the defaults' mistake, when they give it.
            if at not in lines and ("defaults", *inner) in lines:
                at = ("defaults", *inner)
            where = f"{label}.situation.{problem.where}"
            mistakes.append(Mistake(str(path), line_of(lines, at), where, problem.what, problem.mend))
        return None


def merged(defaults: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The defaults with an entry's own values over them, field by field; `null` takes a default away."""
    result = dict(defaults)
    for name, value in own.items():
        base = result.get(name)
        result[name] = merged(base, value) if isinstance(value, Mapping) and isinstance(base, Mapping) else value
    return {name: value for name, value in result.items() if value is not None}


def _stand_in(entry: Mapping[str, Any], defaults: Mapping[str, Any]) -> Situation:
    own = entry.get("situation")
    note = merged(defaults, own).get("nuance") if isinstance(own, Mapping) else None
    return Situation.model_validate(
        {
            "language": defaults["language"], "channel": "email", "intent": "thank_you", "sender": {"name": "A"},
            "now": "2026-01-01T00:00:00+00:00", "nuance": note if isinstance(note, str) else None,
        }
    )  # fmt: skip
