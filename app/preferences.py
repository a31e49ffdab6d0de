"""What this visitor has set: the engine's endpoint and key, for this session only. Never logged, never shown."""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic import SecretStr

from puentes.settings import Settings, load_settings

_SET = "preferences"
# What servers that need no key are given.
NO_KEY = "none"


def preferences() -> dict[str, Any]:
    """What was set in this session, by the name of the setting."""
    found: dict[str, Any] = st.session_state.setdefault(_SET, {})
    return found


def prefer(**values: Any) -> None:
    """Sets something for this session; None goes back to the machine's own setting. A key is wrapped, so that it
    cannot be printed by mistake."""
    for name, value in values.items():
        if value is None:
            preferences().pop(name, None)
        else:
            preferences()[name] = SecretStr(value) if name == "openai_api_key" else value


def session_settings() -> Settings:
    """The settings in force for this session. Raises SettingsError when they cannot be used."""
    given = dict(preferences())
    address = given.get("openai_base_url")
    if address and "openai_api_key" not in given and address != load_settings().openai_base_url:
        given["openai_api_key"] = SecretStr(NO_KEY)  # the machine's key is for the machine's endpoint alone
    return load_settings(**given)
