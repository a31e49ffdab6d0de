"""YAML read with its line numbers: plain data, and the line of each value, so that a mistake can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with a file of fixtures: where (file, line, field), what, and how to mend it."""

    file: str
    line: int
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}: {place}{self.what}. {self.mend}"


class _Loader(yaml.SafeLoader):
    """The safe loader, which leaves dates as they are written, so that a situation reports a bad one itself."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if not tag.endswith(":timestamp")]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_nodes(path: Path) -> tuple[Any, dict[Key, int], list[Mistake]]:
    """The data of a YAML file, the line (from 1) of each value by its path, and mistakes of form (a key twice)."""
    name = str(path)
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
    except UnicodeDecodeError:
        return None, {}, [Mistake(name, 1, "", "is no UTF-8 text", "Save it as UTF-8")]
    except OSError as error:
        return None, {}, [Mistake(name, 1, "", f"cannot be read: {error.strerror}", "Check the name")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"is no YAML: {getattr(error, 'problem', error)}"
        return None, {}, [Mistake(name, mark.line + 1 if mark else 1, "", what, "Check indentation and colons there")]
    if node is None:
        return None, {}, [Mistake(name, 1, "", "is empty", "Begin with intent, language and fixtures")]
    lines: dict[Key, int] = {}
    twice: list[Mistake] = []
    _walk(node, (), lines, twice, name)
    return loader.construct_document(node), lines, twice


def _walk(node: yaml.Node, key: Key, lines: dict[Key, int], twice: list[Mistake], name: str) -> None:
    lines.setdefault(key, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _walk(value, (*key, index), lines, twice, name)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for name_node, value in node.value:
            inner = str(name_node.value)
            line = name_node.start_mark.line + 1
            if inner in seen:
                where = ".".join(map(str, (*key, inner)))
                twice.append(Mistake(name, line, where, "stands there twice", "Keep one of the two"))
            seen.add(inner)
            lines[(*key, inner)] = line
            _walk(value, (*key, inner), lines, twice, name)


def line_of(lines: dict[Key, int], key: Key) -> int:
    """The line of a value, or of the nearest one around it that is there."""
    while key and key not in lines:
        key = key[:-1]
    return lines.get(key, 1)
