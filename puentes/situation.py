"""The situation: the facts that a person gives, as a pydantic model. Its fields are the wire format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Language = Literal["es", "en"]
Channel = Literal["email", "phone", "voicemail", "chat"]
Intent = Literal[
    "cancel",
    "reschedule",
    "withdraw",
    "missed",
    "accept_refusal",
    "confirm",
    "follow_up",
    "thank_you",
    "ask_information",
    "reconsider",
    "keep_in_touch",
]
Register = Literal["formal", "informal"]
Gender = Literal["f", "m"]
Role = Literal["hiring_manager", "recruiter", "interviewer", "hr"]
Format = Literal["in_person", "phone", "video"]
ReasonKind = Literal[
    "illness",
    "injury",
    "family_emergency",
    "schedule_conflict",
    "other_offer",
    "transport",
    "weather",
    "unprepared",
    "no_interest",
    "personal",
    "unforeseen",
]
Share = Literal["none", "brief", "full"]

# What a person says in a note fits in this; a longer text is a draft for `rewrite`, not a note (characters).
FREE_TEXT_LIMIT = 2000
NAME_LIMIT = 120
MAX_ALTERNATIVES = 12
# Honorifics that tell the gender, in Spanish and English, without the full stop.
HONORIFIC_GENDER: dict[str, Gender] = {
    **dict.fromkeys("sra srta dra dña doña señora profa mtra licda mrs ms miss".split(), "f"),
    **dict.fromkeys("sr don d señor mr sir".split(), "m"),
}  # fmt: skip
# The intents that write about an interview which is still to come.
AHEAD = frozenset({"cancel", "reschedule", "confirm"})


def _one_line(value: str) -> str:
    """A name on one line: inner white space folded, control and format characters refused."""
    folded = " ".join(value.split())
    if not folded:
        raise PydanticCustomError("empty_name", "is empty")
    if any(unicodedata.category(c) in {"Cc", "Cs", "Co"} for c in folded):
        raise PydanticCustomError("control_character", "holds a control character")
    if "{" in folded or "}" in folded:
        raise PydanticCustomError("braces", "holds a brace, which looks like a placeholder nobody filled")
    return folded


def _free_text(value: str) -> str:
    """A note as it was written, without control characters that no one can read."""
    kept = "".join(c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co"})
    return kept.replace("\t", " ").strip()


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PydanticCustomError("unknown_zone", "'{value}' is no IANA time zone", {"value": value}) from error
    return value


def _written_date(value: object) -> object:
    # pydantic would read a bare number as seconds since 1970, which nobody means here.
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value.strip()):
        return value
    raise PydanticCustomError("datetime_form", "is no date and time")


def _near_year(value: datetime) -> datetime:
    # At the ends of the calendar no time can be told in another zone; nobody's interview is there.
    if not 1970 <= value.year <= 2200:
        raise PydanticCustomError("far_year", "the year {year} is out of reach", {"year": value.year})
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_written_date), AfterValidator(_near_year)]
Name = Annotated[str, Field(max_length=NAME_LIMIT), AfterValidator(_one_line)]
FreeText = Annotated[str, Field(max_length=FREE_TEXT_LIMIT), AfterValidator(_free_text)]
Zone = Annotated[str, AfterValidator(_zone)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: object) -> object:
        # Programs write null for what they do not know. An unknown key stays, to be reported.
        if not isinstance(data, Mapping):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in data.items() if value is not None or key not in known}


class Sender(_Strict):
    """Who writes. `phone` is written as given."""

    name: Name
    phone: Name | None = None
    gender: Gender | None = None


class Recipient(_Strict):
    """Who reads it. `company` is the recipient's own (an agency, say), which may differ from the interview's."""

    name: Name | None = None
    honorific: Name | None = None
    gender: Gender | None = None
    role: Role | None = None
    company: Name | None = None

    @property
    def known_gender(self) -> Gender | None:
        """The gender given, else the one that the honorific tells."""
        return self.gender or HONORIFIC_GENDER.get((self.honorific or "").rstrip(".").lower())

    @model_validator(mode="after")
    def _honorific_fits(self) -> Recipient:
        told = HONORIFIC_GENDER.get((self.honorific or "").rstrip(".").lower())
        if told and self.gender and told != self.gender:
            raise PydanticCustomError(
                "honorific_gender",
                "the honorific {honorific} and the gender {gender} contradict each other",
                {"honorific": self.honorific, "gender": self.gender},
            )
        return self


class Interview(_Strict):
    """The interview that the message is about."""

    position: Name | None = None
    company: Name | None = None
    starts_at: Moment | None = None
    time_zone: Zone | None = None
    format: Format | None = None
    place: Annotated[str, Field(max_length=300), AfterValidator(_one_line)] | None = None


class Reason(_Strict):
    """Why. `share`: none (not told), brief (its kind in a few words), full (the detail may be told, briefly)."""

    kind: ReasonKind
    detail: FreeText | None = None
    share: Share = "brief"


class Situation(_Strict):
    """The facts from which a message is written. `detail` and `nuance` are untrusted text: data, never orders."""

    language: Language
    channel: Channel
    intent: Intent
    register_: Register = Field(default="formal", alias="register")
    sender: Sender
    recipient: Recipient = Recipient()
    interview: Interview = Interview()
    reason: Reason | None = None
    alternatives: Annotated[tuple[Moment, ...], Field(max_length=MAX_ALTERNATIVES)] = ()
    nuance: FreeText | None = None
    now: Moment
    id: str | None = Field(default=None, max_length=200)

    @property
    def company(self) -> str | None:
        """The company of the interview, else the recipient's."""
        return self.interview.company or self.recipient.company

    @model_validator(mode="after")
    def _times_make_sense(self) -> Situation:
        for index, moment in enumerate(self.alternatives):
            if moment <= self.now:
                raise _at(f"alternatives.{index}", "past_alternative", moment, self.now)
            if moment == self.interview.starts_at and self.intent in {"reschedule", "missed"}:
                raise _at(f"alternatives.{index}", "same_alternative", moment, self.now)
        starts_at = self.interview.starts_at
        if starts_at is None:
            return self
        if self.intent in AHEAD and starts_at <= self.now - timedelta(hours=1):
            raise _at("interview.starts_at", "past_interview", starts_at, self.now)
        if self.intent == "missed" and starts_at > self.now:
            raise _at("interview.starts_at", "future_interview", starts_at, self.now)
        return self


_TIME_ERRORS = {
    "past_alternative": "{moment} is not after now ({now})",
    "same_alternative": "{moment} is the interview's own time",
    "past_interview": "{moment} is already over at {now}",
    "future_interview": "{moment} is still to come at {now}, so it cannot have been missed",
}


def _at(where: str, kind: str, moment: datetime, now: datetime) -> PydanticCustomError:
    # `where` travels in the context: a validator of the whole model has no field of its own to point at.
    context = {"where": where, "moment": moment.isoformat(), "now": now.isoformat()}
    return PydanticCustomError(kind, _TIME_ERRORS[kind], context)
