"""Asking an engine to soften the sentences that offend; what it proposes is compared with its source, or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from guardrails.finding import Span
from guardrails.language import other_language
from guardrails.text import Text
from puentes.answers import read_moves
from puentes.datafiles import once_per_pack, read_yaml
from puentes.engines.base import Engine, Request, Turn
from puentes.errors import EngineError
from puentes.fidelity import fidelity
from puentes.masks import Masked, mask, unmask
from puentes.prompting import fenced, render
from puentes.rewriting.job import Job
from puentes.rewriting.kept import kept
from puentes.rewriting.offences import Offence, find_offences
from puentes.rewriting.tracked import Tracked, Why

# Kinds that can be said gently. What is private, or worthless to the reader, is not worth asking for.
_SOFTENED = frozenset(
    {"disparagement", "contempt", "blame", "disputes", "pressure", "begging", "sarcasm", "desperation"}
)
_MOST = 6  # sentences of one request
_CALLS = 2
# Acts that no wording may bring in, and those it may not lose.
_WEIGHTY = (
    "apology", "withdrawal", "cannot_attend", "missed", "reschedule_offer", "confirmation", "acceptance",
    "future_contact", "change_of_mind", "reason",
)  # fmt: skip


@dataclass
class Softening:
    """What became of the request: how many calls, which requests, how many sentences were taken, which refused."""

    calls: int = 0
    sent: list[Request] = field(default_factory=list)
    taken: int = 0


async def ask_to_soften(job: Job, engine: Engine) -> Softening:
    """Asks for gentler sentences where the draft offends, and takes those that say the same. Never raises an
    EngineError: the rules do the rest."""
    result = Softening()
    way = engine.profile.rewrite
    wanted = _wanted(job) if way != "none" else []
    if not wanted:
        return result
    masks = {f"s{n}": mask(s.text, _known(job), job.language, start=100 * n) for n, (s, _) in enumerate(wanted, 1)}
    try:
        answers = await _answers(job, engine, masks, result)
    except EngineError as error:
        job.tell("engine_failed", engine=engine.name, why=str(error))
        return result
    for number, (sentence, offences) in reversed(list(enumerate(wanted, 1))):
        answer = answers.get(f"s{number}", "").strip()
        if not answer:
            continue
        proposed = unmask(answer, masks[f"s{number}"].values)
        if may_stand(job, sentence, masks[f"s{number}"], answer, proposed):
            kinds = tuple(dict.fromkeys((o.kind, o.check) for o in offences))
            whys = [Why(kind, check, offences[0].span.text) for kind, check in kinds]
            job.replace(sentence.start, sentence.end, proposed, *whys, Why("polished", kinds[0][1]))
            result.taken += 1
        else:
            job.tell("engine_refused", text=proposed)
    if result.taken:
        job.tell("engine_used", count=str(result.taken))
    return result


def _wanted(job: Job) -> list[tuple[Span, list[Offence]]]:
    """The sentences that can be said gently, with what offends in them."""
    offences = find_offences(job)
    found = []
    for sentence in job.sentences():
        inside = [o for o in offences if sentence.start <= o.span.start < sentence.end]
        if inside and all(o.kind in _SOFTENED for o in inside) and "\n" not in sentence.text:
            found.append((sentence, inside))
    return found[:_MOST]


def _known(job: Job) -> dict[str, list[str]]:
    slots = ("position", "company", "place")
    return {f.kind: list(f.forms) for f in job.contract.facts if f.kind in slots}


async def _answers(job: Job, engine: Engine, masks: Mapping[str, Masked], result: Softening) -> dict[str, str]:
    texts = {name: fenced(m.text) or "" for name, m in masks.items()}
    if engine.profile.rewrite == "together":
        answer = await _ask(engine, request_for(job, texts, together=True), result)
        return read_moves(answer, list(texts))[0]
    found: dict[str, str] = {}
    for name, text in list(texts.items())[:_CALLS]:
        answer = await _ask(engine, request_for(job, {name: text}, together=False), result)
        found[name] = " ".join(answer.split())
    return found


async def _ask(engine: Engine, request: Request, result: Softening) -> str:
    result.calls += 1
    result.sent.append(request)
    return (await engine.complete(request)).text


def request_for(job: Job, texts: Mapping[str, str], *, together: bool) -> Request:
    """The request as it is sent: a constant part, then the masked sentences as data."""
    system = render("rewrite_system.j2", language=job.language, json=together)
    user = render("rewrite_user.j2", sentences=list(texts.items()), json=together)
    turns = [Turn("system", system)]
    schema: dict[str, Any] | None = None
    if together:
        properties = {name: {"type": "string"} for name in texts}
        schema = {"type": "object", "properties": properties, "required": list(texts), "additionalProperties": False}
    else:
        for example in _examples()[job.language]:
            turns += [Turn("user", example["harsh"]), Turn("assistant", example["soft"])]
    words = sum(len(text.split()) for text in texts.values())
    return Request((*turns, Turn("user", user)), schema, 60 + 4 * words, 0.0, 0, "rewrite")


_SLOT = re.compile(r"\{[a-z_]+\d*\}")
_LEAST_KEPT = 0.34  # of the words of its source


def may_stand(job: Job, sentence: Span, masked: Masked, answer: str, proposed: str) -> bool:
    """True when an engine's sentence says what its source says, less what offends: the same facts, a third of the
    words at least, no new content, no new act, none lost, the same language, and nothing that offends."""
    verdict = fidelity(masked.text, answer, job.language)
    if verdict.new or verdict.slots_new or verdict.slots_lost or verdict.longer or verdict.other_person:
        return False
    if _SLOT.findall(masked.text) != _SLOT.findall(answer):
        return False  # "from {date1} to {date2}" the other way round is another fact
    if kept(sentence.text, proposed) < _LEAST_KEPT:
        return False  # "Gracias." for "Mira, ya está bien.": no softer wording of it, another sentence
    if "\n" in proposed or re.search(r"[{}<>*`_]", proposed) or other_language(proposed, job.language):
        return False
    probe = Job(Tracked(job.text), job.language, job.contract)
    before = _acts(probe, sentence.start, sentence.end)
    probe.replace(sentence.start, sentence.end, proposed, Why("polished", "tone"))
    end = sentence.start + len(proposed)
    after = _acts(probe, sentence.start, end)
    offends = any(sentence.start <= o.span.start < end for o in find_offences(probe))
    return not offends and before == after and len(Text(proposed).sentences) <= 2


def _acts(job: Job, start: int, end: int) -> set[str]:
    return {act for act in _WEIGHTY if any(start <= s.start < end for s in job.acts.get(act, ()))}


@once_per_pack
def _examples() -> Any:
    return read_yaml("rewriting", "examples.yaml")
