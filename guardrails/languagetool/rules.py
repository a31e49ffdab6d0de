"""Which of LanguageTool's rules count, as data per language: guardrails/data/<language>/grammar.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class GrammarRules:
    """`disabled` rules are never asked for; rules, issue types and categories in `style_…` are advice, all
    others errors."""

    disabled: frozenset[str]
    style_rules: frozenset[str]
    style_types: frozenset[str]
    style_categories: frozenset[str]


@cache
def grammar_rules(language: str) -> GrammarRules:
    """The rules for es or en. Raises ValueError naming the file when an entry is not as it must be."""
    import yaml

    name = f"data/{language}/grammar.yaml"
    data = yaml.safe_load(files("guardrails").joinpath(name).read_text(encoding="utf-8"))
    for key in ("disabled_rules", "style_rules"):
        for row in data[key]:
            if set(row) != {"id", "reason"}:
                raise ValueError(f"guardrails/{name}: each of {key} has an id and a reason, this has not: {row}")
    return GrammarRules(
        disabled=frozenset(row["id"] for row in data["disabled_rules"]),
        style_rules=frozenset(row["id"] for row in data["style_rules"]),
        style_types=frozenset(data["style_types"]),
        style_categories=frozenset(data["style_categories"]),
    )
