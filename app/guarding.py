"""The last guard of a page: whatever goes wrong is told in words, never as a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable
from html import escape

import streamlit as st

from app.gate import TooBusy
from app.texts import Texts
from puentes.errors import EngineUnavailable, PuentesError, SettingsError
from puentes.rewriting.drafts import DraftError

_LOG = logging.getLogger(__name__)


def guarded(draw: Callable[[], None], texts: Texts) -> None:
    """Draws; an error is shown in words. Streamlit's own signals (rerun, stop) are no errors and pass."""
    try:
        draw()
    except Exception as error:  # noqa: BLE001 - the last guard of the page
        if not isinstance(error, PuentesError):
            log_place(error, "drawing a page")
        show_error(error, texts)


def show_error(error: Exception, texts: Texts, title: str = "error.title") -> None:
    """An error in words. Its own text, which is English, comes along where it is meant for the user."""
    kinds = ((EngineUnavailable, "unavailable"), (SettingsError, "settings"), (TooBusy, "busy"))
    key = next((key for kind, key in kinds if isinstance(error, kind)), None)
    words = texts(f"error.{key}") if key else ""
    detail = ""
    if isinstance(error, DraftError):
        words = error.told(texts.language)
    elif isinstance(error, PuentesError):
        detail = f'<p class="pz-small">{escape(texts("error.detail"))} {escape(str(error))}</p>'
    else:
        words = texts("error.unexpected", kind=type(error).__name__)
    st.html(
        f'<div class="pz-card pz-fail" role="alert"><p><strong>{escape(texts(title))}</strong> '
        f"{escape(words)}</p>{detail}</div>"
    )


def log_place(error: BaseException, doing: str) -> None:
    """Logs the kind of an error and its place only: its text can quote what a person wrote."""
    where = error.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
    _LOG.error("%s failed: %s at %s", doing, type(error).__name__, place)
