"""The message: what is delivered, where each move stands in it, and what happened on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from guardrails.finding import Finding

Source = Literal["llm", "bank", "person"]


@dataclass(frozen=True, slots=True)
class Part:
    """One move of a message. `text` is as it stands there; `template` as it was written, with slots; `source` says
    who wrote it."""

    move: str
    text: str
    template: str
    source: Source


@dataclass(frozen=True, slots=True)
class Placed:
    """A part with its place in the body: offsets in code points, end exclusive."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Progress:
    """What is going on: `stage` is engine, move, check or repair; `move` and `text` (with slots) for a move that is
    being written."""

    stage: Literal["engine", "move", "check", "repair"]
    move: str = ""
    text: str = ""


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Message:
    """A delivered message.

    `body` holds greeting and closing; `subject` is empty but for an email. `checks` are the findings of the last
    check, `notes` sentences about what happened, `events` the same for machines (key and values). `llm_calls` counts
    requests to an LLM; `seconds` is the whole time; `rejected` names moves whose LLM wording was not used. `asked`
    names the moves that an engine was asked for, `raw` holds what it first wrote for each, facts filled in, before
    anything was judged: for evaluation, never for sending.
    """

    subject: str
    body: str
    engine: str
    llm_calls: int
    checks: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    placed: tuple[Placed, ...] = ()
    id: str | None = None
    events: tuple[tuple[str, dict[str, str]], ...] = ()
    repaired: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    seconds: float = 0.0
    tokens: tuple[int, int] = (0, 0)
    sent: tuple[Any, ...] = field(default=(), repr=False)
    asked: tuple[str, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def holds(self) -> bool:
        """True when no check fails."""
        return all(finding.status != "fail" for finding in self.checks)

    @property
    def text(self) -> str:
        """Subject line and body as one text, as one would paste it."""
        if not self.subject:
            return self.body
        return f"{'Asunto' if self.is_spanish else 'Subject'}: {self.subject}\n\n{self.body}"

    @property
    def is_spanish(self) -> bool:
        """True for a message in Spanish."""
        return dict(self.events).get("language", {}).get("code") == "es"

    def as_dict(self) -> dict[str, Any]:
        """The wire format of a draft: id, subject, body, engine, llm_calls, checks, error, and notes."""
        return {
            "id": self.id,
            "subject": self.subject,
            "body": self.body,
            "engine": self.engine,
            "llm_calls": self.llm_calls,
            "checks": [finding.as_dict() for finding in self.checks],
            "error": None,
            "notes": list(self.notes),
        }
