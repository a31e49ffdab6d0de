"""The phrase bank: hand-written wordings of every move, and the choice of a combination that reads as one text."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from pydantic import BaseModel, ConfigDict, Field

from guardrails.text import Text
from puentes.datafiles import names, once_per_pack, read_model
from puentes.errors import DataError
from puentes.rendering.filling import Slots, can_fill, fill, optional_slots_left_out
from puentes.situation import Channel, Intent, Situation

# Combinations tried for one message. The choice is by cost, so that more tries only polish further.
TRIES = 160
_REPEATED = re.compile(r"[^\W\d_]{6,}")


class Entry(BaseModel):
    """Wordings of one move for some channels, intents and conditions, as a phrase file holds them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    move: str
    channels: tuple[Channel, ...] = ("email", "phone", "voicemail", "chat")
    intents: tuple[Intent, ...] = ()
    conditions: tuple[str, ...] = Field(default=(), alias="if")
    formal: tuple[str, ...] = ()
    informal: tuple[str, ...] = ()


class PhraseFile(BaseModel):
    """A file of the phrase bank; `intents` holds for entries that name none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str
    source: str
    intents: tuple[Intent, ...] = ()
    phrases: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a move: the template and the text with its slots filled."""

    move: str
    template: str
    text: str


def conditions_of(situation: Situation, slots: Mapping[str, str], *, note: bool) -> frozenset[str]:
    """The conditions (`if:` in phrase files) that hold. `note`: the person's own note stands in the message."""
    recipient, interview = situation.recipient, situation.interview
    gender = recipient.known_gender or "n"
    kind = situation.reason.kind if situation.reason else "none"
    count = len(situation.alternatives)
    told = {
        "has_when" if "when" in slots else "no_when",
        "alternatives" if count else "no_alternatives",
        "one_alternative" if count == 1 else "several_alternatives" if count else "no_alternatives",
        "recruiter" if recipient.role in {"recruiter", "hr"} else "not_recruiter",
        "has_place" if interview.place else "no_place",
        "has_recipient" if "recipient" in slots else "no_recipient",
        "has_phone" if "phone" in slots else "no_phone",
        "has_nuance" if note else "no_nuance",
        f"recipient_{gender}",
        f"kind:{kind}",
    }
    form = {"in_person": "in_person", "phone": "by_phone", "video": "by_video"}.get(interview.format or "")
    return frozenset(told | ({form} if form else set()))


def wordings(move: str, situation: Situation, slots: Slots, *, note: bool = False) -> list[Wording]:
    """All wordings of a move that fit the situation. Those that leave out a fact which others can tell come not
    at all, so that no due fact is lost. Empty when the bank has none."""
    holding = conditions_of(situation, slots.values, note=note)
    templates: list[str] = []
    for entry in _bank(situation.language):
        if entry.move != move or situation.channel not in entry.channels:
            continue
        if entry.intents and situation.intent not in entry.intents:
            continue
        if set(entry.conditions) <= holding:
            templates += entry.formal if situation.register_ == "formal" else entry.informal
    usable = [t for t in dict.fromkeys(templates) if can_fill(t, slots.values)]
    return [Wording(move, t, fill(t, slots)) for t in _fullest(usable, slots)]


def _fullest(templates: list[str], slots: Slots) -> list[str]:
    """The templates that hold most of the known facts. Optional parts that fall out count for nothing."""

    def facts(template: str) -> int:
        probe = Slots(slots.language, {name: f"\0{name}\0" for name in slots.values})
        told = set(re.findall("\0([a-z_0-9]+)\0", fill(template, probe)))
        return len(told & {"position", "when", "alternatives", "place"})

    if not templates:
        return []
    most = max(facts(t) for t in templates)
    full = [t for t in templates if facts(t) == most]
    # Fewer dropped parts read better: a wording that was made for just these facts.
    least = min(optional_slots_left_out(t, slots.values) for t in full)
    return [t for t in full if optional_slots_left_out(t, slots.values) <= least + 2]


def choose(
    wanted: Sequence[str], options: Mapping[str, Sequence[Wording]], fixed: Mapping[str, str], *,
    ideal: tuple[int, int], seed: int,
) -> dict[str, Wording]:  # fmt: skip
    """One wording for each wanted move, so that the whole reads as one text.

    `wanted` is the order of all moves, `fixed` holds the text of those that are not chosen here (an engine's, the
    person's). Among seeded combinations the one of least cost wins: two sentences that open with the same word cost
    most, then words outside `ideal` (fewest, most), then long words said twice. Deterministic for a seed.
    """
    chooser = random.Random(seed)  # noqa: S311 - variety of wording, nothing secret
    open_moves = [move for move in wanted if move not in fixed and options.get(move)]
    if not open_moves:
        return {}
    known = {text: _look(text) for text in fixed.values()}
    known |= {w.text: _look(w.text) for move in open_moves for w in options[move]}
    taken = Counter(o for text in fixed.values() for o in known[text].openings)
    best: dict[str, Wording] = {}
    best_cost = float("inf")
    costs: dict[tuple[str, ...], float] = {}
    for picked in _combinations(open_moves, options, known, taken, chooser):
        texts = tuple(fixed[m] if m in fixed else picked[m].text for m in wanted if m in fixed or m in picked)
        # Where few wordings are open the same combination comes up again and again.
        cost = costs.get(texts)
        if cost is None:
            cost = costs[texts] = _cost([known[text] for text in texts], ideal)
        if cost < best_cost:
            best, best_cost = picked, cost
        if best_cost == 0:
            break
    return best


def _combinations(
    moves: Sequence[str], options: Mapping[str, Sequence[Wording]], known: Mapping[str, _Look],
    taken: Mapping[str, int], chooser: random.Random,
) -> Iterator[dict[str, Wording]]:  # fmt: skip
    """The combinations to try: all of them, shuffled, where they are few; else at random, with fresh openings."""
    if prod(len(options[move]) for move in moves) <= TRIES:
        every = list(product(*(options[move] for move in moves)))
        chooser.shuffle(every)
        yield from (dict(zip(moves, one, strict=True)) for one in every)
        return
    for _ in range(TRIES):
        picked: dict[str, Wording] = {}
        used = Counter(taken)
        for move in chooser.sample(moves, len(moves)):
            fresh = [w for w in options[move] if not any(used[o] for o in known[w.text].openings)]
            picked[move] = chooser.choice(fresh or list(options[move]))
            used.update(known[picked[move].text].openings)
        yield picked


@dataclass(frozen=True, slots=True)
class _Look:
    """What the cost of a text depends on: the first word of each sentence, how many words, which long ones."""

    openings: tuple[str, ...]
    words: int
    long: tuple[str, ...]


def _look(text: str) -> _Look:
    prepared = Text(text)
    firsts = [Text(sentence.text).words[:1] for sentence in prepared.sentences]
    return _Look(
        tuple(found[0].lower for found in firsts if found),
        len(prepared.words),
        tuple(word.lower() for word in _REPEATED.findall(text)),
    )


def _cost(looks: Sequence[_Look], ideal: tuple[int, int]) -> float:
    openings = Counter(o for look in looks for o in look.openings)
    cost = 40.0 * sum(n - 1 for n in openings.values())
    count = sum(look.words for look in looks)
    cost += 3.0 * max(0, ideal[0] - count) + 6.0 * max(0, count - ideal[1])
    # "entrevista" may come twice; a third time, or any other long word again, tires.
    for word, times in Counter(w for look in looks[1:-1] for w in look.long).items():
        cost += max(0, times - (2 if word in {"entrevista", "interview"} else 1))
    return cost


@once_per_pack
def _bank(language: str) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for name in names("phrases", language):
        file = read_model(PhraseFile, "phrases", language, f"{name}.yaml")
        if file.language != language:
            raise DataError(f"prompts/phrases/{language}/{name}.yaml: language: is {file.language}, not {language}")
        for entry in file.phrases:
            entries.append(
                entry if entry.intents or not file.intents else entry.model_copy(update={"intents": file.intents})
            )
    return tuple(entries)
