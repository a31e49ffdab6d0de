"""What may be asked of a rewriting beside the draft: a preset, another channel, and what the draft is taken to be."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal, get_args

from puentes.errors import PuentesError
from puentes.situation import Channel, Intent, Language, Register

Preset = Literal["formal", "warmer", "shorter", "firmer", "correct"]


class OptionError(PuentesError):
    """An option that is not known; the message names it and the nearest right one."""


@dataclass(frozen=True, slots=True)
class Options:
    """`preset`: how it shall be (None: polite and complete, no more; "correct": grammar alone). `to_channel`: the
    channel that the result is for. The rest corrects what would be read from the draft; `now` is the moment that
    its dates are read against, `ui` the language in which the person is told about it (else that of the draft)."""

    preset: Preset | None = None
    to_channel: Channel | None = None
    language: Language | None = None
    channel: Channel | None = None
    intent: Intent | None = None
    register: Register | None = None
    sender: str | None = None
    recipient: str | None = None
    position: str | None = None
    company: str | None = None
    phone: str | None = None
    now: datetime | None = None
    ui: Language | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What corrects the reading of the draft."""
        names = ("language", "channel", "intent", "register", "sender", "recipient", "position", "company", "phone")
        return {name: value for name in names if (value := getattr(self, name))}


_CHOICES: dict[str, tuple[str, ...]] = {
    "preset": get_args(Preset),
    "to_channel": get_args(Channel),
    "language": get_args(Language),
    "channel": get_args(Channel),
    "intent": get_args(Intent),
    "register": get_args(Register),
    "ui": get_args(Language),
}


def options_from(values: Mapping[str, Any], where: str) -> Options:
    """Options from plain values; None and empty texts count as not given. Raises OptionError."""
    known = {field.name for field in fields(Options)}
    chosen: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or value == "":
            continue
        if name not in known:
            raise OptionError(f"{where}: {name}: is no option. Known: {', '.join(sorted(known))}")
        if name == "now" and not isinstance(value, datetime):
            value = _moment(value, where)
        if name in _CHOICES and value not in _CHOICES[name]:
            near = difflib.get_close_matches(str(value), _CHOICES[name], n=1)
            mend = f"Did you mean {near[0]}? " if near else ""
            raise OptionError(f"{where}: {name}: '{value}' is not known. {mend}One of: {', '.join(_CHOICES[name])}")
        chosen[name] = value
    return Options(**chosen)


def _moment(value: object, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise OptionError(
            f"{where}: now: '{value}' is no date and time. Write it as 2026-12-03T10:00:00+01:00"
        ) from None
    return moment if moment.tzinfo else moment.astimezone()
