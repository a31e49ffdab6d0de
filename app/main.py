"""The entry for Streamlit: run anew for each visit and at each change. `app.serve` starts it."""

from __future__ import annotations

import streamlit as st

from app import draft_page, look, result
from app.texts import LANGUAGES, Language, Texts, language_for

_CHOSEN = "interface_language"


def main() -> None:
    """Draws the page. Whatever goes wrong is told in words, never as a traceback."""
    texts = Texts(_language())
    st.set_page_config(page_title=texts("title"), page_icon=look.mark(), layout="wide")
    look.styles()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        look.header(texts)
        _switch(texts)
    try:
        draft_page.show(texts)
    except Exception as error:  # noqa: BLE001 - the last guard of the page
        result.show_error(error, texts)


def _language() -> Language:
    """The language of the interface: the chosen one, else the browser's."""
    chosen = st.session_state.get(_CHOSEN)
    return chosen if chosen in LANGUAGES else language_for(st.context.locale)


def _switch(texts: Texts) -> None:
    if _CHOSEN not in st.session_state:
        st.session_state[_CHOSEN] = texts.language
    st.radio(
        texts("interface"), LANGUAGES, key=_CHOSEN, horizontal=True, label_visibility="collapsed",
        format_func=lambda code: texts(f"language.{code}"),
    )  # fmt: skip


if __name__ == "__main__":
    main()
