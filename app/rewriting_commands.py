"""What `puentes rewrite` does."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from app.output import print_findings, print_json, print_message, print_notes
from app.reading_input import InputError, read_lines, read_one_situation, read_text
from puentes.engines import Engine, open_engine
from puentes.errors import PuentesError
from puentes.reading import situation_from
from puentes.rewriting.options import Options, options_from
from puentes.rewriting.result import Rewrite
from puentes.rewriting.rewriting import rewrite
from puentes.settings import Settings, load_settings


def rewrite_one(
    name: str, situation: str | None, engine: str, *, as_json: bool, grammar: bool, options: dict[str, Any]
) -> int:
    """Rewrites one draft and prints it. Returns 0 when the result holds, 1 when something fails or nothing can be
    sent."""
    text = read_text(name)
    known = read_one_situation(situation) if situation else None
    settings = load_settings(engine=engine or None)
    chosen = options_from(options, "option")
    result = rewrite(
        text.removesuffix("\n"), known, settings.engine,
        settings=settings, grammar="auto" if grammar else None, options=chosen,
    )  # fmt: skip
    if as_json:
        print_json(result.as_dict())
    else:
        _print(result)
    return 0 if result.holds else 1


def _print(result: Rewrite) -> None:
    if result.refused:
        sys.stderr.write(f"puentes: {result.refused}\n")
        return
    print_message(result.text)
    console = Console(stderr=True, highlight=False)
    for edit in result.edits:
        line = Text("± ", style="cyan")
        before, after = (" ".join(t.split()) for t in (edit.before, edit.after))
        if before:
            line.append(f"«{before[:80]}»", style="red")
        line.append(" → " if before and after else " ")
        line.append(f"«{after[:120]}»" if after else "∅", style="green")
        line.append(f"  {edit.reason}", style="dim")
        console.print(line, soft_wrap=True)
    print_notes([*result.notes, *result.contradictions, *result.questions])
    print_findings(result.checks, err=True)


def rewrite_batch(name: str, engine: str, *, grammar: bool, options: dict[str, Any]) -> int:
    """Rewrites the draft of each line. A bad line gets its own error and the others go on.

    Returns 0 when every result holds, 1 otherwise. Raises PuentesError when it cannot run at all.
    """
    settings = load_settings(engine=engine or None)
    opened = open_engine(settings.engine, settings)
    good = True
    for number, data, error in read_lines(name):
        row = _error_row(None, error or "") if data is None else _line(number, data, opened, settings, grammar, options)
        good &= row["error"] is None and not any(c["status"] == "fail" for c in row["checks"])
        print_json(row, indent=None)
    return 0 if good else 1


_OF_A_LINE = ("language", "channel", "now", "preset", "to_channel")


def _line(
    number: int, data: dict[str, Any], engine: Engine, settings: Settings, grammar: bool, options: dict[str, Any]
) -> dict[str, Any]:
    given = data.get("id")
    try:
        text = data.get("text")
        if not isinstance(text, str):
            raise InputError(f"line {number}: text: is missing or no text. Give the draft as text")
        raw = data.get("situation")
        situation = situation_from(raw, f"line {number}: situation") if raw is not None else None
        own = {key: data[key] for key in _OF_A_LINE if data.get(key) is not None}
        chosen: Options = options_from({**options, **own}, f"line {number}")
        result = rewrite(
            text, situation, engine, settings=settings, grammar="auto" if grammar else None, options=chosen
        )
        return {**result.as_dict(), "id": given}
    except PuentesError as error:
        return _error_row(given, str(error))
    except Exception as error:  # noqa: BLE001 - one line of a batch must not cost the others
        return _error_row(given, f"line {number}: unexpected {type(error).__name__}; please report it")


def _error_row(given: object, error: str) -> dict[str, Any]:
    return {"id": given, "text": "", "edits": [], "kept": 0.0, "checks": [], "error": error}
