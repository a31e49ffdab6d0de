"""The gate: its three exits, what it decides on, and that it does what its thresholds promise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from canned_runs import answer, crash, held, run_of, view

from eval.errors import EvalError
from eval.gating import decide, gate
from eval.records import Run
from eval.tally import Counts
from eval.thresholds import load_thresholds

SHIPPED = load_thresholds()


def _counts(chances: np.ndarray, draw: np.random.Generator, repeats: int = 5) -> Counts:
    return {str(i): (int(k), repeats) for i, k in enumerate(draw.binomial(repeats, chances))}


def test_a_run_against_itself_is_no_regression() -> None:
    run = held(lambda n: 5 - n % 3, fixtures=80)
    decision = gate(run, run, SHIPPED)
    assert (decision.outcome, decision.exit_code) == ("no regression", 0)
    assert [one.view for one in decision.tested] == ["raw", "delivered"]


def test_a_loss_of_ten_points_is_a_regression_and_the_elements_say_why() -> None:
    before = held(5, fixtures=80)
    after = held(lambda n: 5 - (n % 2), fixtures=80, id="two")
    decision = gate(after, before, SHIPPED)
    assert (decision.outcome, decision.exit_code) == ("regression", 1)
    assert decision.view == "raw"
    assert [(lost.name, lost.sure) for lost in decision.why] == [("apology", True)]


def test_a_gain_is_no_regression() -> None:
    assert gate(held(5, fixtures=80, id="two"), held(2, fixtures=80), SHIPPED).exit_code == 0


def test_a_loss_in_what_is_delivered_stops_too_when_the_raw_answers_are_as_before() -> None:
    before = held(5, fixtures=80)
    broken = [
        a.model_copy(update={"delivered": view(False)}) if i % 8 == 0 else a for i, a in enumerate(before.answers)
    ]
    decision = gate(run_of(broken, id="two", repeats=5), before, SHIPPED)
    assert decision.outcome == "regression"
    assert decision.view == "delivered"


def test_one_fixture_that_breaks_is_named_but_a_point_less_is_let_through() -> None:
    """1 of 120 fixtures is 0.8 points, less than the smallest loss that counts."""
    before = held(5, fixtures=120)
    decision = gate(held(lambda n: 0 if n == 7 else 5, fixtures=120, id="two"), before, SHIPPED)
    assert decision.outcome == "no regression"
    assert [flip.fixture for flip in decision.broken] == ["confirm-en-7"]


def test_crashes_are_failures_for_the_gate() -> None:
    before = held(5, fixtures=80)
    after = [crash(a.fixture, a.repeat) if i % 8 == 0 else a for i, a in enumerate(before.answers)]
    assert gate(run_of(after, id="two", repeats=5), before, SHIPPED).outcome == "regression"


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (held(0, fixtures=80, id="two", complete=False), "two is not complete"),
        (held(0, fixtures=80, id="two", fixtures_digest="other"), "not made from the same fixtures"),
        (run_of([crash(f"cancel-es-{n}") for n in range(80)], id="two"), "nothing to compare"),
        (held(5, fixtures=8, id="two"), "only 8 fixtures stand in both runs"),
        (run_of(held(3, fixtures=80).answers[::5], id="two", repeats=1), "More repeats or more fixtures"),
    ],
)
def test_what_the_gate_cannot_tell_is_exit_2_with_the_reason(after: Run, told: str) -> None:
    before = held(3, fixtures=80)
    if "repeats" in told:  # once each, on both sides
        before = run_of(before.answers[::5], repeats=1)
    decision = gate(after, before, SHIPPED)
    assert decision.exit_code == 2
    assert told in " ".join(map(str, decision.why_not))


def test_most_answers_crashed_means_that_it_could_not_run() -> None:
    before = held(5, fixtures=80)
    after = [crash(a.fixture, a.repeat, "no key") if i % 10 else a for i, a in enumerate(before.answers)]
    decision = gate(run_of(after, id="two", repeats=5), before, SHIPPED)
    assert decision.exit_code == 2
    assert "360 of 400 answers crashed, or came without the engine. The first: no key" in str(decision.why_not[0])


def test_repeats_that_are_always_the_same_text_count_once() -> None:
    """A deterministic engine: two fixtures that broke in all five repeats are two findings, not ten."""

    def run(bad: int, name: str) -> Run:
        answers = [answer(f"f{n}", r, delivered=view(n >= bad)) for n in range(40) for r in range(5)]
        return run_of(answers, id=name, repeats=5)

    decision = gate(run(2, "two"), run(0, "one"), SHIPPED)
    assert decision.tested[0].p == pytest.approx(0.25)
    assert decision.outcome != "regression"
    assert gate(run(6, "two"), run(0, "one"), SHIPPED).outcome == "regression"


def test_the_gate_holds_what_its_thresholds_promise() -> None:
    """A small simulation with a fixed seed; the large one is bench/gate_power.py."""
    draw = np.random.default_rng(5)
    false = told = 0
    for _ in range(200):
        p = draw.beta(3.2, 0.8, 80)
        false += decide({"raw": _counts(p, draw)}, {"raw": _counts(p, draw)}, SHIPPED).outcome == "regression"
        lost = np.where(np.arange(80) < 11, 0.0, p)
        told += decide({"raw": _counts(p, draw)}, {"raw": _counts(lost, draw)}, SHIPPED).outcome == "regression"
    assert false <= 16  # 5 % of 200 are 10; 16 or more have a chance of 5 %
    assert told >= 170


def test_a_file_of_thresholds_changes_what_it_names_only(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[tell]\nloss = 0.2\n")
    found = load_thresholds(file)
    assert found.tell.loss == 0.2
    assert found.tell.power == SHIPPED.tell.power
    assert found.regression == SHIPPED.regression


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tell]\nlos = 0.2\n", r"mine\.toml: tell\.los: "),
        ("[tell]\nloss = 2\n", r"tell\.loss: .*less than 1"),
        ("tell = 1\n", r"tell: "),
        ("[tell\n", "is no TOML"),
    ],
)
def test_a_mistake_in_thresholds_is_named(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(EvalError, match=told):
        load_thresholds(file)
    with pytest.raises(EvalError, match="cannot be read"):
        load_thresholds(tmp_path / "none.toml")
