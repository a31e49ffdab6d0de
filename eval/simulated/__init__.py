"""A simulated model, to test the evaluation itself without a real one: it reads the prompt it is sent, follows what
stands there, and makes the mistakes of a model that was not told better, the same for the same prompt and seed."""

from __future__ import annotations

from puentes.engines.base import Engine
from puentes.engines.scripted import ScriptedEngine
from puentes.settings import Settings

NAME = "simulated"


def open_engine(settings: Settings) -> Engine:  # noqa: ARG001 - every engine is opened with the settings
    """The simulated model as an engine."""
    from eval.simulated.writing import answer

    return _Forgetful(answer, name=NAME)


class _Forgetful(ScriptedEngine):
    """Keeps no requests: a run makes thousands of them."""

    def __post_init__(self) -> None:
        self.requests = _Nothing()


class _Nothing(list):  # type: ignore[type-arg]  # what it would hold does not matter
    def append(self, _: object) -> None:
        """Keeps nothing."""
