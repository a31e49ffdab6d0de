"""What a run is to do: its plan, the header that names it, and an earlier run of the same plan to go on with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from eval.answers import Header
from eval.errors import EvalError, RecordError
from eval.fixture import Fixture
from eval.fixture_files import digest
from eval.kept_engine import Budget
from eval.records import FILE, RunWriter, read_run
from puentes.datafiles import PromptPack, open_pack, shipped_digest
from puentes.settings import Settings

# Where runs and kept answers go, below the folder one is in.
RUNS = Path("eval-runs")
CACHE = "answers.jsonl"
SHIPPED_PROMPTS = "shipped"


@dataclass(frozen=True)
class Plan:
    """One run: these fixtures, each `repeats` times, `concurrency` at once. `parameters` are those of the engine and
    of the checks that change what comes out; `prompts` None is the shipped pack."""

    engine: str
    model: str
    fixtures: tuple[Fixture, ...]
    settings: Settings
    parameters: Mapping[str, Any] = field(default_factory=dict)
    prompts: PromptPack | None = None
    repeats: int = 1
    concurrency: int = 1
    grammar: Any = None
    budget: Budget = field(default_factory=Budget)

    def header(self, name: str) -> Header:
        """The header of a new run."""
        return Header(
            id=name,
            started=datetime.now(UTC),
            engine=self.engine,
            model=self.model,
            parameters=dict(self.parameters),
            prompts=self.prompts.folder.name if self.prompts else SHIPPED_PROMPTS,
            prompts_digest=self.prompts.digest if self.prompts else shipped_digest(),
            fixtures_digest=digest(self.fixtures),
            repeats=self.repeats,
            puentes=version("puentes"),
        )

    def jobs(self) -> list[tuple[Fixture, int]]:
        """Every answer that is wanted: all first repeats, then all second ones, so that a stopped run covers all."""
        return [(fixture, repeat) for repeat in range(1, self.repeats + 1) for fixture in self.fixtures]


def pack_of(folder: Path | None) -> PromptPack | None:
    """The pack in a folder; None for none, and for a copy that is the shipped one still."""
    if folder is None:
        return None
    pack = open_pack(folder)
    return None if pack.digest == shipped_digest() else pack


def chosen(fixtures: tuple[Fixture, ...], only: list[str]) -> tuple[Fixture, ...]:
    """The fixtures that `only` names: by id, or by the beginning of ids (cancel-es). Raises EvalError."""
    if not only:
        return fixtures
    found = tuple(f for f in fixtures if any(f.id == name or f.id.startswith(f"{name}-") for name in only))
    for name in only:
        if not any(f.id == name or f.id.startswith(f"{name}-") for f in found):
            raise EvalError(
                f"--only {name}: no fixture has that id, or begins with it. See: puentes eval fixtures list"
            )
    return found


def open_run(plan: Plan, out: Path | None, *, fresh: bool = False) -> tuple[RunWriter, Path, bool]:
    """The run to write: a new one, or the earlier one of the same plan that was not finished.

    Returns the writer, the run's folder, and whether it goes on. Raises RecordError when `out` holds another run.
    """
    if out is None and not fresh:
        out = _unfinished(plan)
    if out is None:
        out = RUNS / _name(plan)
    file = out / FILE
    if file.is_file() and not file.read_bytes()[:1]:
        file.unlink()  # killed before its first line
    if not file.exists():
        return RunWriter.begin(file, plan.header(out.name)), out, False
    header = read_run(file).header
    if not _same(header, plan.header(out.name)):
        raise RecordError(f"{out}: holds a run of other prompts, fixtures or parameters. Choose another --out")
    if header.complete:
        raise RecordError(f"{out}: this run is there already, and complete. Choose another --out, or --fresh")
    return RunWriter.go_on(file), out, True


def _unfinished(plan: Plan) -> Path | None:
    for file in sorted(RUNS.glob(f"*/{FILE}"), reverse=True):
        try:
            with file.open("rb") as stream:
                header = Header.model_validate_json(stream.readline())
        except ValueError:
            continue
        if not header.complete and _same(header, plan.header("")):
            return file.parent
    return None


def _same(one: Header, other: Header) -> bool:
    left_out = {"id", "started", "finished", "complete", "prompts", "judge"}
    return one.model_dump(exclude=left_out) == other.model_dump(exclude=left_out)


def _name(plan: Plan) -> str:
    moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    pack = plan.prompts.folder.name if plan.prompts else SHIPPED_PROMPTS
    return re.sub(r"[^\w.-]+", "-", f"{moment}-{plan.engine}-{pack}")
