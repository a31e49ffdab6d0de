"""Every error that Puentes raises on purpose, one tree:

PuentesError                     says what, where and how to mend it; its text is for the user
├── SituationError               a situation that cannot be used; `problems` lists each field
├── SettingsError                a setting that cannot be used
├── SetupError                   a part that could not be fetched (puentes.setup.errors)
├── DataError                    a file of shipped or user data (etiquette, phrases, templates) with a mistake
└── EngineError                  an engine that gave no usable answer
    ├── EngineUnavailable        not there: no key, no model file, nobody listening
    ├── EngineTimeout            no whole answer in time
    ├── EngineRefused            the endpoint or the model declines (authentication, quota, safety)
    └── EngineBadAnswer          an answer came, and it cannot be read
"""

from __future__ import annotations

from dataclasses import dataclass


class PuentesError(Exception):
    """Base of all errors raised on purpose; `str(error)` may be shown to a user as it is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a situation: where (a dotted path such as `interview.starts_at`), what, how to mend it."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.mend}"


class SituationError(PuentesError):
    """A situation that cannot be used. `source` names the file or stream, `problems` each field."""

    def __init__(self, problems: list[Problem], source: str = "situation") -> None:
        self.problems = problems
        self.source = source
        super().__init__("\n".join(f"{source}: {problem}" for problem in problems))


class SettingsError(PuentesError):
    """A setting that cannot be used."""


class DataError(PuentesError):
    """A mistake in a data file; the message names the file and the key."""


class EngineError(PuentesError):
    """An engine that gave no usable answer."""


class EngineUnavailable(EngineError):
    """The engine is not there: no key, no model file, nobody listening."""


class EngineTimeout(EngineError):
    """No whole answer within the time allowed."""


class EngineRefused(EngineError):
    """The endpoint or the model declines."""


class EngineBadAnswer(EngineError):
    """An answer came that cannot be read."""
