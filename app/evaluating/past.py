"""The runs of the past: which there are, which can be set beside each other, and the trend of those made alike."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from app.texts import Texts
from eval.errors import RecordError
from eval.history import Past, past, sparkline, trends
from eval.plan import RUNS
from eval.records import FILE, read_run
from eval.reporting.words import Words


def known_runs() -> list[Past]:
    """The runs that can be read, the oldest first."""
    found = []
    for file in sorted(RUNS.glob(f"*/{FILE}")):
        try:
            found.append(_past(file, stamp(file)))
        except RecordError:
            continue  # half begun, or damaged: `puentes eval history` names it
    return sorted(found, key=lambda run: run.started)


def newest(runs: list[Past]) -> Past:
    """The newest run that has an earlier one of the same fixtures; where none has, the newest."""
    paired = [run for number, run in enumerate(runs) if any(_alike(run, other) for other in runs[:number])]
    return paired[-1] if paired else runs[-1]


def earlier(runs: list[Past], than: Past) -> Past:
    """The newest run before this one, of the same fixtures where there is any."""
    others = [run for run in runs if run is not than]
    before = [run for run in others if run.started <= than.started] or others
    return next((run for run in reversed(before) if _alike(run, than)), before[-1])


def _alike(one: Past, other: Past) -> bool:
    return one.same_as[2] == other.same_as[2]  # the digest of the fixtures


def label(run: Past, texts: Texts) -> str:
    return f"{run.id} · {_rates(run, texts)}"


def _rates(run: Past, texts: Texts) -> str:
    words = Words(texts.language)
    rates = [f"{texts(f'evaluate.short.{view}')} {words.percent(rate.share)}" for view, rate in run.whole.items()]
    return ", ".join(rates + ([] if run.complete else [texts("evaluate.not_complete")]))


def history(runs: list[Past], texts: Texts) -> None:
    """All runs, the newest first, and the trend of those that were made in the same way."""
    with st.expander(texts("evaluate.history.title")):
        heads = "".join(
            f'<th scope="col">{escape(texts(f"evaluate.history.{name}"))}</th>'
            for name in ("run", "begun", "engine", "prompts", "rates")
        )
        rows = "".join(_history_row(run, texts) for run in reversed(runs))
        title = escape(texts("evaluate.history.title"), quote=True)
        lines = "".join(f'<p class="pz-small">{escape(line)}</p>' for line in _trends(runs, texts))
        st.html(
            f'<div class="pz-scroll" tabindex="0" role="region" aria-label="{title}"><table class="pz-table"><thead>'
            f"<tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{lines}"
        )


def _history_row(run: Past, texts: Texts) -> str:
    rates = _rates(run, texts)
    cells = [run.started.strftime("%Y-%m-%d %H:%M"), texts.get(f"engine.{run.engine}", run.engine), run.prompts, rates]
    shown = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(run.id)}</th>{shown}</tr>'


def _trends(runs: list[Past], texts: Texts) -> list[str]:
    lines, words = [], Words(texts.language)
    for (engine, model, _), group in trends(runs).items():
        for view in ("raw", "delivered"):
            shares = [run.whole[view].share for run in group if view in run.whole]
            if len(shares) > 1:
                told = texts(
                    "evaluate.history.trend", engine=texts.get(f"engine.{engine}", engine), model=model or "–",
                    view=texts(f"evaluate.short.{view}"), line=sparkline(shares), count=len(shares),
                )  # fmt: skip
                lines.append(f"{told} {words.percent(shares[0])} → {words.percent(shares[-1])}")
    return lines


def stamp(file: Path) -> tuple[int, int]:
    """What tells whether a file has changed since it was read."""
    about = file.stat()
    return about.st_mtime_ns, about.st_size


@lru_cache(maxsize=256)
def _past(file: Path, told: tuple[int, int]) -> Past:  # noqa: ARG001 - part of the key
    return past(read_run(file))
