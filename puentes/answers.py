"""Reading what an engine answered: a JSON object out of whatever surrounds it, and what speaks against each move."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from pydantic_core import from_json

from guardrails.checks import assistant_talk
from guardrails.checks.base import Case
from guardrails.text import Text
from puentes.composing import as_text
from puentes.rendering.filling import slots_in

# A move is a sentence or two; much more is an answer that went astray (words).
LONGEST_MOVE = 60
LONGEST_PERSONAL = 120
# Markdown and HTML: a message is plain text.
_MARKUP = re.compile(r"\*\*|__|`|</?[a-zA-Z]|(?:^|[.:!?] )[-*•#>]+ ")


def read_moves(answer: str, moves: Collection[str]) -> tuple[dict[str, str], bool]:
    """The moves that the answer holds as text, and whether it was a whole JSON object.

    Prose or a code fence around the object is passed over; a cut object gives the moves that were whole. A missing
    or empty move, or one that is no text, is not in the result. Never raises.
    """
    for start in _openings(answer):
        for partial in (False, True):
            try:
                data: Any = from_json(answer[start:] if partial else _balanced(answer, start), allow_partial=partial)
            except ValueError:
                continue
            if isinstance(data, dict) and any(move in data for move in moves):
                found = {m: as_text(data[m]) for m in moves if isinstance(data.get(m), str)}
                return {m: text for m, text in found.items() if text}, not partial
    return {}, False


def moves_so_far(answer: str, moves: Collection[str]) -> dict[str, str]:
    """The moves of an answer that is still being written, the last one perhaps half."""
    start = answer.find("{")
    if start < 0:
        return {}
    try:
        data: Any = from_json(answer[start:], allow_partial="trailing-strings")
    except ValueError:
        return {}
    return {m: str(data[m]) for m in moves if m in data} if isinstance(data, dict) else {}


def objections(move: str, template: str, slots: Mapping[str, str], due: Collection[str]) -> list[tuple[str, str]]:
    """What speaks against a move before its facts are filled in: pairs of objection and detail.

    unknown_slot, slot_missing, slot_twice, braces, brackets, markup, digits (a fact that did
    not come by a slot), assistant_talk, too_long.
    """
    found: list[tuple[str, str]] = []
    names = slots_in(template)
    found += [("unknown_slot", name) for name in dict.fromkeys(names) if name not in slots]
    found += [("slot_missing", name) for name in due if name in slots and name not in names]
    found += [("slot_twice", name) for name in dict.fromkeys(names) if names.count(name) > 1]
    bare = re.sub(r"\{[a-z_]+\d*\}", "", template)
    if "{" in bare or "}" in bare:
        found.append(("braces", ""))
    if re.search(r"\d", bare):
        found.append(("digits", ""))
    if _MARKUP.search(bare):
        found.append(("markup", ""))
    if "[" in bare or "]" in bare:
        found.append(("brackets", ""))
    if talks_as_assistant(bare):
        found.append(("assistant_talk", ""))
    longest = LONGEST_PERSONAL if move == "personal" else LONGEST_MOVE
    if len(bare.split()) > longest:
        found.append(("too_long", str(longest)))
    return found


def talks_as_assistant(wording: str) -> bool:
    """True when the wording begins or ends as chat assistants do, in either language: models that write a move in
    Spanish introduce it in English all the same."""
    text = Text(wording)
    return any(any(assistant_talk.CHECK.run(Case(text, lang, lang))) for lang in ("es", "en"))


def _openings(answer: str) -> list[int]:
    return [m.start() for m in re.finditer(r"\{", answer)][:8]


def _balanced(answer: str, start: int) -> str:
    """The object that begins at `start`, up to its closing brace; braces inside strings do not count."""
    depth, inside, escaped = 0, False, False
    for index in range(start, len(answer)):
        char = answer[index]
        if inside:
            inside = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            inside = True
        elif char in "{}":
            depth += 1 if char == "{" else -1
            if depth == 0:
                return answer[start : index + 1]
    return answer[start:]
