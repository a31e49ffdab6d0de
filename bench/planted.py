"""Does the gate notice? Each planted prompt pack is run with the simulated model (or another engine) and held against a
run of the shipped prompts; prints a table, and ends with 1 when the gate does worse than it is meant to.

    .venv/bin/python -m bench.planted [--repeats 5] [--engine simulated] [--only NAME …] [--fixtures FOLDER]

A pack counts as caught when the gate says "regression", and a harmless one as passed when it does not.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from eval.answer_cache import AnswerCache
from eval.gating import Decision, gate
from eval.plan import open_run
from eval.planting import Planted, planted
from eval.records import Run, read_run
from eval.run_commands import Options, make_plan
from eval.running import Running
from eval.thresholds import load_thresholds
from puentes.engines.base import profile_of

# Of the damaged packs at most one may slip through; of the harmless ones none may be stopped.
MOST_MISSED = 1


@dataclass(frozen=True)
class Settled:
    """What the gate said of one pack."""

    pack: Planted
    decision: Decision

    @property
    def right(self) -> bool:
        """True when a damaged pack was stopped, or a harmless one was not."""
        return (self.decision.outcome == "regression") == (self.pack.kind == "damaged")

    def row(self) -> str:
        """A line of the table."""
        if not self.decision.tested:
            return f"{self.pack.name:<22}{self.pack.kind:<10}{self.decision.outcome}: {' '.join(self.decision.why_not)}"
        raw = next((t for t in self.decision.tested if t.view == "raw"), self.decision.tested[0])
        why = ", ".join(lost.name for lost in self.decision.why if lost.sure)
        figures = f"{raw.before.share:7.1%} {raw.after.share:7.1%} {raw.difference:+7.1%} {raw.p:8.4f}"
        return f"{self.pack.name:<22}{self.pack.kind:<10}{figures}  {self.decision.outcome:<14}{why[:60]}"


def main() -> None:
    """Runs the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--engine", default="simulated")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--fixtures", type=Path)
    parser.add_argument("--keep", type=Path, help="a folder for the runs, so that a second time goes on")
    args = parser.parse_args()
    notes = profile_of(args.engine).note == "alone"
    packs = [pack for pack in planted() if pack.name in args.only or (not args.only and pack.only_notes == notes)]
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        options = Options(engine=args.engine, repeats=args.repeats, grammar=False, fixtures=args.fixtures)
        baseline = run_into(folder / "shipped", options, folder)
        print(f"{len(baseline.answers)} answers a run; whole contract of the raw answers, shipped and planted")
        print(
            f"{'pack':<22}{'kind':<10}{'shipped':>7} {'planted':>7} {'change':>7} {'p':>8}  gate          for sure fell"
        )
        settled = [settle(pack, baseline, options, folder) for pack in packs]
    wrong = [each for each in settled if not each.right]
    damaged = [each for each in settled if each.pack.kind == "damaged"]
    harmless = [each for each in settled if each.pack.kind == "harmless"]
    print(f"caught {sum(e.right for e in damaged)} of {len(damaged)} damaged packs, ", end="")
    print(f"passed {sum(e.right for e in harmless)} of {len(harmless)} harmless ones")
    missed = sum(each.pack.kind == "damaged" for each in wrong)
    sys.exit(1 if missed > MOST_MISSED or len(wrong) > missed else 0)


def settle(pack: Planted, baseline: Run, options: Options, folder: Path) -> Settled:
    """Makes a pack, runs it and asks the gate; prints the line."""
    prompts = folder / "packs" / pack.name
    if not prompts.exists():
        pack.make(prompts)
    run = run_into(folder / pack.name, Options(**{**vars(options), "prompts": prompts}), folder)
    settled = Settled(pack, gate(run, baseline, load_thresholds()))
    print(settled.row(), flush=True)
    return settled


def run_into(target: Path, options: Options, folder: Path) -> Run:
    """A whole run in a folder of its own; one that is there already is taken as it is."""
    if not (target / "run.jsonl").exists() or not read_run(target).header.complete:
        plan, engine = make_plan(options, options.engine)
        writer, _, _ = open_run(plan, target)
        cache = None if options.engine == "simulated" else AnswerCache(folder / "answers.jsonl")
        done = {(answer.fixture, answer.repeat) for answer in read_run(target).answers}
        with writer:
            running = Running(plan, engine, writer, cache)
            asyncio.run(running.all([(f, r) for f, r in plan.jobs() if (f.id, r) not in done]))
        writer.finish(complete=True)
    return read_run(target)


if __name__ == "__main__":
    main()
