"""A message on the page: its versions, from the one that was written to the last edit, and the way back to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from guardrails.contract import Contract
from puentes.assembling import full_contract
from puentes.engines.base import profile_of
from puentes.message import Message
from puentes.revising import Place, places_of, relocate
from puentes.rewording import Standing, can_reword
from puentes.situation import Situation

How = Literal["written", "edited", "reworded", "mended"]
# Versions that are kept: the first and the latest ones.
KEPT = 30
# Characters of a body; beyond that nothing is checked, and no message is meant.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Version:
    """One version: how it came to be, the move concerned where there is one, and the text."""

    number: int
    how: How
    move: str
    standing: Standing


@dataclass(slots=True)
class Letter:
    """A message with its versions. `facts` is the situation as plain data, as the form gave it; `serial` changes with
    each text that does not come from the person's own typing. `tried` holds wordings of each move that were there."""

    situation: Situation
    facts: dict[str, Any]
    engine: str
    llm_calls: int
    seconds: float
    events: tuple[tuple[str, dict[str, str]], ...]
    versions: list[Version]
    current: int = 0
    serial: int = 0
    tried: dict[str, list[str]] = field(default_factory=dict)
    _contract: Contract | None = None
    _rewordable: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def contract(self) -> Contract:
        """What the message is held to."""
        if self._contract is None:
            self._contract = full_contract(self.situation)
        return self._contract

    def rewordable(self, engine: str) -> frozenset[str]:
        """The moves that can be had in other words while this engine writes."""
        if engine not in self._rewordable:
            moves = (*self.contract.order, "subject")
            profile = profile_of(engine)
            self._rewordable[engine] = frozenset(m for m in moves if can_reword(m, self.situation, profile))
        return self._rewordable[engine]

    @classmethod
    def of(cls, message: Message, situation: Situation, facts: dict[str, Any], serial: int) -> Letter:
        """The letter of a delivered message. `serial` has to differ from that of any letter before it."""
        standing = Standing(message.subject, message.body, places_of(message.placed))
        events = tuple((key, dict(values)) for key, values in message.events if key != "language")
        return cls(
            situation, facts, message.engine, message.llm_calls, message.seconds, events,
            [Version(1, "written", "", standing)], serial=serial,
        )  # fmt: skip

    @property
    def version(self) -> Version:
        """The version that is open."""
        return self.versions[self.current]

    @property
    def standing(self) -> Standing:
        """The text that is open."""
        return self.version.standing

    def edit(self, subject: str, body: str) -> bool:
        """Takes in what the person typed; true when it is new. One stretch of typing is one version."""
        now = self.standing
        if (subject, body) == (now.subject, now.body):
            return False
        edited = Standing(subject, body, relocate(now.places, now.body, body))
        if self.version.how == "edited" and self.current == len(self.versions) - 1:
            self.versions[self.current] = replace(self.version, standing=edited)
        else:
            self._append("edited", "", edited)
        return True

    def add(self, how: How, move: str, standing: Standing) -> None:
        """A new version, made by the program at the person's wish."""
        if move and (before := self.standing.text_of(move)):
            self.tried.setdefault(move, []).append(before)
        self._append(how, move, standing)
        self.serial += 1

    def back_to(self, number: int) -> None:
        """Opens the version of that number, where it is still kept. Those after it stay."""
        for index, version in enumerate(self.versions):
            if version.number == number and index != self.current:
                self.current = index
                self.serial += 1

    def _append(self, how: How, move: str, standing: Standing) -> None:
        self.versions.append(Version(self.versions[-1].number + 1, how, move, standing))
        if len(self.versions) > KEPT:
            del self.versions[1]
        self.current = len(self.versions) - 1


def to_plain(letter: Letter) -> dict[str, Any]:
    """The letter as plain data, to be kept in the browser."""
    return {
        "situation": letter.situation.model_dump(mode="json", by_alias=True, exclude_none=True),
        "facts": letter.facts,
        "engine": letter.engine,
        "llm_calls": letter.llm_calls,
        "seconds": letter.seconds,
        "events": [[key, values] for key, values in letter.events],
        "versions": [
            {
                "number": v.number, "how": v.how, "move": v.move,
                "subject": v.standing.subject, "body": v.standing.body,
                "places": [[p.move, p.start, p.end] for p in v.standing.places],
            }
            for v in letter.versions
        ],
        "current": letter.current,
    }  # fmt: skip


def from_plain(data: Mapping[str, Any], serial: int) -> Letter | None:
    """The letter that was kept; None when the data is none: it comes from the browser, so nothing is taken on trust."""
    try:
        versions = [_version(one) for one in data["versions"][-KEPT:]]
        events = tuple((str(key), {str(k): str(v) for k, v in values.items()}) for key, values in data["events"][:50])
        current = int(data["current"])
        if not 0 <= current < len(versions):
            return None
        return Letter(
            Situation.model_validate(data["situation"]), dict(data["facts"]), str(data["engine"])[:60],
            int(data["llm_calls"]), float(data["seconds"]), events, versions, current, serial,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def _version(data: Mapping[str, Any]) -> Version:
    body, subject = str(data["body"])[:LONGEST], str(data["subject"])[:1000]
    places = [Place(str(move)[:40], int(start), int(end)) for move, start, end in data["places"][:40]]
    how: How = data["how"] if data["how"] in get_args(How) else "edited"
    stand = tuple(p for p in places if 0 <= p.start < p.end <= len(body))
    return Version(int(data["number"]), how, str(data["move"])[:40], Standing(subject, body, stand))
