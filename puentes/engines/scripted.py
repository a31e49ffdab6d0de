"""An engine that takes a function: for our tests and for yours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from puentes.engines.base import Answer, Engine, NoEngine, OnText, Profile, Request, profile_of
from puentes.errors import EngineBadAnswer
from puentes.settings import Settings

Script = Callable[[Request], str | Answer]


@dataclass
class ScriptedEngine:
    """Answers each request with what `script` returns, or raises what it raises; keeps the requests it saw."""

    script: Script
    name: str = "scripted"
    profile: Profile = field(default_factory=lambda: profile_of("scripted"))
    requests: list[Request] = field(default_factory=list)

    async def complete(self, request: Request, on_text: OnText | None = None) -> Answer:
        """The script's answer. Raises EngineBadAnswer for an empty one, as a real engine does."""
        self.requests.append(request)
        answer = self.script(request)
        if isinstance(answer, str):
            answer = Answer(answer)
        if not answer.text.strip():
            raise EngineBadAnswer("the answer is empty")
        if on_text:
            on_text(answer.text)
        return answer

    async def close(self) -> None:
        """Nothing to let go of."""


def open_engine(settings: Settings) -> Engine:  # noqa: ARG001 - every engine is opened with the settings
    """Without a script there is nothing to say: by name it behaves as the phrase bank does."""
    return NoEngine("scripted", profile_of("phrasebank"))
