"""Brings the place of the message into view when it begins to be written: on a phone it stands below the form."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

# Once for each number: the function is called again at every rerun.
_JS = """
export default function (component) {
  const { data } = component;
  if (window.puentesRevealed === data.number) return;
  window.puentesRevealed = data.number;
  const reveal = () => {
    const place = document.querySelector(".st-key-message");
    const top = place ? place.getBoundingClientRect().top : 0;
    if (!place || (top >= 0 && top < window.innerHeight * 0.4)) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    place.style.scrollMarginTop = "4rem";
    place.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  };
  // Once what is new stands below (before, the page is too short to scroll so far), and again after what stands above
  // has grown; not when the person has gone on by then.
  const waits = [200, 900, 1800].map((wait) => setTimeout(reveal, wait));
  const leave = () => waits.forEach(clearTimeout);
  for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    window.addEventListener(name, leave, { once: true, passive: true });
  }
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("puentes_reveal", html="<span></span>", js=_JS)


def reveal(number: int) -> None:
    """Scrolls to the container with the key `message`, unless it is in view; once for each `number`."""
    _component()(data={"number": number}, key="reveal")
