"""Loads the patterns of the acts from guardrails/data/<lang>/acts/*.yaml and compiles them once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from guardrails.contract import Language
from guardrails.patterns import Pattern, PatternError, compile_pattern

_KEYS = {"source", "find", "not", "unless", "quoted_counts"}


class ActDataError(ValueError):
    """A mistake in a data file of acts: the message names file and key."""


@dataclass(frozen=True, slots=True)
class ActRule:
    """The patterns of one act: what performs it, what overlapping takes it back, what bars its sentence."""

    name: str
    source: str
    find: tuple[Pattern, ...]
    excluded: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    quoted_counts: bool = False


@lru_cache(maxsize=4)
def load_rules(language: Language) -> tuple[ActRule, ...]:
    """The acts of a language in the order of their files. Raises ActDataError."""
    folder = files("guardrails") / "data" / language / "acts"
    documents: list[tuple[str, dict[str, Any]]] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            documents.append((f"{language}/acts/{path.name}", parse(path.name, path.read_text(encoding="utf-8"))))
    return build_rules(documents)


def parse(name: str, content: str) -> dict[str, Any]:
    """One file as a mapping with the keys `lists` and `acts`; a YAML error is reported with its line."""
    try:
        document = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise ActDataError(f"{name}:{line}: {error.problem}") from error
    if not isinstance(document, dict) or set(document) - {"source", "lists", "acts"}:
        raise ActDataError(f"{name}: the keys are source, lists and acts")
    return document


def build_rules(documents: list[tuple[str, dict[str, Any]]]) -> tuple[ActRule, ...]:
    """Compile the acts of several files; word lists of all of them are known to all. Raises ActDataError."""
    lists: dict[str, tuple[str, ...]] = {}
    for name, document in documents:
        for key, entries in (document.get("lists") or {}).items():
            if key in lists:
                raise ActDataError(f"{name}: lists.{key} stands in another file too")
            lists[key] = _strings(f"{name}: lists.{key}", entries)
    rules: dict[str, ActRule] = {}
    for name, document in documents:
        for act, row in (document.get("acts") or {}).items():
            if act in rules:
                raise ActDataError(f"{name}: acts.{act} stands in another file too")
            rules[act] = _rule(f"{name}: acts.{act}", act, row, lists)
    return tuple(rules.values())


def _rule(where: str, act: str, row: Any, lists: dict[str, tuple[str, ...]]) -> ActRule:
    if not isinstance(row, dict) or set(row) - _KEYS:
        raise ActDataError(f"{where}: the keys are {', '.join(sorted(_KEYS))}")
    if not isinstance(row.get("source"), str):
        raise ActDataError(f"{where}.source is missing: say where the rule comes from")
    groups: dict[str, tuple[Pattern, ...]] = {}
    for key in ("find", "not", "unless"):
        patterns: list[Pattern] = []
        for number, line in enumerate(_strings(f"{where}.{key}", row.get(key) or [])):
            try:
                patterns.append(compile_pattern(line, lists, greedy=key == "not"))
            except PatternError as error:
                raise ActDataError(f"{where}.{key}[{number}]: {error}") from error
        groups[key] = tuple(patterns)
    return ActRule(
        name=act,
        source=row["source"],
        find=groups["find"],
        excluded=groups["not"],
        unless=groups["unless"],
        quoted_counts=bool(row.get("quoted_counts")),
    )


def _strings(where: str, entries: Any) -> tuple[str, ...]:
    """A list of strings, or a block of lines (one entry a line; a line that begins with `//` is a comment)."""
    if isinstance(entries, str):
        lines = (line.strip() for line in entries.splitlines())
        return tuple(line for line in lines if line and not line.startswith("//"))
    if not isinstance(entries, list) or not all(isinstance(entry, str) and entry.strip() for entry in entries):
        raise ActDataError(f"{where} must be a list of strings or a block of lines")
    return tuple(entries)
