"""British spelling of the words that messages use; the phrase bank is written in American spelling."""

from __future__ import annotations

import re
from typing import Any

from puentes.datafiles import once_per_pack, read_yaml


def spell(text: str) -> str:
    """American spelling made British, keeping capitals. Only words of the table change."""
    table, pattern = _table()

    def swap(match: re.Match[str]) -> str:
        british = table[match.group().lower()]
        return british[:1].upper() + british[1:] if match.group()[0].isupper() else british

    return pattern.sub(swap, text)


@once_per_pack
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    data: Any = read_yaml("spelling.yaml")
    table = {str(american): str(british) for american, british in data["words"].items()}
    return table, re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(table, key=len, reverse=True))) + r")\b", re.I)
