"""Where an endpoint is, its model and its key: for this session, or the key in the system's keyring if asked."""

from __future__ import annotations

from html import escape

import streamlit as st

from app import keys
from app.preferences import prefer, preferences
from app.texts import Texts
from puentes.settings import Settings

OFFICIAL = "https://api.openai.com/v1"
_SAID, _TAKEN = "endpoint_said", "endpoint_keys_taken"


def endpoint(texts: Texts, settings: Settings, engine: str) -> None:
    """The fields of an endpoint, folded away unless it is the one that writes."""
    with st.expander(texts("endpoint.title"), expanded=engine == "openai" or _SAID in st.session_state):
        with st.form("endpoint", border=False):
            address = st.text_input(
                texts("endpoint.address"), settings.openai_base_url or "", placeholder=OFFICIAL,
                help=texts("endpoint.address_help"), autocomplete="off",
            )  # fmt: skip
            model = st.text_input(texts("endpoint.model"), settings.model, autocomplete="off")
            # Never filled in with the key that is there: what the page shows, the browser keeps. Another field each
            # time, so that a key that has been taken does not stay in it.
            key = st.text_input(
                texts("endpoint.key"), "", type="password", autocomplete="off",
                key=f"endpoint-key|{st.session_state.get(_TAKEN, 0)}|{texts.language}",
                placeholder=texts("endpoint.key_there" if settings.openai_api_key else "endpoint.key_none"),
                help=texts("endpoint.key_help"),
            )  # fmt: skip
            keep = False
            if keys.available():
                keep = st.checkbox(texts("endpoint.keep"), help=texts("endpoint.keep_help"))
            if st.form_submit_button(texts("endpoint.use"), type="primary"):
                _use(address.strip(), model.strip(), key.strip(), keep)
                st.rerun()
        _more(texts, settings)
        said = st.session_state.get(_SAID)
        if said:
            st.html(f'<p class="pz-small" role="status">{escape(texts(f"endpoint.said.{said}"))}</p>')


def _more(texts: Texts, settings: Settings) -> None:
    with st.container(horizontal=True, gap="small"):
        address = settings.openai_base_url or OFFICIAL
        if keys.available() and keys.stored(address):
            if st.button(texts("endpoint.from_keyring"), key="key-load"):
                prefer(openai_api_key=keys.read(address))
                st.session_state[_SAID] = "loaded"
                st.rerun()
            if st.button(texts("endpoint.forget_keyring"), key="key-remove"):
                keys.remove(address)
                st.session_state[_SAID] = "removed"
                st.rerun()
        if preferences() and st.button(texts("endpoint.forget"), key="endpoint-forget"):
            prefer(openai_api_key=None, openai_base_url=None, model=None)
            st.session_state[_SAID] = "forgotten"
            st.rerun()


def _use(address: str, model: str, key: str, keep: bool) -> None:
    if address and not address.startswith(("http://", "https://")):
        st.session_state[_SAID] = "no_address"
        return
    if any(ord(char) < 33 or ord(char) > 126 for char in key):
        st.session_state[_SAID] = "no_key"
        return
    prefer(openai_base_url=address or None, model=model or None)
    st.session_state[_SAID] = "used"
    if key:
        st.session_state[_TAKEN] = st.session_state.get(_TAKEN, 0) + 1
        prefer(openai_api_key=key)
        if keep:
            st.session_state[_SAID] = "kept" if keys.write(address or OFFICIAL, key) else "not_kept"
