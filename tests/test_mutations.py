"""Valid messages that are damaged: the checks catch the damage, and find nothing in the undamaged ones."""

from __future__ import annotations

import pytest

from bench.mutations.counting import all_kinds, count_kind, false_alarms
from bench.mutations.kinds import Kind
from bench.mutations.samples import samples

LANGUAGES = ("es", "en")
TRIED: list[tuple[int, int]] = []


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_each_kind_of_damage_is_caught_nine_times_in_ten_in_each_language(kind: Kind) -> None:
    for language in LANGUAGES:
        count = count_kind(kind, language, samples(1))
        TRIED.append((count.caught, count.tried))
        assert count.share >= 0.9, count.missed


def test_there_are_many_kinds_and_nearly_all_damage_is_caught() -> None:
    """Runs after the kinds, on what they counted; alone it counts nothing and passes."""
    assert len(all_kinds()) >= 25
    caught, tried = (sum(column) for column in zip(*TRIED, strict=True)) if TRIED else (1, 1)
    assert caught / tried >= 0.98


def test_valid_messages_give_no_false_alarm() -> None:
    total, alarms = false_alarms(samples(1))
    assert len(alarms) <= 0.01 * total, alarms


@pytest.mark.grammar
def test_damage_that_needs_a_grammar_checker_is_caught_and_valid_messages_pass_it() -> None:
    from guardrails.languagetool import shared_checker

    checker = shared_checker()
    for kind in all_kinds(grammar=True):
        if kind.grammar:
            for language in LANGUAGES:
                count = count_kind(kind, language, samples(1), checker)
                assert count.share >= 0.9, count.missed
    total, alarms = false_alarms(samples(1), checker)
    assert len(alarms) <= 0.01 * total, alarms
