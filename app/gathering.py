"""From what is filled in to a situation: only what the intent asks for, with moments in the interview's zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, get_args
from zoneinfo import ZoneInfo

from puentes.etiquette import etiquette_of
from puentes.situation import Channel, Format, Gender, Intent, Language, ReasonKind, Register, Role, Share

Values = Mapping[str, Any]

_CHOICES = {
    "language": Language, "channel": Channel, "intent": Intent, "register": Register, "sender.gender": Gender,
    "recipient.gender": Gender, "recipient.role": Role, "interview.format": Format, "reason.kind": ReasonKind,
    "reason.share": Share,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What an intent asks for: `when` says whether the interview's time has to be told."""

    when: bool
    place: bool
    reason: bool
    alternatives: bool


@dataclass(slots=True)
class Gathered:
    """A situation as plain data, the field of the form behind each of its paths, and what lacks already
    (field of the form → key of a sentence under `problem`)."""

    data: dict[str, Any]
    fields: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=32)
def asked(intent: str) -> Asked:
    """What the etiquette of an intent asks for."""
    etiquette = etiquette_of(intent)
    told = {fact for facts in etiquette.facts.values() for fact in facts}
    return Asked(
        when=bool(told & {"when", "when_if_booked"}),
        place="place" in told,
        reason=etiquette.reason != "never",
        alternatives="alternatives" in told,
    )


def without_unknown(values: Values) -> dict[str, Any]:
    """The values without choices that there are not: of a form that comes from a file or from the browser."""
    return {
        field: value for field, value in values.items() if field not in _CHOICES or value in get_args(_CHOICES[field])
    }


def has_begun(values: Values) -> bool:
    """True when it is known who writes, or something of the later questions is answered already."""
    later = ("reason.kind", "reason.detail", "nuance")
    return any(_filled(values.get(name)) for name in ("sender.name", *later)) or bool(values.get("alternatives"))


def gather(values: Values, now: datetime) -> Gathered:
    """The situation that the values make. `now` is the present, with a zone.

    Empty fields are left out. What belongs to a question that this intent does not ask stays in the form and out
    of the situation.
    """
    wanted = asked(values["intent"])
    zone = ZoneInfo(values["interview.time_zone"])
    own = ZoneInfo(values["own_zone"])
    found = Gathered({name: values[name] for name in ("language", "channel", "intent", "register")})
    data = found.data
    for group, names in (
        ("sender", ("name", "phone", "gender")),
        ("recipient", ("name", "honorific", "gender", "role", "company")),
        ("interview", ("position", "company", *(("format", "place") if wanted.place else ()))),
    ):
        data[group] = {name: values[f"{group}.{name}"] for name in names if _filled(values.get(f"{group}.{name}"))}
    if not data["sender"].get("name"):
        found.problems["sender.name"] = "sender_missing"
    if values["channel"] == "voicemail" and not data["sender"].get("phone"):
        found.problems["sender.phone"] = "phone_missing"
    starts_at = _moment(found, values, "interview", zone)
    data["interview"]["time_zone"] = zone.key
    if starts_at:
        # In the sender's own offset where it is another: so the message can give both times, right on that day too.
        elsewhere = starts_at.utcoffset() != starts_at.astimezone(own).utcoffset()
        data["interview"]["starts_at"] = (starts_at.astimezone(own) if elsewhere else starts_at).isoformat()
        found.fields["interview.starts_at"] = "interview.date"
    if wanted.reason and values.get("reason.kind"):
        data["reason"] = {"kind": values["reason.kind"], "share": values["reason.share"]}
        if values["reason.share"] == "full" and _filled(values.get("reason.detail")):
            data["reason"]["detail"] = values["reason.detail"]
    if wanted.alternatives:
        data["alternatives"] = []
        for number in values["alternatives"]:
            moment = _moment(found, values, f"alternative.{number}", zone)
            if moment:
                found.fields[f"alternatives.{len(data['alternatives'])}"] = f"alternative.{number}.date"
                data["alternatives"].append(moment.isoformat())
    if _filled(values.get("nuance")):
        data["nuance"] = values["nuance"]
    data["now"] = now.astimezone(own).isoformat(timespec="seconds")
    return found


def _moment(found: Gathered, values: Values, name: str, zone: ZoneInfo) -> datetime | None:
    """The moment of a pair of date and time; half a pair is a problem, none is no moment."""
    day: date | None = values.get(f"{name}.date")
    hour: time | None = values.get(f"{name}.time")
    if day is None and hour is None:
        return None
    if day is None or hour is None:
        missing, key = ("time", "date_only") if hour is None else ("date", "time_only")
        found.problems[f"{name}.{missing}"] = key
        return None
    return datetime.combine(day, hour, tzinfo=zone)


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None
