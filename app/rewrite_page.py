"""The page that rewrites a person's own draft: the draft on one side, the result with each change on the other."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import Any, get_args

import streamlit as st

from app import form, kept, look, remembering, rewrite_desk, rewrite_facts
from app.answers_kept import Said
from app.draft_page import own_zone
from app.fields import Fields
from app.gathering import gather
from app.guarding import show_error
from app.job import Job
from app.pages import link
from app.preferences import session_settings
from app.problems import situation_or_problems
from app.rewrite_work import SINCE, work_of
from app.rewritten import show_outcome
from app.safekeeping import safekeep
from app.texts import Texts
from app.warming import is_warming, warm_engine, warm_grammar
from puentes.engines import auto_engine
from puentes.rewriting.options import Preset
from puentes.rewriting.result import Rewrite
from puentes.settings import Settings
from puentes.situation import Channel, Situation

_DRAFT, _PRESET, _TO, _FACTS = "rewrite:draft", "rewrite:preset", "rewrite:to", "rewrite:facts"
_SAME, _PLAIN = "same", "plain"
_ASKED = "rewrite_asked"
# Seconds that a run of the page waits for the result, so that a quick one comes without a sign of waiting.
_AT_ONCE = 0.8
_LOOK_EVERY = 0.15  # seconds


def show(texts: Texts) -> None:
    """Draws the page. Raises SettingsError when the settings cannot be read."""
    settings = session_settings()
    kept.start(form.defaults(texts.language, own_zone(), settings.engine))
    rewrite_facts.start()
    kept.start({_DRAFT: "", _PRESET: _PLAIN, _TO: _SAME, _FACTS: False, SINCE: ""})
    kept.start({rewrite_desk.DONE: "", rewrite_desk.REFUSED: "", rewrite_desk.ANSWERS: ""})
    safekeep(_DRAFT, "st-key-rewrite-draft")
    _begin(texts, settings)
    rewrite_desk.settle()
    look.lead(texts("rewrite.lead"))
    left, right = st.columns([11, 10], gap="large")
    with left:
        _form(texts, settings)
    with right, st.container(key="rewritten"):
        st.header(texts("rewrite.result"), anchor=False)
        _result(texts)
    remembering.keep_form(texts.language)


def _form(texts: Texts, settings: Settings) -> None:
    fields = Fields(texts, {})
    with st.container(key="rewrite-draft"):
        fields.area(_DRAFT, texts("rewrite.draft"), hint=texts("rewrite.hint"), height=320)
    fields.choice(
        _PRESET, texts("rewrite.preset"), (_PLAIN, *get_args(Preset)), flat=True,
        name=lambda one: texts("rewrite.as_it_is") if one == _PLAIN else texts(f"rewrite.presets.{one}"),
    )  # fmt: skip
    fields.choice(
        _TO, texts("rewrite.to_channel"), (_SAME, *get_args(Channel)), flat=True,
        name=lambda one: texts("rewrite.same_channel") if one == _SAME else texts(f"channel.{one}"),
    )  # fmt: skip
    with st.expander(texts("rewrite.more")):
        rewrite_facts.corrections(texts)
        _comparison(texts)
    engine = _engine(settings)
    warm_grammar(texts.language)
    warm_engine(engine, settings)
    st.button(
        texts("rewrite.write"), key="rewrite", type="primary", width="stretch", on_click=_ask,
        disabled=rewrite_desk.task() is not None,
    )  # fmt: skip
    with st.container(key="rewrites", horizontal=True, vertical_alignment="center", gap="small"):
        words = escape(texts("form.writes", name=texts.get(f"engine.{engine}", engine)))
        st.html(f'<p class="pz-small">{words}</p>', width="content")
        link("settings", texts)


def _engine(settings: Settings) -> str:
    """The engine that writes now."""
    chosen: str = kept.values()["engine"]
    return auto_engine(settings) if chosen == "auto" else chosen


def _comparison(texts: Texts) -> None:
    st.checkbox(texts("rewrite.facts"), **kept.widget(_FACTS, texts.language, False))
    if kept.values()[_FACTS] and _situation(texts) is None:
        words = escape(texts("rewrite.no_facts"))
        st.html(f'<p class="pz-problem" role="alert"><span aria-hidden="true">▲ </span>{words}</p>')
        link("draft", texts)


def _ask() -> None:
    st.session_state[_ASKED] = True


def _situation(texts: Texts) -> Situation | None:
    if not kept.values()[_FACTS]:
        return None
    return situation_or_problems(gather(kept.values(), datetime.now(UTC)), texts)[0]


def _wishes(texts: Texts) -> dict[str, Any]:
    """What the result depends on, as plain values; `facts` is the form's situation."""
    values = kept.values()
    wishes = rewrite_facts.given()
    if values[_PRESET] != _PLAIN:
        wishes["preset"] = values[_PRESET]
    if values[_TO] != _SAME:
        wishes["to_channel"] = values[_TO]
    situation = _situation(texts)
    facts = situation.model_dump(mode="json", exclude={"now"}) if situation else None
    return {"draft": values[_DRAFT] or "", "engine": values["engine"], "facts": facts, "options": wishes}


def _begin(texts: Texts, settings: Settings) -> None:
    """Starts to rewrite when that was asked for, and again after a reload that lost a result. The draft stays where
    it is, whatever happens."""
    asked = st.session_state.pop(_ASKED, False)
    wishes = _wishes(texts)
    lost = kept.values()[rewrite_desk.DONE] and rewrite_desk.outcome() is None and rewrite_desk.failure() is None
    again = not asked and bool(lost)
    if not (asked or again) or rewrite_desk.task() is not None or not wishes["draft"].strip():
        return
    if asked:
        kept.values()[rewrite_desk.REFUSED] = ""
        kept.values()[SINCE] = datetime.now(UTC).isoformat()
    said: Said = []
    answers = kept.values()[rewrite_desk.ANSWERS] if again else None  # an engine is not asked twice without a word
    work = work_of(wishes, _situation(texts), texts.language, settings, said, answers)
    job: Job[Rewrite] = Job(work, wishes["engine"], settings)
    rewrite_desk.begin(job, wishes, said, again=again)
    job.wait(_AT_ONCE)


def _result(texts: Texts) -> None:
    """What is going on, what went wrong, and what came of it."""
    outcome = rewrite_desk.outcome()
    running = rewrite_desk.task() is not None
    if running:
        st.button(texts("form.stop"), key="rewrite-stop", on_click=rewrite_desk.stop, icon=":material/stop:")
        _watch(texts)
    if (error := rewrite_desk.failure()) is not None:
        show_error(error, texts, "rewrite.failed")
    if rewrite_desk.was_stopped():
        st.html(f'<p class="pz-notice" role="status">{escape(texts("notice.stopped"))}</p>')
    if outcome is not None:
        show_outcome(outcome, texts, stale=not running and outcome.asked != _wishes(texts))
    elif not running and error is None:
        st.html(f'<div class="pz-card pz-empty"><p>{escape(texts("rewrite.empty"))}</p></div>')


@st.fragment(run_every=_LOOK_EVERY)
def _watch(texts: Texts) -> None:
    """Shows what is going on until it is done; then the whole page runs again. Runs by itself, so that the rest of the
    page can be used meanwhile."""
    task = rewrite_desk.task()
    if task is None or task.job.done:
        st.rerun()
    task.job.look()
    stage = task.job.stage
    if stage == "engine" and is_warming(warm_engine(task.job.engine, task.job.settings)):
        stage = "model"
    words = escape(texts(f"rewrite.wait.{stage}"))
    st.html(f'<div class="pz-card pz-wait"><p role="status" aria-live="polite">{words}</p></div>')
