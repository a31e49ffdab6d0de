"""What `puentes eval compare`, `gate`, `report` and `baseline` do."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from eval.answers import View, ViewName
from eval.comparing import compare as compare_runs
from eval.errors import EvalError
from eval.gating import gate as decide_on
from eval.history import find_run
from eval.records import Run, RunWriter, read_run
from eval.reporting import as_json, terminal
from eval.reporting.words import Words
from eval.summary import summarise
from eval.telling import language_of
from eval.thresholds import load_thresholds

_VIEWS: tuple[ViewName, ...] = ("raw", "delivered")


def compare(
    before: str, after: str, view: str | None, language: str | None, *, json_: bool, anyway: bool, texts: int
) -> int:
    """Compares two runs. Returns 0; what cannot be compared raises NotComparable."""
    words = Words(language_of(language))
    comparison = compare_runs(_read(before), _read(after), _view(view), anyway=anyway)
    if json_:
        _print_json(as_json.comparison_data(comparison))
    else:
        terminal.print_comparison(comparison, Console(highlight=False), words, texts)
    return 0


def gate(
    run: str, baseline: str, view: str | None, thresholds: Path | None, language: str | None, *, json_: bool
) -> int:
    """Decides on a run. Returns 0 no regression, 1 regression, 2 could not tell."""
    words = Words(language_of(language))
    decision = decide_on(_read(run), _read(baseline), load_thresholds(thresholds), _view(view))
    if json_:
        _print_json(as_json.decision_data(decision))
    else:
        terminal.print_decision(decision, Console(highlight=False), words)
    return decision.exit_code


def report(
    run: str, against: str | None, view: str | None, thresholds: Path | None, targets: dict[str, Path | None],
    language: str | None, *, anyway: bool, worst: int,
) -> int:  # fmt: skip
    """Writes reports to the files that are named, or prints the table where none is. Returns 0."""
    from eval.reporting.html import html
    from eval.reporting.junit import junit
    from eval.reporting.markdown import markdown

    words = Words(language_of(language))
    read = _read(run)
    summary = summarise(read)
    comparison = decision = None
    if against:
        earlier = _read(against)
        comparison = compare_runs(earlier, read, _view(view), anyway=anyway)
        decision = decide_on(read, earlier, load_thresholds(thresholds), _view(view))
    if not any(targets.values()):
        console = Console(highlight=False)
        terminal.print_summary(summary, console, words, worst)
        if comparison and decision:
            terminal.print_comparison(comparison, console, words)
            terminal.print_decision(decision, console, words)
        return 0
    data = {
        **as_json.summary_data(summary),
        "comparison": as_json.comparison_data(comparison) if comparison else None,
        "gate": as_json.decision_data(decision) if decision else None,
    }
    makers = {
        "html": lambda: html(summary, comparison, decision, words),
        "junit": lambda: junit(read, comparison),
        "json": lambda: _dumped(data) + "\n",
        "markdown": lambda: markdown(summary, comparison, decision, words),
    }
    for kind, target in targets.items():
        if target:
            _write(target, makers[kind]())
            sys.stderr.write(f"{kind}: {target}\n")
    return 0


def baseline(run: str, target: Path) -> int:
    """Writes a run without its texts: small enough to be kept beside the code. Returns 0."""
    read = _read(run)
    if not read.header.complete:
        raise EvalError(f"{read.path}: is not complete. Resume it before it becomes a baseline")
    with RunWriter.begin(target, read.header) as writer:
        for answer in read.answers:
            writer.add(answer.model_copy(update={name: _without_text(answer.view(name)) for name in _VIEWS}))
    sys.stderr.write(f"{target}: {len(read.answers)} answers, {target.stat().st_size / 1000:.0f} kB\n")
    return 0


def _without_text(view: View | None) -> View | None:
    """The view with its verdicts only; a digest in place of the text still tells whether two texts were the same."""
    if view is None:
        return None
    digest = hashlib.sha256(f"{view.subject}\n{view.body}".encode(errors="replace")).hexdigest()[:12]
    kept = {"subject": "", "body": f"(text not kept: {digest})", "checks": (), "reasons": {}}
    return view.model_copy(update=kept)


def _read(name: str) -> Run:
    run = read_run(find_run(name))
    if run.torn:
        sys.stderr.write(f"{run.path}: its last line was cut off and is left out\n")
    return run


def _view(name: str | None) -> ViewName | None:
    for known in _VIEWS:
        if name == known:
            return known
    if name is not None:
        raise EvalError(f"--view: '{name}' is not known. One of: raw, delivered")
    return None


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise EvalError(f"{target}: cannot be written ({error.strerror})") from None


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _print_json(data: Any) -> None:
    sys.stdout.write(_dumped(data).encode(errors="backslashreplace").decode() + "\n")
