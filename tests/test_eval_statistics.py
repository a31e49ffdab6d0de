"""The statistics against values from the literature, from hand, or counted one by one."""

from __future__ import annotations

from itertools import product
from math import comb, isclose, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.exchange import chance_of_loss
from eval.power import Spread, power, repeats_to_tell, smallest_told, spread_of
from eval.signflip import sign_flip
from eval.statistics import clustered_wilson, correlation, difference_interval, effective_size, holm, wilson

# Charles Darwin's maize, crossed less self-fertilised, in eighths of an inch: Fisher 1935, The Design of Experiments.
DARWIN = (49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)
COUNTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("of", "size", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_has_the_published_values(of: int, size: int, low: float, high: float) -> None:
    """Newcombe 1998, table I, method 3."""
    found = wilson(of / size, size)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_nothing_seen_says_nothing() -> None:
    assert (wilson(0.0, 0).low, wilson(0.0, 0).high) == (0.0, 1.0)


def test_repeats_that_are_all_alike_count_once_and_independent_ones_fully() -> None:
    alike = [(5, 5)] * 30 + [(0, 5)] * 10
    assert effective_size(alike) == pytest.approx(40)
    mixed = [(3, 5), (2, 5)] * 20  # less spread over fixtures than chance alone would give
    assert effective_size(mixed) == pytest.approx(200)
    assert effective_size([(5, 5)] * 40) == pytest.approx(40)  # no spread at all: the careful value
    assert effective_size([(1, 1), (0, 1), (1, 1)]) == pytest.approx(3)


def test_the_interval_of_clustered_answers_is_wider_than_that_of_as_many_independent_ones() -> None:
    clustered = clustered_wilson([(5, 5)] * 30 + [(0, 5)] * 10)
    free = wilson(0.75, 200)
    assert clustered.high - clustered.low > 2 * (free.high - free.low)


def test_holms_correction_has_the_values_of_r() -> None:
    """p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") in R."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == pytest.approx([1.0, 1.0])


def test_fishers_example_of_the_sign_flip_test() -> None:
    """1,726 of 32,768 patterns are as far off (Fisher 1935, section 21)."""
    found = sign_flip(DARWIN)
    assert found.exact
    assert found.two_sided == pytest.approx(1726 / 32768)
    assert found.upper == pytest.approx(863 / 32768)


@given(st.lists(st.integers(-6, 6), min_size=1, max_size=9))
def test_counting_on_a_grid_gives_what_going_through_all_patterns_gives(steps: list[int]) -> None:
    differences = [step / 5 for step in steps]
    sums = [sum(s * abs(d) for s, d in zip(signs, steps, strict=True)) for signs in product((1, -1), repeat=len(steps))]
    found = sign_flip(differences)
    assert found.lower == pytest.approx(sum(s <= sum(steps) for s in sums) / len(sums))
    assert found.two_sided == pytest.approx(sum(abs(s) >= abs(sum(steps)) for s in sums) / len(sums))


def test_differences_off_any_grid_are_gone_through_or_drawn_with_a_seed() -> None:
    few = [2**0.5, 3**0.5, 5**0.5]
    assert sign_flip(few).exact
    assert sign_flip(few).two_sided == pytest.approx(2 / 8)
    many = [((-1) ** (n % 3)) * (n + 0.1) ** 0.5 for n in range(60)]
    drawn = sign_flip(many)
    assert not drawn.exact
    assert drawn == sign_flip(many)
    assert abs(drawn.two_sided - sign_flip(many, seed=1).two_sided) < 0.02
    assert 0 < sign_flip([n**0.5 for n in range(1, 60)]).two_sided < 1e-3  # never nought


def test_no_difference_is_no_evidence() -> None:
    assert sign_flip([0.0] * 80).two_sided == 1.0
    assert sign_flip([]).two_sided == 1.0


def test_one_fixture_in_the_exact_test_is_fishers_own() -> None:
    """The lady tasting tea: 3 of 4 against 1 of 4, p = 17/70."""
    assert chance_of_loss({"tea": (3, 4)}, {"tea": (1, 4)}) == pytest.approx(17 / 70)


@given(COUNTS, st.sampled_from([(3, 3), (3, 4), (5, 3)]))
def test_the_exact_test_counts_what_counting_one_by_one_counts(
    held: list[tuple[int, int]], of: tuple[int, int]
) -> None:
    """Also where the two runs have different numbers of repeats."""
    before = {str(i): (a, of[0]) for i, (a, _) in enumerate(held)}
    after = {str(i): (b, of[1]) for i, (_, b) in enumerate(held)}
    ways = [range(max(0, a + b - of[0]), min(a + b, of[1]) + 1) for a, b in held]
    seen = sum(b / of[1] - a / of[0] for a, b in held)
    expected = 0.0
    for ks in product(*ways):
        moved = sum(k / of[1] - (a + b - k) / of[0] for k, (a, b) in zip(ks, held, strict=True))
        if moved <= seen + 1e-9:
            expected += prod(
                comb(a + b, k) * comb(sum(of) - a - b, of[1] - k) / comb(sum(of), of[1])
                for k, (a, b) in zip(ks, held, strict=True)
            )
    assert isclose(chance_of_loss(before, after), expected, abs_tol=1e-9)


def test_fixtures_are_paired_by_name_and_those_in_one_run_only_left_out() -> None:
    before = {"a": (5, 5), "b": (0, 5), "only": (0, 5)}
    assert chance_of_loss(before, {"b": (0, 5), "a": (5, 5), "new": (5, 5)}) == 1.0
    assert chance_of_loss({}, {}) == 1.0


def test_repeats_without_a_common_measure_are_drawn_and_come_close() -> None:
    """Numbers of repeats that no run has, to reach the way that is not exact."""
    before = {str(n): (n % 7 + 20, 97 + n) for n in range(12)}
    after = {str(n): (n % 7 + 10, 61 + 2 * n) for n in range(12)}
    drawn = [chance_of_loss(before, after, seed=seed) for seed in (1, 2)]
    assert abs(drawn[0] - drawn[1]) < 0.03
    assert 0 < drawn[0] < 1


def test_the_interval_of_a_difference_is_never_of_no_width_and_holds_what_was_seen() -> None:
    same = {str(n): (5, 5) for n in range(80)}
    found = difference_interval(same, same)
    assert found.low < 0 < found.high
    half = dict.fromkeys(same, (4, 5))
    moved = difference_interval(same, half)
    assert moved.low < -0.2 < moved.high < 0
    assert difference_interval({}, {}).low == -1.0


def test_fixtures_in_common_narrow_the_interval() -> None:
    """Hard fixtures are hard in both runs: what they have in common is no chance."""
    a = {str(n): (5 * (n % 2), 5) for n in range(40)}
    b = {str(n): (5 * (n % 2) - (n % 8 == 1), 5) for n in range(40)}
    shuffled = {str(n): b[str((n + 1) % 40)] for n in range(40)}
    paired, apart = difference_interval(a, b), difference_interval(a, shuffled)
    assert paired.high - paired.low < (apart.high - apart.low) / 2
    assert correlation([1, 1], [0, 1]) == 0.0


def test_the_smallest_difference_told_is_that_of_the_textbook() -> None:
    """1.96 + 0.84 standard errors for a power of 0.8 at 0.05; there the power is 0.8."""
    spread = Spread(fixtures=100, chance=0.2, fixed=0.0, repeats=5)
    told = smallest_told(spread, 0.05)
    assert told == pytest.approx((1.95996 + 0.84162) * (0.04 / 100) ** 0.5, rel=1e-4)
    assert power(spread, told, 0.05) == pytest.approx(0.8)
    assert power(Spread(0, 0.0, 0.0, 1), 0.5, 0.05) == 0.0


def test_the_repeats_that_would_tell_do_tell_and_one_fewer_does_not() -> None:
    spread = Spread(fixtures=80, chance=0.4, fixed=0.01, repeats=5)
    needed = repeats_to_tell(spread, 0.05, 0.05)
    assert needed is not None
    assert power(spread, 0.05, 0.05, repeats=needed) >= 0.8 > power(spread, 0.05, 0.05, repeats=needed - 1)


def test_where_fixtures_differ_by_themselves_no_number_of_repeats_tells() -> None:
    assert repeats_to_tell(Spread(20, 0.4, 0.2, 5), 0.05, 0.05) is None
    assert repeats_to_tell(Spread(20, 0.4, 0.0, 5), 0.0, 0.05) is None


def test_the_spread_is_split_into_chance_and_what_stays() -> None:
    """Fixtures that always held, of which every second one broke: nothing is chance, all of it stays."""
    before = {str(n): (5, 5) for n in range(20)}
    after = {str(n): (5 * (n % 2), 5) for n in range(20)}
    spread = spread_of(before, after)
    assert spread.chance == 0
    assert spread.fixed == pytest.approx(5 / 19)
    single = spread_of({"a": (1, 1)}, {"a": (1, 1)})
    assert single.chance > 0  # one answer tells nothing of chance, so some is taken for granted
