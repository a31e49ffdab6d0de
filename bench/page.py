"""The page, served and opened for the benches: `puentes app` on a free port, and chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
LOCALES = {"es": ("es-ES", "Europe/Madrid"), "en": ("en-GB", "Europe/London")}
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@contextmanager
def serving(engine: str = "phrasebank") -> Iterator[str]:
    """The address of a server of its own, ended at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "app.cli", "app", "--no-browser", "--port", str(port)]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    server = subprocess.Popen(  # noqa: S603 - our own command
        words, cwd=ROOT, env={**settings, "PUENTES_ENGINE": engine}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        yield browser
        browser.close()


def new_page(browser: Browser, language: str, size: tuple[int, int], scheme: str = "light", script: str = "") -> Page:
    """A page of a visitor of its own; `script` runs in it before anything else."""
    locale, zone = LOCALES[language]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale=locale, timezone_id=zone,
        color_scheme="dark" if scheme == "dark" else "light", device_scale_factor=1,
    )  # fmt: skip
    if script:
        context.add_init_script(script)
    return context.new_page()


def _wait(url: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - the page that was started above
                return
        except OSError:
            time.sleep(0.25)
    sys.exit("the page does not answer")
