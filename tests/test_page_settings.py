"""Settings on the page: keys stay where they belong, and parts are fetched with a way to stop."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import keys, settings_parts
from app.serve import is_loopback
from puentes.setup.errors import SetupError
from puentes.setup.parts import Part
from puentes.setup.task import Task


def _script() -> None:
    import streamlit as st

    from app.preferences import prefer, session_settings

    if "given" in st.session_state:
        prefer(**st.session_state["given"])
    found = session_settings()
    st.session_state["address"] = found.openai_base_url
    st.session_state["key"] = found.openai_api_key.get_secret_value() if found.openai_api_key else None
    st.session_state["shown"] = repr(found) + repr(dict(st.session_state["preferences"]))


def _settled(**given: Any) -> AppTest:
    page = AppTest.from_function(_script)
    page.session_state["given"] = given
    page.run()
    assert not page.exception
    return page


def test_the_machines_key_goes_to_the_machines_endpoint_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that a visitor names is never sent a key that is not theirs."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-machine")
    assert _settled().session_state["key"] == "sk-machine"
    assert _settled(openai_base_url="http://elsewhere.example/v1").session_state["key"] == "none"
    monkeypatch.setenv("OPENAI_BASE_URL", "http://machine.example/v1")
    assert _settled(openai_base_url="http://machine.example/v1").session_state["key"] == "sk-machine"


def test_a_key_that_is_typed_is_used_and_cannot_be_printed_by_mistake() -> None:
    page = _settled(openai_api_key="sk-typed", openai_base_url="http://elsewhere.example/v1")
    assert page.session_state["key"] == "sk-typed"
    assert "sk-typed" not in page.session_state["shown"]


def test_no_session_sees_what_another_has_set() -> None:
    _settled(openai_api_key="sk-typed")
    assert _settled().session_state["key"] is None


def _part(fetch: Any) -> Part:
    return Part("model", "the model", 1, "it is missing", lambda: False, fetch)


def _fetched(fetch: Any) -> settings_parts.Fetching:
    settings_parts.fetchings().clear()
    settings_parts.fetch(_part(fetch))
    return settings_parts.fetchings()["model"]


def test_fetching_goes_on_in_the_background_and_can_be_cancelled() -> None:
    begun = threading.Event()

    def endless(task: Task) -> None:
        task.total = 100
        begun.set()
        while True:
            task.stop.wait(5)
            task.check()

    running = _fetched(endless)
    assert begun.wait(5)
    assert running.runs
    settings_parts.fetch(_part(endless))
    assert settings_parts.fetchings()["model"] is running  # not twice at once
    settings_parts.cancel("model")
    assert running.thread is not None
    running.thread.join(5)
    assert not running.runs
    assert running.error is None


def test_a_failure_to_fetch_is_kept_to_be_told() -> None:
    def broken(_: Task) -> None:
        raise SetupError("no network")

    running = _fetched(broken)
    assert running.thread is not None
    running.thread.join(5)
    assert str(running.error) == "no network"


@pytest.mark.parametrize("fails", ["get_password", "set_password", "delete_password"])
def test_a_keyring_that_refuses_is_no_error(fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError(f"{fails} refused: locked")

    monkeypatch.setattr(keys, "_keyring", Broken)
    assert keys.read("a") is None
    assert keys.write("a", "k") is False
    keys.remove("a")


@pytest.mark.parametrize(
    ("address", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("192.168.1.5", False), ("x", False)],  # noqa: S104 - what is tested
)
def test_which_addresses_only_this_machine_reaches(address: str, own: bool) -> None:
    assert is_loopback(address) is own
