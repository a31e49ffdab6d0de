"""The page that rewrites a person's own draft: the draft on one side, the result with each change on the other."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import Any, get_args

import streamlit as st

from app import form, kept, look, remembering
from app.draft_page import own_zone
from app.fields import Fields
from app.gathering import gather
from app.guarding import log_place, show_error
from app.pages import link
from app.preferences import session_settings
from app.problems import situation_or_problems
from app.rewritten import Outcome, decide_anew, show_outcome
from app.safekeeping import safekeep
from app.texts import LANGUAGES, Texts
from app.warming import grammar_choice, warm_engine, warm_grammar
from puentes.engines import auto_engine
from puentes.errors import PuentesError
from puentes.rewriting.options import Preset, options_from
from puentes.rewriting.rewriting import rewrite
from puentes.settings import Settings
from puentes.situation import Channel, Situation

_DRAFT, _PRESET, _TO, _FACTS = "rewrite:draft", "rewrite:preset", "rewrite:to", "rewrite:facts"
_READ = {name: f"rewrite:{name}" for name in ("language", "channel", "intent", "sender", "position")}
_AUTO, _SAME, _PLAIN = "auto", "same", "plain"
_ASKED, _OUTCOME = "rewrite_asked", "rewrite_outcome"


def show(texts: Texts) -> None:
    """Draws the page. Raises SettingsError when the settings cannot be read."""
    settings = session_settings()
    kept.start(form.defaults(texts.language, own_zone(), settings.engine))
    chosen = dict.fromkeys((_READ["language"], _READ["channel"], _READ["intent"]), _AUTO)
    kept.start({_DRAFT: "", _PRESET: _PLAIN, _TO: _SAME, _FACTS: False, **chosen})
    kept.start({_READ["sender"]: "", _READ["position"]: ""})
    safekeep(_DRAFT, "st-key-rewrite-draft")
    look.lead(texts("rewrite.lead"))
    left, right = st.columns([11, 10], gap="large")
    with left:
        _form(texts, settings)
    with right, st.container(key="rewritten"):
        st.header(texts("rewrite.result"), anchor=False)
        if st.session_state.pop(_ASKED, False):
            _write(texts, settings)
        outcome: Outcome | None = st.session_state.get(_OUTCOME)
        if outcome is None:
            st.html(f'<div class="pz-card pz-empty"><p>{escape(texts("rewrite.empty"))}</p></div>')
        else:
            show_outcome(outcome, texts, stale=outcome.asked != _wishes(texts))
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
        _corrections(fields, texts)
    engine = _engine(settings)
    warm_grammar(texts.language)
    warm_engine(engine, settings)
    st.button(texts("rewrite.write"), key="rewrite", type="primary", width="stretch", on_click=_ask)
    with st.container(key="rewrites", horizontal=True, vertical_alignment="center", gap="small"):
        words = escape(texts("form.writes", name=texts.get(f"engine.{engine}", engine)))
        st.html(f'<p class="pz-small">{words}</p>', width="content")
        link("settings", texts)


def _engine(settings: Settings) -> str:
    """The engine that writes now."""
    chosen: str = kept.values()["engine"]
    return auto_engine(settings) if chosen == "auto" else chosen


def _corrections(fields: Fields, texts: Texts) -> None:
    st.html(f'<p class="pz-small">{escape(texts("rewrite.more_help"))}</p>')
    choices = {"language": LANGUAGES, "channel": get_args(Channel), "intent": form.INTENTS}
    labels = {"language": "form.language", "channel": "form.channel", "intent": "rewrite.intent"}
    for name, options in choices.items():
        fields.choice(
            _READ[name], texts(labels[name]), (_AUTO, *options),
            name=lambda one, name=name: texts("rewrite.auto") if one == _AUTO else texts(f"{name}.{one}"),  # type: ignore[misc] # mypy cannot type a lambda's default
        )  # fmt: skip
    fields.text(_READ["sender"], texts("rewrite.sender"))
    fields.text(_READ["position"], texts("rewrite.position"))
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
    wishes = {name: values[field] for name, field in _READ.items() if values[field] not in {_AUTO, "", None}}
    if values[_PRESET] != _PLAIN:
        wishes["preset"] = values[_PRESET]
    if values[_TO] != _SAME:
        wishes["to_channel"] = values[_TO]
    situation = _situation(texts)
    facts = situation.model_dump(mode="json", exclude={"now"}) if situation else None
    return {"draft": values[_DRAFT] or "", "engine": values["engine"], "facts": facts, "options": wishes}


def _write(texts: Texts, settings: Settings) -> None:
    """Rewrites. The draft stays where it is, whatever happens."""
    wishes = _wishes(texts)
    st.session_state.pop(_OUTCOME, None)
    if not wishes["draft"].strip():
        return
    try:
        with st.spinner(texts("rewrite.working")):
            result = rewrite(
                wishes["draft"], _situation(texts), wishes["engine"], settings=settings, grammar=grammar_choice(),
                options=options_from({**wishes["options"], "ui": texts.language}, "form"),
            )  # fmt: skip
    except Exception as error:  # noqa: BLE001 - told in words; the draft must not go with it
        if not isinstance(error, PuentesError):
            log_place(error, "rewriting")
        show_error(error, texts, "rewrite.failed")
        return
    decide_anew()
    st.session_state[_OUTCOME] = Outcome(result, wishes)
