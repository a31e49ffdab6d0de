"""Rules over tokens: what begins a pattern, what takes a match back, and where the spans stand."""

from __future__ import annotations

from importlib.resources import files
from typing import get_args

import pytest

from guardrails.actdata import build_rules, parse
from guardrails.contract import Language
from guardrails.matching import RuleSet, rule_set
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
                beginnings = {*pattern.first, *(f"{s}x" for s in pattern.stems), *(f"xx{t}" for t in pattern.tails)}
                assert beginnings
                for word in beginnings:
                    assert any(pattern is other for _, other in rules.candidates(word)), (pattern.source, word)


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "Son una elegantísima empresa."), ("en", "You run the coolest company on earth.")],
)
def test_a_pattern_of_the_data_that_begins_with_an_ending_matches(language: Language, text: str) -> None:
    """What a rule file writes as `*ending` is found in a message: "-ísima", "-est"."""
    assert rule_set(language, "manner").find(Tokens(Text(text)))["flattery"]
