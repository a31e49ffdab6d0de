"""The entry for Streamlit: run anew for each visit and at each change. `app.serve` starts it."""

from __future__ import annotations

import streamlit as st

from app import look, remembering
from app.guarding import guarded
from app.pages import navigation
from app.speaking import speak
from app.texts import LANGUAGES, Language, Texts, language_for

_CHOSEN, _SWITCH = "language_chosen", "interface_language"


def main() -> None:
    """Draws what all pages share, then the page that is open."""
    remembering.restore(_CHOSEN)
    texts = Texts(_language())
    st.set_page_config(page_title=texts("title"), page_icon=look.mark(), layout="wide")
    look.styles()
    guarded(lambda: _draw(texts), texts)


def _draw(texts: Texts) -> None:
    with st.container(key="top", horizontal=True, vertical_alignment="center", gap="small"):
        look.name(texts)
        page = navigation(texts)
        _switch(texts)
    remembering.ask()
    look.heading(page.title)
    speak(texts)
    page.run()


def _language() -> Language:
    """The language of the interface: the chosen one, else the browser's."""
    chosen = st.session_state.get(_CHOSEN)
    return chosen if chosen in LANGUAGES else language_for(st.context.locale)


def _switch(texts: Texts) -> None:
    # A new widget for each language: its first value is then always the one in force.
    key = _switch_key(texts.language)
    with st.container(key=_SWITCH, width="content"):
        st.radio(
            texts("interface"), LANGUAGES, index=LANGUAGES.index(texts.language), key=key, horizontal=True,
            label_visibility="collapsed", format_func=lambda code: texts(f"language.{code}"),
            on_change=_choose, args=(key,),
        )  # fmt: skip


def _switch_key(language: Language) -> str:
    return f"{_SWITCH}|{language}"


def _choose(key: str) -> None:
    # A switch that has been replaced may still send its value, when two runs follow each other quickly.
    if key == _switch_key(_language()):
        st.session_state[_CHOSEN] = st.session_state[key]


if __name__ == "__main__":
    main()
