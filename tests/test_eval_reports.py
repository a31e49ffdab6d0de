"""The reports: what an engine wrote never acts in any of them, and what is wrong can be found."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from canned_runs import BODY, answer, crash, held, run_of, saved, view
from rich.console import Console
from typer.testing import CliRunner

from app.cli import app
from eval.comparing import compare
from eval.errors import RecordError
from eval.gating import gate
from eval.history import find_run, past, past_runs, sparkline, trends
from eval.records import Run, read_run
from eval.reporting import as_json, marks, terminal
from eval.reporting.html import html
from eval.reporting.junit import junit
from eval.reporting.markdown import escaped, fenced, markdown
from eval.reporting.words import Words
from eval.summary import summarise
from eval.thresholds import load_thresholds

HOSTILE = (
    "</div></script><script>alert(1)</script><img src=x onerror=alert(2)> ``` **b** @everyone [l](javascript:alert(3))"
    " \x1b[31mred\x07 \ud83d [/red][bold]"
)


class _Tags(HTMLParser):
    """The tags of a page with their attributes, and what stands in its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture
def hostile() -> tuple[Run, Run]:
    """Two runs in which everything that an engine or a user can write is hostile."""
    bad = view(
        False, f"Lo siento {HOSTILE}", subject=HOSTILE, reasons={HOSTILE: HOSTILE},
        outcomes={HOSTILE: False, "apology": False},
    )  # fmt: skip
    good = view(body=HOSTILE)
    before = run_of([answer(f"f{n}", raw=good, intent=HOSTILE) for n in range(8)], prompts=HOSTILE)
    after = [answer(f"f{n}", raw=bad, intent=HOSTILE) for n in range(7)]
    return before, run_of([*after, crash("f7", error=HOSTILE)], id="two", model=HOSTILE, prompts=HOSTILE)


def test_nothing_that_was_written_acts_on_the_page(hostile: tuple[Run, Run]) -> None:
    before, after = hostile
    page = html(summarise(after), compare(before, after), gate(after, before, load_thresholds()))
    found = _Tags(page)
    assert [tag for tag, _ in found.tags if tag in {"script", "img", "link", "iframe", "base", "object"}] == ["script"]
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert not [v for _, a in found.tags for k, v in a.items() if k in {"href", "src", "action"}]
    assert any("<img src=x onerror=alert(2)>" in text for text in found.texts)
    page.encode()  # lone surrogates are gone


def test_the_page_allows_its_own_script_only_and_no_network() -> None:
    page = html(summarise(held(3)))
    policy = next(a["content"] or "" for t, a in _Tags(page).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe-inline" not in policy.split("script-src")[1]
    assert "http:" not in page
    assert "https:" not in page


def test_the_words_that_findings_are_about_are_marked_in_code_points() -> None:
    """A character beyond the basic plane before them does not move the mark."""
    text = view(False, f"👩‍⚕️ {BODY}")
    found = marks.pieces(text)
    assert [piece.text for piece in found if piece.status == "fail"] == ["Lo siento"]
    assert "".join(piece.text for piece in found) == text.body
    page = html(summarise(run_of([answer(delivered=text)])))
    assert '<mark class="fail" title="too humble">Lo siento</mark>' in page


def test_a_mark_that_does_not_quote_the_body_is_left_aside() -> None:
    checks = [{"id": "subject", "status": "fail", "message": "m", "spans": [{"start": 0, "end": 3, "text": "xyz"}]}]
    assert [p.status for p in marks.pieces(view(checks=checks))] == [""]
    assert marks.pieces(view(body="")) == []


def test_the_page_shows_every_fixture_with_what_it_can_be_filtered_by() -> None:
    run = held(lambda n: 5 if n else 2, fixtures=6)
    shown = [a for _, a in _Tags(html(summarise(run))).tags if "data-fixture" in a]
    assert [a["data-fixture"] for a in shown] == [f.fixture for f in run.answers[::5]]
    assert [a["data-state"] for a in shown] == ["fails", *["holds"] * 5]
    assert shown[0]["data-fails"] == "apology\ntone"
    assert {a["data-language"] for a in shown} == {"es", "en"}


def test_a_fixture_that_has_no_raw_answer_goes_by_what_was_delivered() -> None:
    """As with an engine that is asked for the note alone, where there is none."""
    run = run_of([answer("noted", raw=view(False)), answer("bare")])
    shown = {a["data-fixture"]: a["data-state"] for _, a in _Tags(html(summarise(run))).tags if "data-fixture" in a}
    assert shown == {"noted": "fails", "bare": "holds"}
    assert "0/0" not in html(summarise(run))


def test_junit_has_a_case_for_each_fixture_and_fails_those_that_mostly_fail() -> None:
    run = run_of([
        *held(lambda n: 5 - 3 * (n == 1), fixtures=3).answers, crash("dead", 0), crash("dead", 1, "boom \x00"),
    ])  # fmt: skip
    root = Xml.fromstring(junit(run))  # noqa: S314 - our own
    assert {k: root.get(k) for k in ("tests", "failures", "errors")} == {"tests": "4", "failures": "1", "errors": "1"}
    failure = next(root.iter("failure"))
    assert "2 of 5 repeats hold the whole contract (raw)" in (failure.text or "")
    assert "said twice" in (failure.get("message") or "")


def test_junit_against_an_earlier_run_fails_what_held_there_only() -> None:
    before, after = held(lambda n: 5 * (n != 0), fixtures=6), held(lambda n: 5 * (n > 1), fixtures=6, id="two")
    root = Xml.fromstring(junit(after, compare(before, after)))  # noqa: S314 - our own
    assert [c.get("name") for c in root.iter("testcase") if c.find("failure") is not None] == ["confirm-en-1"]


def test_junit_takes_any_text(hostile: tuple[Run, Run]) -> None:
    Xml.fromstring(junit(hostile[1]))  # noqa: S314 - our own


def test_markdown_says_first_what_the_gate_says_and_keeps_texts_in_fences(hostile: tuple[Run, Run]) -> None:
    before, after = hostile
    text = markdown(summarise(after), compare(before, after), gate(after, before, load_thresholds()))
    assert text.index("REGRESSION") < text.index("**whole contract**")
    outside = re.sub(r"^(`{3,})text\n.*?\n\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    assert "<script" not in outside.replace("&lt;", "")
    assert "<img" not in outside
    assert "**b**" not in outside
    assert "@everyone" not in outside


def test_a_fence_is_longer_than_any_in_the_text() -> None:
    assert fenced("a ```` b").startswith("`````text\n")
    assert escaped("a\n| *b* <c> & #1") == "a \\| \\*b\\* &lt;c\\> &amp; \\#1"


def test_markdown_of_one_run_has_its_rates() -> None:
    text = markdown(summarise(held(4)))
    assert "| **whole contract** | 80 %" in text
    assert "| language: es | " in text


def test_the_terminal_shows_texts_as_they_are_without_their_control_characters(hostile: tuple[Run, Run]) -> None:
    before, after = hostile
    out = io.StringIO()
    console = Console(file=out, width=200, highlight=False)
    terminal.print_summary(summarise(after), console, Words(), worst=3)
    terminal.print_comparison(compare(before, after), console, Words())
    terminal.print_decision(gate(after, before, load_thresholds()), console, Words())
    assert "\x1b" not in out.getvalue()
    assert "\x07" not in out.getvalue()
    assert "[/red][bold]" in out.getvalue()


def test_the_worst_messages_are_crashes_then_those_with_most_that_is_wrong() -> None:
    worse = view(False, outcomes={"apology": False, "gratitude": False})
    answers = [answer("good"), answer("bad", holds=False), crash("dead"), answer("worse", delivered=worse)]
    assert [a.fixture for a in summarise(run_of(answers)).worst] == ["dead", "worse", "bad"]


def test_json_is_plain_data_with_shares() -> None:
    before, after = held(5), held(2, id="two")
    data = json.loads(json.dumps(as_json.comparison_data(compare(before, after))))
    assert data["whole"]["verdict"] == "worse"
    assert data["whole"]["difference"] == pytest.approx(-0.6)
    assert data["flips"][0]["new"]["body"].startswith("Estimada")
    assert json.loads(json.dumps(as_json.summary_data(summarise(after))))["whole"]["raw"]["share"] == 0.4


def test_what_a_judge_said_stands_beside_the_rates_with_its_agreement() -> None:
    """And one that agrees little with people is marked as not to be trusted."""
    answers = [answer(str(n), judge={"warm": n > 0, "clear": True}) for n in range(4)]
    run = run_of(answers, judge={"labels": 40, "agreement": {"warm": 0.2, "clear": 0.7}})
    told = ["warm 75 % of 4 (kappa 0.20 with 40 human labels, not to be trusted)", "clear 100 % of 4 (kappa 0.70"]
    out = io.StringIO()
    terminal.print_summary(summarise(run), Console(file=out, width=200), Words())
    for report in (out.getvalue(), html(summarise(run)), markdown(summarise(run))):
        assert all(words in report for words in told)
    assert as_json.summary_data(summarise(run))["judge"][0]["kappa"] == 0.2


def _puentes(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["eval", *words], catch_exceptions=True)
    if done.exception and not isinstance(done.exception, SystemExit):
        return 2, done.stdout, str(done.exception)  # what app.cli.main makes of our errors
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two runs in eval-runs/, of which the second has lost."""
    monkeypatch.chdir(tmp_path)
    saved(tmp_path / "eval-runs", held(5, fixtures=40))
    later = held(lambda n: 5 - 2 * (n % 3), fixtures=40).header.started.replace(hour=10)
    saved(tmp_path / "eval-runs", held(lambda n: 5 - 2 * (n % 3), fixtures=40, id="two", started=later, prompts="mine"))
    return tmp_path


def test_the_gates_exit_codes_on_the_command_line(runs: Path) -> None:
    assert _puentes("gate", "one", "--baseline", "one")[0] == 0
    code, out, _ = _puentes("gate", "two", "--baseline", "eval-runs/one/run.jsonl")
    assert (code, out.split(":")[0]) == (1, "REGRESSION")
    assert _puentes("gate", "--baseline", "one")[:2] == (code, out)  # the last run
    assert _puentes("gate", "two", "--baseline", "nothing")[0] == 2
    (runs / "eval-runs/two/run.jsonl").write_text("{}\n")
    code, _, told = _puentes("gate", "two", "--baseline", "one")
    assert code == 2
    assert "run.jsonl:1" in told


def test_a_baseline_keeps_the_verdicts_without_the_texts(runs: Path) -> None:
    """The gate says the same of it, and it is a fraction of the size."""
    assert _puentes("baseline", "one", "base.jsonl")[0] == 0
    whole = runs / "eval-runs/one/run.jsonl"
    assert (runs / "base.jsonl").stat().st_size < whole.stat().st_size * 0.75
    assert "Estimada" not in (runs / "base.jsonl").read_text()
    both = [json.loads(_puentes("gate", "two", "--baseline", name, "--json")[1]) for name in ("one", "base.jsonl")]
    assert both[0]["tested"] == both[1]["tested"]
    assert _puentes("baseline", "one", "base.jsonl")[0] == 2  # nothing is overwritten


def test_reports_are_written_where_they_are_asked_for(runs: Path) -> None:
    names = ["html", "junit", "json", "markdown"]
    words = [word for name in names for word in (f"--{name}", f"out/report.{name}")]
    code, out, _ = _puentes("report", "@last", "--against", "@last2", *words)
    assert (code, out) == (0, "")
    assert sorted(p.name for p in (runs / "out").iterdir()) == sorted(f"report.{name}" for name in names)
    assert json.loads((runs / "out/report.json").read_text())["gate"]["outcome"] == "regression"


def test_compare_and_history_on_the_command_line(runs: Path) -> None:  # noqa: ARG001 - makes the folder
    code, out, _ = _puentes("compare", "one", "two", "--view", "raw", "--texts", "1")
    assert code == 0
    assert "fixtures flipped" in out
    assert _puentes("compare", "one", "two", "--view", "cooked")[2].startswith("--view: 'cooked'")
    code, out, _ = _puentes("history")
    assert code == 0
    assert "█▁" in out
    assert [row["id"] for row in json.loads(_puentes("history", "--json")[1])] == ["one", "two"]


def test_a_run_is_found_by_path_name_or_age(runs: Path) -> None:
    folder = runs / "eval-runs"
    assert find_run(str(folder / "one"), folder) == folder / "one"
    assert find_run("one", folder) == folder / "one"
    assert read_run(find_run("@last", folder)).name == "two"
    assert read_run(find_run("@last2", folder)).name == "one"
    with pytest.raises(RecordError, match=r"In .*eval-runs: one, two"):
        find_run("three", folder)
    with pytest.raises(RecordError, match="only 2 runs"):
        find_run("@last3", folder)


def test_a_damaged_run_does_not_hide_the_others(runs: Path) -> None:
    (runs / "eval-runs/one/run.jsonl").write_text("nothing\n")
    found, mistakes = past_runs(runs / "eval-runs")
    assert [run.id for run in found] == ["two"]
    assert "one" in mistakes[0]


def test_only_complete_runs_of_the_same_kind_have_a_trend() -> None:
    kinds = [{}, {"model": "other"}, {"fixtures_digest": "other"}, {"complete": False}, {"prompts_digest": "p2"}]
    runs = [past(held(4, fixtures=3, id=str(n), **kind)) for n, kind in enumerate(kinds)]
    assert [[run.id for run in group] for group in trends(runs).values()] == [["0", "4"]]


def test_a_sparkline_does_not_make_much_of_little() -> None:
    assert sparkline([0.9, 0.91]) == "▇█"  # one point is no fall from top to bottom
    assert sparkline([0.0, 0.5, 1.0]) == "▁▄█" or sparkline([0.0, 0.5, 1.0]) == "▁▅█"
    assert sparkline([]) == ""
