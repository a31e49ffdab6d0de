"""The history of runs: what each came to, and the trend over those that were made in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eval.answers import ViewName
from eval.errors import RecordError
from eval.plan import RUNS
from eval.records import FILE, Run, read_run
from eval.tally import Rate, has_view, rate, tally

_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Past:
    """A run of the past. `same_as` is what it shares with those it may be set beside: engine, model, fixtures."""

    id: str
    path: Path
    started: datetime
    engine: str
    model: str | None
    prompts: str
    complete: bool
    answers: int
    whole: dict[ViewName, Rate]
    crashed: int
    same_as: tuple[str, str | None, str]


def past_runs(folder: Path) -> tuple[list[Past], list[str]]:
    """The runs below a folder, the oldest first, and what could not be read. Raises RecordError when there is none."""
    files = sorted(folder.rglob(FILE)) if folder.is_dir() else []
    found, mistakes = [], []
    for file in files:
        try:
            found.append(past(read_run(file)))
        except RecordError as error:
            mistakes.append(str(error))
    if not found and not mistakes:
        raise RecordError(f"{folder}: no run is there. puentes eval run makes one")
    return sorted(found, key=lambda run: run.started), mistakes


def find_run(name: str, folder: Path = RUNS) -> Path:
    """A run by its file or folder, by its name in the folder of runs, or by its age: @last, @last2 the one before.

    Raises RecordError naming the runs that there are.
    """
    if age := re.fullmatch(r"@last(\d*)", name):
        runs = past_runs(folder)[0]
        back = int(age[1] or 1)
        if not 1 <= back <= len(runs):
            raise RecordError(f"{name}: there are only {len(runs)} runs in {folder}")
        return runs[-back].path
    for path in (Path(name), folder / name):
        if path.exists():
            return path
    known = ", ".join(sorted(path.parent.name for path in folder.glob(f"*/{FILE}"))[-8:])
    raise RecordError(f"{name}: no such run. {f'In {folder}: {known}' if known else f'Nothing is in {folder} yet'}")


def past(run: Run) -> Past:
    """What a run came to."""
    head = run.header
    views: tuple[ViewName, ...] = ("raw", "delivered")
    whole = {view: rate(tally(run.answers, view).whole) for view in views if has_view(run, view)}
    crashed = sum(answer.error is not None for answer in run.answers)
    return Past(
        head.id, run.path, head.started, head.engine, head.model, head.prompts, head.complete, len(run.answers),
        whole, crashed, (head.engine, head.model, head.fixtures_digest),
    )  # fmt: skip


def trends(runs: Iterable[Past]) -> dict[tuple[str, str | None, str], list[Past]]:
    """Complete runs with the same engine, model and fixtures, where there are several: only these have a trend."""
    groups: dict[tuple[str, str | None, str], list[Past]] = {}
    for run in runs:
        if run.complete:
            groups.setdefault(run.same_as, []).append(run)
    return {key: group for key, group in groups.items() if len(group) > 1}


def sparkline(shares: Sequence[float]) -> str:
    """Shares as little bars on a scale from their least, but at least ten points wide, to their most."""
    if not shares:
        return ""
    top = max(shares)
    bottom = min(min(shares), top - 0.1)
    return "".join(_BARS[round((share - bottom) / (top - bottom) * (len(_BARS) - 1))] for share in shares)
