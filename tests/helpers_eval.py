"""What the tests of the evaluation share: small fixtures, a scripted engine that writes well, and a run of a plan."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fake_endpoint import wordings

from eval.answer_cache import AnswerCache
from eval.answers import Answer
from eval.fixture import Fixture
from eval.kept_engine import Budget
from eval.plan import Plan, open_run
from eval.records import read_run
from eval.running import Running
from puentes.datafiles import PromptPack
from puentes.engines.base import Answer as EngineAnswer
from puentes.engines.base import Request
from puentes.engines.scripted import ScriptedEngine
from puentes.settings import load_settings


def fixture(name: str = "one", **more: Any) -> Fixture:
    """A fixture: a formal English thank-you email with everything that is usual."""
    situation = {
        "id": name, "language": "en", "channel": "email", "intent": "thank_you",
        "sender": {"name": "Ann Lee", "gender": "f"}, "recipient": {"name": "Tom Walsh", "honorific": "Mr"},
        "interview": {"position": "Staff Nurse", "company": "Acme"}, "now": "2026-11-30T09:00:00+00:00",
        **more.pop("situation", {}),
    }  # fmt: skip
    return Fixture.model_validate({"id": name, "why": "For the tests of the runner.", "situation": situation, **more})


def writes_well(request: Request) -> str | EngineAnswer:
    """What a good model answers."""
    return json.dumps(wordings("\n".join(turn.content for turn in request.turns)), ensure_ascii=False)


def plan_of(*fixtures: Fixture, **more: Any) -> Plan:
    """A plan of the scripted engine without grammar."""
    return Plan("scripted", "script", fixtures or (fixture(),), load_settings(), **more)


def run_plan(
    plan: Plan, folder: Path, script: Callable[[Request], str | EngineAnswer] = writes_well,
    cache: AnswerCache | None = None,
) -> tuple[tuple[Answer, ...], ScriptedEngine, Running]:  # fmt: skip
    """Runs a plan into a folder; a second time goes on."""
    engine = ScriptedEngine(script)
    writer, _, _ = open_run(plan, folder)
    done = {(a.fixture, a.repeat) for a in read_run(folder).answers}
    with writer:
        running = Running(plan, engine, writer, cache)
        asyncio.run(running.all([(f, r) for f, r in plan.jobs() if (f.id, r) not in done]))
    writer.finish(complete=running.stopped is None)
    return read_run(folder).answers, engine, running


__all__ = ["Budget", "PromptPack", "fixture", "plan_of", "run_plan", "writes_well"]
