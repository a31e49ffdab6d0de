"""What may be asked of a rewriting beside the draft: a preset, another channel, and what the draft is taken to be."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal, get_args

from puentes.errors import PuentesError
from puentes.situation import Channel, Intent, Language, Register

Preset = Literal["formal", "warmer", "shorter", "firmer", "correct"]


class OptionError(PuentesError):
    """An option that is not known; the message names it and the nearest right one."""


@dataclass(frozen=True, slots=True)
class Options:
    """`preset`: how it shall be (None: polite and complete, no more; "correct": grammar alone). `to_channel`: the
    channel that the result is for. The rest corrects what would be read from the draft; `moments` says what its dates
    and times mean, by their words ("el viernes a las 10") and as far as it is known: a date, or a date and time. `now`
    is the moment that dates are read against, `ui` the language in which the person is told about it (else that of the
    draft)."""

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
    moments: Mapping[str, date] = field(default_factory=dict)
    now: datetime | None = None
    ui: Language | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What corrects the reading of the draft."""
        return {name: value for name in CORRECTING if (value := getattr(self, name))}


# What corrects the reading of a draft, and what is free text of it.
_FREE = ("sender", "recipient", "position", "company", "phone")
CORRECTING = ("language", "channel", "intent", "register", *_FREE, "moments")
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
    """Options from plain values; None and empty texts count as not given. `where` stands before the name of an option
    in what is told about it: "line 3: ", "--". Raises OptionError."""
    known = [field.name for field in fields(Options)]
    chosen: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or value == "":
            continue
        told = where + (name.replace("_", "-") if where.endswith("-") else name)
        if name not in known:
            raise OptionError(f"{told}: is no option. {_nearest(name, known)}Known: {', '.join(sorted(known))}")
        if name in _CHOICES:
            _one_of(value, _CHOICES[name], told)
        elif name == "now":
            value = _now(value, told)
        elif name == "moments":
            value = _moments(value, told)
        elif not isinstance(value, str):
            raise OptionError(f"{told}: is no text. Write it in quotation marks")
        chosen[name] = value
    return Options(**chosen)


def _one_of(value: object, known: tuple[str, ...], told: str) -> None:
    if value not in known:
        raise OptionError(f"{told}: '{value}' is not known. {_nearest(str(value), known)}One of: {', '.join(known)}")


def _nearest(value: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(value, known, n=1)
    return f"Did you mean {near[0]}? " if near else ""


def _now(value: object, told: str) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise OptionError(f"{told}: '{value}' is no date and time. Write it as 2026-12-03T10:00:00+01:00") from None
    return moment if moment.tzinfo else moment.astimezone()


def _moments(value: object, told: str) -> dict[str, date]:
    """What words of the draft mean: {"el viernes": "2026-12-04", "Friday at 10": "2026-12-04T10:00"}."""
    if not isinstance(value, Mapping):
        raise OptionError(f"{told}: is no mapping of words of the draft to what they mean")
    found: dict[str, date] = {}
    for words, meant in value.items():
        try:
            text = str(meant)
            found[str(words)] = date.fromisoformat(text) if len(text) <= _DAY else datetime.fromisoformat(text)
        except ValueError:
            raise OptionError(
                f"{told}: '{words}': '{meant}' is no date. Write it as 2026-12-03, or 2026-12-03T10:00 with its time"
            ) from None
    return found


_DAY = len("2026-12-03")
