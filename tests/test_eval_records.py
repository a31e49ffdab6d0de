"""The file of a run: what is written is read back, a torn end costs one answer, a damaged middle is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from canned_runs import answer, crash, header, written

from eval.answers import View
from eval.errors import RecordError
from eval.records import RunWriter, read_run


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    answers = (answer(), answer(repeat=1, holds=False), crash("en-cancel-1"))
    run = read_run(written(tmp_path, *answers))
    assert run.answers == answers
    assert run.header == header()
    assert not run.torn
    assert read_run(tmp_path) == run


def test_the_file_has_the_names_of_the_format(tmp_path: Path) -> None:
    first, second = (json.loads(line) for line in written(tmp_path, answer()).read_text().splitlines())
    assert list(first) == [
        "format", "id", "started", "finished", "engine", "model", "parameters", "prompts", "prompts_digest",
        "fixtures_digest", "repeats", "puentes", "complete",
    ]  # fmt: skip
    assert list(second) == [
        "fixture", "intent", "language", "channel", "register", "share", "repeat", "raw", "delivered", "error",
        "seconds", "llm_calls", "tokens_in", "tokens_out", "cost", "repaired", "fallback", "nuance_kept", "cached",
        "engine_error", "readability", "judge",
    ]  # fmt: skip
    assert list(second["delivered"]) == ["subject", "body", "holds", "outcomes", "reasons", "checks"]


def test_wherever_a_kill_cuts_the_file_at_most_the_last_answer_is_lost(tmp_path: Path) -> None:
    """Each place in the last line, the one before its line break included."""
    file = written(tmp_path, answer(), answer(repeat=1))
    whole = file.read_bytes()
    last = whole[:-1].rindex(b"\n") + 1
    for cut in range(last, len(whole)):
        file.write_bytes(whole[:cut])
        run = read_run(file)
        assert [a.repeat for a in run.answers] == [0]
        assert run.torn == (cut > last)


def test_going_on_cuts_the_torn_line_off_first(tmp_path: Path) -> None:
    file = written(tmp_path, answer(), answer(repeat=1))
    file.write_bytes(file.read_bytes()[:-20])
    with RunWriter.go_on(tmp_path) as writer:
        writer.add(answer(repeat=1, holds=False))
    run = read_run(file)
    assert [(a.repeat, a.keeps_all("delivered")) for a in run.answers] == [(0, True), (1, False)]
    assert not run.torn


def test_a_repeat_that_was_tried_again_counts_once_by_its_later_line(tmp_path: Path) -> None:
    run = read_run(written(tmp_path, crash(), answer()))
    assert [a.error for a in run.answers] == [None]


def test_the_end_is_written_into_the_header_and_costs_no_answer(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    writer = RunWriter.begin(file, header(complete=False, judge="later versions may add this"))
    writer.add(answer())
    writer.finish(complete=True)
    run = read_run(file)
    assert run.header.complete
    assert run.header.finished is not None
    assert run.header.model_extra == {"judge": "later versions may add this"}
    assert run.answers == (answer(),)
    assert [path.name for path in tmp_path.iterdir()] == ["run.jsonl"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", r"run\.jsonl:3: is no answer"),
        ('{"fixture": "x"}', r":3: .*intent: Field required"),
        ("[1]", r":3: is no answer"),
    ],
)
def test_a_damaged_line_in_the_middle_is_named(tmp_path: Path, line: str, told: str) -> None:
    file = written(tmp_path, answer(), answer(repeat=1))
    lines = file.read_text().splitlines()
    lines[2] = line
    file.write_text("\n".join(lines) + "\n")
    with pytest.raises(RecordError, match=told):
        read_run(file)


def test_what_is_no_run_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"):
        read_run(tmp_path / "nothing")
    (tmp_path / "empty.jsonl").write_text("")
    with pytest.raises(RecordError, match="no whole header"):
        read_run(tmp_path / "empty.jsonl")
    (tmp_path / "new.jsonl").write_text(header().model_dump_json().replace('"format":1', '"format":2') + "\n")
    with pytest.raises(RecordError, match=r"new\.jsonl:1: .*format"):
        read_run(tmp_path / "new.jsonl")
    with pytest.raises(RecordError, match="is there already"):
        RunWriter.begin(written(tmp_path), header())


def test_a_crash_counts_as_a_failure_in_both_views() -> None:
    crashed = crash()
    assert crashed.counts_in("raw")
    assert crashed.counts_in("delivered")
    assert not crashed.keeps_all("delivered")
    assert not answer().counts_in("raw")  # no engine was asked: nothing to judge


def test_a_fixtures_own_wish_that_is_not_met_breaks_the_whole() -> None:
    view = View(body="x", holds=True, outcomes={"must:night team": False, "apology": False})
    assert not view.keeps_all
    assert View(body="x", holds=True, outcomes={"must": None, "apology": False}).keeps_all
