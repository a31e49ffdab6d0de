"""The page that evaluates: two runs compared, a run started, and a prompt edit tried on a few fixtures."""

from __future__ import annotations

import streamlit as st

from app import look
from app.evaluating import comparing, running, trying
from app.texts import Texts

_PARTS = {"compare": comparing.show, "run": running.show, "try": trying.show}
# Streamlit writes the chosen part in the primary colour, too faint on its own tint (3 to 1).
_INK = {"light": "#20302f", "dark": "#e6ecea"}
_CHOSEN, _KEPT = "evaluate_part", "evaluate_part_kept"


# What was chosen in a part stays while another part, or the progress of a run, is shown in its place.
_STAY = (
    "run_engine", "run_pack", "run_repeats", "run_intents", "try_engine", "try_pack", "try_file", "try_fixtures",
    "compare_before", "compare_after", "compare_view",
)  # fmt: skip


def show(texts: Texts) -> None:
    """Draws the page."""
    for key in _STAY:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]  # Streamlit forgets a widget that is not shown
    look.lead(texts("evaluate.lead"))
    if wanted := st.session_state.pop(running.GO_TO, None):
        st.session_state[_CHOSEN] = wanted
    elif _CHOSEN not in st.session_state:
        st.session_state[_CHOSEN] = st.session_state.get(_KEPT, "compare")
    part = st.segmented_control(
        texts("evaluate.part"), list(_PARTS), key=_CHOSEN, label_visibility="collapsed", required=True,
        format_func=lambda name: texts(f"evaluate.parts.{name}"),
    )  # fmt: skip
    ink = _INK["dark" if st.context.theme.type == "dark" else "light"]
    st.html(f"<style>.st-key-{_CHOSEN} button p {{ color: {ink}; }}</style>")
    # Streamlit forgets a widget while another page is open.
    st.session_state[_KEPT] = part
    _PARTS[part or "compare"](texts)
