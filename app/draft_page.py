"""The page that drafts: the form on one side, the message on the other (below it on a phone)."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from app import form, kept, look, result
from app.fields import Fields
from app.gathering import gather
from app.job import Job
from app.problems import Problems, situation_or_problems
from app.revealing import reveal
from app.samples import SAMPLES, sample
from app.texts import Texts
from app.waiting import wait_for
from app.warming import grammar_choice, warm_engine, warm_grammar, warm_writing
from puentes.engines import auto_engine, engine_names
from puentes.settings import Settings, load_settings
from puentes.situation import Situation

_ASKED, _TRIED, _JOB, _OUTCOME, _COUNT = kept.ASKED, "tried", "job", "outcome", "job_count"


def show(texts: Texts) -> None:
    """Draws the page. Raises SettingsError when the settings cannot be read."""
    settings = load_settings()
    kept.start(form.defaults(texts.language, own_zone(), settings.engine))
    problems = _begin(texts, settings)
    look.lead(texts("tagline"))
    _examples(texts)
    left, right = st.columns([11, 10], gap="large")
    with left:
        _form(texts, settings, problems)
        if _COUNT in st.session_state:
            reveal(2 * st.session_state[_COUNT] + (_OUTCOME in st.session_state))
    with right, st.container(key="message"):
        _message(texts, settings)


def own_zone() -> str:
    """The zone of the browser, where it tells one that is known here; else UTC."""
    told = st.context.timezone
    try:
        return ZoneInfo(told).key if told else "UTC"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"


def _begin(texts: Texts, settings: Settings) -> Problems:
    """Starts writing when that was asked for and the facts allow it; else says what is wrong with them."""
    if st.session_state.pop(_ASKED, False):
        st.session_state[_TRIED] = True
        facts, situation, problems = _facts(texts)
        if situation and _JOB not in st.session_state:
            engine = kept.values()["engine"]
            job = Job(situation, facts, engine, settings, grammar_choice())
            st.session_state[_JOB] = job.start()
            st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
            st.session_state[_TRIED] = False
            st.session_state.pop(_OUTCOME, None)
        return problems
    # After a first try what is wrong is told at once, and goes away as soon as it is mended.
    return _facts(texts)[2] if st.session_state.get(_TRIED) else {}


def _facts(texts: Texts) -> tuple[dict[str, Any], Situation | None, Problems]:
    gathered = gather(kept.values(), datetime.now(UTC))
    situation, problems = situation_or_problems(gathered, texts)
    return {key: value for key, value in gathered.data.items() if key != "now"}, situation, problems


def _examples(texts: Texts) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="examples"):
        st.markdown(texts("example.title"), width="content")
        for name in SAMPLES:
            st.button(texts(f"example.{name}"), key=f"example-{name}", on_click=_take_sample, args=(name,))


def _take_sample(name: str) -> None:
    values = kept.values()
    kept_over = {"engine": values["engine"]}
    kept.replace(sample(name, values["language"], datetime.now(UTC)) | kept_over)
    st.session_state.pop(_JOB, None)
    st.session_state[_ASKED] = True


def _form(texts: Texts, settings: Settings, problems: Problems) -> None:
    american = (st.context.locale or "").lower() == "en-us" and texts.language == "en"
    fields = Fields(texts, problems, "MM/DD/YYYY" if american else "DD/MM/YYYY")
    form.draw(fields)
    names = tuple(name for name in engine_names() if name != "scripted")
    automatic = auto_engine(settings)
    engine = form.engine_choice(fields, names, automatic)
    # While the form is filled in there is time to start what the message will need.
    warm_grammar(kept.values()["language"])
    warm_writing(kept.values()["language"])
    warm_engine(automatic if engine == "auto" else engine, settings)
    running = _JOB in st.session_state
    st.button(
        texts("form.write"), key="write", type="primary", width="stretch", on_click=_ask, disabled=running,
    )  # fmt: skip
    if problems:
        names_ = ", ".join(_label(field, texts) for field in problems)
        words = escape(texts("problem.summary", fields=names_))
        st.html(f'<p class="pz-problem pz-summary" role="alert"><span aria-hidden="true">▲ </span>{words}</p>')


def _ask() -> None:
    # Only noted here: the values of other widgets that changed in the same moment are kept first.
    st.session_state[_ASKED] = True


def _message(texts: Texts, settings: Settings) -> None:
    st.subheader(texts("result.title"), anchor=False)
    job: Job | None = st.session_state.get(_JOB)
    if job is not None:
        st.button(texts("form.stop"), key="stop", on_click=_stop, icon=":material/stop:")
        wait_for(job, auto_engine(settings) if job.engine == "auto" else job.engine, texts)
        st.session_state[_OUTCOME] = result.Outcome(job.situation, job.facts, job.message, job.error)
        st.session_state.pop(_JOB, None)
        st.rerun()
    outcome: result.Outcome | None = st.session_state.get(_OUTCOME)
    if outcome is None:
        st.html(f'<div class="pz-card pz-empty"><p>{escape(texts("result.empty"))}</p></div>')
        return
    result.show(outcome, texts, stale=_facts(texts)[0] != outcome.facts)


def _stop() -> None:
    # The thread ends by itself and its message goes nowhere.
    st.session_state.pop(_JOB, None)


def _label(field: str, texts: Texts) -> str:
    """What the form calls a field."""
    if field.startswith("alternative"):
        return texts("form.alternatives")
    group, _, name = field.rpartition(".")
    return texts.get(f"form.{field}", texts.get(f"form.{name}", texts.get(f"form.{group}", field)))
