"""Text that would act if a page took it for more than text, and what there would be to see if it did."""

from __future__ import annotations

from playwright.sync_api import Page

HOSTILE = (
    "<img src=x onerror=alert(1)><script>alert(2)</script> **bold** _thin_ [a](javascript:alert(3)) "
    "![i](x) $x^2$ :smile: :red[r] `c`"
)
_ACTING = """
() => {
  const found = [];
  const look = (root) => {
    for (const one of root.querySelectorAll('img, script, .katex, a[href^="javascript:"], strong, em, code, [style]')) {
      const html = one.outerHTML.slice(0, 200);
      const styled = one.hasAttribute('style') && one.textContent.trim() === 'r';
      if (one.matches('.katex, a[href^="javascript:"], img[src="x"], img[src$="/x"]') || styled) found.push(html);
      if (one.matches('script') && one.textContent.includes('alert(')) found.push(html);
      if (one.matches('strong, em, code') && ['bold', 'thin', 'c'].includes(one.textContent)) found.push(html);
    }
    for (const one of root.querySelectorAll('*')) if (one.shadowRoot) look(one.shadowRoot);
  };
  look(document);
  return found;
}
"""


def acting(page: Page) -> list[str]:
    """What of HOSTILE acts on the page as it stands, in the roots of its components too; empty when it is all text."""
    found: list[str] = page.evaluate(_ACTING)
    if "😄" in page.inner_text("body"):
        found.append(":smile: is a picture")
    return found
