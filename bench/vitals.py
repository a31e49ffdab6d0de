"""How quick and how calm the page is, measured by the browser itself: python bench/vitals.py [--json]

Largest contentful paint (LCP), cumulative layout shift (CLS), first contentful paint (FCP) and long tasks come from
PerformanceObserver, as Lighthouse takes them; beside them the project's own bars: seconds until the form can be used,
from the click to the message, and the shift that the message's arrival causes. One server, warmed by one visit; then
each size, in a browser context without any cache. Thresholds of "good": https://web.dev/articles/vitals
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from statistics import median
from typing import Any

from page import ROOT, SIZES, browsing, new_page, serving

sys.path.insert(0, str(ROOT))  # so that the pages' table can be read from the checkout
from app.pages import PAGES

GOOD = {"lcp_s": 2.5, "cls": 0.1, "fcp_s": 1.8, "usable_s": 3.0, "message_s": 1.0, "message_cls": 0.1}
_OBSERVE = """
window.vitals = { lcp: 0, cls: 0, fcp: 0, longest: 0, shifts: [] };
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
  .observe({ type, buffered: true });
let start = 0, last = 0, sum = 0;
watch("largest-contentful-paint", (e) => { vitals.lcp = e.startTime; });
watch("paint", (e) => { if (e.name === "first-contentful-paint") vitals.fcp = e.startTime; });
watch("longtask", (e) => { vitals.longest = Math.max(vitals.longest, e.duration); });
watch("layout-shift", (e) => {
  if (e.hadRecentInput) return;
  // Session windows, as the definition of CLS has them: gaps under 1 s, at most 5 s in all.
  if (e.startTime - last > 1000 || e.startTime - start > 5000) { start = e.startTime; sum = 0; }
  last = e.startTime;
  sum += e.value;
  vitals.cls = Math.max(vitals.cls, sum);
  for (const s of e.sources) vitals.shifts.push([e.value, s.node && (s.node.className || s.node.nodeName)]);
});
"""
_READY = ".block-container :is(input, textarea, button):not([disabled])"


def main() -> None:
    """Prints a table, or JSON; exits with 1 when a figure is beyond its threshold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    with serving() as address, browsing() as browser:
        _visit(browser, address, "desktop", draft=True)  # LanguageTool and the phrases are read once
        rows = []
        for size in SIZES:
            for entry in PAGES:
                first = entry is PAGES[0]
                where = address if first else f"{address}/{entry.name}"
                visits = [_visit(browser, where, size, draft=first) for _ in range(given.times)]
                figures = {key: round(median(visit[key] for visit in visits), 3) for key in visits[0]}
                rows.append({"page": entry.name, "size": size, **figures})
    if given.json:
        print(json.dumps(rows, indent=2))
    else:
        _print(rows)
    bad = [(row["page"], row["size"], key) for row in rows for key, most in GOOD.items() if row.get(key, 0) > most]
    if bad:
        sys.exit(f"beyond the threshold: {bad}")


def _visit(browser: Any, address: str, size: str, *, draft: bool) -> dict[str, float]:
    page = new_page(browser, "es", SIZES[size], script=_OBSERVE)
    begun = time.monotonic()
    page.goto(address)
    page.locator(_READY).first.wait_for()
    usable = time.monotonic() - begun
    page.wait_for_timeout(1500)  # the last paint and the last shift
    seen = page.evaluate("vitals")
    figures = {
        "fcp_s": seen["fcp"] / 1000, "lcp_s": seen["lcp"] / 1000, "cls": seen["cls"],
        "longest_task_ms": seen["longest"], "usable_s": usable,
    }  # fmt: skip
    if draft:
        page.evaluate("vitals.cls = 0, vitals.shifts = []")
        begun = time.monotonic()
        page.locator(".st-key-example-reschedule button").click()
        page.locator("[data-part=body]").first.wait_for(timeout=120_000)
        figures["message_s"] = time.monotonic() - begun
        page.wait_for_timeout(1500)
        figures["message_cls"] = page.evaluate("vitals.cls")
    page.context.close()
    return figures


def _print(rows: list[dict[str, Any]]) -> None:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    print("  ".join(f"{key:>15}" for key in keys))
    for row in rows:
        print("  ".join(f"{row.get(key, '–'):>15}" for key in keys))


if __name__ == "__main__":
    main()
