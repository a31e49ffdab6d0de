"""What an engine is: something that answers a request. All engines come in by the door in `puentes.engines`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from puentes.datafiles import once_per_pack, read_model
from puentes.errors import DataError
from puentes.settings import Settings

OnText = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a chat prompt."""

    role: Literal["system", "user", "assistant"]
    content: str

    def as_dict(self) -> dict[str, str]:
        """The turn as chat endpoints take it."""
        return {"role": self.role, "content": self.content}


@dataclass(frozen=True, slots=True)
class Request:
    """One question to an engine.

    `schema` asks for a JSON object of that form, None for plain text; `max_tokens` bounds the answer; `purpose`
    is for logs and tests: message, note or repair.
    """

    turns: tuple[Turn, ...]
    schema: Mapping[str, Any] | None = None
    max_tokens: int = 700
    temperature: float = 0.3
    seed: int = 0
    purpose: str = "message"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the text, how it ended, what happened on the way (`events`: note ids with parameters),
    and how much it took (tokens, seconds)."""

    text: str
    finish: str = "stop"
    events: tuple[tuple[str, Mapping[str, str]], ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0


class Profile(BaseModel):
    """What an engine is good for, as prompts/engines.yaml says it.

    `writes`: the moves asked of it ("all", or a list); `note`: whether the person's own note is written within the
    message ("inline"), by a question of its own ("alone"), or never by the engine ("none"); `translates`: trusted
    with a note in the other language; `remote`: what it is sent leaves this machine; `rewrite`: whether it is asked
    to soften the sentences of a draft that offend, in one request ("together"), each alone, or not at all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    writes: Literal["all"] | tuple[str, ...]
    note: Literal["inline", "alone", "none"]
    translates: bool
    remote: bool
    timeout: float
    why: str
    rewrite: Literal["together", "alone", "none"] = "none"

    def does(self, move: str) -> bool:
        """True when the engine is asked for this move. Greeting and closing are never asked: they are all facts."""
        if move in {"greeting", "closing", "details"}:
            return False
        if move == "personal":
            return self.note == "inline"
        return self.writes == "all" or move in self.writes


class Engine(Protocol):
    """An engine. `complete` raises EngineError when there is no usable answer; it never returns an empty one."""

    name: str
    profile: Profile

    async def complete(self, request: Request, on_text: OnText | None = None) -> Answer:
        """The answer to a request. `on_text` is told the text so far, as it grows."""
        ...

    async def close(self) -> None:
        """Lets go of connections."""
        ...


class EngineFactory(Protocol):
    """What an entry point of the group `puentes.engines` names."""

    def __call__(self, settings: Settings) -> Engine:
        """An engine for these settings. Raises EngineUnavailable when it cannot be had."""
        ...


@dataclass
class NoEngine:
    """An engine that writes nothing: the phrase bank does it all."""

    name: str
    profile: Profile
    requests: list[Request] = field(default_factory=list)

    async def complete(self, request: Request, on_text: OnText | None = None) -> Answer:  # noqa: ARG002 - the protocol's
        """Never called: its profile writes no move."""
        raise DataError(f"engine {self.name}: was asked for {request.purpose}, but its profile writes no move")

    async def close(self) -> None:
        """Nothing to let go of."""


class _Profiles(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    engines: dict[str, Profile]


@once_per_pack
def _profiles() -> dict[str, Profile]:
    return read_model(_Profiles, "engines.yaml").engines


def profile_of(name: str) -> Profile:
    """The profile of an engine; one that has none of its own gets that of `openai`."""
    profiles = _profiles()
    return profiles.get(name) or profiles["openai"]
