"""What a kind of damage is, and the small operations that kinds are made of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bench.mutations.samples import Sample
from puentes.message import Placed

Words = dict[str, list[str]]


@dataclass(frozen=True)
class Damaged:
    """A damaged message: body, subject (None: unchanged), and what was done, for the report."""

    body: str
    subject: str | None = None
    what: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of damage. `apply` gives a damaged message, or None where the kind does not apply to the sample;
    `caught_by` names the checks one of which has to fail."""

    name: str
    caught_by: frozenset[str]
    apply: Callable[[Sample, random.Random], Damaged | None]
    grammar: bool = False


KINDS: list[Kind] = []


def kind(
    *caught_by: str, grammar: bool = False
) -> Callable[[Callable[..., Damaged | None]], Callable[..., Damaged | None]]:
    """Enters a function as a kind of damage under its own name."""

    def enter(apply: Callable[..., Damaged | None]) -> Callable[..., Damaged | None]:
        KINDS.append(Kind(apply.__name__, frozenset(caught_by), apply, grammar))
        return apply

    return enter


@lru_cache(maxsize=1)
def wordings() -> dict[str, Words]:
    """The wordings of wordings.yaml by kind and language."""
    data: dict[str, Words] = yaml.safe_load(Path(__file__).with_name("wordings.yaml").read_text(encoding="utf-8"))
    return data


def wording(
    sample: Sample, rng: random.Random, name: str, *, register: str | None = None, **values: object
) -> str | None:
    """One wording of a kind in the sample's language and register (or the one given), filled in; None without any."""
    choices = wordings()[name][sample.language]
    if not choices:
        return None
    chosen = rng.choice(choices)
    informal = (register or sample.situation.register_) == "informal"
    chosen = chosen.split(" | ")[-1 if informal else 0]
    for key, value in values.items():
        chosen = chosen.replace("{" + key + "}", str(value))
    return chosen


def inserted(sample: Sample, rng: random.Random, sentence: str) -> Damaged:
    """The sentence put after one of the inner parts."""
    place = rng.choice(sample.inner).end
    separator = "\n" if sentence[:1] in "*#" else " "
    return Damaged(sample.body[:place] + separator + sentence + sample.body[place:], what=sentence)


def insertion(sample: Sample, rng: random.Random, name: str, **values: object) -> Damaged | None:
    """One wording of a kind put after one of the inner parts."""
    sentence = wording(sample, rng, name, **values)
    return inserted(sample, rng, sentence) if sentence else None


def without(sample: Sample, part: Placed) -> Damaged:
    """The message without one part."""
    body = sample.body[: part.start].rstrip(" ") + sample.body[part.end :]
    return Damaged(re.sub(r"\n{3,}", "\n\n", body).strip("\n"), what=f"without {part.part.text!r}")


def replaced(sample: Sample, start: int, end: int, by: str) -> Damaged:
    """The message with a stretch of its body replaced."""
    what = f"{sample.body[start:end]!r} → {by!r}"
    return Damaged(sample.body[:start] + by + sample.body[end:], what=what)
