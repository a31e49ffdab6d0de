"""The example situations: every kind of case is among them, and each is consistent."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from helpers_engine import EXAMPLES

from puentes.reading import load_situation
from puentes.situation import Channel, Format, Gender, Intent, Language, ReasonKind, Register, Role, Share

ALL = [load_situation(path) for path in EXAMPLES]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_named_as_its_id_and_tells_language_and_channel(path: Path) -> None:
    situation = load_situation(path)
    assert situation.id == path.stem
    assert path.stem.startswith(f"{situation.language}-{situation.intent.replace('_', '-')}-{situation.channel}")


@pytest.mark.parametrize(
    ("kinds", "there"),
    [
        (Intent, {s.intent for s in ALL}),
        (Channel, {s.channel for s in ALL}),
        (Language, {s.language for s in ALL}),
        (Register, {s.register_ for s in ALL}),
        (ReasonKind, {s.reason.kind for s in ALL if s.reason}),
        (Share, {s.reason.share for s in ALL if s.reason}),
        (Role, {s.recipient.role for s in ALL} - {None}),
        (Format, {s.interview.format for s in ALL} - {None}),
        (Gender, {s.sender.gender for s in ALL} - {None}),
    ],
)
def test_every_kind_is_among_the_examples(kinds: object, there: set[str]) -> None:
    assert there == set(get_args(kinds))


def test_every_intent_comes_in_both_languages() -> None:
    assert {(s.language, s.intent) for s in ALL} == {(la, i) for la in get_args(Language) for i in get_args(Intent)}


def test_every_channel_comes_in_both_languages() -> None:
    assert {(s.language, s.channel) for s in ALL} == {(la, c) for la in get_args(Language) for c in get_args(Channel)}


def test_all_three_wire_formats_are_used() -> None:
    assert {path.suffix for path in EXAMPLES} == {".json", ".yaml", ".toml"}


def test_awkward_facts_are_among_the_examples() -> None:
    names = " ".join(s.sender.name + " " + (s.recipient.name or "") for s in ALL)
    positions = " ".join(s.interview.position or "" for s in ALL)
    companies = " ".join(s.company or "" for s in ALL)
    assert all(sign in names for sign in ("D'", "O'", "de la ", "ñ", "-", "Å"))
    assert all(sign in positions for sign in ("/", "("))
    assert all(sign in companies for sign in ("&", ".", "'"))
    assert any(s.recipient.name is None for s in ALL)
    assert any(len({m.date() for m in s.alternatives}) < len(s.alternatives) for s in ALL)
    assert any(s.interview.starts_at and s.interview.starts_at.utcoffset() != s.now.utcoffset() for s in ALL)
    assert any(m.year != s.now.year for s in ALL for m in s.alternatives)
