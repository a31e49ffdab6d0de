"""Drafts with what must survive, must go and must come: read from eval/fixtures/rewriting/, judged one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from eval.errors import EvalError
from guardrails.acts import find_acts
from guardrails.contract import Channel
from guardrails.folding import fold
from guardrails.text import Text
from puentes.reading import situation_from
from puentes.rewriting.comparing import new
from puentes.rewriting.options import Options
from puentes.rewriting.result import Rewrite
from puentes.situation import Situation

NOW = datetime.fromisoformat("2026-11-24T09:00:00+01:00")
FEW_MOVES = 2  # the bar for words kept counts drafts that lack no more moves than this


class DraftFixture(BaseModel):
    """One draft: what must `survive` word for word (with `fold`, capitals aside), be `gone`, and which `acts` the
    result must perform. `given` are facts that the draft writes in another way. A `fine` draft comes back as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    draft: str
    channel: Channel | None = None
    situation: dict[str, Any] | None = None
    survive: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    moves: int = 0
    fine: bool = False
    fold: bool = False

    def known(self) -> Situation | None:
        """The situation beside the draft."""
        return situation_from(self.situation, self.id) if self.situation else None

    def options(self) -> Options:
        """How the draft is to be read."""
        return Options(now=None if self.situation else NOW, channel=self.channel)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    drafts: tuple[DraftFixture, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one draft: `faults` names everything that is not as the fixture wants it."""

    fixture: DraftFixture
    result: Rewrite
    faults: tuple[str, ...]


def draft_fixtures() -> tuple[DraftFixture, ...]:
    """All drafts, sorted by file. Raises EvalError naming the file."""
    folder = files("eval") / "fixtures" / "rewriting"
    found: list[DraftFixture] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            try:
                found += _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).drafts
            except ValueError as error:
                raise EvalError(f"eval/fixtures/rewriting/{path.name}: {error}") from error
    return tuple(found)


def judge(fixture: DraftFixture, result: Rewrite) -> Verdict:
    """Compares a result with its fixture."""
    return Verdict(fixture, result, tuple(_faults(fixture, result)))


def _faults(fixture: DraftFixture, result: Rewrite) -> Iterator[str]:
    yield from (f"contract: {f.id} {f.message}" for f in result.checks if f.status == "fail")
    if result.refused:
        yield f"refused: {result.refused}"
    if fixture.fine and result.text != fixture.draft:
        yield "fine: the draft was changed"
    flat = (lambda text: fold(text)) if fixture.fold else (lambda text: text)
    yield from (f"lost: {words}" for words in fixture.survive if flat(words) not in flat(result.text))
    yield from (f"still there: {words}" for words in fixture.gone if _stands(words, result.text))
    acts = find_acts(Text(result.text), result.read.language)
    yield from (f"missing: {act}" for act in fixture.acts if not acts.get(act))
    situation = fixture.known()
    given = [*fixture.given, *(form for fact in _forms(situation) for form in fact)]
    yield from (f"invented: {fact}" for fact in new(fixture.draft, result.text, result.read.language, given))


def _stands(words: str, text: str) -> bool:
    return words in text if words.isupper() else words.lower() in text.lower()


def _forms(situation: Situation | None) -> list[tuple[str, ...]]:
    from puentes.contracts import facts_of

    return [fact.forms for fact in facts_of(situation)] if situation else []
