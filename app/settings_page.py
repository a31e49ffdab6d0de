"""The page of settings: what writes, what checks, and what of it is there on this machine."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.texts import Texts
from puentes.engines import auto_engine
from puentes.settings import load_settings
from puentes.setup.grammar import grammar_is_there
from puentes.setup.model import model_is_there, model_path


def show(texts: Texts) -> None:
    """Draws the page. Raises SettingsError when the settings cannot be read."""
    settings = load_settings()
    st.subheader(texts("settings.engine"), anchor=False)
    engine = auto_engine(settings) if settings.engine == "auto" else settings.engine
    _say(texts("settings.writes", name=texts.get(f"engine.{engine}", engine)))
    st.subheader(texts("settings.model"), anchor=False)
    _say(texts(f"settings.model_{'there' if model_is_there() else 'missing'}", path=model_path()))
    st.subheader(texts("settings.grammar"), anchor=False)
    _say(texts(f"settings.grammar_{'there' if grammar_is_there() else 'missing'}"))


def _say(words: str) -> None:
    st.html(f'<p class="pz-line">{escape(words)}</p>')
