"""The page that evaluates, without a browser: comparing, running in the background, editing a copy of the prompts."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from canned_runs import answer, held, run_of, saved, view
from streamlit.testing.v1 import AppTest

from app.evaluating import running
from app.texts import Texts
from eval.records import read_run

EN = Texts("en")
OWN_MACHINE = running._own_machine


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PUENTES_GRAMMAR", "off")
    monkeypatch.setenv("PUENTES_ENGINE", "phrasebank")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "_NOW", running._Now())
    monkeypatch.setattr(running, "_own_machine", lambda: True)  # AppTest has no visitor's address


def _script(language: str) -> None:
    from app import evaluate_page
    from app.guarding import guarded
    from app.texts import Texts

    guarded(lambda: evaluate_page.show(Texts(language)), Texts(language))  # type: ignore[arg-type] # es or en


def _page(language: str = "en") -> AppTest:
    return _run(AppTest.from_function(_script, kwargs={"language": language}, default_timeout=60))


def _run(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    return page


def _html(page: AppTest) -> str:
    return "\n".join(str(block.proto.body) for block in page.get("html"))


def _open(page: AppTest, part: str) -> AppTest:
    page.session_state[running.GO_TO] = part
    return _run(page)


def _wait(kind: str) -> Any:
    work = running.current(kind)
    assert work is not None
    work.wait(60)
    assert not work.alive
    return work


def _two_runs(folder: Path) -> None:
    saved(folder / "eval-runs", held(5, fixtures=30))
    saved(folder / "eval-runs", held(lambda n: 5 * (n % 3 > 0), fixtures=30, id="two", prompts_digest="p2"))


def test_fewer_than_two_runs_is_told_with_what_to_do(tmp_path: Path) -> None:
    assert "Runs in eval-runs: 0." in _page().info[0].value
    saved(tmp_path / "eval-runs", held(5, fixtures=3))
    assert "Runs in eval-runs: 1." in _page().info[0].value


@pytest.mark.parametrize(
    ("language", "moved", "says"), [("en", "−33.3 points", "Worse"), ("es", "−33,3 puntos", "Empeora")]
)
def test_two_runs_are_compared_in_the_pages_language(tmp_path: Path, language: str, moved: str, says: str) -> None:
    _two_runs(tmp_path)
    html = _html(_page(language))
    assert f"100 % → 67 %, {moved}" in html
    assert says in html
    assert '<mark class="pz-fail" title="too humble">Lo siento</mark>' in html
    assert "said twice" in html
    assert "█▁" in html  # the trend of the two
    assert html.count('<th scope="row">one</th>') == 1


def test_what_an_engine_wrote_never_acts_on_the_page(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script> <img src=x onerror=alert(2)> **b**"
    for name, holds in (("one", True), ("two", False)):
        text = view(holds, bad, subject=bad, reasons={bad: bad}, outcomes={bad: holds})
        answers = [answer(f"f{n}", raw=text, delivered=text) for n in range(8)]
        saved(tmp_path / "eval-runs", run_of(answers, id=name, prompts_digest=name))
    html = _html(_page())
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<img" not in html


def test_runs_that_cannot_be_compared_are_told_in_words(tmp_path: Path) -> None:
    saved(tmp_path / "eval-runs", held(5, fixtures=3))
    saved(tmp_path / "eval-runs", held(5, fixtures=3, id="two", fixtures_digest="other"))
    page = _page()
    assert page.warning[0].value == EN("evaluate.compare.not_comparable")
    assert "not made from the same fixtures" in _html(page)


def test_a_damaged_run_does_not_hide_the_others(tmp_path: Path) -> None:
    _two_runs(tmp_path)
    (tmp_path / "eval-runs/broken").mkdir()
    (tmp_path / "eval-runs/broken/run.jsonl").write_text("nothing\n")
    assert len(_page().selectbox(key="compare_before").options) == 2


def test_a_run_is_started_in_the_background_and_kept(tmp_path: Path) -> None:
    saved(tmp_path / "eval-runs", held(5, fixtures=3))
    page = _open(_page(), "run")
    page.multiselect(key="run_intents").set_value(["cancel"])
    page.selectbox(key="run_engine").set_value("phrasebank")
    page.button(key="run_start").click()
    _run(page)
    work = _wait("run")
    assert work.error is None
    assert work.done == work.wanted > 0
    run = read_run(next((tmp_path / "eval-runs").glob("*phrasebank*/run.jsonl")))
    assert run.header.complete
    assert {a.intent for a in run.answers} == {"cancel"}
    assert EN("evaluate.run.complete", name=run.name, folder="eval-runs", rates="").rstrip() in _html(_run(page))
    assert page.multiselect(key="run_intents").value == ["cancel"]  # the choice outlived the progress
    page.button(key="run_compare").click()
    assert _run(page).selectbox(key="compare_after").value == run.name


def test_a_stopped_run_keeps_what_is_there_and_goes_on(tmp_path: Path) -> None:
    from eval.background import Work
    from eval.run_commands import Options

    work = Work([(Options(engine="phrasebank", repeats=3, grammar=False), None)])
    counted = work._answer
    work._answer = lambda one: (counted(one), work.stop())  # type: ignore[method-assign,func-returns-value] # stops at the first
    work.start().wait(60)
    stopped = read_run(next((tmp_path / "eval-runs").glob("*/run.jsonl")))
    assert not stopped.header.complete
    assert 0 < len(stopped.answers) < work.wanted
    again = Work([(Options(engine="phrasebank", repeats=3, grammar=False), None)]).start()
    again.wait(120)
    runs = [read_run(file) for file in (tmp_path / "eval-runs").glob("*/run.jsonl")]
    assert [run.header.complete for run in runs] == [True]
    assert len(runs[0].answers) == len(stopped.answers) + again.done


def test_an_engine_that_is_not_there_is_told_in_words() -> None:
    page = _open(_page(), "run")
    page.selectbox(key="run_engine").set_value("openai")
    page.button(key="run_start").click()
    _run(page)
    _wait("run")
    html = _html(_run(page))
    assert EN("evaluate.run.failed") in html
    assert "OPENAI_API_KEY" in html


def test_without_the_packages_of_the_evaluation_comparing_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.needs.find_spec", lambda _: None)
    _two_runs(tmp_path)
    page = _page()
    assert "Worse" in _html(page)
    for part in ("run", "try"):
        _open(page, part)
        assert page.warning[0].value == EN("evaluate.not_installed")
        assert "puentes[eval]" in _html(page)


def test_a_visitor_from_another_machine_may_only_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting runs and editing prompts write to this machine's disk and use its model."""
    monkeypatch.setattr(running, "_own_machine", lambda: False)
    _two_runs(tmp_path)
    page = _page()
    assert "Worse" in _html(page)
    for part in ("run", "try"):
        _open(page, part)
        assert page.info[0].value == EN("evaluate.elsewhere")
        assert not page.button


@pytest.mark.parametrize(
    ("server", "visitor", "own"),
    [("127.0.0.1", None, True), ("localhost", None, True), ("0.0.0.0", None, False), ("127.0.0.1", "10.0.0.7", False)],  # noqa: S104 - a case
)
def test_only_a_visitor_on_this_machine_of_a_page_for_this_machine_is_its_own(
    monkeypatch: pytest.MonkeyPatch, server: str, visitor: str | None, own: bool
) -> None:
    monkeypatch.setattr(running.config, "get_option", lambda _: server)
    monkeypatch.setattr(running.st, "context", SimpleNamespace(ip_address=visitor))
    assert OWN_MACHINE() is own


def _copied(name: str = "shorter") -> AppTest:
    page = _open(_page(), "try")
    page.text_input(key="try_new").set_value(name)
    page.button(key="try_copy").click()
    return _run(page)


def test_a_copy_of_the_prompts_is_edited_and_saved_elsewhere(tmp_path: Path) -> None:
    page = _copied()
    area = page.text_area(key="try_text|shorter|templates/user.j2")
    area.set_value(area.value + "\nKeep it short.\n")
    assert EN("evaluate.try.unsaved") in _html(_run(page))
    page.button(key="try_save").click()
    assert EN("evaluate.try.unsaved") not in _html(_run(page))
    assert (tmp_path / "eval-prompts/shorter/templates/user.j2").read_text().endswith("\nKeep it short.\n")
    assert any(EN("evaluate.try.edited") in str(option) for option in page.selectbox(key="try_file").options)


def test_a_mistake_in_an_edit_is_told_and_loses_nothing(tmp_path: Path) -> None:
    page = _copied()
    broken = "{% if %}\nmine"
    page.text_area(key="try_text|shorter|templates/user.j2").set_value(broken)
    page.button(key="try_save").click()
    _run(page)
    assert "user.j2:1" in _html(page)
    assert page.text_area(key="try_text|shorter|templates/user.j2").value == broken
    assert "mine" not in (tmp_path / "eval-prompts/shorter/templates/user.j2").read_text()


def test_what_is_being_written_outlives_another_file_and_another_part() -> None:
    page = _copied()
    page.text_area(key="try_text|shorter|templates/user.j2").set_value("mine")
    _run(page)
    page.selectbox(key="try_file").set_value("texts.yaml")
    _open(_run(page), "compare")
    _open(page, "try")
    page.selectbox(key="try_file").set_value("templates/user.j2")
    assert _run(page).text_area(key="try_text|shorter|templates/user.j2").value == "mine"


@pytest.mark.parametrize("name", ["../elsewhere", "/tmp", "", "Con Espacios", "a/b"])  # noqa: S108 - names, no folders
def test_a_copy_lies_in_its_own_folder_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    page = _copied(name)
    assert EN("evaluate.try.not_copied") in _html(page)
    assert [p.name for p in tmp_path.iterdir()] == []


def test_an_edit_is_tried_side_by_side_on_a_few_fixtures(tmp_path: Path) -> None:
    """The phrase bank's own wording, edited in the copy, shows on one side only; no run is kept."""
    page = _copied()
    pack = tmp_path / "eval-prompts/shorter"
    file = pack / "phrases/es/common.yaml"
    edited = file.read_text().replace(" saludo,", " saludo afectuoso,").replace("Atentamente,", "Un saludo afectuoso,")
    edited = edited.replace("Saludos cordiales,", "Un saludo afectuoso,")
    assert edited != file.read_text()
    file.write_text(edited)
    page.session_state["try_fixtures"] = _ids("cancel-es")
    page.selectbox(key="try_engine").set_value("phrasebank")
    page.button(key="try_start").click()
    _run(page)
    work = _wait("try")
    assert work.error is None
    html = _html(_run(page))
    assert EN("evaluate.try.after", view=EN("evaluate.view.delivered")) in html
    assert "saludo afectuoso" in html
    assert list((tmp_path / "eval-runs").glob("*/run.jsonl")) == []
    page.button(key="try_whole").click()
    assert _run(page).selectbox(key="run_pack").value == "shorter"


def _ids(start: str) -> list[str]:
    from eval.fixture_files import load_fixtures

    return [fixture.id for fixture in load_fixtures() if fixture.id.startswith(start)][:2]
