"""What the page says while others write and while the model is loaded, and that a notice stays until it can be read."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from app import draft_page, job, warming
from app.gate import Gate
from app.texts import Texts
from puentes.engines import local
from puentes.errors import EngineUnavailable

PAGE = str(Path(draft_page.__file__).with_name("main.py"))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("PUENTES_GRAMMAR", "off")
    monkeypatch.setenv("PUENTES_ENGINE", "phrasebank")
    return AppTest.from_file(PAGE, default_timeout=60)


@pytest.fixture
def release() -> Iterator[threading.Event]:
    """What holds something up until the test lets go."""
    event = threading.Event()
    yield event
    event.set()


def _html(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(str(block.proto.body) for block in page.get("html"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_who_finds_too_many_waiting_is_told_so_and_may_try_again(
    page: AppTest, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words stand on the page, what was filled in stays, and the next click writes once there is room."""
    gate = Gate(at_once=1, waiting=0)
    monkeypatch.setattr(job, "shared_gate", lambda: gate)
    page.session_state["language_chosen"] = language
    page.run()
    assert gate.enter(threading.Event())
    page.button(key="example-missed").click().run()
    busy = Texts(language)("error.busy")  # type: ignore[arg-type] # one of the two above
    assert busy in _html(page)
    assert "letter" not in page.session_state
    name = page.session_state["kept"]["sender.name"]
    assert name
    gate.leave()
    page.button(key="write").click().run()
    if "task" in page.session_state:  # a browser would look again by itself
        page.session_state["task"].job.wait(30)
        page.run()
    assert busy not in _html(page)
    assert name in page.session_state["letter"].standing.body


def test_a_model_that_is_still_being_loaded_is_told(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, release: threading.Event
) -> None:
    """While the embedded model comes into memory the wait says that, not that it writes already."""

    def held(_: Path) -> tuple[str, str]:
        release.wait(30)
        raise EngineUnavailable("it cannot be loaded")

    monkeypatch.setattr(local, "server_for", held)
    warming.warm_model.cache_clear()
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF")
    monkeypatch.setenv("PUENTES_ENGINE", "local")
    monkeypatch.setenv("PUENTES_MODEL_PATH", str(model))
    page.session_state["language_chosen"] = "es"
    page.run()
    page.button(key="example-thank_you").click().run()
    texts = Texts("es")
    waits = page.session_state["task"].job
    until = time.monotonic() + 30
    while waits.stage != "engine" and time.monotonic() < until:
        waits.wait(0.02)
        page.run()
    assert texts("wait.model") in _html(page)
    assert texts("wait.engine") not in _html(page)
    release.set()
    page.session_state["task"].job.wait(30)
    page.run()
    # A model that cannot be loaded leaves a message all the same, and the page says who wrote it.
    assert "pz-fellback" in _html(page)


def test_that_it_was_stopped_is_said_until_something_new_is_asked_for(page: AppTest, release: threading.Event) -> None:
    """Runs of the page can follow each other before anybody has read it."""
    page.session_state["language_chosen"] = "en"
    page.run()
    running = SimpleNamespace(
        done=False, stop=release.set, last_request=None, look=lambda: None, stage="engine", moves={},
        engine="phrasebank", settings=None,
    )  # fmt: skip
    situation = SimpleNamespace(language="en")
    page.session_state["task"] = SimpleNamespace(job=running, situation=situation, move="", facts={})
    page.run()
    page.button(key="stop").click().run()
    stopped = Texts("en")("notice.stopped")
    assert release.is_set()
    for _ in range(3):
        assert stopped in _html(page)
        page.run()
    page.button(key="example-missed").click().run()
    assert stopped not in _html(page)
