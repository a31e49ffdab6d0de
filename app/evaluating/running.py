"""Starting a run: what is asked for, the progress with the time left, and an end at any moment.

There is one evaluation at a time for the whole server: it uses the machine's model, and runs belong to nobody.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit import config

from app import guarding
from app.evaluating.letters import STYLE
from app.texts import Texts
from app.warming import grammar_choice
from eval.background import Work, whole_run
from eval.errors import NotInstalled
from eval.fixture_files import load_fixtures
from eval.needs import need_pydantic_evals
from eval.packs import pack_folder, packs
from eval.plan import RUNS
from eval.reporting.words import Words
from eval.summary import summarise
from puentes.engines import auto_engine, engine_names
from puentes.settings import load_settings

GO_TO = "evaluate_go_to"
PACK = "run_pack"
_SHIPPED = ""
_LOOK_EVERY = 1.0  # seconds


@dataclass
class _Now:
    """The evaluation of this server: what it is (run, try) and how far."""

    kind: str = ""
    work: Work | None = None


_NOW = _Now()


def current(kind: str) -> Work | None:
    """The work of this kind, going on or ended; None when there is none."""
    return _NOW.work if _NOW.kind == kind else None


def is_busy() -> bool:
    """True while any evaluation is going on."""
    work = _NOW.work
    return work is not None and work.alive


def begin(kind: str, work: Work) -> None:
    """Puts new work in place of what has ended."""
    _NOW.kind, _NOW.work = kind, work


def show(texts: Texts) -> None:
    """Draws the part."""
    if not may_run(texts):
        return
    fixtures = load_fixtures()
    work = current("run")
    if work is not None and work.alive:
        progress(work, texts)
        return
    if work is not None:
        ended(work, texts)
    left, right = st.columns(2)
    with left:
        engine = engine_choice(texts, "run_engine")
        names = [_SHIPPED, *packs()]
        if st.session_state.get(PACK) not in names:
            st.session_state[PACK] = _SHIPPED
        pack = st.selectbox(
            texts("evaluate.run.prompts"), names, key=PACK,
            format_func=lambda name: name or texts("evaluate.run.shipped"),
        )  # fmt: skip
    with right:
        repeats = st.number_input(
            texts("evaluate.run.repeats"), 1, 20, key="run_repeats", help=texts("evaluate.run.repeats_help")
        )
        intents = sorted({fixture.situation.intent for fixture in fixtures})
        chosen = st.multiselect(
            texts("evaluate.run.intents"), intents, key="run_intents", placeholder=texts("evaluate.run.all"),
            format_func=lambda name: texts(f"intent.{name}"),
        )  # fmt: skip
    ids = [f.id for f in fixtures if not chosen or f.situation.intent in chosen]
    st.html(
        f'<p class="pz-small">{escape(texts("evaluate.run.count", fixtures=len(ids), answers=len(ids) * repeats))}</p>'
    )
    if st.button(texts("evaluate.run.start"), key="run_start", type="primary", disabled=is_busy() or not ids):
        from eval.run_commands import Options

        options = Options(
            engine=engine, prompts=pack_folder(pack) if pack else None, only=ids if chosen else [],
            repeats=int(repeats), grammar=grammar_choice() is not None,
        )  # fmt: skip
        begin("run", whole_run(options))
        st.rerun()


def may_run(texts: Texts) -> bool:
    """Whether an evaluation can be started here; says why where it cannot."""
    if not _own_machine():
        st.info(texts("evaluate.elsewhere"))
        return False
    try:
        need_pydantic_evals()
    except NotInstalled as error:
        st.warning(texts("evaluate.not_installed"))
        st.html(f'<p class="pz-small">{escape(texts("error.detail"))} {escape(str(error))}</p>')
        return False
    return True


def engine_choice(texts: Texts, key: str) -> str:
    """The engine to evaluate."""
    names = ["auto", *(name for name in engine_names() if name != "scripted")]
    settings = load_settings()
    automatic = texts.get(f"engine.{auto_engine(settings)}", auto_engine(settings))

    def label(name: str) -> str:
        return texts("evaluate.run.auto", name=automatic) if name == "auto" else texts.get(f"engine.{name}", name)

    if st.session_state.get(key) not in names:
        st.session_state[key] = settings.engine if settings.engine in names else "auto"
    return st.selectbox(texts("evaluate.run.engine"), names, key=key, format_func=label) or "auto"


def progress(work: Work, texts: Texts) -> None:
    """How far it is, until it ends; with a button that ends it."""

    @st.fragment(run_every=_LOOK_EVERY)
    def look() -> None:
        if not work.alive:
            st.rerun()
        left = work.seconds_left()
        told = texts("evaluate.run.preparing") if left is None else texts(
            "evaluate.run.progress", done=work.done, wanted=work.wanted, held=work.held, left=_minutes(left)
        )  # fmt: skip
        st.progress(min(1.0, work.done / work.wanted) if work.wanted else 0.0, text=told)
        if st.button(
            texts("evaluate.run.stopping" if work.stopped else "evaluate.run.stop"), key="work_stop",
            disabled=work.stopped, icon=":material/stop:",
        ):  # fmt: skip
            work.stop()
            st.rerun()

    look()


def ended(work: Work, texts: Texts) -> None:
    """What became of a run."""
    if work.error or work.failure:
        guarding.show_error(work.error or RuntimeError(work.failure), texts, "evaluate.run.failed")
        return
    if not work.runs:
        st.info(texts("evaluate.run.nothing"))
        return
    run = work.runs[-1]
    rates = ", ".join(
        f"{texts(f'evaluate.view.{view}')} {Words(texts.language).rate(rate)}"
        for view, rate in summarise(run, 0).whole.items()
    )
    key = "evaluate.run.complete" if run.header.complete else "evaluate.run.partly"
    told = texts(key, name=run.name, folder=RUNS, rates=rates or "–")
    st.html(f'{STYLE}<p class="pz-verdict pz-pass" role="status"><span>{escape(told)}</span></p>')
    if run.header.complete:
        st.button(texts("evaluate.run.compare"), key="run_compare", on_click=_to_compare, args=(run.name,))


def _to_compare(name: str) -> None:
    st.session_state[GO_TO] = "compare"
    st.session_state["compare_after"] = name


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def _own_machine() -> bool:
    """True for a visitor on the machine that serves the page: only they may write to its disk and use its model."""
    address = str(config.get_option("server.address") or "localhost")
    try:
        local = ipaddress.ip_address(address).is_loopback
    except ValueError:
        local = address == "localhost"
    return local and st.context.ip_address is None
