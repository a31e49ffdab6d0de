"""Word lists and messages as package data: guardrails/data/<folder>/<name>.yaml, read once, mistakes told by line.

A file of lists is a mapping from the name of a list to its `source` (where the rule comes from) and its `words`.
Scalars are taken as they are written, so that `no`, `on` and `yes` are words here and not truth values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DataFileError(ValueError):
    """A mistake in a data file; the message begins with file:line and names the key."""


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of words or phrases and where it comes from."""

    name: str
    source: str
    words: tuple[str, ...]


@lru_cache(maxsize=64)
def word_lists(folder: str, name: str) -> dict[str, WordList]:
    """The lists of guardrails/data/<folder>/<name>.yaml by their names. Raises DataFileError."""
    where = f"{folder}/{name}.yaml"
    return parse_lists(where, _content(where))


@lru_cache(maxsize=64)
def words(folder: str, name: str, key: str) -> tuple[str, ...]:
    """The entries of one list. Raises DataFileError when the file has no such list."""
    lists = word_lists(folder, name)
    if key not in lists:
        raise DataFileError(f"{folder}/{name}.yaml:1: {key} is missing")
    return lists[key].words


@lru_cache(maxsize=8)
def messages(language: str) -> dict[str, str]:
    """What the checks say in a language: texts by key, with {names} to fill in. Raises DataFileError."""
    where = f"{language}/messages.yaml"
    return parse_messages(where, _content(where))


def parse_lists(where: str, content: str) -> dict[str, WordList]:
    """The lists in the text of a file; `where` names it in errors. Raises DataFileError."""
    return {key: _word_list(where, key, node) for key, node in _mapping(where, "the file", _root(where, content))}


def parse_messages(where: str, content: str) -> dict[str, str]:
    """The messages in the text of a file; `where` names it in errors. Raises DataFileError."""
    return {key: _text(where, key, node) for key, node in _mapping(where, "the file", _root(where, content))}


def _content(where: str) -> str:
    try:
        return (files("guardrails") / "data" / where).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataFileError(f"{where}:1: there is no such file") from error


def _root(where: str, content: str) -> yaml.Node:
    try:
        node = yaml.compose(content, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataFileError(f"{where}:{line}: {error.problem}") from error
    if node is None:
        raise DataFileError(f"{where}:1: the file is empty")
    return node


def _mapping(where: str, key: str, node: yaml.Node) -> list[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise _error(where, node, f"{key} must be a mapping")
    seen: set[str] = set()
    pairs: list[tuple[str, yaml.Node]] = []
    for name, value in node.value:
        if name.value in seen:
            raise _error(where, name, f"{name.value} stands twice")
        seen.add(name.value)
        pairs.append((name.value, value))
    return pairs


def _word_list(where: str, key: str, node: yaml.Node) -> WordList:
    parts = dict(_mapping(where, key, node))
    if unknown := sorted(set(parts) - {"source", "words"}):
        raise _error(where, parts[unknown[0]], f"{key}.{unknown[0]} is unknown, the keys are source and words")
    for needed in ("source", "words"):
        if needed not in parts:
            raise _error(where, node, f"{key}.{needed} is missing")
    return WordList(key, _text(where, f"{key}.source", parts["source"]), _entries(where, key, parts["words"]))


def _entries(where: str, key: str, node: yaml.Node) -> tuple[str, ...]:
    """A list of texts, or one block of text whose words are the entries."""
    if isinstance(node, yaml.ScalarNode):
        return tuple(_text(where, f"{key}.words", node).split())
    if not isinstance(node, yaml.SequenceNode):
        raise _error(where, node, f"{key}.words must be a list")
    entries = tuple(_text(where, f"{key}.words[{i}]", entry) for i, entry in enumerate(node.value))
    for number, entry in enumerate(entries):
        if entry in entries[:number]:
            raise _error(where, node.value[number], f"{key}.words[{number}]: {entry!r} stands twice")
    return entries


def _text(where: str, key: str, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise _error(where, node, f"{key} must be a text")
    return str(node.value).strip()


def _error(where: str, node: yaml.Node, problem: str) -> DataFileError:
    return DataFileError(f"{where}:{node.start_mark.line + 1}: {problem}")
