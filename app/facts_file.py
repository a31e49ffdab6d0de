"""The facts as a file: saved as YAML, and opened from YAML, JSON or TOML into the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
import yaml
from pydantic import ValidationError

from app import kept
from app.gathering import gather, without_unknown
from app.problems import sentence
from app.texts import Texts
from puentes.errors import SituationError
from puentes.reading import read_plain
from puentes.situation import MAX_ALTERNATIVES, Situation

_SAID, _COUNT = "facts_file_said", "facts_file_count"
_FORMS = {"json": "json", "yaml": "yaml", "yml": "yaml", "toml": "toml"}
_GROUPS = ("sender", "recipient", "interview", "reason")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file gave: values for the form, and sentences about what in it could not be used."""

    values: dict[str, Any]
    problems: tuple[str, ...]


def saved(values: Mapping[str, Any], now: datetime) -> str:
    """The facts of the form as a situation file, whole or not. `now` is the present, with a zone."""
    data = {key: value for key, value in gather(values, now).data.items() if value not in ({}, [], None)}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def opened(content: bytes, name: str, texts: Texts) -> Opened:
    """The values of a file; `name` tells the form by its ending. What is wrong in it is told, the rest is taken."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Opened({}, (texts("facts_file.not_text"),))
    try:
        data = read_plain(text, form=_FORMS.get(name.rsplit(".", 1)[-1].lower()))
    except SituationError as error:
        return Opened({}, (texts("facts_file.not_read", why=error.problems[0].what),))
    if not isinstance(data, dict):
        return Opened({}, (texts("facts_file.no_facts"),))
    return Opened(without_unknown(_values(data)), tuple(_problems(data, texts)))


def _problems(data: dict[str, Any], texts: Texts) -> list[str]:
    try:
        Situation.model_validate(data)
    except ValidationError as error:
        told = []
        for one in error.errors(include_url=False):
            context = dict(one.get("ctx") or {})
            path = str(context.get("where") or ".".join(str(part) for part in one["loc"]))
            if path != "now":  # the form has the present's own
                told.append(f"{path}: {sentence(one['type'], context, texts)}")
        return told
    return []


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    """What of the data the form can hold."""
    found: dict[str, Any] = {}
    for key in ("language", "channel", "intent", "register", "nuance"):
        if isinstance(data.get(key), str):
            found[key] = data[key]
    for group in _GROUPS:
        inner = data.get(group)
        if isinstance(inner, Mapping):
            found |= {f"{group}.{k}": v for k, v in inner.items() if isinstance(v, str) and k != "starts_at"}
    interview = data.get("interview")
    starts_at = _moment(interview.get("starts_at")) if isinstance(interview, Mapping) else None
    others = [_moment(one) for one in data.get("alternatives") or () if isinstance(data.get("alternatives"), list)]
    zone = _zone(found.get("interview.time_zone"), starts_at)
    if zone is None:
        found.pop("interview.time_zone", None)
    else:
        found["interview.time_zone"] = zone.key
        found |= _pair("interview", starts_at, zone)
        present = [moment for moment in others if moment][:MAX_ALTERNATIVES]
        found["alternatives"] = list(range(len(present)))
        for number, moment in enumerate(present):
            found |= _pair(f"alternative.{number}", moment, zone)
    return found


def _pair(field: str, moment: datetime | None, zone: ZoneInfo) -> dict[str, Any]:
    if moment is None:
        return {}
    there = moment.astimezone(zone)
    return {f"{field}.date": there.date(), f"{field}.time": there.time().replace(tzinfo=None)}


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is None or moment.tzinfo is None or not 1970 <= moment.year <= 2200:
            return None
    except ValueError:
        return None
    return moment


def _zone(name: object, moment: datetime | None) -> ZoneInfo | None:
    """The zone that the file names; without one that of its times, as far as an offset tells it."""
    try:
        if isinstance(name, str):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    offset = moment.utcoffset() if moment else None
    if offset is None:
        return None
    hours = offset.total_seconds() / 3600
    return ZoneInfo(f"Etc/GMT{-int(hours):+d}" if hours else "UTC") if hours == int(hours) else None


def open_or_save(texts: Texts) -> None:
    """The two buttons, folded away."""
    with st.expander(texts("facts_file.title"), expanded=_SAID in st.session_state):
        # A new name for the widget after each file: the next one, even the same again, is then a new one.
        key = _upload_key()
        st.file_uploader(
            texts("facts_file.open"), type=[*_FORMS], key=key, on_change=_take, args=(key, texts), max_upload_size=1
        )
        said = st.session_state.get(_SAID)
        if said:
            name, problems = said
            words = [f'<p class="pz-small">{escape(texts("facts_file.used", name=name))}</p>']
            if problems:
                rows = "".join(f"<li>{escape(problem)}</li>" for problem in problems[:12])
                words = [
                    f'<p class="pz-problem">{escape(texts("facts_file.unused"))}</p><ul class="pz-notes">{rows}</ul>'
                ]
            st.html(f'<div role="status">{"".join(words)}</div>')
        st.download_button(
            texts("facts_file.save"), saved(kept.values(), datetime.now(UTC)), mime="application/yaml",
            file_name=f"{texts('facts_file.name')}.yaml", on_click="ignore", key="facts-save",
            icon=":material/save:",
        )  # fmt: skip


def _upload_key() -> str:
    return f"facts-file|{st.session_state.get(_COUNT, 0)}"


def _take(key: str, texts: Texts) -> None:
    file = st.session_state.get(key)
    # A place for files that has been replaced may still send its file: it is in the form already.
    if file is None or key != _upload_key():
        return
    found = opened(file.getvalue(), file.name, texts)
    st.session_state[_SAID] = (file.name, found.problems)
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    if found.values:
        values = kept.values()
        stay = ("engine", "own_zone", "language", "channel", "intent", "register", "interview.time_zone")
        fresh = {"interview.format": "in_person", "reason.share": "brief", "alternatives": []}
        kept.replace({name: values[name] for name in stay if name in values} | fresh | found.values)
