"""Makes the README's pictures from the pages themselves: python bench/screenshot.py [--out docs]

Starts the page with the phrase bank on a free port, takes the first example, has a message checked, and photographs
both with chromium: on a desktop and on a phone, light and dark, in both languages.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from page import ROOT, browsing, new_page, serving
from playwright.sync_api import Page

DRAFT = """Asunto: Entrevista de mañana para soldador
Estimada Sra. Ruiz:

No podre ir a la entrevista de mañana, siento mucho las molestias. Me interesa mucho el puesto ,
podría ser otro día?

Muchas gracias por su tiempo!!

Un saludo,
Iker Etxeberria"""


def _message(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".st-key-example-reschedule button").click()
    page.locator("[data-part=body]").first.wait_for(timeout=120_000)


def _checked(page: Page, address: str) -> None:
    page.goto(f"{address}/check")
    page.locator(".st-key-check button").wait_for(timeout=120_000)
    page.locator("textarea").first.fill(DRAFT)
    page.locator(".st-key-check button").click()
    page.locator("[data-part=checked]").wait_for(timeout=120_000)


# File: language, size, look, how to get there, and what stands at the top on a phone.
PICTURES: dict[str, tuple[str, tuple[int, int], str, Callable[[Page, str], None], str]] = {
    "screenshot.png": ("es", (1280, 1000), "light", _message, ""),
    "screenshot-phone.png": ("en", (390, 844), "dark", _message, ".st-key-message"),
    "screenshot-check.png": ("es", (1280, 900), "dark", _checked, ""),
    "screenshot-check-phone.png": ("es", (390, 844), "light", _checked, ".st-key-answer"),
}


def main() -> None:
    """Writes the pictures and says where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    given = parser.parse_args()
    with serving() as address, browsing() as browser:
        for name, (language, size, scheme, reach, top) in PICTURES.items():
            page = new_page(browser, language, size, scheme)
            reach(page, address)
            page.locator("[data-test-script-state=notRunning]").wait_for()
            page.locator(".pz-verdict:not(.pz-not_checked)").wait_for(timeout=60_000)  # grammar has been looked at
            page.wait_for_timeout(1500)  # the last rerun of the page comes to rest
            page.mouse.move(0, 0)
            page.evaluate("document.activeElement.blur()")
            if top:
                page.locator(top).first.evaluate("e => e.scrollIntoView({ block: 'start', behavior: 'instant' })")
                page.wait_for_timeout(300)
            out = given.out / name
            page.screenshot(path=out)
            page.context.close()
            print(f"{out} ({out.stat().st_size / 1000:.0f} kB)")


if __name__ == "__main__":
    main()
