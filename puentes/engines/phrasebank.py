"""The engine without an LLM: it writes no move itself, so that the phrase bank writes them all."""

from __future__ import annotations

from puentes.engines.base import Engine, NoEngine, profile_of
from puentes.settings import Settings


def open_engine(settings: Settings) -> Engine:  # noqa: ARG001 - every engine is opened with the settings
    """The phrase bank as an engine."""
    return NoEngine("phrasebank", profile_of("phrasebank"))
