"""How quick the page is, by the browser's own clock: python bench/page_speed.py [--rounds N]

Starts the page with the phrase bank and measures, in milliseconds: from the start of the program to a page that can
be used; from the click on "write" to the message; from the last key of an edit to checks that follow it. Bars: 3000,
1000 and 500 on a warm, idle machine; the load at the time is printed beside the figures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_CLICK = """selector => new Promise(done => {
  const clicked = performance.now();
  const look = () => {
    const stands = [...document.querySelectorAll('*')].some(e => e.shadowRoot?.querySelector('[data-part=edit-body]'));
    if (stands) done(performance.now() - clicked); else setTimeout(look, 5);
  };
  document.querySelector(selector).click(); look();
})"""
_EDIT = """word => new Promise(done => {
  const host = [...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('[data-part=edit-body]'));
  const box = host.shadowRoot.querySelector('[data-part=edit-body]');
  const letter = host.shadowRoot.querySelector('.letter');
  box.setRangeText(word, box.value.length, box.value.length, 'end');
  const typed = performance.now();
  letter.dataset.checked = 'no';
  box.dispatchEvent(new InputEvent('input', {bubbles: true}));
  const look = () => letter.dataset.checked === 'yes' ? done(performance.now() - typed) : setTimeout(look, 5);
  look();
})"""


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    rounds = parser.parse_args().rounds
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(locale="es-ES", timezone_id="Europe/Madrid")
        started = time.monotonic()
        words = [sys.executable, "-m", "app.cli", "app", "--no-browser", "--port", str(port)]
        server = subprocess.Popen(words, cwd=ROOT, env={**os.environ, "PUENTES_ENGINE": "phrasebank"})  # noqa: S603 - our own command
        try:
            _measure(page, f"http://127.0.0.1:{port}", started, rounds)
        finally:
            server.terminate()
            server.wait(timeout=30)
            browser.close()


def _measure(page: Page, address: str, started: float, rounds: int) -> None:
    while True:
        try:
            page.goto(address)
            break
        except Exception:  # noqa: BLE001 - not listening yet, in whatever words the browser says so
            time.sleep(0.05)
    page.locator(".st-key-write button").wait_for()
    print(f"start to usable: {1000 * (time.monotonic() - started):.0f} ms")
    page.wait_for_timeout(8000)  # LanguageTool and the word lists get warm, as they do while a form is filled in
    print(f"click to message: {page.evaluate(_CLICK, '.st-key-example-reschedule button'):.0f} ms")
    page.wait_for_timeout(3000)
    times = []
    for _ in range(rounds):
        times.append(page.evaluate(_EDIT, " y"))
        page.wait_for_timeout(400)
    print(f"edit to checks: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms of {rounds}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
