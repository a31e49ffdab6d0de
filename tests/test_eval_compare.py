"""Comparing two runs: pairing by fixture, crashes, verdicts in words, flips, and what cannot be compared."""

from __future__ import annotations

import random

import pytest
from canned_runs import answer, crash, held, run_of, view

from eval.comparing import compare, compare_counts, corrected
from eval.errors import NotComparable
from eval.reporting.words import Words
from eval.tally import elements_of, rate, tally


def test_an_answer_that_crashed_fails_the_whole_and_every_element_of_its_fixture() -> None:
    found = tally([answer("a", 0), crash("a", 1), answer("b", 0)], "delivered")
    assert found.whole == {"a": (1, 2), "b": (1, 1)}
    assert found.elements["gratitude"] == {"a": (1, 2), "b": (1, 1)}
    assert "place" not in found.elements  # judged nowhere: it does not apply
    assert found.crashed == 1


def test_a_fixture_that_only_crashed_fails_what_the_other_run_saw_in_it() -> None:
    old = [answer("a"), answer("b", delivered=view(outcomes={"question": True}))]
    new = tally([answer("a"), crash("b")], "delivered", elements_of(old, "delivered"))
    assert new.elements["question"] == {"b": (0, 1)}
    assert new.elements["apology"] == {"a": (1, 1)}
    alone = tally([answer("a"), crash("b")], "delivered")
    assert alone.elements["apology"] == {"a": (1, 1), "b": (0, 1)}  # nobody knows: all that there is


def test_the_wishes_of_a_fixture_are_elements_and_count_for_the_whole() -> None:
    outcomes = {"must": True, "must:nuance": False, "must_not": None}
    found = tally([answer("a", delivered=view(outcomes=outcomes))], "delivered")
    assert found.elements == {"must": {"a": (1, 1)}, "must:nuance": {"a": (0, 1)}}
    assert found.whole == {"a": (0, 1)}


def test_an_engine_that_gave_nothing_fails_raw_and_what_others_wrote_is_judged_as_delivered() -> None:
    answers = [answer("a", raw=view()), answer("b", engine_error="EngineTimeout: none in 60 s")]
    assert tally(answers, "raw").whole == {"a": (1, 1), "b": (0, 1)}
    assert tally(answers, "raw").elements["apology"] == {"a": (1, 1), "b": (0, 1)}
    assert tally(answers, "delivered").whole == {"a": (1, 1), "b": (1, 1)}


def test_fixtures_are_paired_by_id_whatever_their_order_and_number() -> None:
    """A shuffled file, and one fixture more on either side, change nothing."""
    before, after = held(5), held(lambda n: 5 - n % 2, id="two")
    straight = compare(before, after)
    shuffled = list(after.answers)
    random.Random(3).shuffle(shuffled)  # noqa: S311 - a shuffle, no secret
    other = compare(run_of([*before.answers, answer("old", raw=view())]), run_of([*shuffled, crash("new")], id="two"))
    assert straight.whole.difference == pytest.approx(-0.1)
    assert other.whole.difference == pytest.approx(-0.1)
    assert other.whole.p == straight.whole.p
    assert other.whole.fixtures == 30


def test_the_raw_view_is_compared_where_both_have_it() -> None:
    """A change of the prompt shows there; what is delivered was repaired."""
    before, after = held(5), held(1, id="two")
    assert compare(before, after).view == "raw"
    assert compare(before, after).whole.verdict == "worse"
    assert compare(before, after, "delivered").whole.verdict == "no evidence"
    assert compare(before, run_of([answer("cancel-es-0")])).view == "delivered"


def test_a_change_is_called_better_or_worse_by_its_direction() -> None:
    low, high = held(2), held(5, id="two")
    assert compare(low, high).whole.verdict == "better"
    worse = compare(high, low)
    assert worse.whole.verdict == "worse"
    assert [e.name for e in worse.told] == ["apology"]
    assert [e.name for e in worse.rows] == ["whole contract", "apology", "gratitude"]
    assert "60.0 points. Worse" in Words().sentence(worse)


def test_no_evidence_says_how_many_repeats_would_tell() -> None:
    counts = {str(n): (3, 5) for n in range(30)}
    moved = counts | {"0": (2, 5), "1": (2, 5)}
    found = compare_counts("apology", counts, moved)
    assert found.verdict == "no evidence"
    assert found.repeats is not None
    assert found.repeats > 100
    assert f"about {found.repeats} repeats" in Words().says(found)
    same = compare_counts("apology", counts, counts)
    assert same.repeats is None
    assert f"a change of {100 * same.smallest:.0f} points would most likely have shown" in Words().says(same)


def test_holm_takes_back_what_many_elements_bring_about_by_chance() -> None:
    """One element of 30 at p = 0.03 is what chance brings; alone it would be called worse."""
    quiet = {str(n): (5, 5) for n in range(30)}
    fell = quiet | {str(n): (4, 5) for n in range(6)}
    alone = compare_counts("tone", quiet, fell)
    assert alone.p == pytest.approx(2 / 64)
    assert alone.verdict == "worse"
    many = corrected([alone, *(compare_counts(f"e{n}", quiet, quiet) for n in range(29))])
    assert many[0].verdict == "no evidence"
    assert many[0].p_holm == pytest.approx(30 * 2 / 64)


def test_a_few_fixtures_that_break_wholly_are_worse_here_though_not_beyond() -> None:
    """Three of 40 fixtures, 5 of 5 to 0 of 5: no evidence over fixtures (p = 1/4), yet no chance between repeats."""
    before = held(5, fixtures=40)
    found = compare(before, held(lambda n: 5 * (n >= 3), fixtures=40, id="two")).whole
    assert (found.verdict, found.here) == ("no evidence", True)
    assert Words().says_short(found) == "worse here only"
    assert not compare(before, held(lambda n: 5 - (n < 3), fixtures=40, id="two")).whole.here
    always = [run_of([answer(f"f{n}", r, n >= bad) for n in range(40) for r in range(5)]) for bad in (0, 3)]
    assert not compare(*always).whole.here  # always the same text: three findings, not fifteen


def test_flipped_fixtures_come_with_both_texts_the_worse_first() -> None:
    before = held(lambda n: 1 if n == 4 else 5, fixtures=6)
    after = held(lambda n: 0 if n == 1 else 2 if n == 2 else 5, fixtures=6, id="two")
    found = compare(before, after).flips
    assert [(f.fixture, f.worse) for f in found] == [
        ("confirm-en-1", True), ("missed-es-2", True), ("confirm-es-4", False),
    ]  # fmt: skip
    assert found[0].old.keeps_all("raw")
    assert not found[0].new.keeps_all("raw")
    assert found[0].elements == (("apology", (5, 5), (0, 5)),)


def test_figures_are_means_over_fixtures_and_crashes_have_none() -> None:
    before = run_of([answer(str(n), seconds=1.0 + n % 3) for n in range(12)])
    after = run_of([*(answer(str(n), seconds=4.0 + n % 3) for n in range(12)), crash("0", 1)], id="two")
    seconds = next(f for f in compare(before, after).figures if f.name == "seconds")
    assert (seconds.before, seconds.after) == (pytest.approx(2.0), pytest.approx(5.0))
    assert Words().figure_says(seconds) == "worse"
    assert "cost" not in [f.name for f in compare(before, after).figures]  # nobody knows the prices


def test_other_fixtures_are_not_compared_unless_that_is_asked_for() -> None:
    before, after = held(5), held(5, id="two", fixtures_digest="f2")
    with pytest.raises(NotComparable, match="not made from the same fixtures"):
        compare(before, after)
    assert any("same id" in str(warning) for warning in compare(before, after, anyway=True).warnings)


@pytest.mark.parametrize("view_name", ["raw", "delivered"])
def test_a_view_that_a_run_does_not_have_is_refused(view_name: str) -> None:
    before = held(5)
    after = run_of([crash("cancel-es-0")] if view_name == "delivered" else [answer("cancel-es-0")], id="two")
    with pytest.raises(NotComparable, match=f"two has nothing to compare in the {view_name} view"):
        compare(before, after, view_name)  # type: ignore[arg-type] # a view's name


def test_what_weakens_a_comparison_is_said() -> None:
    before = held(5)
    after = held(5, id="two", complete=False, model="other", prompts_digest="p2")
    told = " ".join(map(str, compare(before, after).warnings))
    assert "two is not complete" in told
    assert "more than one thing differs (model, prompts)" in told
    assert compare(before, held(5, id="two", prompts_digest="p2")).warnings == ()


def test_an_element_that_only_one_run_could_judge_is_named() -> None:
    """Grammar, where LanguageTool was not there."""
    with_grammar = [answer(str(n), delivered=view(outcomes={"grammar": True})) for n in range(5)]
    without = [answer(str(n), delivered=view(outcomes={"grammar": None})) for n in range(5)]
    found = compare(run_of(with_grammar), run_of(without, id="two"))
    assert any(
        "two could not judge, for most fixtures: Grammar and spelling" in str(warning) for warning in found.warnings
    )
    assert Words().says(found.elements[0]) == "not in both runs"


def test_a_rate_tells_out_of_how_many() -> None:
    found = rate({"a": (5, 5), "b": (0, 5)})
    assert (found.share, found.answers, found.fixtures) == (0.5, 10, 2)
    assert rate({}).answers == 0


@pytest.mark.parametrize(
    ("share", "shown"), [(1.0, "100 %"), (0.999, "99.9 %"), (0.004, "0.4 %"), (0.0, "0 %"), (0.93, "93 %")]
)
def test_a_percentage_is_never_rounded_to_all_or_nothing(share: float, shown: str) -> None:
    assert Words().percent(share) == shown
