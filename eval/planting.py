"""Damaged copies of the shipped prompts, to test the evaluation itself: does it notice, and keep quiet otherwise?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from puentes.datafiles import PromptPack, copy_pack, open_pack
from puentes.errors import DataError

FILE = Path(__file__).parent / "planted.yaml"


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in one file of a pack."""

    file: str
    find: str
    replace: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A pack to be made: `hurts` names the outcomes that should suffer, none for a harmless one; `only_notes`: it
    changes nothing but how a note is polished alone."""

    name: str
    kind: Literal["damaged", "harmless"]
    why: str
    hurts: tuple[str, ...]
    edits: tuple[Edit, ...]
    only_notes: bool = False

    def make(self, folder: Path) -> PromptPack:
        """The pack in a new folder. Raises DataError when an edit does not apply to the shipped prompts."""
        copy_pack(folder)
        for edit in self.edits:
            file = folder / edit.file
            text = file.read_text(encoding="utf-8") if file.is_file() else ""
            if text.count(edit.find) != 1:
                what = f"'{edit.find[:60]}' stands {text.count(edit.find)} times in prompts/{edit.file}"
                raise DataError(f"{FILE.name}: {self.name}: {what}, not once. Mend the edit")
            file.write_text(text.replace(edit.find, edit.replace), encoding="utf-8")
        return open_pack(folder)


@lru_cache(maxsize=1)
def planted() -> tuple[Planted, ...]:
    """All packs that can be made, the damaged ones first."""
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    kinds: tuple[Literal["damaged", "harmless"], ...] = ("damaged", "harmless")
    return tuple(
        Planted(
            name,
            kind,
            row["why"],
            tuple(row.get("hurts", ())),
            tuple(Edit(**edit) for edit in row["edits"]),
            row.get("for") == "note",
        )
        for kind in kinds
        for name, row in data[kind].items()
    )
