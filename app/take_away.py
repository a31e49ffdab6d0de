"""Taking a message away: copies, and files."""

from __future__ import annotations

import streamlit as st

from app.copying import copy_buttons
from app.texts import Texts
from puentes.situation import Situation


def take_away(subject: str, body: str, situation: Situation, texts: Texts) -> None:
    """The ways out for a message as it stands now, edits included. `subject` is empty but for an email."""
    label = {"es": "Asunto", "en": "Subject"}[situation.language]
    whole = f"{label}: {subject}\n\n{body}" if subject else body
    items = {"subject": subject, "body": body, "all": whole} if subject else {"body": body}
    with st.container(horizontal=True, gap="small"):
        copy_buttons(items, texts)
        st.download_button(
            texts("download"), whole + "\n", file_name=f"{texts('file')}.txt", mime="text/plain; charset=utf-8",
            on_click="ignore", key="download", icon=":material/download:",
        )  # fmt: skip
