"""Etiquette: the table of what each intent must, may and must never say, read from data and applied to a situation."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from puentes.datafiles import once_per_pack, read_model
from puentes.situation import Situation

Sharing = Literal["must", "may", "never"]


class Etiquette(BaseModel):
    """The etiquette of one intent, as its file under prompts/etiquette/ holds it.

    `usual` moves are written though none has to be; `paragraphs` holds the moves in their order, as an email parts
    them; `reason` says whether a reason that may be told must be; `facts` names the facts due in each move; `says`
    tells the engine what each move says, as acts, not as phrasing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: str
    source: str
    paragraphs: tuple[tuple[str, ...], ...]
    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    must_if_booked: tuple[str, ...] = ()
    must_if_alternatives: tuple[str, ...] = ()
    must_if_place: tuple[str, ...] = ()
    reason: Sharing
    facts: dict[str, tuple[str, ...]]
    says: dict[str, str]

    @property
    def order(self) -> tuple[str, ...]:
        """All moves in the order in which they are written."""
        return tuple(move for paragraph in self.paragraphs for move in paragraph)


class ChannelLimits(BaseModel):
    """Word limits of a channel; `facts` is the room for ordinary facts, `note` for the person's own note."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ideal_min: int
    ideal_max: int
    limit: int
    facts: int
    note: int


class Channels(BaseModel):
    """The limits of all channels."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    email: ChannelLimits
    phone: ChannelLimits
    voicemail: ChannelLimits
    chat: ChannelLimits

    def of(self, channel: str) -> ChannelLimits:
        """The limits of one channel."""
        limits: ChannelLimits = getattr(self, channel)
        return limits


@once_per_pack
def etiquette_of(intent: str) -> Etiquette:
    """The etiquette of an intent. Raises DataError when its file is missing or wrong."""
    return read_model(Etiquette, "etiquette", f"{intent}.yaml")


@once_per_pack
def channels() -> Channels:
    """The word limits per channel."""
    return read_model(Channels, "etiquette", "channels.yaml")


def is_booked(situation: Situation) -> bool:
    """True when the interview has a time that is still to come."""
    starts_at = situation.interview.starts_at
    return starts_at is not None and starts_at > situation.now


def required_moves(situation: Situation) -> tuple[str, ...]:
    """The moves that the message must hold, in order, greeting and closing left aside."""
    etiquette = etiquette_of(situation.intent)
    must = set(etiquette.must)
    if is_booked(situation):
        must |= set(etiquette.must_if_booked)
    if situation.alternatives:
        must |= set(etiquette.must_if_alternatives)
    if situation.interview.place:
        must |= set(etiquette.must_if_place)
    if etiquette.reason == "must" and reason_is_told(situation):
        must.add("reason")
    return tuple(move for move in etiquette.order if move in must)


def reason_is_told(situation: Situation) -> bool:
    """True when there is a reason, the intent has room for it, and the person shares at least its kind."""
    reason = situation.reason
    return reason is not None and reason.share != "none" and etiquette_of(situation.intent).reason != "never"


def planned_moves(situation: Situation) -> tuple[str, ...]:
    """The moves that an engine is asked for: the required ones, the reason where it may be told, and the note.

    Optional moves that carry no fact are added per channel by the phrase bank, where there is room.
    """
    etiquette = etiquette_of(situation.intent)
    wanted = {*required_moves(situation), *etiquette.usual}
    if reason_is_told(situation):
        wanted.add("reason")
    if situation.nuance:
        wanted.add("personal")
    return tuple(move for move in etiquette.order if move in wanted)
