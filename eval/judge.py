"""An optional LLM judge: a rubric, its verdict on a message, and how far it agrees with people. It never gates.

Agreement is Cohen's kappa (J. Cohen, "A coefficient of agreement for nominal scales", 1960) over messages that people
have labelled: 1 is full agreement, 0 what chance would give. Landis and Koch (1977) call below 0.41 fair at best.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic_evals.evaluators import Evaluator

from eval.errors import EvalError
from eval.evaluators import Context, Drafted
from eval.fixture import Fixture
from eval.kept_engine import BudgetSpent, Kept, KeptEngine
from puentes.engines.base import Request, Turn
from puentes.errors import EngineError

FILE = Path(__file__).parent / "judge.yaml"
# Below this agreement with people a judge's score is printed as one that is not to be trusted.
TRUSTED = 0.41


@lru_cache(maxsize=1)
def rubric() -> dict[str, str]:
    """The criteria and what each asks."""
    return dict(_data()["rubric"])


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


def judge_request(text: str, language: str) -> Request:
    """What the judge is asked about a message."""
    fenced = text.replace("<message>", "").replace("</message>", "")
    criteria = "\n".join(f"- {name}: {asks}" for name, asks in rubric().items())
    named = {"es": "Spanish", "en": "English"}[language]
    user = f"The message should be in {named}.\nCriteria:\n{criteria}\n<message>\n{fenced}\n</message>\n"
    properties = {"reason": {"type": "string"}, **{name: {"type": "boolean"} for name in rubric()}}
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    turns = (Turn("system", _data()["system"]), Turn("user", user))
    return Request(turns, schema, max_tokens=200, temperature=0.0, purpose="judge")


def read_verdict(answer: str) -> dict[str, bool]:
    """The verdict in an answer by criterion; empty when it cannot be read."""
    start, end = answer.find("{"), answer.rfind("}")
    try:
        data = json.loads(answer[start : end + 1])
    except ValueError:
        return {}
    return {n: data[n] for n in rubric() if isinstance(data.get(n), bool)} if isinstance(data, dict) else {}


def kappa(pairs: Iterable[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa of pairs (judge, person). None for no pairs, or when neither ever varies."""
    both = list(pairs)
    if not both:
        return None
    total = len(both)
    observed = sum(one == other for one, other in both) / total
    first, second = (sum(pair[i] for pair in both) / total for i in (0, 1))
    expected = first * second + (1 - first) * (1 - second)
    return None if expected == 1 else (observed - expected) / (1 - expected)


@dataclass
class Judge:
    """A judge with its engine; `agreement` is its kappa by criterion over `labels` messages, once calibrated."""

    kept: Kept
    agreement: dict[str, float | None] = field(default_factory=dict)
    labels: int = 0
    unread: int = 0

    async def verdict(self, text: str, language: str) -> dict[str, bool]:
        """The verdict on one message; empty when the judge gave none, or the budget is spent."""
        asked = KeptEngine(self.kept, repeat=1)
        try:
            answer = await asked.complete(judge_request(text, language))
        except (EngineError, BudgetSpent):
            return {}
        return read_verdict(answer.text)

    async def calibrate(self) -> None:
        """Asks the judge about every labelled message. Raises EvalError when none of its answers can be read."""
        labelled: Sequence[dict[str, Any]] = _data()["labelled"]
        verdicts = await asyncio.gather(*(self.verdict(row["text"], row["language"]) for row in labelled))
        read = [(row, verdict) for row, verdict in zip(labelled, verdicts, strict=True) if verdict]
        if not read:
            raise EvalError(
                f"the judge {self.kept.engine.name} gave no verdict that can be read. Choose another --judge"
            )
        self.labels, self.unread = len(read), len(labelled) - len(read)
        self.agreement = {
            name: kappa((verdict[name], row[name]) for row, verdict in read if name in verdict) for name in rubric()
        }

    def noted(self) -> dict[str, Any]:
        """What the run's header keeps of the judge, for the reports (eval/judged.py)."""
        return {"judge": {"labels": self.labels, "agreement": self.agreement}}


@dataclass(repr=False)
class Judged(Evaluator[Fixture, Drafted, Any]):
    """The judge's verdict on the delivered message, as labels: assertions would be taken for the guardrails'."""

    judge: Judge

    async def evaluate(self, ctx: Context) -> dict[str, str]:
        """yes or no by criterion; nothing when the judge gave no verdict."""
        message = ctx.output.message
        verdict = await self.judge.verdict(message.text, ctx.inputs.situation.language)
        return {f"judge.{name}": "yes" if value else "no" for name, value in verdict.items()}
