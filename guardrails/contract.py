"""The contract: what a message must say, may say and must not say. The prompt is made from it, the guardrails
check against it, so that the two can never disagree."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Language = Literal["es", "en"]
Channel = Literal["email", "phone", "voicemail", "chat"]
Register = Literal["formal", "informal"]
Gender = Literal["f", "m"]
FactKind = Literal[
    "position", "company", "when", "alternative", "place", "phone", "sender", "recipient", "link", "other"
]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the situation that a message may hold.

    `forms` are the ways in which it may stand in the text (any one of them counts). `moments` are, for a date and
    time, the same instant in each zone in which it may be written. `due` says that the message must hold it.
    """

    kind: FactKind
    forms: tuple[str, ...]
    moments: tuple[datetime, ...] = ()
    due: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    """Length limits in words: of the body (`ideal_min` to `ideal_max` is advised, over `limit` fails) and of an
    email's subject."""

    ideal_min: int
    ideal_max: int
    limit: int
    subject_min: int = 3
    subject_max: int = 10


@dataclass(frozen=True, slots=True)
class Contract:
    """Everything a message is held to.

    `required`, `allowed` and `forbidden` name rhetorical moves; `order` is the order in which they are written.
    `private` holds lemmas and words that must not appear (what the person keeps to themselves). `own_words` is
    text of the person that may be repeated: its names and numbers count as grounded. `foreign` holds phrases
    that come from prompt examples and may never reach a message.
    """

    language: Language
    channel: Channel
    intent: str
    register: Register
    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    budget: Budget | None = None
    private: frozenset[str] = frozenset()
    own_words: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    sender_gender: Gender | None = None
    recipient_gender: Gender | None = None
    english: Literal["US", "GB"] = "US"
    now: datetime | None = None
    extra: dict[str, str] = field(default_factory=dict)
