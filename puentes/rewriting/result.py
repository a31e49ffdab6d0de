"""The result of a rewriting: the text, each change with its reason, and what the person has to know or decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from guardrails.contract import Contract
from guardrails.finding import Finding
from puentes.rewriting.kept import kept
from puentes.rewriting.tracked import Change, Op, applied
from puentes.rewriting.understanding import Read


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `before` of the draft (offsets `start` to `end` in code points) became `after`, for a reason that
    is tied to `checks` (ids of checks or names of moves). An empty `before` is an insertion, an empty `after` a
    deletion."""

    start: int
    end: int
    before: str
    after: str
    reason: str
    checks: tuple[str, ...]
    keys: tuple[str, ...] = ()

    @property
    def op(self) -> Op:
        """replace, delete or insert."""
        return Change(self.start, self.end, self.after, ()).op

    def as_dict(self) -> dict[str, Any]:
        """The edit in the wire format: before, after, reason; and op, checks and its place in the draft."""
        return {
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
            "op": self.op,
            "checks": list(self.checks),
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A rewritten draft.

    `text` is the draft with all `edits` made; `applying` makes some of them. `checks` are the findings on `text`.
    `read` is what the draft was taken to be. `notes` say what happened, `contradictions` where draft and situation
    differ, `questions` what nobody told. `subject` proposes a subject for an email whose draft has none. `refused`
    says why nothing can be sent, when that is so; then `text` is empty.
    `contract` is what the text was held to.
    """

    draft: str
    text: str
    edits: tuple[Edit, ...]
    checks: tuple[Finding, ...]
    read: Read
    engine: str
    llm_calls: int = 0
    notes: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    subject: str = ""
    refused: str | None = None
    seconds: float = 0.0
    id: str | None = None
    sent: tuple[Any, ...] = field(default=(), repr=False)
    contract: Contract | None = field(default=None, repr=False)

    @property
    def kept(self) -> float:
        """The share (0 to 1) of the draft's words that stand in the text, in order (see puentes.rewriting.kept)."""
        return kept(self.draft, self.text)

    @property
    def holds(self) -> bool:
        """True when there is a text and no check fails."""
        return self.refused is None and all(f.status != "fail" for f in self.checks)

    @property
    def unchanged(self) -> bool:
        """True when the draft was fine as it was."""
        return self.text == self.draft

    def applying(self, taken: Collection[int]) -> str:
        """The draft with only the edits of these numbers made."""
        chosen = (e for number, e in enumerate(self.edits) if number in taken)
        return applied(self.draft, [Change(e.start, e.end, e.after, ()) for e in chosen])

    def as_dict(self) -> dict[str, Any]:
        """The wire format: id, text, edits, kept, checks, error; and facts, questions, contradictions, notes."""
        return {
            "id": self.id,
            "text": self.text,
            "edits": [edit.as_dict() for edit in self.edits],
            "kept": round(self.kept, 4),
            "checks": [finding.as_dict() for finding in self.checks],
            "error": self.refused,
            "engine": self.engine,
            "llm_calls": self.llm_calls,
            "facts": self.read.as_dict(),
            "questions": list(self.questions),
            "contradictions": list(self.contradictions),
            "lost": list(self.lost),
            "subject": self.subject,
            "notes": list(self.notes),
        }
