"""Rules over tokens: what begins a pattern, what takes a match back, and where the spans stand."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from guardrails.actdata import build_rules, parse
from guardrails.contract import Language
from guardrails.matching import RuleSet, rule_set
from guardrails.patterns import compile_pattern
from guardrails.text import Text
from guardrails.tokens import Tokens

RULES = """
acts:
  thanks:
    source: a test
    find: |
      *ísimas gracias
      thank* you
      ?
    not: |
      no *king you
    unless: |
      *wise
"""


def found(text: str) -> list[str]:
    """What the rule of the test finds in a text."""
    spans = RuleSet(build_rules([("test", parse("test", RULES))])).find(Tokens(Text(text))).get("thanks", ())
    assert all(text[span.start : span.end] == span.text for span in spans)
    return [span.text for span in spans]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Muchísimas gracias por todo.", ["Muchísimas gracias"]),
        ("Muchas gracias por todo.", []),
        ("There is no thanking you enough.", []),
        ("I am thanking you.", ["thanking you"]),
        ("Likewise, I am thanking you. And thank you.", ["thank you"]),
        ("«Muchísimas gracias», dijo.", []),
    ],
)
def test_a_pattern_may_begin_with_an_ending_whatever_it_is_for(text: str, spans: list[str]) -> None:
    """As a find, as what takes a find back, and as what bars a sentence."""
    assert found(text) == spans


def test_a_pattern_may_be_written_with_accents_and_capitals() -> None:
    """They are laid aside in patterns as in texts, so that no pattern is dead for being spelled well."""
    rules = build_rules([("test", parse("test", "acts: {a: {source: x, find: [Qué vergüenza, disculp* señor]}}"))])
    for text in ("¡Qué vergüenza!", "que verguenza", "Discúlpeme, SEÑOR"):
        assert bool(RuleSet(rules).find(Tokens(Text(text.replace(",", ""))))) is True, text


def test_a_match_at_a_question_mark_is_the_question_with_what_was_found_in_it() -> None:
    """Several finds in one question are one."""
    assert found("Bien. ¿Y si doy muchísimas gracias y luego thank you así?") == [
        "Y si doy muchísimas gracias y luego thank you así"
    ]


@pytest.mark.parametrize("language", get_args(Language))
def test_every_pattern_of_the_rules_can_be_reached(language: Language) -> None:
    """Each begins with a word, a beginning or an ending, and the index offers it for such a token."""
    for path in (files("guardrails") / "data" / language / "rules").iterdir():
        rules = rule_set(language, path.name.removesuffix(".yaml"))
        for rule in rules.rules:
            for pattern in (*rule.find, *rule.excluded, *rule.unless):
                assert pattern.first
                for form in pattern.first:
                    word = f"{form[:-1]}x" if form.endswith("*") else f"xx{form[1:]}" if form.startswith("*") else form
                    assert any(pattern is other for _, other in rules.candidates(word)), (pattern.source, word)


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "Son una elegantísima empresa."), ("en", "You run the coolest company on earth.")],
)
def test_a_pattern_of_the_data_that_begins_with_an_ending_matches(language: Language, text: str) -> None:
    """What a rule file writes as `*ending` is found in a message: "-ísima", "-est"."""
    assert rule_set(language, "manner").find(Tokens(Text(text)))["flattery"]


@pytest.mark.parametrize("language", get_args(Language))
def test_no_match_is_lost_by_looking_first_for_the_words_that_a_pattern_needs(language: Language) -> None:
    """With the look and without it the rules find the same in all messages of the tuning half."""
    rules = rule_set(language, "manner").rules
    blind = RuleSet(
        replace(
            rule,
            find=tuple(replace(p, needs=frozenset()) for p in rule.find),
            excluded=tuple(replace(p, needs=frozenset()) for p in rule.excluded),
            unless=tuple(replace(p, needs=frozenset()) for p in rule.unless),
        )
        for rule in rules
    )
    sighted = RuleSet(rules)
    assert any(pattern.needs for rule in rules for pattern in rule.find)
    lines = (Path(__file__).parent / "corpus" / "tuning" / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[::7]:
        tokens = Tokens(Text(json.loads(line)["text"]))
        assert sighted.hits(tokens) == blind.hits(tokens)


def test_a_pattern_needs_what_no_way_through_it_leaves_out() -> None:
    """What is optional is not needed, of a choice one of its beginnings is, and nothing where another sentence may come
    in."""
    lists = {"function": ("the", "to")}
    needs = {
        "move the (date|time of day) please?": {"date", "time"},
        "sorry": set[str](),
        "sorry _2 (late)?": set[str](),
        "we to talk to": {"talk"},
        "sorry $ ^ late": set[str](),
        "^ late $": {"late"},
    }
    for source, expected in needs.items():
        assert set(compile_pattern(source, lists).needs) == expected, source
