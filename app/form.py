"""The form: what the intent needs, from the purpose of the message to what else should come across."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import get_args
from zoneinfo import available_timezones

import streamlit as st

from app import kept
from app.fields import Fields
from app.gathering import Asked, asked, has_begun
from app.texts import LANGUAGES, Texts
from puentes.situation import MAX_ALTERNATIVES, Channel, Format, Gender, Register, Role, Share

# The most usual first; the model's own order has no meaning for a person.
INTENTS = (
    "reschedule", "cancel", "confirm", "ask_information", "thank_you", "follow_up",
    "withdraw", "missed", "accept_refusal", "reconsider", "keep_in_touch",
)  # fmt: skip
KINDS = (
    "illness", "family_emergency", "schedule_conflict", "other_offer", "personal", "unforeseen",
    "transport", "injury", "weather", "unprepared", "no_interest",
)  # fmt: skip


def defaults(language: str, zone: str, engine: str) -> dict[str, object]:
    """What the form holds at the first visit."""
    return {
        "intent": INTENTS[0], "language": language, "channel": "email", "register": "formal",
        "interview.time_zone": zone, "own_zone": zone, "interview.format": "in_person", "reason.share": "brief",
        "alternatives": [], "engine": engine,
    }  # fmt: skip


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """The IANA zones that a person would look for: those with a place in their name, and UTC."""
    technical = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")
    named = {z for z in available_timezones() if "/" in z and not z.startswith(technical)}
    return (*sorted(named), "UTC")


def draw(fields: Fields, *, all_steps: bool) -> None:
    """Draws the steps that the chosen intent asks for. Why, other times and the note come when it is known who
    writes, or when `all_steps` says so: a short form to begin with."""
    texts = fields.texts
    step = _Steps()
    step.heading(texts("form.what"))
    intent = fields.choice("intent", texts("form.intent"), INTENTS, "intent")
    left, right = st.columns(2)
    with left:
        fields.choice("language", texts("form.language"), LANGUAGES, "language", flat=True)
    with right:
        fields.choice("register", texts("form.register"), get_args(Register), "register", flat=True)
    channel = fields.choice("channel", texts("form.channel"), get_args(Channel), "channel", flat=True)
    wanted = asked(intent)
    step.heading(texts("form.who"))
    _people(fields, channel)
    _interview(fields, wanted)
    if not (all_steps or has_begun(kept.values())):
        st.caption(texts("form.more_to_come"))
        return
    for is_asked, title, questions in (
        (wanted.reason, "form.reason", _reason), (wanted.alternatives, "form.alternatives", _alternatives),
    ):  # fmt: skip
        if is_asked:
            step.heading(texts(title))
            questions(fields)
    step.heading(texts("form.more"))
    fields.area("nuance", texts("form.nuance"), hint=texts("form.nuance_hint"))


class _Steps:
    """Numbers the headings: which there are depends on the intent."""

    def __init__(self) -> None:
        self._count = 0

    def heading(self, text: str) -> None:
        self._count += 1
        st.subheader(f"{self._count} · {text}", anchor=False)


def _people(fields: Fields, channel: str) -> None:
    texts = fields.texts
    left, right = st.columns(2)
    with left:
        fields.text("sender.name", texts("form.sender.name"))
    with right:
        fields.text("recipient.name", texts("form.recipient.name"))
    if channel in {"phone", "voicemail"}:
        fields.text("sender.phone", texts("form.sender.phone"), help_=texts("form.phone_help"))


def _people_more(fields: Fields) -> None:
    texts = fields.texts
    hidden = ("sender.gender", "recipient.honorific", "recipient.role", "recipient.gender", "recipient.company")
    with st.expander(texts("form.more_people"), expanded=fields.wrong(*hidden)):
        left, right = st.columns(2)
        with left:
            fields.text("recipient.honorific", texts("form.recipient.honorific"), hint=texts("form.honorific_hint"))
        with right:
            fields.choice(
                "sender.gender", texts("form.sender.gender"), get_args(Gender), "gender", optional=True,
                help_=texts("form.gender_help"),
            )  # fmt: skip
        left, right = st.columns(2)
        with left:
            fields.choice("recipient.role", texts("form.recipient.role"), get_args(Role), "role", optional=True)
        with right:
            fields.choice("recipient.gender", texts("form.recipient.gender"), get_args(Gender), "gender", optional=True)
        fields.text("recipient.company", texts("form.recipient.company"), help_=texts("form.recipient_company_help"))


def _interview(fields: Fields, wanted: Asked) -> None:
    texts = fields.texts
    left, right = st.columns(2)
    with left:
        fields.text("interview.position", texts("form.position"))
    with right:
        fields.text("interview.company", texts("form.company"))
    day, hour = ("form.date", "form.time") if wanted.when else ("form.date_optional", "form.time_optional")
    fields.moment("interview", texts(day), texts(hour))
    _people_more(fields)
    with st.expander(f"{texts('form.zones')}: {kept.values()['interview.time_zone']}"):
        for field, label, tip in (
            ("interview.time_zone", "form.zone", None),
            ("own_zone", "form.own_zone", texts("form.own_zone_help")),
        ):
            current = kept.values()[field]
            options = zones() if current in zones() else (current, *zones())
            fields.choice(field, texts(label), options, name=str, help_=tip)
    if wanted.place:
        fields.choice("interview.format", texts("form.format"), get_args(Format), "format", flat=True)
        fields.text("interview.place", texts("form.place"))


def _reason(fields: Fields) -> None:
    texts = fields.texts
    kind = fields.choice("reason.kind", texts("form.kind"), KINDS, "kind", optional=True)
    if not kind:
        return
    share = fields.choice("reason.share", texts("form.share"), get_args(Share), "share", flat=True)
    if share == "full":
        fields.area("reason.detail", texts("form.detail"), height=80)


def _alternatives(fields: Fields) -> None:
    texts = fields.texts
    numbers: list[int] = kept.values()["alternatives"]
    if not numbers:
        st.caption(texts("form.alternatives_hint"))
    for place, number in enumerate(numbers, start=1):
        day, hour = texts("form.alternative_date", number=place), texts("form.alternative_time", number=place)
        fields.moment(f"alternative.{number}", day, hour, remove=partial(_remove, number))
    if len(numbers) < MAX_ALTERNATIVES:
        _button(texts("form.add"), "add", _add, texts)


def _button(label: str, name: str, action: Callable[[], None], texts: Texts) -> None:
    st.button(label, key=kept.widget_key(name, texts.language), on_click=action, icon=":material/add:")


def _add() -> None:
    numbers = kept.values()["alternatives"]
    kept.values()["alternatives"] = [*numbers, max(numbers, default=-1) + 1]


def _remove(number: int) -> None:
    values = kept.values()
    values["alternatives"] = [one for one in values["alternatives"] if one != number]
    for name in ("date", "time"):
        values.pop(f"alternative.{number}.{name}", None)
