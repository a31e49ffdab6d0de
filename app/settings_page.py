"""The page of settings: what writes, what checks, what of it is there on this machine, and what has left it."""

from __future__ import annotations

import json
from html import escape

import streamlit as st

from app import desk, form, kept, remembering, settings_parts
from app.draft_page import own_zone
from app.endpoint import endpoint
from app.preferences import session_settings
from app.serve import is_open_to_others
from app.texts import Texts
from puentes.engines import auto_engine, engine_names
from puentes.engines.base import profile_of


def show(texts: Texts) -> None:
    """Draws the page. Raises SettingsError when the settings cannot be read."""
    settings = session_settings()
    kept.start(form.defaults(texts.language, own_zone(), settings.engine))
    if is_open_to_others():
        st.html(f'<p class="pz-notice pz-warn" role="note">{escape(texts("settings.open_to_others"))}</p>')
    st.subheader(texts("settings.engine"), anchor=False)
    engine = _engine(texts, auto_engine(settings))
    _say(texts("settings.leaves" if profile_of(engine).remote else "settings.stays"))
    if is_open_to_others():
        # Where a request goes, and with whose key, is not for every visitor to say.
        _say(texts("settings.endpoint_elsewhere"))
    else:
        endpoint(texts, settings, engine)
    settings_parts.model(texts, settings)
    settings_parts.grammar(texts)
    _last_request(texts)
    remembering.keep_form(texts.language)


def _engine(texts: Texts, automatic: str) -> str:
    """Who writes; returns the engine that it comes to."""
    names = tuple(name for name in engine_names() if name != "scripted")

    def name(engine: str) -> str:
        shown = texts.get(f"engine.{automatic if engine == 'auto' else engine}", engine)
        return texts("settings.auto", name=shown) if engine == "auto" else shown[:1].upper() + shown[1:]

    options = ["auto", *names]
    arguments = kept.widget("engine", texts.language, "auto")
    first = arguments.pop("value")
    chosen = st.radio(
        texts("settings.engine"), options, index=options.index(first) if first in options else 0, format_func=name,
        captions=[texts.get(f"settings.who.{one}", "") for one in options], label_visibility="collapsed", **arguments,
    )  # fmt: skip
    return automatic if chosen == "auto" else str(chosen)


def _last_request(texts: Texts) -> None:
    """What was last sent to an endpoint: readable first, then as it was."""
    st.subheader(texts("settings.sent"), anchor=False)
    sent = desk.last_sent()
    if sent is None:
        _say(texts("settings.sent_nothing"))
        return
    _say(texts("settings.sent_to", address=sent.address))
    rows = "".join(
        f"<dt>{escape(texts.get(f'turn.{role}', role))}</dt><dd>{escape(content)}</dd>"
        for role, content in ((str(one["role"]), str(one["content"])) for one in sent.request.get("messages", ()))
    )
    st.html(f'<dl class="pz-card pz-sent">{rows}</dl>')
    with st.expander(texts("settings.sent_exact")):
        st.code(json.dumps(dict(sent.request), ensure_ascii=False, indent=2), language="json", wrap_lines=True)


def _say(words: str) -> None:
    st.html(f'<p class="pz-line">{escape(words)}</p>')
