"""The lines of a run's file: its header, then one answer per fixture and repeat, with the texts and their verdicts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

ViewName = Literal["raw", "delivered"]
# What a later version adds is kept when a file is written anew.
_WIRE = ConfigDict(frozen=True, extra="allow")


class WireSpan(BaseModel):
    """A stretch of the text in code points, end exclusive."""

    model_config = _WIRE

    start: int
    end: int
    text: str


class WireCheck(BaseModel):
    """A finding of the guardrails as it is written down."""

    model_config = _WIRE

    id: str
    status: Literal["pass", "fail", "advice", "not_checked"]
    message: str
    spans: tuple[WireSpan, ...] = ()
    fix: str | None = None


class View(BaseModel):
    """One text of an answer, raw or delivered, and how it was judged.

    `holds`: no check fails. `outcomes`: by element or check, true when it is as it should be, false when not, null
    where it does not apply or could not be checked; `must…` and `must_not…` are the fixture's own wishes. `reasons`
    says why, by the same names.
    """

    model_config = _WIRE

    subject: str = ""
    body: str
    holds: bool
    outcomes: dict[str, bool | None] = {}
    reasons: dict[str, str] = {}
    checks: tuple[WireCheck, ...] = ()

    @property
    def keeps_all(self) -> bool:
        """True when the whole contract holds, the fixture's own wishes included."""
        return self.holds and not any(is_wish(name) and value is False for name, value in self.outcomes.items())


class Answer(BaseModel):
    """One answer: a fixture's situation, drafted once.

    `raw` is the engine's answer before repair, null when no engine was asked; `delivered` is null only with an
    `error`. `fallback` names the moves that the phrase bank wrote in the engine's place; `nuance_kept` is 0 to 1;
    `cost` is in the currency of the endpoint's prices, null where they are unknown. `engine_error` says why the engine
    gave no answer where others wrote the message in its place. `readability` is on Flesch's scale, 0 to 100; `judge`
    holds the verdict of an LLM judge by criterion.
    """

    model_config = _WIRE

    fixture: str
    intent: str
    language: str
    channel: str
    register_: str = Field(alias="register")
    share: str | None = None
    repeat: int
    raw: View | None = None
    delivered: View | None = None
    error: str | None = None
    seconds: float = 0.0
    llm_calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    repaired: bool = False
    fallback: tuple[str, ...] = ()
    nuance_kept: float | None = None
    cached: bool = False
    engine_error: str | None = None
    readability: float | None = None
    judge: dict[str, bool] = {}

    def view(self, name: ViewName) -> View | None:
        """The raw or the delivered text; None when there is none."""
        return self.raw if name == "raw" else self.delivered

    def crashed(self, name: ViewName) -> bool:
        """True when there should be something to judge in this view and is not: that is a failure of everything."""
        return self.error is not None or (name == "raw" and self.raw is None and self.engine_error is not None)

    def counts_in(self, name: ViewName) -> bool:
        """True when the answer is to be judged in this view. One that crashed always is, and fails."""
        return self.crashed(name) or self.view(name) is not None

    def keeps_all(self, name: ViewName) -> bool:
        """True when the text of this view holds its whole contract. A crash never does."""
        view = self.view(name)
        return not self.crashed(name) and view is not None and view.keeps_all


class Header(BaseModel):
    """What was run: the first line of the file."""

    model_config = _WIRE

    format: Literal[1] = 1
    id: str
    started: datetime
    finished: datetime | None = None
    engine: str
    model: str | None = None
    parameters: dict[str, Any] = {}
    prompts: str
    prompts_digest: str
    fixtures_digest: str
    repeats: int
    puentes: str
    complete: bool = False


def is_wish(outcome: str) -> bool:
    """True for the outcomes of what a fixture itself wants or does not want: `must`, `must_not`, `must:…` and so on."""
    return outcome.partition(":")[0] in {"must", "must_not"}
