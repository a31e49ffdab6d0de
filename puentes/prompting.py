"""Prompts: what is sent to an engine, made from the contract and its situation with Jinja2, strict about names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from guardrails.contract import Contract
from puentes.datafiles import once_per_pack, read_text, read_yaml, shown
from puentes.engines.base import Request, Turn
from puentes.errors import DataError
from puentes.etiquette import etiquette_of, is_booked
from puentes.privacy import reason_in_brief
from puentes.situation import Situation

_FENCE = re.compile(r"</?\s*(?:note|detail)\s*/?>", re.IGNORECASE)


def message_request(
    situation: Situation, contract: Contract, moves: Sequence[str], slots: Mapping[str, str], *,
    note: str | None = None, detail: str | None = None, failed: Sequence[str] = (), seed: int = 0,
) -> Request:  # fmt: skip
    """The request for these moves in one JSON object.

    `note` and `detail` are the person's texts, masked; `slots` the names that may be used, `failed` what was wrong
    with an earlier answer (a repair asks only for the failing moves; its size does not depend on that answer).
    Raises DataError when a template names something that is not given.
    """
    texts = _texts()
    variant = "es" if situation.language == "es" else f"en_{contract.english}"
    system = render(
        "system.j2",
        language_name=texts["language_name"][situation.language],
        native_of=texts["native_of"][variant],
        language_rules=texts["language_rules"][situation.language],
    )
    names = [n for n in ("position", "company", "when", "alternatives", "place") if n in slots]
    masks = sorted(n for n in slots if re.search(r"\d$", n))
    budget = contract.budget
    user = render(
        "user.j2",
        intent_says=texts["intent"][situation.intent],
        channel_says=texts["channel"][situation.channel],
        register_says=texts["register"][situation.language][situation.register_],
        sender_gender={"f": "woman", "m": "man"}.get(contract.sender_gender or ""),
        recipient_says=texts["recipient"].get(situation.recipient.role or ""),
        never=[texts["never"][m] for m in contract.forbidden if m in texts["never"]],
        words_min=max(10, (budget.ideal_min if budget else 30) - 10),
        words_max=(budget.ideal_max if budget else 110) - 15,
        slots=[f"{{{n}}}" for n in (*names, *masks)],
        slot_says=[(n, texts["slot"][n]) for n in names],
        detail=fenced(detail),
        note=fenced(note),
        moves=[_move(m, situation, slots, detail) for m in moves],
        failed=list(failed),
    )
    schema = {
        "type": "object",
        "properties": {move: {"type": "string"} for move in moves},
        "required": list(moves),
        "additionalProperties": False,
    }
    return Request(
        (Turn("system", system), Turn("user", user)), schema, seed=seed, purpose="repair" if failed else "message"
    )


def note_request(masked: str, situation: Situation, *, seed: int = 0) -> Request:
    """The request that polishes a masked note alone: examples as chat turns, plain text, temperature 0."""
    says = _texts()["note_register"][situation.language][situation.register_]
    turns = [Turn("system", render("note_system.j2", language=situation.language, register_says=says))]
    for example in note_examples(situation.language):
        turns += [Turn("user", example["note"]), Turn("assistant", example["polished"])]
    turns.append(Turn("user", fenced(masked) or ""))
    longest = 60 + 2 * len(masked.split())
    return Request(tuple(turns), None, max_tokens=longest, temperature=0.0, seed=seed, purpose="note")


def note_examples(language: str) -> list[dict[str, str]]:
    """The examples of the note prompt; nothing of them may turn up in a message."""
    return list(_examples()[language])


@once_per_pack
def foreign_phrases(language: str) -> tuple[str, ...]:
    """Runs of four words from the prompt's examples that hold a word of their trades: in a message they are a leak.
    Without such a word a run is ordinary language, which anybody may write."""
    marks = set(_examples()["marks"][language])
    phrases: dict[str, None] = {}
    for example in note_examples(language):
        for sentence in re.split(r"[.;,!?]", example["polished"]):
            words = [w.lower() for w in sentence.split() if "{" not in w]
            runs = (words[i : i + 4] for i in range(len(words) - 3))
            phrases.update(dict.fromkeys(" ".join(run) for run in runs if marks & set(run)))
    return tuple(phrases)


@once_per_pack
def _examples() -> Any:
    return read_yaml("notes", "examples.yaml")


def fenced(text: str | None) -> str | None:
    """A person's text without anything that could close the fence around it."""
    return _FENCE.sub("", text).strip() if text else None


def render(template: str, **values: Any) -> str:
    """A template with its values. Raises DataError naming a variable that is missing."""
    try:
        return _environment().get_template(template).render(**values).strip() + "\n"
    except TemplateError as error:
        raise DataError(f"{shown('templates', template)}: {error}") from error


def _move(move: str, situation: Situation, slots: Mapping[str, str], detail: str | None) -> dict[str, Any]:
    etiquette, texts = etiquette_of(situation.intent), _texts()
    says = etiquette.says.get(move, "")
    if move == "purpose" and is_booked(situation):
        says = etiquette.says.get("purpose_booked", says)
    if move == "reschedule_offer" and not situation.alternatives:
        says = etiquette.says["reschedule_offer_open"]
    if move in {"subject", "personal"}:
        says = texts[move]
    if move == "reason" and situation.reason:
        brief = reason_in_brief(situation.reason.kind, situation.language)
        says = texts["detail"] if detail else texts["reason"].format(brief=brief)
    due = [name.removesuffix("_if_booked") for name in etiquette.facts.get(move, ())]
    return {"name": move, "says": says, "slots": [f"{{{n}}}" for n in due if n in slots]}


@once_per_pack
def _texts() -> Any:
    return read_yaml("texts.yaml")


@once_per_pack
def _environment() -> Environment:
    # The output is a prompt in plain text, not a page: escaping for HTML would change the person's words.
    # A pack may come from anybody: its templates can reach the values they are given and nothing else.
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: read_text("templates", name)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
