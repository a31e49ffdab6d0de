"""Makes docs/screenshot.png for the README from the page itself: python bench/screenshot.py [--language es|en]

Starts the page with the phrase bank on a free port, takes the first example and photographs it with chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
LOCALES = {"es": ("es-ES", "Europe/Madrid"), "en": ("en-GB", "Europe/London")}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Writes the picture and says where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LOCALES, default="es")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshot.png")
    given = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "app.cli", "app", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(words, cwd=ROOT, env={**os.environ, "PUENTES_ENGINE": "phrasebank"})  # noqa: S603 - our own command
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/_stcore/health")
        _photograph(address, given.language, given.out)
    finally:
        server.terminate()
        server.wait(timeout=30)
    print(f"{given.out} ({given.out.stat().st_size / 1000:.0f} kB)")


def _photograph(address: str, language: str, out: Path) -> None:
    locale, zone = LOCALES[language]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale=locale, timezone_id=zone)
        page.goto(address)
        page.locator(".st-key-example-reschedule button").click()
        page.locator("[data-part=body]").wait_for(timeout=120_000)
        page.mouse.move(0, 0)
        page.wait_for_timeout(1500)  # the last rerun of the page comes to rest
        page.screenshot(path=out)
        browser.close()


def _wait(url: str) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - the page that was started above
                return
        except OSError:
            time.sleep(0.25)
    sys.exit("the page does not answer")


if __name__ == "__main__":
    main()
