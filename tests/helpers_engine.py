"""What the tests of engines share: an engine on the fake endpoint, requests, example situations, secrets."""

from __future__ import annotations

import re
from pathlib import Path

from fake_endpoint import FakeEndpoint

from puentes.contracts import facts_of
from puentes.engines.base import Request, Turn, profile_of
from puentes.engines.openai_endpoint import OpenAIEngine
from puentes.reading import load_situation
from puentes.situation import Situation

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").iterdir())
SCHEMA = {"type": "object", "properties": {"apology": {"type": "string"}}, "required": ["apology"]}


def engine_on(fake: FakeEndpoint, timeout: float = 10) -> OpenAIEngine:
    """The openai engine, asking the fake endpoint."""
    return OpenAIEngine(
        base_url=fake.base_url, api_key="x", model="fake", profile=profile_of("openai"), timeout=timeout
    )


def request(*, schema: bool = True) -> Request:
    """A small request in the form of a real one."""
    user = "Message: the candidate cancels\nMoves, in the order in which they will be read:\n- apology: one."
    return Request((Turn("system", "Write only in English"), Turn("user", user)), SCHEMA if schema else None)


def example(name: str) -> Situation:
    """The example situation of that name."""
    return load_situation(next(path for path in EXAMPLES if path.stem == name))


def secrets_of(situation: Situation) -> set[str]:
    """Every text of the situation that may not leave the machine: names, phones, places, dates as written."""
    people = [n for n in (situation.sender.name, situation.recipient.name) if n]
    parts = {w for name in people for w in re.split(r"[ -]", name) if len(w) > 2 and w[0].isupper()}
    things = {situation.sender.phone, situation.company, situation.recipient.company, situation.interview.position}
    dates = {form for fact in facts_of(situation) if fact.moments for form in fact.forms}
    moments = [m for m in (situation.interview.starts_at, *situation.alternatives, situation.now) if m]
    iso = {m.date().isoformat() for m in moments}
    every = {*people, *parts, *things, *dates, *iso, situation.interview.place}
    return {text for text in every if text} - {"Prof.", "Night"}


def leaks(situation: Situation, received: list[str]) -> set[str]:
    """The secrets that stand in what an endpoint received."""
    whole = "\n".join(received)
    return {s for s in secrets_of(situation) if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", whole)}
