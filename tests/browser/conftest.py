"""A real server and a real browser: Debian's chromium, driven by playwright; playwright's own browsers are not used."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

SIZES = {"desktop": (1280, 900), "phone": (390, 844), "narrow": (360, 740)}
ZONES = {"es-ES": "Europe/Madrid", "en-GB": "Europe/London"}
SHOTS = Path(__file__).parents[2] / "artefacts" / "browser"
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# Milliseconds, for everything that is waited for: a limit against hanging on a busy machine, not a bar.
PATIENCE = int(os.environ.get("PUENTES_PATIENCE", "60000"))
expect.set_options(timeout=PATIENCE)
OpenPage = Callable[..., Page]


def serve(tmp: Path, engine: str, *options: str, **more: str) -> Iterator[str]:
    """`puentes app` in a folder of its own, with `options`, and with `more` in its environment; yields its address and
    ends it as Ctrl-C would."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "app.cli", "app", "--no-browser", "--port", str(port), *options]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    log = tmp / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            words, cwd=tmp, env={**settings, "PUENTES_ENGINE": engine, **more}, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the page does not answer: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def phrasebank_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that writes with the phrase bank and checks with LanguageTool."""
    yield from serve(tmp_path_factory.mktemp("page"), "phrasebank")


@pytest.fixture(scope="module")
def local_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that writes with the embedded model."""
    yield from serve(tmp_path_factory.mktemp("page"), "local")


# Not for the session: while it is open, playwright holds an event loop in this thread, which the asynchronous tests
# of other modules would trip over.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens the page in a browser of its own language and size. At the end: a screenshot for each, no dialog was
    opened, no request left the machine, and nothing went wrong in the browser's console."""
    contexts: list[tuple[BrowserContext, Page, list[str]]] = []

    def open_(
        address: str, locale: str = "en-GB", size: str = "desktop", scheme: str = "light", path: str = ""
    ) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, timezone_id=ZONES[locale],
            color_scheme="dark" if scheme == "dark" else "light", permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        wrong: list[str] = []
        contexts.append((context, page, wrong))

        def on_request(url: str) -> None:
            if not url.startswith((address, address.replace("http:", "ws:"), "data:", "blob:")):
                wrong.append(f"request to {url}")

        page.on("request", lambda sent: on_request(sent.url))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: wrong.append(f"error {error}"))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(address + path)
        page.locator(".st-key-nav-here" if path else ".st-key-write button").wait_for()
        page.locator("[data-test-script-state=notRunning]").wait_for()
        return page

    yield open_
    SHOTS.mkdir(parents=True, exist_ok=True)
    name = "".join(c if c.isalnum() or c == "-" else "_" for c in request.node.name)
    for number, (context, page, _) in enumerate(contexts):
        page.screenshot(path=SHOTS / f"{name}{number or ''}.png")
        context.close()
    assert [line for _, _, wrong in contexts for line in wrong] == []
