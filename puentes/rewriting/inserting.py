"""Puts what is missing where it belongs: in the order of the etiquette, in the draft's own form of address."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from guardrails.acts import find_acts
from guardrails.checks.moves import check_moves
from guardrails.finding import Finding
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rendering.filling import Slots, can_fill, fill
from puentes.rendering.spelling import spell
from puentes.rewriting.address import FORMS, Address
from puentes.rewriting.job import Job
from puentes.rewriting.layout import layout_of
from puentes.rewriting.rules import any_of, moves_of
from puentes.rewriting.tracked import Why

_FORMS = re.compile(r"\{([^{}|]*(?:\|[^{}|]*)+)\}")
# Moves whose presence the acts tell, and the acts that announce the purpose.
_ACT_OF = {"purpose": "names_interview"}
# Beside these a thank-you or an apology is put, when neither its neighbours nor the etiquette tell where.
ANNOUNCING = ("cannot_attend", "missed", "withdrawal", "confirmation", "change_of_mind", "names_interview")


@dataclass(frozen=True, slots=True)
class Words:
    """What insertions are made of: the form of address, the values of slots, and the reason as a sentence."""

    address: Address
    values: Mapping[str, str]
    reason: str = ""


def insert_missing(job: Job, words: Words, *, only: Collection[str] = ()) -> None:
    """Inserts a sentence for each required move that is not there; `only` these acts, where some are named."""
    tried: set[str] = set()
    for _ in range(8):
        missing = [f for f in check_moves(Text(job.text), job.contract) if f.status == "fail" and f.fix and not f.spans]
        before = job.text
        for finding in missing:
            if finding.id in tried or (only and finding.id not in only):
                continue
            tried.add(finding.id)
            if _insert_for(job, words, finding):
                break
        if job.text == before:
            return


def _insert_for(job: Job, words: Words, finding: Finding) -> bool:
    act = finding.id
    move = finding.moves[0] if finding.moves else act
    name = "alternatives" if act == "reschedule_offer" and "alternatives" in words.values else act
    sentence = words.reason if act == "reason" else sentence_for(job, words, name, avoid=job.text)
    if not sentence:
        return False
    insert(job, sentence, move, Why(f"missing_{act}", act))
    return True


def sentence_for(job: Job, words: Words, move: str, *, avoid: str = "") -> str:
    """The first wording of a move that can be said with what is known and repeats no opening of its neighbours;
    empty when there is none."""
    options = []
    slots = Slots(job.language, dict(words.values))
    for template in moves_of(job.language).of(move, job.contract.intent):
        text = _addressed(template, words.address, job)
        if text is None or not can_fill(text, slots.values):
            continue
        filled = fill(text, slots)
        options.append(spell(filled) if job.language == "en" and job.contract.english == "GB" else filled)
    openings = {s.text.split()[0].lower() for s in Text(avoid).sentences if s.text.split()}
    fresh = [o for o in options if o.split()[0].lower() not in openings]
    return (fresh or options or [""])[0]


def _addressed(template: str, address: Address, job: Job) -> str | None:
    """The template in a form of address; None when it needs one and the draft shows none."""
    if job.language == "en":
        at = 0 if job.contract.register == "formal" else 1
        return _FORMS.sub(lambda m: m.group(1).split("|")[at], template)
    if address == "none":
        return None if _FORMS.search(template) else template
    return _FORMS.sub(lambda m: m.group(1).split("|")[FORMS.index(address)], template)


def insert(job: Job, sentence: str, move: str, why: Why) -> None:
    """Puts a sentence after the last one whose move comes before it in the etiquette, else before the first that
    comes after it, else where the body ends."""
    at, after = _place(job, move)
    text = job.text
    if after:
        head = text[:at].rstrip(" \t")
        mark = "" if not head or head[-1] in ".!?…:;\n" else "," if head[-1] == "," else "."
        if mark == ",":
            mark = ""
            if job.language == "es" and "\n" not in text[len(head) : at]:  # "Hola, Eva, no pude acudir …"
                sentence = _lowered(sentence)
        glue = "" if not head or head.endswith("\n") else " "
        if _stands_apart(job, at):
            glue, mark = "\n\n", "," if job.language == "en" and head[-1:].isalnum() else mark.replace(".", "")
        job.replace(at, at, f"{mark}{glue}{sentence}" + (" " if _runs_on(text, at) else ""), why)
    else:
        if job.language == "es" and re.search(r"\w, \Z", text[:at]):
            sentence = _lowered(sentence)
        job.replace(at, at, f"{sentence} ", why)


def _lowered(sentence: str) -> str:
    at = len(sentence) - len(sentence.lstrip("¿¡"))
    return sentence[:at] + sentence[at : at + 1].lower() + sentence[at + 1 :]


def _stands_apart(job: Job, at: int) -> bool:
    """True where nothing is left after a greeting that has its own line in the draft."""
    draft = layout_of(job.tracked.draft, job.rules).greeting
    alone = draft is not None and job.tracked.draft[draft.end : draft.end + 1] == "\n"
    return alone and job.layout.greeting is not None and at == job.layout.body_start


def _runs_on(text: str, at: int) -> bool:
    return bool(text[at : at + 1].strip())


def _place(job: Job, move: str) -> tuple[int, bool]:
    """Where to insert, and whether it is after (or before) a sentence."""
    layout = job.layout
    inside = [s for s in job.sentences() if job.in_body(s)]
    order = [m for m in job.contract.order if m not in {"greeting", "closing"}]
    if not inside:
        return layout.body_start if layout.greeting else layout.body_end, True
    rank = order.index(move) if move in order else len(order)
    earlier, later = set(order[:rank]), set(order[rank + 1 :])
    moves = [(s, _moves_in(job, s.start, s.end)) for s in inside]
    if move == "gratitude" and not later & {m for _, found in moves for m in found}:
        return inside[-1].end, True
    same = [s for s, found in moves if move in found or (move == "apology" and "missed" in found)]
    refused = [s for s in inside if any_of((job.rules.refused,)).search(fold(s.text))] if move == "acceptance" else []
    if refused:
        return refused[0].end, True
    if move == "acceptance" and not same:
        return _after_space(job, inside[0].start), False
    before = same or [s for s, found in moves if found & earlier]
    if before:
        return before[-1].end, True
    following = [s for s, found in moves if found & later]
    if following and following[0].start >= layout.body_start:
        return following[0].start, False
    if move == "purpose" and job.language == "es":  # what a message is for is said first
        return _after_space(job, inside[0].start), False
    return inside[-1].end, True


def _after_space(job: Job, at: int) -> int:
    """The first word of the body from there on, past a greeting that stands in the same sentence."""
    at = max(at, job.layout.body_start)
    while job.text[at : at + 1].isspace():
        at += 1
    return at


def _moves_in(job: Job, start: int, end: int) -> set[str]:
    acts = job.acts
    found = {name for name, spans in acts.items() if any(start <= s.start < end for s in spans)}
    if found & set(ANNOUNCING):
        found.add("purpose")
    return found


def has_act(text: str, act: str, job: Job) -> bool:
    """True when a text performs an act."""
    return bool(find_acts(Text(text), job.language).get(act))


def all_texts(language: str) -> Iterable[tuple[str, str]]:
    """Every wording of a language with its move, for tests."""
    return ((m.move, text) for m in moves_of(language).moves for text in m.texts)
