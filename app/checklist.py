"""The checklist: each move that etiquette asks for, then what fails, then what holds; with what one click can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.marking import MARKED, SIGNS, by_gravity
from app.texts import Texts
from guardrails.contract import Contract
from guardrails.finding import Finding, Report, Status
from guardrails.mending import mend_of, words_put
from puentes.revising import Place
from puentes.rewording import Standing
from puentes.situation import Situation

Where = Literal["body", "subject"]
# Acts that a purpose has to announce beside naming the interview; other acts have their move's name.
_OF_PURPOSE = frozenset({"names_interview", "withdrawal", "cannot_attend", "confirmation", "missed"})

# Characters of what is quoted in a line.
_QUOTE = 70


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what it is about, its status, the words concerned, and what a click can do (reword, write, mend)."""

    id: str
    status: Status
    label: str
    message: str
    spans: tuple[tuple[int, int], ...] = ()
    where: Where = "body"
    fix: str = ""
    actions: tuple[str, ...] = ()
    move: str = ""
    finding: Finding | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The lines in their groups."""

    moves: tuple[Item, ...]
    open: tuple[Item, ...]
    passed: tuple[Item, ...]

    def item(self, item_id: str) -> Item | None:
        """The line of that id."""
        return next((i for group in (self.moves, self.open, self.passed) for i in group if i.id == item_id), None)


def checklist_of(
    report: Report,
    standing: Standing,
    contract: Contract,
    situation: Situation,
    rewordable: Collection[str],
    texts: Texts,
) -> Checklist:
    """The checklist of a message as it stands. `rewordable` are the moves that can be written anew."""
    of_moves = {move: [f for f in report.findings if _move_of(f) == move] for move in contract.order}
    shown = [
        move for move in contract.order
        if move in contract.required or standing.text_of(move) or any(f.status == "fail" for f in of_moves[move])
    ]  # fmt: skip
    moves = [_move_item(m, of_moves[m], standing, contract, rewordable, texts) for m in shown]
    if situation.channel == "email":
        moves.insert(0, _subject_item(report, standing, rewordable, texts))
    in_moves = {id(f) for m in shown for f in of_moves[m]} | {id(f) for f in report.findings if f.id == "subject"}
    rest = by_gravity(f for f in report.findings if id(f) not in in_moves)
    items = [
        _finding_item(i, f, standing, situation, rewordable, texts) for i, f in zip(names_of(rest), rest, strict=True)
    ]
    return Checklist(
        tuple(moves),
        tuple(item for item in items if item.status != "pass"),
        tuple(item for item in items if item.status == "pass"),
    )


def as_data(items: Iterable[Item], texts: Texts) -> list[dict[str, Any]]:
    """The lines as the component takes them: plain text and numbers."""
    return [
        {
            "id": item.id, "status": item.status, "sign": SIGNS[item.status], "label": item.label,
            "message": item.message, "spans": [list(span) for span in item.spans], "where": item.where,
            "fix": item.fix, "actions": [{"name": a, "label": texts(f"check_list.{a}")} for a in item.actions],
        }
        for item in items
    ]  # fmt: skip


def names_of(findings: Sequence[Finding]) -> list[str]:
    """A name for each that stays the same while other findings come and go: a click must not meet another one."""
    seen: Counter[str] = Counter()
    ids = []
    for finding in findings:
        name = " ".join([finding.id, *(span.text[:_QUOTE] for span in finding.spans[:4])])
        ids.append(f"{name} {seen[name]}")
        seen[name] += 1
    return ids


def _move_of(finding: Finding) -> str:
    if finding.id in _OF_PURPOSE:
        return "purpose"
    return finding.id


def _move_item(
    move: str, findings: Sequence[Finding], standing: Standing, contract: Contract,
    rewordable: Collection[str], texts: Texts,
) -> Item:  # fmt: skip
    place = next((p for p in standing.places if p.move == move), None)
    failing = [f for f in findings if f.status == "fail"]
    finding = next(iter(failing or findings), None)
    spans = (
        _spans(finding.spans if failing and finding else ()) or _of(place) or _spans(finding.spans if finding else ())
    )
    there = bool(spans)
    status: Status = finding.status if finding else "pass"
    message = " ".join(f.message for f in failing) or _said(spans, standing.body, texts)
    actions: tuple[str, ...] = ()
    if failing:
        actions = ("mend",) if there else ("write",)
    elif place and move in rewordable:
        actions = ("reword",)
    if failing and not there and move not in rewordable and move not in contract.required:
        actions = ()
    fix = finding.fix or "" if failing and finding else ""
    return Item(
        f"move {move}", status, f"{texts(f'move.{move}')}.", message, spans, "body", fix, actions, move, finding
    )


def _subject_item(report: Report, standing: Standing, rewordable: Collection[str], texts: Texts) -> Item:
    failing = [f for f in report.findings if f.id == "subject" and f.status in MARKED]
    status: Status = by_gravity(failing)[0].status if failing else "pass"
    message = " ".join(f.message for f in failing) or texts("check_list.quote", words=_short(standing.subject))
    fix = " ".join(dict.fromkeys(f.fix for f in failing if f.fix))
    action = "mend" if failing and standing.subject else "write" if failing else "reword"
    actions = (action,) if "subject" in rewordable or failing else ()
    finding = failing[0] if failing else None
    label = f"{texts('move.subject')}."
    return Item("move subject", status, label, message, (), "subject", fix, actions, "subject", finding)


def _finding_item(
    item_id: str, finding: Finding, standing: Standing, situation: Situation, rewordable: Collection[str], texts: Texts
) -> Item:  # fmt: skip
    spans = _spans(finding.spans) if finding.status in MARKED else ()
    actions: tuple[str, ...] = ()
    if finding.status in MARKED and may_mend(finding, standing, situation, rewordable):
        actions = ("mend",)
    fix = finding.fix or "" if finding.status in MARKED else ""
    if fix and words_put(finding):
        fix = texts("check_list.replace_by", word=fix)
    return Item(
        item_id, finding.status, f"{texts(f'finding.status.{finding.status}')}.", finding.message,
        spans, "body", fix, actions, "", finding,
    )  # fmt: skip


def may_mend(finding: Finding, standing: Standing, situation: Situation, rewordable: Collection[str]) -> bool:
    """True when a click may do something about it: by rule, or by writing the move concerned anew."""
    if mend_of(finding, standing.body, situation.language):
        return True
    return finding.status == "fail" and any(move in rewordable for move in moves_of(finding, standing, situation))


def moves_of(finding: Finding, standing: Standing, situation: Situation) -> list[str]:
    """The moves that would have to be written anew for a finding: named by it, holding its words, or due to hold the
    fact that is missing."""
    from puentes.etiquette import etiquette_of

    named = [*finding.moves]
    named += [p.move for s in finding.spans for p in standing.places if s.start < p.end and p.start < s.end]
    if finding.id == "facts" and not named:
        named = ["greeting", "closing", *(m for m, facts in etiquette_of(situation.intent).facts.items() if facts)]
    return list(dict.fromkeys(named))


def _said(spans: Sequence[tuple[int, int]], body: str, texts: Texts) -> str:
    """What is said there, quoted."""
    if not spans:
        return texts("check_list.not_said")
    return texts("check_list.quote", words=_short(body[spans[0][0] : spans[0][1]]))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1].rstrip() + "…"


def _spans(spans: Iterable[Any]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)


def _of(place: Place | None) -> tuple[tuple[int, int], ...]:
    return ((place.start, place.end),) if place else ()
