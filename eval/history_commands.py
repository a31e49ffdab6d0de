"""What `puentes eval history` does."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.answers import ViewName
from eval.history import Past, past_runs, sparkline, trends
from eval.plan import RUNS
from eval.reporting.words import Words, plain
from eval.telling import language_of

_VIEWS: tuple[ViewName, ...] = ("raw", "delivered")


def history(folder: Path | None, language: str | None, *, json_: bool) -> int:
    """Prints the runs in a folder. Returns 0, or 2 when some file could not be read."""
    words = Words(language_of(language))
    runs, mistakes = past_runs(folder or RUNS)
    for mistake in mistakes:
        sys.stderr.write(f"puentes: {mistake}\n")
    if json_:
        sys.stdout.write(json.dumps([_data(run) for run in runs], ensure_ascii=False, indent=2) + "\n")
    else:
        _print(runs, Console(highlight=False), words)
    return 2 if mistakes else 0


def _print(runs: list[Past], console: Console, words: Words) -> None:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("run", "begun", "engine", "prompts", "answers"):
        justify: Literal["left", "right"] = "right" if name == "answers" else "left"
        head = words(f"history.{name}")
        table.add_column(head, justify=justify, overflow="fold", no_wrap=name == "begun", min_width=len(head))
    for view in _VIEWS:
        table.add_column(words.view(view), justify="right", overflow="fold")
    for run in runs:
        engine = f"{run.engine} ({run.model})" if run.model else run.engine
        count = str(run.answers) if run.complete else words("history.not_complete", count=run.answers)
        rates = [words.rate(run.whole[view]) if view in run.whole else "–" for view in _VIEWS]
        cells = [run.id, run.started.strftime("%Y-%m-%d %H:%M"), engine, run.prompts, count, *rates]
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console.print(table)
    for (engine, model, digest), group in trends(runs).items():
        for view in _VIEWS:
            shares = [run.whole[view].share for run in group if view in run.whole]
            if len(shares) > 1:
                name = f"{engine} ({model})" if model else engine
                told = words(
                    "history.trend", engine=name, fixtures=digest[:8], view=words.view(view), line=sparkline(shares),
                    first=words.percent(shares[0]), last=words.percent(shares[-1]), count=len(shares),
                )  # fmt: skip
                console.print(Text(plain(told)))


def _data(run: Past) -> dict[str, object]:
    return {
        "id": run.id, "path": str(run.path), "started": run.started.isoformat(), "engine": run.engine,
        "model": run.model, "prompts": run.prompts, "complete": run.complete, "answers": run.answers,
        "crashed": run.crashed,
        "whole": {v: {"share": r.share, "low": r.interval.low, "high": r.interval.high} for v, r in run.whole.items()},
    }  # fmt: skip
