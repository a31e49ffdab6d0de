"""What a draft is taken to be, on the page that rewrites it: each fact can be corrected."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from html import escape
from typing import Any, get_args

import streamlit as st

from app import form, kept, rewrite_desk, rewritten
from app.fields import Fields
from app.texts import LANGUAGES, Texts
from puentes.rewriting.moments import ReadMoment
from puentes.situation import Channel, Register

AUTO = "auto"
_CHOICES = {"language": LANGUAGES, "channel": get_args(Channel), "intent": form.INTENTS, "register": get_args(Register)}
_LABELS = {
    "language": "form.language",
    "channel": "form.channel",
    "intent": "rewrite.intent",
    "register": "form.register",
}
_TEXTS = ("sender", "recipient", "position", "company", "phone")
# What was said of the dates of the draft, as JSON: words and what they mean.
_MOMENTS = "rewrite:moments"
_FIELD = {name: f"rewrite:{name}" for name in (*_CHOICES, *_TEXTS)}


def start() -> None:
    """Gives the fields that nobody has filled in yet their default."""
    kept.start({_FIELD[name]: AUTO for name in _CHOICES} | {_FIELD[name]: "" for name in _TEXTS} | {_MOMENTS: "{}"})


def given() -> dict[str, Any]:
    """What was corrected, as options of a rewriting."""
    values = kept.values()
    found = {name: values[field] for name, field in _FIELD.items() if values[field] not in {AUTO, "", None}}
    moments = _moments()
    return {**found, "moments": moments} if moments else found


def corrections(texts: Texts) -> None:
    """A field for each fact; empty ones show what was read."""
    outcome = rewrite_desk.outcome()
    read = outcome.result.read if outcome else None
    fields = Fields(texts, {})
    st.html(f'<p class="pz-small">{escape(texts("rewrite.more_help"))}</p>')
    for name, options in _CHOICES.items():
        fields.choice(
            _FIELD[name], texts(_LABELS[name]), (AUTO, *options),
            name=lambda one, name=name: texts("rewrite.auto") if one == AUTO else texts(f"{name}.{one}"),  # type: ignore[misc] # mypy cannot type a lambda's default
        )  # fmt: skip
    for name in _TEXTS:
        fields.text(_FIELD[name], texts(f"rewrite.{name}"), hint=getattr(read, name, None) or None)
    for number, moment in enumerate(read.moments if read else ()):
        _moment_fields(number, moment, fields)


def _moment_fields(number: int, moment: ReadMoment, fields: Fields) -> None:
    """Day and time of one mention, as it was read; what is chosen here counts from the next rewriting on."""
    texts, round_ = fields.texts, st.session_state.get(rewritten.ROUND, 0)
    keys = [f"moment-{round_}-{number}-{part}|{texts.language}" for part in ("day", "hour")]
    told = _moments().get(moment.text)
    value = datetime.fromisoformat(told) if told else None
    day = value.date() if value else moment.day
    hour = moment.hour if value is None else value.hour if told and "T" in told else None
    minute = (value.minute if value else moment.minute) or 0
    arguments: dict[str, Any] = {"on_change": _keep, "args": (moment.text, *keys)}
    with st.container(key=f"rewrite-moment-{number}"):
        columns = st.columns([4, 3], vertical_alignment="bottom")
        with columns[0]:
            label = texts("rewrite.moment_day", text=moment.text)
            st.date_input(label, day, key=keys[0], format=fields.date_format, **arguments)
        with columns[1]:
            label = texts("rewrite.moment_time", text=moment.text)
            st.time_input(label, None if hour is None else time(hour, minute), key=keys[1], **arguments)


def _keep(words: str, day_key: str, hour_key: str) -> None:
    day, hour = st.session_state.get(day_key), st.session_state.get(hour_key)
    if not isinstance(day, date):
        return  # a time alone says no more than the draft
    meant = datetime.combine(day, hour).isoformat(timespec="minutes") if isinstance(hour, time) else day.isoformat()
    kept.values()[_MOMENTS] = json.dumps({**_moments(), words: meant}, ensure_ascii=False)


def _moments() -> dict[str, str]:
    """What was said of dates, as the browser kept it: only what is a date counts."""
    try:
        told = json.loads(str(kept.values().get(_MOMENTS) or "{}"))
    except (ValueError, RecursionError):
        return {}
    draft = " ".join(str(kept.values().get("rewrite:draft") or "").lower().split())
    pairs = told.items() if isinstance(told, dict) else ()
    return {w: m for w, m in pairs if isinstance(m, str) and _is_date(m) and " ".join(w.lower().split()) in draft}


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
