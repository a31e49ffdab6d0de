"""What `puentes rewrite` does."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rich.console import Console
from rich.text import Text

from app.output import print_findings, print_json, print_message, print_notes
from app.reading_input import InputError, read_lines, read_one_situation, read_text
from puentes.engines import Engine, open_engine
from puentes.errors import PuentesError
from puentes.reading import situation_from
from puentes.rewriting.facts_read import facts_read
from puentes.rewriting.options import CORRECTING, options_from
from puentes.rewriting.result import Rewrite
from puentes.rewriting.rewriting import rewrite
from puentes.rewriting.telling import tell
from puentes.settings import Settings, load_settings
from puentes.situation import Situation


def rewrite_one(
    name: str, situation: str | None, engine: str, *, as_json: bool, grammar: bool, options: dict[str, Any]
) -> int:
    """Rewrites one draft and prints it. Returns 0 when the result holds, 1 when something fails or nothing can be
    sent."""
    if name == situation == "-":
        raise InputError("standard input cannot be both draft and situation. Give one of them as a file")
    text = read_text(name)
    known = read_one_situation(situation) if situation else None
    settings = load_settings(engine=engine or None)
    chosen = options_from(options, "--")
    # The line end that an editor puts at the end of a file is none of the message; printing puts it back.
    text = text.removesuffix("\n").removesuffix("\r")
    result = rewrite(
        text, known, settings.engine, settings=settings, grammar="auto" if grammar else None, options=chosen
    )
    if as_json:
        print_json(result.as_dict())
    else:
        _print(result)
    return 0 if result.holds else 1


def _print(result: Rewrite) -> None:
    language = result.read.language
    facts = "; ".join(f"{name}: {value}" for name, value in facts_read(result.read, language))
    told = [tell("read", language, facts="").strip() + f" {facts}.", *result.contradictions, *result.questions]
    if result.refused:
        sys.stderr.write(f"puentes: {result.refused}\n")
        print_notes([*result.notes, *told])
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
    kept = [] if result.unchanged else [tell("kept", language, share=f"{100 * result.kept:.0f}")]
    print_notes([*kept, *result.notes, *told])
    print_findings(result.checks, err=True)


def read_as(pairs: Iterable[str]) -> dict[str, str]:
    """What --read-as says, "el viernes a las 10=2026-12-04T10:00", as words and what they mean. Raises InputError."""
    found = {}
    for pair in pairs:
        words, sign, meant = pair.rpartition("=")
        if not sign:
            raise InputError(f"--read-as: '{pair}' has no =. Write it as 'el viernes a las 10=2026-12-04T10:00'")
        found[words.strip()] = meant.strip()
    return found


@dataclass(frozen=True, slots=True)
class _Batch:
    """What holds for every line that says nothing else."""

    engine: Engine
    settings: Settings
    situation: Situation | None
    grammar: bool
    options: Mapping[str, Any]


def rewrite_batch(name: str, situation: str | None, engine: str, *, grammar: bool, options: dict[str, Any]) -> int:
    """Rewrites the draft of each line. A bad line gets its own error and the others go on; options and situation hold
    for the lines that say nothing else.

    Returns 0 when every result holds, 1 otherwise. Raises PuentesError when it cannot run at all.
    """
    if name == situation == "-":
        raise InputError("standard input cannot be both drafts and situation. Give one of them as a file")
    options_from(options, "--")  # wrong for every line is wrong at once
    settings = load_settings(engine=engine or None)
    known = read_one_situation(situation) if situation else None
    batch = _Batch(open_engine(settings.engine, settings), settings, known, grammar, options)
    good = True
    for number, data, error in read_lines(name):
        row = _error_row(None, error or "") if data is None else _line(number, data, batch)
        good &= row["error"] is None and not any(c["status"] == "fail" for c in row["checks"])
        print_json(row, indent=None)
    return 0 if good else 1


_OF_A_LINE = (*CORRECTING, "now", "preset", "to_channel", "ui")
_KNOWN = ("id", "text", "situation", *_OF_A_LINE)


def _line(number: int, data: dict[str, Any], batch: _Batch) -> dict[str, Any]:
    given = data.get("id")
    where = f"line {number}: "
    try:
        text = data.get("text")
        if not isinstance(text, str):
            raise InputError(f"{where}text: is missing or no text. Give the draft as text")
        ignored = _unknown(data, where)
        raw = data.get("situation")
        situation = situation_from(raw, f"{where}situation") if raw is not None else batch.situation
        own = {key: data[key] for key in _OF_A_LINE if data.get(key) is not None}
        chosen = options_from({**batch.options, **own}, where)
        result = rewrite(
            text, situation, batch.engine, settings=batch.settings, grammar="auto" if batch.grammar else None,
            options=chosen,
        )  # fmt: skip
        result = replace(result, notes=(*result.notes, *ignored))
        return {**result.as_dict(), "id": given}
    except PuentesError as error:
        return _error_row(given, str(error) if where in str(error) else f"{where}{error}")
    except Exception as error:  # noqa: BLE001 - one line of a batch must not cost the others
        return _error_row(given, f"{where}unexpected {type(error).__name__}; please report it")


def _unknown(data: dict[str, Any], where: str) -> list[str]:
    """A note on each key that is not known. Raises InputError for one that was surely meant to be another."""
    unknown = [key for key in data if key not in _KNOWN]
    for key in unknown:
        if near := difflib.get_close_matches(key, [k for k in _KNOWN if k not in data], n=1, cutoff=0.75):
            raise InputError(f"{where}{key}: is not known. Did you mean {near[0]}?")
    return [f"{where}{key}: is not known and does not count" for key in unknown]


def _error_row(given: object, error: str) -> dict[str, Any]:
    return {"id": given, "text": "", "edits": [], "kept": 0.0, "checks": [], "error": error}
