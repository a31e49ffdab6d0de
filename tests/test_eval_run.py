"""A run of the evaluation: two views of each answer, verdicts with reasons, figures, and what the run costs."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from helpers_eval import Budget, fixture, plan_of, run_plan, writes_well
from test_prompt_packs import edited
from typer.testing import CliRunner

from app.cli import app
from eval.answer_cache import AnswerCache, key_of
from eval.errors import EvalError, RecordError
from eval.plan import chosen, open_run, pack_of
from eval.progress import Progress
from eval.raw import fallen_back
from eval.records import read_run
from eval.reporting.words import Words
from eval.run_commands import Options, make_plan
from eval.running import Running
from puentes.engines import open_engine
from puentes.engines.base import Answer, Request
from puentes.errors import EngineTimeout, EngineUnavailable, PuentesError
from puentes.message import Message, Part, Placed
from puentes.settings import load_settings

WITHDRAW = {"intent": "withdraw", "interview": {"position": "Staff Nurse", "company": "Acme"}}


def spoilt(move: str, text: str | None, *, repair: bool = False) -> object:
    """A script that writes well but for one move, which is worded otherwise or left out."""

    def script(request: Request) -> str:
        moves = json.loads(str(writes_well(request)))
        if request.purpose != "repair" or repair:
            moves |= {move: text}
        return json.dumps({name: said for name, said in moves.items() if said})

    return script


def test_a_good_answer_holds_raw_and_delivered(tmp_path: Path) -> None:
    (answer,), engine, _ = run_plan(plan_of(), tmp_path / "run")
    assert answer.raw is not None
    assert answer.delivered is not None
    assert (answer.raw.holds, answer.delivered.holds) == (True, True)
    assert answer.raw.body.splitlines()[:3] == answer.delivered.body.splitlines()[:3]
    assert (answer.llm_calls, answer.repaired, answer.fallback, len(engine.requests)) == (1, False, (), 1)
    assert (answer.readability or 0) > 20


def test_the_raw_view_keeps_what_repair_mends(tmp_path: Path) -> None:
    script = spoilt("interest", "I am sorry, and my interest in this opportunity is unchanged.")
    (answer,), _, _ = run_plan(plan_of(), tmp_path / "run", script)  # type: ignore[arg-type]  # a script
    assert answer.raw is not None
    assert answer.delivered is not None
    assert answer.raw.outcomes["apology"] is False
    assert "«sorry»" in answer.raw.reasons["apology"]
    assert not answer.raw.holds
    assert answer.delivered.holds
    assert answer.repaired


def test_a_move_that_was_not_written_is_missing_in_the_raw_view_and_fell_back(tmp_path: Path) -> None:
    script = spoilt("gratitude", None, repair=True)
    (answer,), _, _ = run_plan(plan_of(), tmp_path / "run", script)  # type: ignore[arg-type]  # a script
    assert answer.raw is not None
    assert answer.raw.outcomes["gratitude"] is False
    assert answer.delivered is not None
    assert answer.delivered.outcomes["gratitude"] is True
    assert answer.fallback == ("gratitude",)


def test_what_the_engine_wrote_stands_in_the_raw_view_even_where_it_was_refused(tmp_path: Path) -> None:
    script = spoilt("interest", "My interest is unchanged, as I said on 14 March.")
    (answer,), _, _ = run_plan(plan_of(), tmp_path / "run", script)  # type: ignore[arg-type]  # a script
    assert answer.raw is not None
    assert "14 March" in answer.raw.body
    assert answer.raw.outcomes["grounding"] is False


def test_without_an_engine_there_is_no_raw_view(tmp_path: Path) -> None:
    plan = plan_of()
    writer, folder, _ = open_run(plan, tmp_path / "run")
    with writer:
        asyncio.run(Running(plan, open_engine("phrasebank", load_settings()), writer).all(plan.jobs()))
    (answer,) = read_run(folder).answers
    assert answer.raw is None
    assert answer.delivered is not None
    assert answer.delivered.holds


def test_wishes_of_the_fixture_count_and_say_why(tmp_path: Path) -> None:
    wished = fixture(
        situation={"nuance": "Priya was so kind, and I loved the pottery room"},
        nuance=["Priya", "pottery", "ward"], must=["Acme"], must_not=["kind"],
    )  # fmt: skip
    (answer,), _, _ = run_plan(plan_of(wished), tmp_path / "run")
    view = answer.delivered
    assert view is not None
    assert view.holds
    assert not view.keeps_all
    assert (view.outcomes["must"], view.outcomes["must_not"], view.outcomes["must:nuance"]) == (False, False, False)
    assert (view.reasons["must"], view.reasons["must_not"]) == ("not there: «Acme»", "there: «kind»")
    assert answer.nuance_kept == pytest.approx(2 / 3)


def test_a_pack_is_judged_by_the_shipped_etiquette_and_not_by_its_own(tmp_path: Path) -> None:
    folder = edited(tmp_path / "pack", "etiquette/withdraw.yaml", "never: [reschedule_offer]", "never: []")
    script = spoilt("gratitude", "Thank you for your time. Would another day suit you?", repair=True)
    plan = plan_of(fixture(situation=WITHDRAW), prompts=pack_of(folder))
    (answer,), _, _ = run_plan(plan, tmp_path / "run", script)  # type: ignore[arg-type]  # a script
    assert answer.delivered is not None
    assert answer.delivered.outcomes["reschedule_offer"] is False


def test_a_second_run_asks_nothing_and_a_changed_prompt_asks_only_what_changed(tmp_path: Path) -> None:
    fixtures = [fixture("one"), fixture("two", situation=WITHDRAW)]
    cache = AnswerCache(tmp_path / "answers.jsonl")
    first, engine, _ = run_plan(plan_of(*fixtures, repeats=2), tmp_path / "a", cache=cache)
    assert len(engine.requests) == 4
    second, engine, _ = run_plan(plan_of(*fixtures, repeats=2), tmp_path / "b", cache=AnswerCache(cache.path))
    assert engine.requests == []
    assert all(answer.cached for answer in second)
    assert {(a.fixture, a.repeat): a.delivered for a in first} == {(a.fixture, a.repeat): a.delivered for a in second}
    pack = pack_of(
        edited(
            tmp_path / "pack",
            "texts.yaml",
            "withdraw: the candidate withdraws",
            "withdraw: the candidate withdraws now",
        )
    )
    third, engine, _ = run_plan(plan_of(*fixtures, repeats=2, prompts=pack), tmp_path / "c", cache=cache)
    assert len(engine.requests) == 2
    assert {(a.fixture, a.cached) for a in third} == {("one", True), ("two", False)}


def test_every_part_of_the_key_counts() -> None:
    one = Request((), None)
    keys = {
        key_of(one, "openai", "m", {}, 1),
        key_of(one, "local", "m", {}, 1),
        key_of(one, "openai", "n", {}, 1),
        key_of(one, "openai", "m", {"top_p": 1}, 1),
        key_of(one, "openai", "m", {}, 2),
        key_of(Request((), {"type": "object"}), "openai", "m", {}, 1),
        key_of(Request((), None, temperature=1.0), "openai", "m", {}, 1),
    }
    assert len(keys) == 7


def test_kept_answers_survive_a_torn_last_line(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    cache = AnswerCache(file)
    cache.put("a" * 32, Answer("uno", events=(("tried_again", {"why": "x"}),)))
    cache.put("b" * 32, Answer("dos"))
    cache.close()
    file.write_bytes(file.read_bytes()[:-10])
    again = AnswerCache(file)
    assert again.get("a" * 32) == Answer("uno", events=(("tried_again", {"why": "x"}),))
    assert again.get("b" * 32) is None
    again.put("b" * 32, Answer("tres"))
    assert AnswerCache(file).get("b" * 32) == Answer("tres")


def test_a_budget_of_calls_stops_cleanly_and_the_run_goes_on_later(tmp_path: Path) -> None:
    fixtures = [fixture(name) for name in ("one", "two", "three")]
    answers, engine, running = run_plan(plan_of(*fixtures, budget=Budget(calls=2)), tmp_path / "run")
    assert (len(answers), len(engine.requests), running.stopped) == (2, 2, "budget")
    assert all(a.error is None for a in answers)
    answers, engine, running = run_plan(plan_of(*fixtures), tmp_path / "run")
    assert (len(answers), len(engine.requests), running.stopped) == (3, 1, None)


def test_a_budget_of_cost_counts_what_answers_cost(tmp_path: Path) -> None:
    budget = Budget(cost=0.5, prices=(1.0, 1_000_000 / 4))
    fixtures = [fixture(name) for name in ("one", "two", "three")]
    answers, _, running = run_plan(plan_of(*fixtures, budget=budget), tmp_path / "run")
    assert running.stopped == "budget"
    assert len(answers) == 1
    assert answers[0].cost is not None
    assert answers[0].cost > 0.5


def test_an_engine_that_is_not_there_stops_the_run_and_says_so(tmp_path: Path) -> None:
    def gone(_: Request) -> str:
        raise EngineUnavailable("nobody listens")

    fixtures = [fixture(f"f{number}") for number in range(12)]
    with pytest.raises(EvalError, match=r"gives no answers: EngineUnavailable: nobody listens"):
        run_plan(plan_of(*fixtures), tmp_path / "run", gone)


def test_an_answer_that_failed_once_counts_as_missing_everything_and_is_marked(tmp_path: Path) -> None:
    def slow(_: Request) -> str:
        raise EngineTimeout("too slow")

    (answer,), _, _ = run_plan(plan_of(), tmp_path / "run", slow)
    assert answer.raw is not None
    assert answer.raw.outcomes["gratitude"] is False
    assert answer.delivered is not None
    assert answer.delivered.holds
    assert answer.engine_error == "EngineTimeout: too slow"


def test_another_plan_does_not_go_on_with_a_run(tmp_path: Path) -> None:
    run_plan(plan_of(), tmp_path / "run")
    with pytest.raises(RecordError, match="and complete"):
        open_run(plan_of(), tmp_path / "run")
    with pytest.raises(RecordError, match="other prompts, fixtures or parameters"):
        open_run(plan_of(repeats=2), tmp_path / "run")


def test_only_names_fixtures_by_id_or_its_beginning() -> None:
    fixtures = (fixture("cancel-es-a"), fixture("cancel-es-b"), fixture("cancel-en-a"))
    assert [f.id for f in chosen(fixtures, ["cancel-es", "cancel-en-a"])] == [f.id for f in fixtures]
    with pytest.raises(EvalError, match="--only cancel-e:"):
        chosen(fixtures, ["cancel-e"])


def test_all_first_repeats_come_before_the_second_ones() -> None:
    jobs = plan_of(fixture("one"), fixture("two"), repeats=2).jobs()
    assert [(f.id, r) for f, r in jobs] == [("one", 1), ("two", 1), ("one", 2), ("two", 2)]


def test_a_note_polished_alone_falls_back_when_its_polish_was_refused() -> None:
    placed = (Placed(Part("personal", "x", "x", "person"), 0, 1),)
    assert fallen_back(Message("", "x", "local", 1, (), placed=placed, asked=("personal",))) == ()
    refused = Message("", "x", "local", 1, (), placed=placed, asked=("personal",), rejected=("personal",))
    assert fallen_back(refused) == ("personal",)


def test_the_setting_for_prompts_holds_for_a_run_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUENTES_PROMPTS", str(edited(tmp_path / "mine", "texts.yaml", "Spanish", "Castilian")))
    plan, _ = make_plan(Options(engine="simulated", grammar=False), "simulated")
    assert plan.prompts is not None
    assert plan.header("x").prompts == "mine"


def test_the_time_left_goes_by_the_pace_so_far() -> None:
    progress = Progress(10, Words())
    progress._started -= 60
    progress.done = 4
    assert progress.time_left() == "1 min 30 s"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-e", "nonsense"], "--engine: 'nonsense' is not known"),
        (["-e", "simulated", "--only", "nothing"], "no fixture has that id"),
        (["-e", "simulated", "--prompts", "nowhere"], "is no prompt pack"),
        (["-e", "simulated", "--budget-cost", "1"], "--budget-cost needs --prices"),
        (["-e", "simulated", "--prices", "dear"], "--prices: write two numbers"),
        (["-e", "simulated", "--fixtures", "nowhere"], "holds no fixtures"),
    ],
)
def test_what_cannot_be_run_is_said_in_a_line(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["eval", "run", "--no-grammar", *arguments])
    assert isinstance(result.exception, PuentesError)
    assert said in str(result.exception)


def test_the_command_runs_and_says_what_came_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked once is kept beside all runs: another run asks for nothing anew."""
    monkeypatch.chdir(tmp_path)
    arguments = [
        "eval",
        "run",
        "-e",
        "simulated",
        "--no-grammar",
        "--only",
        "cancel-es",
        "--out",
        "one",
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    for part in ("raw: ", "delivered: ", "repaired ", "readability in es", "Sameness "):
        assert part in result.output
    again = CliRunner().invoke(app, [*arguments[:-1], "two"])
    assert " 0 of them new" in again.output
