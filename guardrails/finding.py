"""What a check says: a finding, with the spans of text it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["pass", "fail", "advice", "not_checked"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the checked text; `start` and `end` are offsets in Unicode code points, end exclusive."""

    start: int
    end: int
    text: str

    def as_dict(self) -> dict[str, Any]:
        """The span in the wire format."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check on one text.

    `id` names the check; `message` is for the user, in the user's language; `spans` quote the words concerned;
    `fix` says how to mend a failure, or replaces the one span where a replacement exists; `moves` names the
    rhetorical moves that repair has to write anew; `options` are further replacements for the one span, likely ones
    first.
    """

    id: str
    status: Status
    message: str
    spans: tuple[Span, ...] = ()
    fix: str | None = None
    moves: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The finding in the wire format: id, status, message, spans and, where there is one, fix."""
        row: dict[str, Any] = {
            "id": self.id,
            "status": self.status,
            "message": self.message,
            "spans": [span.as_dict() for span in self.spans],
        }
        if self.fix is not None:
            row["fix"] = self.fix
        return row


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on one text, and the elements found in it.

    `elements` maps each element (apology, gratitude, …) to the spans where it stands, empty when it does not.
    """

    language: str
    findings: tuple[Finding, ...]
    elements: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """True when no check fails. A check that could not be made does not count as failing."""
        return not self.failures

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings that fail."""
        return tuple(f for f in self.findings if f.status == "fail")

    def of(self, check_id: str) -> Iterable[Finding]:
        """The findings of one check."""
        return (f for f in self.findings if f.id == check_id)
