"""Comparing: two runs are picked, and it is said what got better and what got worse."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from app.evaluating.letters import STYLE, letter, side
from app.evaluating.past import earlier, history, known_runs, newest, stamp
from app.evaluating.past import label as label_of
from app.texts import Texts
from eval.answers import ViewName
from eval.comparing import Compared, Comparison, compare
from eval.errors import NotComparable
from eval.flips import Flip
from eval.plan import RUNS
from eval.records import Run, read_run
from eval.reporting.words import Words
from eval.summary import summarise

_BEFORE, _AFTER, _VIEW, _FLIP = "compare_before", "compare_after", "compare_view", "compare_flip"


def show(texts: Texts) -> None:
    """Draws the part."""
    runs = known_runs()
    if len(runs) < 2:
        st.info(texts("evaluate.compare.too_few", count=len(runs), folder=RUNS))
        return
    names = [run.id for run in runs]
    by_name = dict(zip(names, runs, strict=True))
    columns = st.columns([4, 4, 2])
    if st.session_state.get(_AFTER) not in names:
        st.session_state[_AFTER] = newest(runs).id
    if st.session_state.get(_BEFORE) not in names:
        st.session_state[_BEFORE] = earlier(runs, by_name[st.session_state[_AFTER]]).id
    for column, key, label in (
        (columns[0], _BEFORE, texts("evaluate.compare.before")),
        (columns[1], _AFTER, texts("evaluate.compare.after")),
    ):
        column.selectbox(label, names, key=key, format_func=lambda name: label_of(by_name[name], texts))
    views = ["auto", "raw", "delivered"]
    chosen = columns[2].selectbox(
        texts("evaluate.compare.view"), views, key=_VIEW, format_func=lambda name: texts(f"evaluate.view.{name}"),
        help=texts("evaluate.compare.view_help"),
    )  # fmt: skip
    before, after = by_name[st.session_state[_BEFORE]], by_name[st.session_state[_AFTER]]
    view: ViewName | None = None if chosen == "auto" else "raw" if chosen == "raw" else "delivered"
    try:
        found = _compared(before.path, stamp(before.path), after.path, stamp(after.path), view)
    except NotComparable as error:
        st.warning(texts("evaluate.compare.not_comparable"))
        st.html(f'<p class="pz-small">{escape(Words(texts.language).told(error.told))}.</p>')
        return
    result(found, texts)
    _reports(found, texts)
    history(runs, texts)


def result(found: Comparison, texts: Texts) -> None:
    """What a comparison says: one sentence, the elements, and the fixtures that flipped."""
    whole, words = found.whole, Words(texts.language)
    status = {"better": "pass", "worse": "fail"}.get(whole.verdict, "not_checked")
    sign = {"better": "▲", "worse": "▼"}.get(whole.verdict, "=")
    told = words.sentence(found)
    st.html(
        f'{STYLE}<p class="pz-verdict pz-{status}" role="status"><span class="pz-sign" aria-hidden="true">{sign}</span>'
        f"<span>{escape(told)}</span></p>"
    )
    if found.warnings or any(found.crashed):
        with st.expander(texts("evaluate.compare.warnings"), expanded=True):
            crashed = [texts("evaluate.compare.crashed", before=found.crashed[0], after=found.crashed[1])]
            lines = [*(words.told(one) for one in found.warnings), *(crashed if any(found.crashed) else [])]
            st.html(f'<ul class="pz-notes">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>')
    st.html(_table(found, texts))
    _flips(found, texts)


def _table(found: Comparison, texts: Texts) -> str:
    heads = [texts(f"evaluate.column.{name}") for name in ("element", "before", "after", "change", "p", "says")]
    words = Words(texts.language)
    rows = [_row(each, words, "" if number else "pz-whole") for number, each in enumerate(found.rows)]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    label = escape(texts("evaluate.compare.table"), quote=True)
    return (
        f'<div class="pz-scroll" tabindex="0" role="region" aria-label="{label}"><table class="pz-table"><thead><tr>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        f'<p class="pz-small">{escape(texts("evaluate.compare.method"))}</p>'
    )


def _row(each: Compared, words: Words, kind: str) -> str:
    name, says = words.element(each.name), words.says(each)
    says = says[:1].upper() + says[1:]
    change = f"{words.points(each.difference)} ({words.points(each.interval.low)} … {words.points(each.interval.high)})"
    cells = [words.rate(each.before), words.rate(each.after), change, words.chance(each.p_holm)]
    numbers = "".join(f'<td class="pz-n">{escape(cell)}</td>' for cell in cells)
    return f'<tr class="{kind}"><th scope="row">{escape(name)}</th>{numbers}<td>{escape(says)}</td></tr>'


def _flips(found: Comparison, texts: Texts) -> None:
    st.subheader(texts("evaluate.flips.title"), anchor=False)
    if not found.flips:
        st.html(f'<p class="pz-small">{escape(texts("evaluate.flips.none"))}</p>')
        return
    by_name = {flip.fixture: flip for flip in found.flips}
    if st.session_state.get(_FLIP) not in by_name:
        st.session_state[_FLIP] = next(iter(by_name))
    worse = sum(flip.worse for flip in found.flips)
    label = texts("evaluate.flips.choose", count=len(found.flips), worse=worse)
    name = st.selectbox(label, list(by_name), key=_FLIP, format_func=lambda one: _flip_label(by_name[one], texts))
    flip = by_name[name or next(iter(by_name))]
    st.html(
        side([
            letter(flip.old, found.view, texts("evaluate.compare.before"), texts),
            letter(flip.new, found.view, texts("evaluate.compare.after"), texts),
        ])
    )  # fmt: skip


def _flip_label(flip: Flip, texts: Texts) -> str:
    words = Words(texts.language)
    moved = ", ".join(words.element(name) for name, _, _ in flip.elements[:4])
    counts = f"{flip.before[0]}/{flip.before[1]} → {flip.after[0]}/{flip.after[1]}"
    return f"{'▼' if flip.worse else '▲'} {flip.fixture}: {counts}{f' ({moved})' if moved else ''}"


def _reports(found: Comparison, texts: Texts) -> None:
    from eval.reporting.html import html
    from eval.reporting.markdown import markdown

    kinds: dict[str, tuple[str, Callable[[], str]]] = {
        "html": ("text/html", lambda: html(summarise(found.after), found, words=Words(texts.language))),
        "markdown": ("text/markdown", lambda: markdown(summarise(found.after), found, words=Words(texts.language))),
    }
    with st.container(horizontal=True, gap="small"):
        for name, (mime, make) in kinds.items():
            st.download_button(
                texts(f"evaluate.download.{name}"), make, mime=f"{mime}; charset=utf-8", on_click="ignore",
                file_name=f"{found.after.name}.{'md' if name == 'markdown' else name}", key=f"download-{name}",
                icon=":material/download:",
            )  # fmt: skip


@lru_cache(maxsize=4)
def _run(file: Path, told: tuple[int, int]) -> Run:  # noqa: ARG001 - part of the key
    return read_run(file)


@lru_cache(maxsize=8)
def _compared(
    before: Path, old: tuple[int, int], after: Path, new: tuple[int, int], view: ViewName | None
) -> Comparison:
    return compare(_run(before, old), _run(after, new), view)
