"""Putting moves together: greeting, paragraphs, closing, as the channel wants them."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import category

from puentes.etiquette import etiquette_of
from puentes.message import Part, Placed
from puentes.rendering.dates import clock_of_a_machine
from puentes.rendering.spelling import spell
from puentes.situation import Situation

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def compose(situation: Situation, parts: Mapping[str, Part]) -> tuple[str, tuple[Placed, ...]]:
    """The body, and where each part stands in it. Parts that are not there leave no trace."""
    written = situation.channel == "email"
    groups = [("greeting",), *etiquette_of(situation.intent).paragraphs, ("closing",)]
    if not written:
        inner = tuple(move for group in groups[1:-1] for move in group)
        groups = [groups[0], inner, groups[-1]]
    body = ""
    placed: list[Placed] = []
    for group in groups:
        present = [parts[move] for move in group if move in parts and parts[move].text]
        for index, part in enumerate(present):
            if body:
                body += " " if index else ("\n\n" if written else "\n")
            start = len(body)
            body += part.text
            placed.append(Placed(part, start, len(body)))
    return body, tuple(placed)


def as_text(template: str) -> str:
    """An engine's wording on one line, without the quotes that models like to put around it, and without control and
    format characters, which can hide or turn round what a reader sees."""
    flat = " ".join("".join(c for c in template if c.isspace() or category(c) not in _UNSEEN).split())
    for opening, closing in (('"', '"'), ("«", "»"), ("“", "”")):
        if flat.startswith(opening) and flat.endswith(closing) and sum(flat.count(c) for c in {opening, closing}) == 2:
            flat = flat[1:-1].strip()
    return flat


# From this hour on (local, of the sender) nobody says "buenos días"; between noon and it usage differs by country.
_AFTERNOON = 13


def at_this_hour(greeting: str, situation: Situation) -> str:
    """A greeting that fits the time at which it is written, where the sender's clock is known."""
    if situation.language != "es" or clock_of_a_machine(situation):
        return greeting
    if situation.now.hour < _AFTERNOON:
        return greeting
    return greeting.replace("Buenos días", "Buenas tardes").replace("buenos días", "buenas tardes")


def british(text: str, situation: Situation, variant: str) -> str:
    """The text in British spelling where the situation's English is British."""
    return spell(text) if situation.language == "en" and variant == "GB" else text
