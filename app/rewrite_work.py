"""What the page that rewrites asks for, as work that a job does in its own thread."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app import kept
from app.answers_kept import Recording, Said, replaying
from app.job import Work
from app.warming import grammar_choice
from puentes.engines import Engine
from puentes.message import OnProgress
from puentes.rewriting.options import options_from
from puentes.rewriting.result import Rewrite
from puentes.rewriting.rewriting import rewrite_async
from puentes.settings import Settings
from puentes.situation import Language, Situation

# When the result was asked for: "tomorrow" stays the same day after a reload.
SINCE = "rewrite:since"


def _since() -> datetime:
    """When the result was asked for, by the visitor's clock; now where the browser kept nothing that is a moment."""
    try:
        asked = datetime.fromisoformat(str(kept.values()[SINCE]))
    except ValueError:
        asked = datetime.now(UTC)
    return asked.astimezone(ZoneInfo(kept.values()["own_zone"]))


def work_of(
    wishes: dict[str, Any],
    situation: Situation | None,
    ui: Language,
    settings: Settings,
    said: Said,
    answers: str | None,
) -> Work[Rewrite]:
    """The rewriting as a job does it; what the engine says goes into `said`, unless `answers` of before are there."""
    choice = grammar_choice()
    options = {**wishes["options"], "ui": ui, "now": _since()}

    async def work(engine: Engine, on_progress: OnProgress) -> Rewrite:
        asked: Engine = Recording(engine, said) if answers is None else replaying(engine, answers)
        return await rewrite_async(
            wishes["draft"], situation, asked, settings=settings, grammar=choice,
            options=options_from(options, "form: "), on_progress=on_progress,
        )  # fmt: skip

    return work
