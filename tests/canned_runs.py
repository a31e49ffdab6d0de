"""Runs as the evaluation leaves them, made up by a test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.answers import Answer, Header, View
from eval.records import Run, RunWriter, read_run

STARTED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BODY = "Estimada Sra. Ruiz:\n\nLo siento 👩‍⚕️, no podré ir. Gracias."


def header(**given: Any) -> Header:
    """A header, with whatever a test wants otherwise."""
    values: dict[str, Any] = {
        "id": "one", "started": STARTED, "engine": "scripted", "model": "m", "parameters": {"temperature": 0.3},
        "prompts": "prompts", "prompts_digest": "p1", "fixtures_digest": "f1", "repeats": 2, "puentes": "0.1.0",
        "complete": True,
    }  # fmt: skip
    return Header(**values | given)


def view(holds: bool = True, body: str = BODY, **given: Any) -> View:
    """A text that holds, or fails in its tone at the words "Lo siento"."""
    start = max(0, body.find("Lo siento"))
    span = {"start": start, "end": start + 9, "text": body[start : start + 9]}
    checks = [{"id": "tone", "status": "pass" if holds else "fail", "message": "too humble", "spans": [span]}]
    values: dict[str, Any] = {
        "subject": "Entrevista del jueves", "body": body, "holds": holds,
        "outcomes": {"apology": holds, "gratitude": True, "place": None}, "checks": checks,
        "reasons": {} if holds else {"apology": "said twice"},
    }  # fmt: skip
    return View(**values | given)


def answer(fixture: str = "es-cancel-1", repeat: int = 0, holds: bool = True, **given: Any) -> Answer:
    """An answer whose delivered text holds or not."""
    values: dict[str, Any] = {
        "fixture": fixture, "intent": "cancel", "language": "es", "channel": "email", "register": "formal",
        "share": "brief", "repeat": repeat, "raw": None, "delivered": view(holds), "seconds": 1.0, "llm_calls": 1,
    }  # fmt: skip
    return Answer(**values | given)


def crash(fixture: str = "es-cancel-1", repeat: int = 0, error: str = "EngineTimeout: no answer") -> Answer:
    """An answer that never came."""
    return answer(fixture, repeat, delivered=None, error=error)


def written(folder: Path, *answers: Answer, **given: Any) -> Path:
    """The file of a run with these answers."""
    file = folder / "run.jsonl"
    with RunWriter.begin(file, header(**given)) as writer:
        for each in answers:
            writer.add(each)
    return file


def run_of(answers: Iterable[Answer], **given: Any) -> Run:
    """A run that is nowhere on disk."""
    head = header(**given)
    return Run(Path(head.id) / "run.jsonl", head, tuple(answers))


def held(count: int | Callable[[int], int], fixtures: int = 30, repeats: int = 5, **given: Any) -> Run:
    """A run in which `count` (of the number of the fixture) repeats of each hold raw, and all hold delivered."""
    answers = []
    how_many = count if callable(count) else lambda _: count
    for number in range(fixtures):
        language, intent = ("es", "en")[number % 2], ("cancel", "confirm", "missed")[number % 3]
        for repeat in range(repeats):
            holds = repeat < how_many(number)
            body = f"{BODY} {number}.{repeat}"
            answers.append(
                answer(
                    f"{intent}-{language}-{number}",
                    repeat,
                    language=language,
                    intent=intent,
                    raw=view(holds, body),
                    delivered=view(True, f"{body} d"),
                    repaired=not holds,
                )
            )
    return run_of(answers, repeats=repeats, **given)


def saved(folder: Path, run: Run) -> Path:
    """A run, written to a folder of its id."""
    return written(folder / run.header.id, *run.answers, **run.header.model_dump())


__all__ = ["answer", "crash", "header", "held", "read_run", "run_of", "saved", "view", "written"]
