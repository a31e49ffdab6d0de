"""Examples that fill the form with one click. Their dates are moved to the coming weeks, on the same weekdays."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files
from math import ceil, floor
from typing import Any
from zoneinfo import ZoneInfo

from puentes.reading import read_situation
from puentes.situation import Situation

SAMPLES = ("reschedule", "withdraw", "missed", "thank_you")
_WEEK = timedelta(weeks=1)


def sample_situation(name: str, language: str) -> Situation:
    """An example as it is shipped. Raises SituationError when its file is wrong."""
    file = f"{language}-{name}.yaml"
    text = files("app").joinpath("examples", file).read_text(encoding="utf-8")
    return read_situation(text, form="yaml", source=f"app/examples/{file}")


def sample(name: str, language: str, now: datetime) -> dict[str, Any]:
    """The values of the form for an example; `now` is the present, with a zone.

    Whole weeks are added, so that what was to come is still to come, what was over is over, and a Monday stays a
    Monday at the same hour. Raises SituationError when the shipped file is wrong.
    """
    situation = sample_situation(name, language)
    zone = ZoneInfo(situation.interview.time_zone or "UTC")
    weeks = (now - situation.now) / _WEEK

    def moved(moment: datetime) -> datetime:
        whole = ceil(weeks) if moment > situation.now else floor(weeks)
        return moment.astimezone(zone).replace(tzinfo=None) + whole * _WEEK

    plain = situation.model_dump(mode="json", by_alias=True, exclude={"id", "now", "alternatives", "reason"})
    values: dict[str, Any] = {}
    for field, value in plain.items():
        values |= {f"{field}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {field: value}
    del values["interview.starts_at"]
    values |= {"own_zone": zone.key, "reason.kind": None, "reason.share": "brief", "reason.detail": ""}
    if situation.reason:
        values |= {f"reason.{k}": v for k, v in situation.reason.model_dump().items()}
    if situation.interview.starts_at:
        start = moved(situation.interview.starts_at)
        values |= {"interview.date": start.date(), "interview.time": start.time()}
    values["alternatives"] = list(range(len(situation.alternatives)))
    for number, moment in enumerate(situation.alternatives):
        other = moved(moment)
        values |= {f"alternative.{number}.date": other.date(), f"alternative.{number}.time": other.time()}
    return values
