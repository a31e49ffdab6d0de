"""The evaluation's reports in Spanish and English: whole in both, chosen by option or locale, and one yardstick."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from canned_runs import crash, held, run_of, saved
from rich.console import Console
from typer.testing import CliRunner

from app.cli import app
from eval.comparing import compare
from eval.errors import EvalError
from eval.fixture_files import load_fixtures
from eval.gating import gate
from eval.records import Run
from eval.reporting import terminal
from eval.reporting.brief import brief
from eval.reporting.html import html
from eval.reporting.markdown import markdown
from eval.reporting.words import Words
from eval.statistics import Interval
from eval.summary import summarise
from eval.telling import language_of
from eval.thresholds import load_thresholds
from eval.yardstick import MUST, MUST_NOT, NUANCE
from guardrails.registry import all_checks
from puentes.contracts import contract_for

# Strings that are rightly the same in both languages.
SAME = {
    "rate", "column.p", "column.interval", "page.compared_run", "beside.kappa", "gate.element", "run.line",
    "beside.score", "figure.tokens in", "figure.tokens out",
}  # fmt: skip


def catalogue(language: str) -> dict[str, str]:
    data = yaml.safe_load(files("eval").joinpath("data", "texts", f"{language}.yaml").read_text(encoding="utf-8"))

    def flat(node: Mapping[str, Any], before: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in node.items():
            found |= flat(value, f"{before}{name}.") if isinstance(value, Mapping) else {f"{before}{name}": str(value)}
        return found

    return flat(data)


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.fixture
def pair() -> tuple[Run, Run]:
    """A run, and one that lost against it, with a crash in it."""
    before = held(5, fixtures=24)
    after = held(lambda n: 5 * (n % 4 > 0), fixtures=24, id="two").answers
    return before, run_of([*after, crash("dead", 1)], id="two", repeats=5, complete=False)


def test_both_catalogues_say_the_same_with_the_same_values_and_none_is_left_untranslated() -> None:
    spanish, english = catalogue("es"), catalogue("en")
    assert spanish.keys() == english.keys()
    assert {key for key in spanish if _slots(spanish[key]) != _slots(english[key])} == set()
    assert {key for key in spanish if spanish[key] == english[key]} <= SAME


def test_every_check_move_and_wish_has_a_name_in_both_languages() -> None:
    names = {check.id for check in all_checks()} | {MUST, MUST_NOT, NUANCE}
    for contract in (contract_for(fixture.situation) for fixture in load_fixtures()):
        names |= {*contract.required, *contract.allowed, *contract.forbidden}
    for language in ("es", "en"):
        assert {name for name in names if f"element.{name}" not in catalogue(language)} == set()


def test_a_spanish_report_says_nothing_of_its_own_in_english(pair: tuple[Run, Run]) -> None:
    """Page, table and summary, with the gate's decision, hold none of the sentences of the English catalogue."""
    before, after = pair
    words, comparison = Words("es"), compare(before, after, anyway=True)
    decision = gate(after, before, load_thresholds())
    out = io.StringIO()
    console = Console(file=out, width=200, highlight=False)
    terminal.print_summary(summarise(after), console, words, worst=2)
    terminal.print_comparison(comparison, console, words)
    terminal.print_decision(decision, console, words)
    page = html(summarise(after), comparison, decision, words)
    reports = [out.getvalue(), page, markdown(summarise(after), comparison, decision, words)]
    reports.append(brief(after, words, new_calls=3, stopped=True))
    english = [text for key, text in catalogue("en").items() if key not in SAME and len(text.split()) > 2]
    pieces = {piece.strip() for text in english for piece in re.split(r"\{\w+\}", text) if len(piece.split()) > 2}
    for report in reports:
        flat = " ".join(report.split())
        assert [piece for piece in pieces if piece in flat] == []
    assert '<html lang="es">' in page
    assert "Contrato completo" in page
    assert "−25,0 puntos" in reports[0]


def test_spanish_writes_a_decimal_comma_and_english_a_point() -> None:
    both = Words("es"), Words("en")
    assert [w.points(-0.1234) for w in both] == ["−12,3", "−12.3"]
    assert [w.percent(0.9951) for w in both] == ["99,5 %", "99.5 %"]
    assert [w.chance(0.0004) for w in both] == ["< 0,001", "< 0.001"]
    assert [w.number(12345.6, ",.1f") for w in both] == ["12.345,6", "12,345.6"]
    assert [w.span(Interval(-0.1, 0.02)) for w in both] == ["de −10,0 a +2,0", "−10.0 to +2.0"]


@pytest.mark.parametrize(
    ("asked", "locale", "language"),
    [(None, "es_CO.UTF-8", "es"), (None, "es", "es"), (None, "C.UTF-8", "en"), (None, "", "en"),
     (None, "de_DE", "en"), ("en", "es_ES", "en"), ("es", "en_GB", "es"), (None, "est_EE", "en")],
)  # fmt: skip
def test_the_option_decides_the_language_and_else_the_locale(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, locale: str, language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert language_of(asked) == language


def test_a_language_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(EvalError, match=r"--language: 'fr' is not known\. One of: es, en"):
        language_of("fr")


def test_the_commands_speak_the_language_that_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON is the same in both: machines read it."""
    monkeypatch.chdir(tmp_path)
    saved(tmp_path / "eval-runs", held(5, fixtures=40))
    saved(tmp_path / "eval-runs", held(lambda n: 5 - 2 * (n % 3), fixtures=40, id="two"))

    def said(*given: str) -> str:
        return CliRunner().invoke(app, ["eval", *given]).stdout

    compared = ("compare", "one", "two")
    assert "situaciones cambiaron de resultado" in said(*compared, "--language", "es")
    assert "HA EMPEORADO" in said("gate", "two", "--baseline", "one", "--language", "es")
    assert "contrato completo" in said("report", "two", "--language", "es")
    assert "ejecución" in said("history", "--language", "es")
    both = [json.loads(said(*compared, "--json", "--language", language)) for language in ("es", "en")]
    assert both[0] == both[1]
