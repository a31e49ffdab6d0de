"""The one door to all engines, built-in or not: entry points of the group `puentes.engines`."""

from __future__ import annotations

import difflib
from importlib.metadata import EntryPoint, entry_points

from puentes.engines.base import Answer, Engine, Profile, Request, Turn
from puentes.errors import EngineUnavailable, SettingsError
from puentes.settings import Settings

__all__ = ["Answer", "Engine", "Profile", "Request", "Turn", "auto_engine", "engine_names", "open_engine"]


def engine_names() -> tuple[str, ...]:
    """The names of all installed engines."""
    return tuple(sorted(_installed()))


def auto_engine(settings: Settings) -> str:
    """What `auto` takes: openai when a key or a base URL is set, else local when its model is there, else the
    phrase bank."""
    if settings.openai_api_key or settings.openai_base_url:
        return "openai"
    from guardrails.home import model_path

    path = settings.model_path or model_path()
    return "local" if path.is_file() else "phrasebank"


def open_engine(name: str, settings: Settings) -> Engine:
    """The engine of that name, `auto` included.

    Raises SettingsError for an unknown name and EngineUnavailable when the engine cannot be had.
    """
    if name == "auto":
        name = auto_engine(settings)
    found = _installed().get(name)
    if found is None:
        near = difflib.get_close_matches(name, (*engine_names(), "auto"), n=1)
        hint = f"Did you mean {near[0]}?" if near else f"One of: auto, {', '.join(engine_names())}"
        raise SettingsError(f"engine '{name}' is not known. {hint}")
    try:
        factory = found.load()
    except ImportError as error:
        raise EngineUnavailable(f"engine {name}: a part is not installed ({error}). Install Puentes again.") from error
    engine: Engine = factory(settings)
    return engine


def _installed() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group="puentes.engines")}
