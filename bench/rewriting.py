"""The rewriting fixtures with an engine: how many hold, what is kept, and the worst results as they came.

python -m bench.rewriting phrasebank|local|openai [--worst 10]
"""

from __future__ import annotations

import sys
import time
from statistics import median

from eval.rewriting_fixtures import FEW_MOVES, Verdict, draft_fixtures, judge
from guardrails.languagetool import shared_checker
from puentes.engines import open_engine
from puentes.rewriting.rewriting import rewrite
from puentes.settings import load_settings


def verdicts(engine: str) -> list[Verdict]:
    """Every fixture rewritten and judged."""
    settings = load_settings(engine=engine)
    opened, grammar = open_engine(engine, settings), shared_checker()
    found = []
    for fixture in draft_fixtures():
        result = rewrite(
            fixture.draft, fixture.known(), opened, settings=settings, grammar=grammar, options=fixture.options()
        )
        found.append(judge(fixture, result))
    return found


def report(engine: str, found: list[Verdict], seconds: float, worst: int) -> str:
    """The figures, and the worst results: those with faults first, then those that keep least."""
    fine = [v for v in found if v.fixture.fine]
    few = [v.result.kept for v in found if not v.fixture.fine and v.fixture.moves <= FEW_MOVES]
    facts = sum(any(f.startswith(("lost", "invented")) for f in v.faults) for v in found)
    contract = sum(v.result.holds for v in found)
    lines = [
        f"engine {engine}: {len(found)} drafts in {seconds:.0f} s, "
        f"{sum(v.result.llm_calls for v in found)} calls to the model",
        f"pass the contract: {contract}/{len(found)}",
        f"facts lost or invented: {facts}",
        f"fine drafts unchanged: {sum(v.result.unchanged for v in fine)}/{len(fine)}",
        f"words kept, median of {len(few)} drafts that need {FEW_MOVES} moves at most: {100 * median(few):.0f} %",
        f"without any fault: {sum(not v.faults for v in found)}/{len(found)}",
    ]
    for v in sorted(found, key=lambda v: (-len(v.faults), v.result.kept))[:worst]:
        lines += ["", f"== {v.fixture.id}  kept {100 * v.result.kept:.0f} %  {'; '.join(v.faults)}", v.fixture.draft]
        lines += ["-> " + (v.result.refused or v.result.text)]
    return "\n".join(lines)


if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) > 1 else "phrasebank"
    count = int(sys.argv[sys.argv.index("--worst") + 1]) if "--worst" in sys.argv else 10
    started = time.monotonic()
    sys.stdout.write(report(name, verdicts(name), time.monotonic() - started, count) + "\n")
