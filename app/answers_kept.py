"""What an engine answered is kept with the form, so that a reload brings the same result back without asking again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from puentes.engines import Engine
from puentes.engines.base import Answer, OnText, Profile, Request
from puentes.engines.scripted import ScriptedEngine
from puentes.errors import EngineBadAnswer, EngineError

Said = list[dict[str, str]]
_TEXT, _FAULT = "text", "why"


@dataclass
class Recording:
    """An engine that also remembers what it answered, or why it did not: `said` is plain data, with slots in the place
    of facts."""

    engine: Engine
    said: Said
    name: str = field(init=False)
    profile: Profile = field(init=False)

    def __post_init__(self) -> None:
        self.name, self.profile = self.engine.name, self.engine.profile

    async def complete(self, request: Request, on_text: OnText | None = None) -> Answer:
        """The engine's answer."""
        try:
            answer = await self.engine.complete(request, on_text)
        except EngineError as error:
            self.said.append({_FAULT: str(error)})
            raise
        self.said.append({_TEXT: answer.text})
        return answer

    async def close(self) -> None:
        """Closes the engine."""
        await self.engine.close()


def replaying(engine: Engine, kept: str) -> ScriptedEngine:
    """An engine of the same name that answers as it did before: `kept` is the JSON of what was said, as the browser
    gave it back; what is none is no answer."""
    return ScriptedEngine(_script(iter(_said(kept))), engine.name, engine.profile)


def _script(said: Iterator[dict[str, Any]]) -> Callable[[Request], str]:
    def script(_: Request) -> str:
        one = next(said, {})
        if _FAULT in one:
            raise EngineBadAnswer(str(one[_FAULT]))
        return str(one.get(_TEXT, ""))

    return script


def _said(kept: str) -> list[dict[str, Any]]:
    try:
        said = json.loads(kept)
    except (ValueError, RecursionError):
        return []
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
