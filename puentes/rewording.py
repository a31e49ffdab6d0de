"""Writing one move anew ("say the apology another way") without touching the rest of a message."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from guardrails.checking import check
from guardrails.finding import Finding
from guardrails.text import Text
from puentes.asking import Asking
from puentes.assembling import Assembly
from puentes.bank import choose, wordings
from puentes.composing import at_this_hour, british
from puentes.drafting import run
from puentes.engines.base import Engine, Profile
from puentes.errors import EngineError
from puentes.message import OnProgress, Part
from puentes.own_note import masked
from puentes.revising import Place, put
from puentes.situation import Situation

# Wordings of the phrase bank that are tried before it is said that there is no other.
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """A message as it stands: subject (empty but for an email), body, and where the moves are in it."""

    subject: str
    body: str
    places: tuple[Place, ...]

    def text_of(self, move: str) -> str:
        """The words of a move, empty when it is not there."""
        if move == "subject":
            return self.subject
        return next((self.body[p.start : p.end] for p in self.places if p.move == move), "")


@dataclass(frozen=True, slots=True)
class Reworded:
    """What came of it: the message with the move in other words, who wrote them, and what happened on the way."""

    standing: Standing
    source: str
    llm_calls: int
    events: tuple[tuple[str, dict[str, str]], ...]


def can_reword(move: str, situation: Situation, profile: Profile) -> bool:
    """True when another wording of this move can be had. The person's own words are reworded by an LLM only."""
    if move == "personal" or (move == "reason" and _has_detail(situation)):
        return profile.does(move)
    return profile.does(move) or len(_options(move, Assembly(situation, _Nobody(profile), 0))) > 1


async def reword_async(
    situation: Situation, standing: Standing, move: str, engine: Engine, *, taken: Collection[str] = (),
    seed: int = 0, grammar: Any = None, on_progress: OnProgress | None = None,
) -> Reworded | None:  # fmt: skip
    """The message with one move written anew, in none of the wordings `taken` and not as it stands now.

    The move is put in its place, or where it belongs when it is missing. A wording that makes a check fail which
    held before is not used. An engine that fails is no error: the phrase bank stands in. None when there is no other
    wording.
    """
    work = Assembly(situation, engine, seed)
    work.parts = {p.move: _part(p, standing.body) for p in standing.places if p.move != move}
    known = {*taken, standing.text_of(move)}
    before = _failures(standing, work, grammar)
    for part in [part async for part in _from_engine(work, standing, move, on_progress)]:
        new = _with(standing, part, situation)
        if part.text not in known and not _worse(before, _failures(new, work, grammar)):
            return Reworded(new, part.source, work.llm_calls, tuple(work.events))
    for part in _from_bank(work, standing, move, known):
        new = _with(standing, part, situation)
        if not _worse(before, _failures(new, work, None)):
            return Reworded(new, part.source, work.llm_calls, tuple(work.events))
    return None


def reword(
    situation: Situation, standing: Standing, move: str, engine: Engine, *, taken: Collection[str] = (),
    seed: int = 0, grammar: Any = None,
) -> Reworded | None:  # fmt: skip
    """As reword_async, for callers without an event loop."""
    return run(reword_async(situation, standing, move, engine, taken=taken, seed=seed, grammar=grammar))


async def _from_engine(work: Assembly, standing: Standing, move: str, on_progress: OnProgress | None) -> Any:
    if not work.engine.profile.does(move):
        return
    # What stood there may hold names and numbers: they go as slots, as everything that is sent.
    unlike = masked(standing.text_of(move), work.situation).text
    try:
        await Asking(work, work.engine, on_progress).again(move, unlike)
    except EngineError as error:
        work.event("engine_failed", engine=work.engine.name, why=str(error))
        return
    if move in work.parts:
        yield work.parts.pop(move)


def _from_bank(work: Assembly, standing: Standing, move: str, known: Collection[str]) -> Iterator[Part]:
    if move == "personal" or (move == "reason" and _has_detail(work.situation)):
        return
    budget = work.contract.budget
    ideal = (budget.ideal_min, budget.ideal_max) if budget else (0, 10_000)
    fixed = {p.move: standing.body[p.start : p.end] for p in standing.places if p.move != move}
    order = [one for one in ("subject", *work.contract.order) if one in {*fixed, move}]
    left = _options(move, work)
    for attempt in range(_TRIES):
        picked = choose(order, {move: left}, fixed, ideal=ideal, seed=work.seed + attempt).get(move)
        if picked is None:
            return
        left = [wording for wording in left if wording != picked]
        text = british(picked.text, work.situation, work.contract.english)
        text = at_this_hour(text, work.situation) if move == "greeting" else text
        if text not in known:
            yield Part(move, text, picked.template, "bank")


def _options(move: str, work: Assembly) -> list[Any]:
    options = wordings(move, work.situation, work.slots)
    if move != "subject":
        return options
    budget = work.contract.budget
    least, most = (budget.subject_min, budget.subject_max) if budget else (3, 10)
    # A long position leaves little room: then a subject without it is another way to say it.
    options += wordings(move, work.situation, replace(work.slots, values={}))
    return [w for w in dict.fromkeys(options) if least <= len(Text(w.text).words) <= most]


def _with(standing: Standing, part: Part, situation: Situation) -> Standing:
    if part.move == "subject":
        return Standing(part.text.rstrip("."), standing.body, standing.places)
    body, places = put(standing.body, standing.places, part.move, part.text, situation)
    return Standing(standing.subject, body, places)


def _failures(standing: Standing, work: Assembly, grammar: Any) -> list[Finding]:
    subject = standing.subject if work.situation.channel == "email" else None
    report = check(standing.body, work.contract, subject=subject, grammar=grammar, ui=work.situation.language)
    return list(report.failures)


def _worse(before: Sequence[Finding], after: Iterable[Finding]) -> bool:
    """True when something fails that did not. Grammar counts by its words, since its findings have one id."""
    known = {(f.id, f.message) for f in before}
    return any((f.id, f.message) not in known for f in after)


def _has_detail(situation: Situation) -> bool:
    return bool(situation.reason and situation.reason.share == "full" and situation.reason.detail)


def _part(place: Place, body: str) -> Part:
    text = body[place.start : place.end]
    return Part(place.move, text, text, "person")


class _Nobody:
    """An engine that is only asked what it is good for."""

    name = "nobody"

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    async def complete(self, request: Any, on_text: Any = None) -> Any:
        """Never called."""
        raise NotImplementedError

    async def close(self) -> None:
        """Nothing to let go of."""
