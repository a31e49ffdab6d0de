"""A fixture: a situation to draft, and what must and must not come out of it beyond its contract."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from puentes.fidelity import fold
from puentes.situation import Situation

# What makes a fixture awkward. The suite as a whole has to hold each of them (tests/test_fixtures.py).
Tag = Literal[
    "zones",  # sender and interview in different time zones
    "dst",  # a clock change lies between now and a time of the message
    "new_year",  # the message is written in another year than the interview
    "particles",  # names with particles, hyphens or apostrophes
    "sensitive",  # a detail that must stay private
    "injection",  # a text that gives orders to the model
    "other_language",  # the note is in the other language
    "long_note",  # a note of 1,500 characters or more
    "contradictory",  # wishes that contradict each other or etiquette
    "sparse",  # as few facts as a situation may hold
]
TAGS: tuple[str, ...] = get_args(Tag)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Expected(BaseModel):
    """One thing that is looked for in the message: any of these phrases, or a regular expression.

    A phrase is found as whole words, whatever its case, accents and line breaks; `*` at the end of a word stands for
    any ending ("entusiasm*"). A pattern is searched as it is written, whatever the case. In a file a plain text is
    one phrase and a list of texts is any of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    any: tuple[str, ...] = ()
    pattern: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"any": [data]}
        return {"any": data} if isinstance(data, list) else data

    @model_validator(mode="after")
    def _one_form(self) -> Expected:
        if bool(self.any) == (self.pattern is not None):
            raise PydanticCustomError("one_form", "needs phrases or a pattern, and not both")
        for phrase in self.any:
            if not re.search(r"\w", phrase) or re.search(r"\*\w|(?<!\w)\*", phrase):
                raise PydanticCustomError("phrase", "'{phrase}' is no phrase", {"phrase": phrase})
        try:
            re.compile(self.pattern or "")
        except re.error as error:
            raise PydanticCustomError("pattern", "is no regular expression: {why}", {"why": str(error)}) from error
        return self

    @cached_property
    def _searched(self) -> re.Pattern[str]:
        if self.pattern is not None:
            return re.compile(self.pattern, re.IGNORECASE)
        return re.compile("|".join(_phrase(phrase) for phrase in self.any))

    def find(self, text: str) -> str | None:
        """The words of the text that answer to it (a phrase's folded), None when there are none."""
        prepared = text if self.pattern is not None else fold(text.replace("’", "'").lower())
        match = self._searched.search(prepared)
        return match.group() if match else None

    def __str__(self) -> str:
        return f"/{self.pattern}/" if self.pattern is not None else " | ".join(self.any)


def _phrase(phrase: str) -> str:
    words = fold(phrase.replace("’", "'").lower()).split()
    body = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    # A phrase may begin or end with a mark, such as "¿" or "h.".
    start = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    end = r"(?!\w)" if re.search(r"[\w*]$", words[-1]) else ""
    return f"{start}{body}{end}"


class Fixture(BaseModel):
    """One situation and what is expected of its message.

    `must` and `must_not` hold beyond the contract; `nuance` names the key facts of the person's own note, each of
    which has to come across (their share is reported as nuance kept). `why` says what the fixture is there for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    why: str = Field(min_length=10)
    situation: Situation
    must: tuple[Expected, ...] = ()
    must_not: tuple[Expected, ...] = ()
    nuance: tuple[Expected, ...] = ()
    tags: tuple[Tag, ...] = ()

    @field_validator("id")
    @classmethod
    def _plain_id(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise PydanticCustomError("plain_id", "'{id}' is no id", {"id": value})
        return value

    @model_validator(mode="after")
    def _nuance_has_a_note(self) -> Fixture:
        if self.nuance and not self.situation.nuance:
            # `where` travels in the context: a validator of the whole model has no field of its own to point at.
            context = {"where": "nuance"}
            raise PydanticCustomError("no_note", "names key facts of a note, but the situation has no nuance", context)
        return self
