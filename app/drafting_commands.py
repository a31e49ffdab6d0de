"""What `puentes draft` does."""

from __future__ import annotations

import sys
from typing import Any, Literal

from app.output import print_findings, print_json, print_message, print_notes, waiting
from app.reading_input import read_lines, read_one_situation
from puentes.asking import Asking
from puentes.assembling import Assembly
from puentes.datafiles import prompts_from
from puentes.drafting import draft
from puentes.engines import Engine, auto_engine, open_engine
from puentes.engines.base import NoEngine, profile_of
from puentes.errors import PuentesError
from puentes.message import Message
from puentes.reading import situation_from
from puentes.settings import Settings, load_settings


def draft_one(name: str, engine: str, *, as_json: bool, seed: int | None, grammar: bool) -> int:
    """Drafts one message and prints it. Returns the exit code: 0 holds, 1 something fails."""
    situation = read_one_situation(name)
    settings = load_settings(engine=engine or None)
    with waiting(situation.language) as on_progress:
        message = draft(
            situation,
            settings.engine,
            settings=settings,
            seed=seed,
            on_progress=on_progress,
            grammar="auto" if grammar else None,
        )
    if as_json:
        print_json(message.as_dict())
    else:
        print_message(message.text)
        print_notes([_engine_line(message), *message.notes])
        print_findings(message.checks, err=True)
    return 0 if message.holds else 1


def draft_batch(name: str, engine: str, *, seed: int | None, grammar: bool) -> int:
    """Drafts a message for each line. A bad line gets its own error and the others go on.

    Returns 0 when every line was delivered and holds, 1 otherwise. Raises PuentesError when it cannot run at all.
    """
    settings = load_settings(engine=engine or None)
    opened = open_engine(settings.engine, settings)
    good = True
    for number, data, error in read_lines(name):
        row = (
            _error_row(None, error or "")
            if data is None
            else _draft_line(number, data, opened, settings, seed, grammar)
        )
        good &= row["error"] is None and not any(c["status"] == "fail" for c in row["checks"])
        print_json(row, indent=None)
    return 0 if good else 1


def _draft_line(
    number: int, data: dict[str, Any], engine: Engine, settings: Settings, seed: int | None, grammar: bool
) -> dict[str, Any]:
    given = data.get("id")
    try:
        situation = situation_from(data, source=f"line {number}")
        choice: Literal["auto"] | None = "auto" if grammar else None
        return draft(situation, engine, settings=settings, seed=seed, grammar=choice).as_dict()
    except PuentesError as error:
        return _error_row(given, str(error))
    except Exception as error:  # noqa: BLE001 - one line of a batch must not cost the others
        return _error_row(given, f"line {number}: unexpected {type(error).__name__}; please report it")


def _error_row(given: object, error: str) -> dict[str, Any]:
    row = {"id": given, "subject": "", "body": "", "engine": None, "llm_calls": 0, "checks": [], "error": error}
    return {**row, "notes": []}


def show_prompt(name: str, engine: str, *, as_json: bool) -> None:
    """Prints exactly what would be sent to the engine; sends nothing, and the engine need not be there."""
    situation = read_one_situation(name)
    settings = load_settings(engine=engine or None)
    chosen = auto_engine(settings) if settings.engine == "auto" else settings.engine
    dry = NoEngine(chosen, profile_of(chosen))
    with prompts_from(settings.prompts):
        requests = Asking(Assembly(situation, dry, seed=0), dry).planned()
    if as_json:
        rows = [
            {"purpose": r.purpose, "messages": [t.as_dict() for t in r.turns], "schema": r.schema} for r in requests
        ]
        print_json(rows)
        return
    if not requests:
        sys.stderr.write(f"puentes: nothing would be sent: the engine {chosen} has nothing to write here\n")
    for request in requests:
        for turn in request.turns:
            print_message(f"=== {request.purpose}: {turn.role} ===\n{turn.content}")
        if request.schema is not None:
            print_json(request.schema)


def _engine_line(message: Message) -> str:
    from puentes.said import say

    language = "es" if message.is_spanish else "en"
    return say(
        "engine", language, engine=message.engine, calls=str(message.llm_calls), seconds=f"{message.seconds:.1f}"
    )
