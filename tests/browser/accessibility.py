"""What a page is held to in any state: axe, no sideways scrolling, no cut text, the language, words of one language."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Rules of moderate or minor impact that may be broken, each with its reason (docs/accessibility.md tells it to users).
EXPLAINED = {
    "region": "Streamlit opens lists beside the page, not within its main part; they carry the name of their field",
    "presentation-role-conflict": "Streamlit's place to drop a file is a presentational section with a name",
    "landmark-banner-is-top-level": "the head of Streamlit's calendar is a <header>; it is a dialog with a name",
}
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}

# Elements that show less text than they hold, and single letters pushed below each other.
_CUT = """
() => [...document.querySelectorAll('.stApp *')].filter((e) => {
  const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  // What is there for screen readers only is one pixel wide, or stands above the screen until it has the focus.
  if (!own || style.visibility === 'hidden' || box.width <= 1 || box.bottom < 0) return false;
  const cut = style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1;
  // A table of figures scrolls within its own region, which takes the focus (WCAG 2.2, 1.4.10 leaves tables out).
  const elsewhere = e.closest('[aria-hidden=true], .pz-scroll[tabindex="0"]');
  return cut || (box.right > innerWidth + 1 && box.left < innerWidth && !elsewhere);
}).map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 60)}`)
"""

# The contrast of an element's text with the nearest ground that is not clear: WCAG 2.2, 1.4.3, relative luminance.
_CONTRAST = """
(e) => {
  const parse = (c) => {
    const n = c.match(/[\\d.]+/g).map(Number);
    return { rgb: n.slice(0, 3).map((v) => (c.startsWith('color(') ? v * 255 : v)), a: n[3] ?? 1 };
  };
  const mix = (top, under, a) => top.map((v, i) => v * a + under[i] * (1 - a));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let opacity = 1;
  const grounds = [];
  for (let n = e; n; n = n.parentElement || (n.getRootNode().host ?? null)) {
    const style = getComputedStyle(n);
    opacity *= Number(style.opacity);
    const ground = parse(style.backgroundColor);
    if (ground.a) grounds.push(ground);
    if (ground.a === 1) break;
  }
  const ground = grounds.reverse().reduce((under, one) => mix(one.rgb, under, one.a), [255, 255, 255]);
  const ink = parse(getComputedStyle(e).color);
  const [a, b] = [light(mix(ink.rgb, ground, ink.a * opacity)), light(ground)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}
"""


def faults(page: Page, language: str) -> list[str]:
    """Everything that is wrong with the page as it stands, in words; empty when nothing is."""
    found = [*_axe(page), *(f"cut: {text}" for text in page.evaluate(_CUT))]
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if width > room:
        found.append(f"{width - room} pixels wider than the screen")
    told = page.evaluate("document.documentElement.lang")
    if told != language:
        found.append(f"the page says that it is in {told!r}, not in {language!r}")
    return found


def _axe(page: Page) -> list[str]:
    response: dict[str, Any] = Axe().run(page, options=_OPTIONS).response
    found = []
    for rule in response["violations"]:
        if rule["impact"] in {"serious", "critical"} or rule["id"] not in EXPLAINED:
            places = "; ".join(f"{node['target']} {node['html'][:120]}" for node in rule["nodes"][:5])
            found.append(f"axe {rule['impact']} {rule['id']}: {rule['help']}: {places}")
    # What axe could not decide: signs of one character have no contrast to be read by; what lies over something else,
    # as in a popover, is reckoned here.
    for rule in response["incomplete"]:
        for node in rule["nodes"] if rule["id"] == "color-contrast" else ():
            # The editor's own letters are clear: what is seen is drawn below them, in the theme's colour.
            if "only non-text characters" in node.get("failureSummary", "") or 'data-part="edit-' in node["html"]:
                continue
            target = node["target"][-1]  # a list of hosts and, last, the element within where it has a root of its own
            ratio = page.locator(target if isinstance(target, str) else target[-1]).first.evaluate(_CONTRAST)
            if ratio < 4.5:
                found.append(f"contrast {ratio:.2f}: {node['target']} {node['html'][:120]}")
    return found
