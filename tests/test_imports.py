"""The house: imports go one way, our guardrails is the one imported, and importing does nothing."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What each folder may import of the others: guardrails, prompts <- puentes <- eval <- app.
MAY = {
    "guardrails": set(),
    "prompts": set(),
    "puentes": {"guardrails", "prompts"},
    "eval": {"guardrails", "prompts", "puentes"},
    "app": {"guardrails", "prompts", "puentes", "eval"},
}
HEAVY = {"openai", "streamlit", "language_tool_python", "xllamacpp", "simplemma", "babel"}


def _imports(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)}}


@pytest.mark.parametrize("folder", MAY)
def test_imports_go_one_way(folder: str) -> None:
    wrong = {
        (str(file.relative_to(ROOT)), name)
        for file in (ROOT / folder).rglob("*.py")
        for name in _imports(file) & (MAY.keys() - MAY[folder] - {folder})
    }
    assert wrong == set()


def _loaded_by(statement: str) -> tuple[set[str], str]:
    code = f"import json, sys; {statement}; import guardrails as g; print(json.dumps([list(sys.modules), g.__file__]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules, file = json.loads(done.stdout)
    return {name.split(".")[0] for name in modules}, file


def test_our_guardrails_is_the_one_imported() -> None:
    _, file = _loaded_by("import puentes")
    assert Path(file).parent == ROOT / "guardrails"


@pytest.mark.parametrize("statement", ["import puentes, guardrails", "import puentes.errors, guardrails.contract"])
def test_importing_loads_nothing_heavy(statement: str) -> None:
    modules, _ = _loaded_by(statement)
    assert modules & HEAVY == set()


def test_the_python_api_has_its_names() -> None:
    import puentes

    assert all(getattr(puentes, name) is not None for name in puentes.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = puentes.nothing
