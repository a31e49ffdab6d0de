"""Revising a message that stands already: where its moves are, also after the person has edited it, and changing one
of them without touching the rest. Pure functions of text; offsets are code points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from puentes.etiquette import etiquette_of
from puentes.message import Placed
from puentes.situation import Situation


@dataclass(frozen=True, slots=True)
class Place:
    """Where a move stands in a body: from `start` to `end`, exclusive."""

    move: str
    start: int
    end: int


def places_of(placed: Iterable[Placed]) -> tuple[Place, ...]:
    """The places of a message as it was delivered."""
    return tuple(Place(one.part.move, one.start, one.end) for one in placed)


def relocate(places: Sequence[Place], old: str, new: str) -> tuple[Place, ...]:
    """Where the moves stand after `old` became `new` by an edit.

    What is the same at both ends stays; everything between is the edit. A move whose words were all replaced
    together with others is no longer there; one whose own words alone were replaced is.
    """
    first = _common(old, new)
    last = _common(old[first:][::-1], new[first:][::-1])
    end, grown = len(old) - last, len(new) - len(old)
    found = []
    for place in places:
        exactly = (first, end) == (place.start, place.end)
        if first < end and first <= place.start and place.end <= end and not exactly:
            continue
        # Words typed right beside a move belong to nobody: writing the move anew leaves them alone.
        begun = place.start < first or (place.start == first < end)
        start = place.start if begun else max(place.start, end) + grown
        stop = place.end if place.end <= first else place.end + grown if place.end >= end else first
        if start < stop:
            found.append(Place(place.move, start, stop))
    return tuple(found)


def put(
    body: str, places: Sequence[Place], move: str, text: str, situation: Situation
) -> tuple[str, tuple[Place, ...]]:
    """The body with the move written as `text`: in its place where it has one, else where the etiquette's order has
    it. The rest is untouched."""
    here = next((place for place in places if place.move == move), None)
    if here is not None:
        return _splice(body, places, here.start, here.end, text, here)
    at, before, after = _gap(body, places, move, situation)
    first, last = _blanks(body, at, " \n" if "\n" in before + after else " ")
    if first != last and "\n" in before + after:  # an empty paragraph that an edit left behind
        apart = before or after
        before, after = apart if first else "", apart if last < len(body) else ""
    elif first != last:
        before = before or (" " if first and body[first - 1] != "\n" else "")
        after = after if last == len(body) or body[last] == "\n" else " "
    start = first + len(before)
    body, rest = _splice(body, places, first, last, before + text + after, None)
    moved = (*rest, Place(move, start, start + len(text)))
    return body, tuple(sorted(moved, key=lambda place: place.start))


def _splice(
    body: str, places: Sequence[Place], start: int, end: int, text: str, owner: Place | None
) -> tuple[str, tuple[Place, ...]]:
    grown = len(text) - (end - start)
    moved = [
        replace(place, end=start + len(text)) if place is owner
        else place if place.end <= start
        else replace(place, start=place.start + grown, end=place.end + grown)
        for place in places
    ]  # fmt: skip
    return body[:start] + text + body[end:], tuple(moved)


def _gap(body: str, places: Sequence[Place], move: str, situation: Situation) -> tuple[int, str, str]:
    """Where a move that is not there belongs: the offset, and what parts it from its neighbours on either side."""
    written = situation.channel == "email"
    groups = [("greeting",), *etiquette_of(situation.intent).paragraphs, ("closing",)]
    order = [one for group in groups for one in group]
    if move not in order:
        return len(body), "\n\n" if body else "", ""
    rank = order.index(move)
    group = next(set(group) for group in groups if move in group)
    earlier = [p for p in places if p.move in order and order.index(p.move) < rank]
    later = [p for p in places if p.move in order and order.index(p.move) > rank]
    near = max(earlier, key=lambda p: p.end, default=None)
    follower = min(later, key=lambda p: p.start, default=None)
    apart = "\n\n" if written else "\n"
    inner = not written and move not in {"greeting", "closing"}
    if near and (near.move in group or (inner and near.move != "greeting")):
        return near.end, " ", ""
    if follower and (follower.move in group or (inner and follower.move != "closing")):
        return follower.start, "", " "
    if near:
        return _line_end(body, near.end), apart, ""
    return 0, "", apart if body else ""


def _blanks(body: str, at: int, blank: str) -> tuple[int, int]:
    first = last = at
    while first and body[first - 1] in blank:
        first -= 1
    while last < len(body) and body[last] in blank:
        last += 1
    return first, last


def _line_end(body: str, at: int) -> int:
    found = body.find("\n", at)
    return len(body) if found < 0 else found


def _common(one: str, other: str) -> int:
    limit = min(len(one), len(other))
    at = 0
    while at < limit and one[at] == other[at]:
        at += 1
    return at
