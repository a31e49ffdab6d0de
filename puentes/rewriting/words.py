"""Words that rules of rewriting look up: prompts/rewriting/words.yaml, each list with its source."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, RootModel

from puentes.datafiles import once_per_pack, read_model


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    words: str


class _Lists(RootModel[dict[str, _List]]):
    """Every list by its name."""


@once_per_pack
def word_list(name: str) -> frozenset[str]:
    """The words of a list. Raises DataError naming the file for data that is wrong."""
    return frozenset(read_model(_Lists, "rewriting", "words.yaml").root[name].words.split())
