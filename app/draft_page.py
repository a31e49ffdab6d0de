"""The page that drafts: the form on one side, the message on the other (below it on a phone)."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from app import desk, form, kept, look, remembering, result
from app.facts_file import open_or_save
from app.fields import Fields
from app.gathering import gather, has_begun
from app.guarding import show_error
from app.job import Job
from app.pages import link
from app.preferences import session_settings
from app.problems import Problems, situation_or_problems
from app.proofing import Impatient, shared_reader
from app.revealing import reveal
from app.samples import SAMPLES, sample
from app.texts import Texts
from app.waiting import watch
from app.warming import grammar_choice, warm_engine, warm_grammar, warm_writing
from puentes.drafting import draft_async
from puentes.engines import Engine, auto_engine
from puentes.message import Message, OnProgress
from puentes.settings import Settings
from puentes.situation import Situation

_TRIED, _COUNT, _EMPTIED = "tried", "job_count", "form_emptied"
# Seconds that a run of the page waits for the message, so that a quick one comes without a sign of waiting.
_AT_ONCE = 0.8
# Seconds that a draft waits for grammar: the phrase bank writes in no time, and is right without it.
_PATIENCE = {"phrasebank": 0.4}
_PATIENCE_OTHERS = 20.0


def show(texts: Texts) -> None:
    """Draws the page. Raises SettingsError when the settings cannot be read."""
    settings = session_settings()
    kept.start(form.defaults(texts.language, own_zone(), settings.engine))
    engine = _engine(settings)
    problems = _begin(texts, settings)
    desk.settle()
    desk.has_news()
    look.lead(texts("tagline"))
    _examples(texts)
    left, right = st.columns([11, 10], gap="large")
    with left:
        _form(texts, engine, settings, problems)
        if _COUNT in st.session_state:
            reveal(2 * st.session_state[_COUNT] + (desk.task() is None))
    with right, st.container(key="message"):
        _message(texts, engine)
    remembering.keep_form(texts.language)


def own_zone() -> str:
    """The zone of the browser, where it tells one that is known here; else UTC."""
    told = st.context.timezone
    try:
        return ZoneInfo(told).key if told else "UTC"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"


def _engine(settings: Settings) -> str:
    """The engine that writes now."""
    chosen: str = kept.values()["engine"]
    return auto_engine(settings) if chosen == "auto" else chosen


def _begin(texts: Texts, settings: Settings) -> Problems:
    """Starts writing when that was asked for and the facts allow it; else says what is wrong with them."""
    if desk.was_asked():
        st.session_state[_TRIED] = True
        facts, situation, problems = _facts(texts)
        if situation and desk.task() is None:
            job: Job[Message] = Job(_work(situation, texts, settings), kept.values()["engine"], settings)
            desk.begin(desk.Task(job, situation, facts))
            job.wait(_AT_ONCE)
            st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
            st.session_state[_TRIED] = False
        return problems
    # After a first try what is wrong is told at once, and goes away as soon as it is mended.
    return _facts(texts)[2] if st.session_state.get(_TRIED) else {}


def _work(situation: Situation, texts: Texts, settings: Settings) -> Any:
    async def work(engine: Engine, on_progress: OnProgress) -> Message:
        grammar = None
        if grammar_choice() == "auto":
            grammar = Impatient(shared_reader(), texts, _PATIENCE.get(engine.name, _PATIENCE_OTHERS))
        return await draft_async(situation, engine, settings=settings, on_progress=on_progress, grammar=grammar)

    return work


def _facts(texts: Texts) -> tuple[dict[str, Any], Situation | None, Problems]:
    gathered = gather(kept.values(), datetime.now(UTC))
    situation, problems = situation_or_problems(gathered, texts)
    return {key: value for key, value in gathered.data.items() if key != "now"}, situation, problems


def _examples(texts: Texts) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="examples"):
        st.markdown(texts("example.title"), width="content")
        for name in SAMPLES:
            st.button(texts(f"example.{name}"), key=f"example-{name}", on_click=_take_sample, args=(name,), wrap=True)


def _emptying(texts: Texts) -> None:
    """A button that empties the form; once it is empty, one that brings back what was there."""
    if has_begun(kept.values()):
        st.button(texts("form.clear"), key="clear", type="tertiary", on_click=_empty, args=(texts,))
    elif _EMPTIED in st.session_state:
        st.button(texts("form.undo_clear"), key="undo-clear", type="tertiary", on_click=_fill_again)


def _empty(texts: Texts) -> None:
    # The message stays: it has versions of its own, and says that the facts have changed.
    st.session_state[_EMPTIED] = dict(kept.values())
    st.session_state[_TRIED] = False
    kept.replace(form.defaults(texts.language, own_zone(), kept.values()["engine"]))


def _fill_again() -> None:
    kept.replace({f: value for f, value in st.session_state.pop(_EMPTIED).items() if ":" not in f})


def _take_sample(name: str) -> None:
    values = kept.values()
    kept_over = {"engine": values["engine"]}
    kept.replace(sample(name, values["language"], datetime.now(UTC)) | kept_over)
    desk.stop()
    desk.ask_to_write()


def _form(texts: Texts, engine: str, settings: Settings, problems: Problems) -> None:
    american = (st.context.locale or "").lower() == "en-us" and texts.language == "en"
    fields = Fields(texts, problems, "MM/DD/YYYY" if american else "DD/MM/YYYY")
    form.draw(fields, all_steps=bool(problems) or desk.letter() is not None)
    # While the form is filled in there is time to start what the message will need.
    warm_grammar(kept.values()["language"])
    warm_writing(kept.values()["language"])
    warm_engine(engine, settings)
    st.button(
        texts("form.write"), key="write", type="primary", width="stretch", on_click=desk.ask_to_write,
        disabled=desk.task() is not None,
    )  # fmt: skip
    if problems:
        names_ = ", ".join(dict.fromkeys(fields.labels.get(field, texts("form.alternatives")) for field in problems))
        words = escape(texts("problem.summary", fields=names_))
        st.html(f'<p class="pz-problem pz-summary" role="alert"><span aria-hidden="true">▲ </span>{words}</p>')
    with st.container(key="writes", horizontal=True, vertical_alignment="center", gap="small"):
        words = escape(texts("form.writes", name=texts.get(f"engine.{engine}", engine)))
        st.html(f'<p class="pz-small">{words}</p>', width="content")
        link("settings", texts)
    _emptying(texts)
    open_or_save(texts)


def _message(texts: Texts, engine: str) -> None:
    st.subheader(texts("result.title"), anchor=False)
    task, letter = desk.task(), desk.letter()
    if task is not None:
        st.button(texts("form.stop"), key="stop", on_click=desk.stop, icon=":material/stop:")
        watch(texts)
    if (error := desk.failure()) is not None:
        show_error(error, texts)
    if letter is not None and (task is None or task.move):
        if _facts(texts)[0] != letter.facts and task is None:
            _stale(texts)
        result.show(texts, engine)
    elif letter is None:
        remembering.keep_letter()
        if task is None and error is None:
            stopped = desk.notice()
            words = escape(texts(f"notice.{stopped}" if stopped else "result.empty"))
            st.html(f'<div class="pz-card pz-empty"><p role="status">{words}</p></div>')


def _stale(texts: Texts) -> None:
    st.html(f'<p class="pz-stale" role="status">{escape(texts("result.stale"))}</p>')
    st.button(texts("form.again"), key="again", on_click=desk.ask_to_write)
