"""Every page and state: axe in both themes, usable at 360 pixels, reachable and visible by keyboard alone.

A page joins by its line in `app.pages.PAGES`; what it can look like beyond its first sight goes into STATES.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from accessibility import faults
from playwright.sync_api import Page, expect

from app.pages import PAGES
from app.texts import Texts, language_for

pytestmark = [pytest.mark.browser, pytest.mark.grammar]

LOOKS = [("es-ES", "narrow", "light"), ("en-GB", "desktop", "dark")]
BAD = (
    "Subject: Hi\nDear Ms Porter;\n\nI am realy sorry , I cannot come!! You are a terrible company. [Name] :smile:\n\n"
    "Thank you for your time.\nAna"
)
State = Callable[[Page, Texts], None]


def _settled(page: Page) -> None:
    page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    # Streamlit fades what is new: half-way through, a contrast is not what it will be. A fade of what has been taken
    # off the page in between never ends, so that the wait has an end of its own.
    page.evaluate("Promise.race([new Promise(done => setTimeout(done, 3000)), Promise.all(document.getAnimations()"
                  ".filter(a => a.effect.getComputedTiming().iterations === 1)"
                  ".map(a => a.finished.catch(() => 0)))])")  # fmt: skip


def _problems(page: Page, texts: Texts) -> None:
    page.keyboard.press("Escape")
    page.locator(".st-key-write button").click()
    expect(page.get_by_role("alert").filter(has_text=texts("problem.sender_missing"))).to_be_visible()


def _result(page: Page, _texts: Texts) -> None:
    page.locator(".st-key-example-reschedule button").click()
    page.locator("[data-part=body]").first.wait_for()


def _popover(page: Page, texts: Texts) -> None:
    page.locator(".st-key-channel-voicemail button").click()
    page.get_by_test_id("stPopoverBody").get_by_label(texts("form.sender.phone")).wait_for()


def _list_open(page: Page, _texts: Texts) -> None:
    page.get_by_role("combobox").first.click()
    page.get_by_role("listbox").wait_for()


def _calendar_open(page: Page, _texts: Texts) -> None:
    page.keyboard.press("Escape")
    page.locator(".st-key-moment-interview button").first.click()
    page.get_by_test_id("stDateInputCalendar").wait_for()


def _pasted(page: Page, texts: Texts) -> None:
    page.get_by_role("textbox", name=texts("check.text"), exact=True).fill(BAD)
    page.locator(".st-key-check button").click()
    page.locator("[data-part=checked]").wait_for()


def _all_open(page: Page, _texts: Texts) -> None:
    for summary in page.locator("summary").all():
        if summary.is_visible() and not summary.evaluate("e => e.parentElement.open"):
            summary.click()


# What each view of the message shows alone: the one before it stands until the page has run again.
VIEWS = {"edit": "[data-part=edit-body]", "read": ".pz-body[data-part=body]", "compare": "[data-part=difference]"}


def _view(name: str) -> State:
    def reach(page: Page, texts: Texts) -> None:
        label = texts(f"view.{name}")
        page.get_by_role("radio", name=label, exact=True).or_(
            page.get_by_role("button", name=label, exact=True)
        ).first.click()
        page.locator(VIEWS[name]).wait_for()

    return reach


def _edited(page: Page, texts: Texts) -> None:
    """With something that fails, and so with buttons that mend."""
    _view("edit")(page, texts)
    box = page.locator("[data-part=edit-body]")
    box.press("Control+End")
    box.press_sequentially(" Es un desastre de empresa. You are a terrible company. [Name]")
    page.locator(".pz-verdict.pz-fail").wait_for()


STATES: dict[str, list[tuple[str, State]]] = {
    "draft": [
        ("list open", _list_open), ("calendar open", _calendar_open), ("problems", _problems), ("result", _result),
        ("read", _view("read")), ("edited", _edited), ("compared", _view("compare")), ("all open", _all_open),
        ("popover", _popover),
    ],
    "check": [("findings", _pasted)],
}  # fmt: skip


@pytest.mark.parametrize(("locale", "size", "scheme"), LOOKS, ids=lambda value: value)
@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_a_page_is_accessible_in_every_state(
    open_page: Any, phrasebank_server: str, name: str, locale: str, size: str, scheme: str
) -> None:
    """No violation of axe, nothing cut or wider than the screen, contrast of 4.5 to 1 at least, the right language."""
    path = "" if name == PAGES[0].name else f"/{name}"
    page = open_page(phrasebank_server, locale, size, scheme, path)
    texts = Texts(language_for(locale))
    found = {}
    states = STATES.get(name, [])
    if not any(state is _all_open for _, state in states):
        states = [*states, ("all open", _all_open)]
    for state, reach in [("first", lambda *_: None), *states]:
        reach(page, texts)
        _settled(page)
        if wrong := faults(page, texts.language):
            found[state] = wrong
    assert found == {}


_FOCUS = """
() => {
  let e = document.activeElement;
  while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
  if (e === document.body) return null;
  const box = e.getBoundingClientRect();
  // The ring may be drawn by a frame around the field.
  let seen = false;
  for (let n = e, i = 0; n && i < 4 && !seen; n = n.parentElement || n.getRootNode().host, i += 1) {
    const style = getComputedStyle(n);
    seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
      || n.matches(':focus-within') && style.borderColor === getComputedStyle(document.documentElement)
        .getPropertyValue('--st-primary-color');
  }
  e.dataset.reached = 'yes';
  return {
    what: `${e.tagName} ${e.getAttribute('href') || e.getAttribute('aria-label') || e.textContent.trim().slice(0, 40)}`,
    seen, there: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}
"""
# What can be worked with and stands in the page, in its own roots too. One of a group of radio buttons is reached by
# Tab, the others by arrows; parts of a date likewise stand for themselves.
_MISSED = """
() => {
  const found = [];
  const look = (root) => {
    for (const e of root.querySelectorAll('*')) {
      if (e.shadowRoot) look(e.shadowRoot);
      const works = e.matches('button, a[href], input, textarea, summary, [role=combobox], [role=spinbutton]');
      if (!works || e.dataset.reached || e.disabled || e.tabIndex < 0 && !e.matches('summary')) continue;
      if (e.matches('input[type=radio], input[type=file], [role=radio]')) continue;
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      if (!box.width || style.visibility === 'hidden' || e.closest('[inert], [aria-hidden=true]')) continue;
      if (!e.checkVisibility()) continue;
      found.push(`${e.tagName} ${e.getAttribute('aria-label') || e.textContent.trim().slice(0, 40)}`);
    }
  };
  look(document.body);
  return found;
}
"""


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_every_control_is_reached_by_tab_and_shows_the_focus(open_page: Any, phrasebank_server: str, name: str) -> None:
    """From the top of the page to its end, with a message or findings on it; the focus is always in view."""
    path = "" if name == PAGES[0].name else f"/{name}"
    page = open_page(phrasebank_server, "es-ES", "narrow", "light", path)
    texts = Texts("es")
    for _, reach in [state for state in STATES.get(name, []) if state[0] in {"result", "findings"}]:
        reach(page, texts)
    _settled(page)
    page.locator("a[href='#stMain']").focus()  # the link over the navigation is the first thing in the page
    unseen = []
    for _ in range(200):
        focus = page.evaluate(_FOCUS)
        page.keyboard.press("Tab")
        if focus is None:
            break
        # The first has the focus from here, not from the keyboard.
        if not (focus["seen"] and focus["there"]) and "#stMain" not in focus["what"]:
            unseen.append(focus)
    else:
        pytest.fail("Tab does not come to an end")
    assert unseen == []
    assert page.evaluate(_MISSED) == []


def test_a_message_is_written_and_copied_without_a_mouse(open_page: Any, phrasebank_server: str) -> None:
    """Tab, arrows, letters and Enter: intent, names, a date, the message, the clipboard. The wait and the outcome are
    told in live regions."""
    page = open_page(phrasebank_server, "en-GB")
    texts = Texts("en")
    keys = page.keyboard
    page.get_by_role("combobox", name=texts("form.intent")).focus()
    keys.press("ArrowDown")
    page.get_by_role("listbox").wait_for()
    keys.type(texts("intent.follow_up"))
    keys.press("Enter")
    _settled(page)
    for field, words in (("form.sender.name", "Ana Gil"), ("form.position", "Welder"), ("form.company", "Acme")):
        page.get_by_label(texts(field), exact=True).focus()
        keys.type(words)
        keys.press("Tab")
    _settled(page)
    page.locator(".st-key-write button").focus()
    keys.press("Enter")
    expect(page.locator("[data-part=body]").first).to_contain_text("Ana Gil")
    expect(page.get_by_role("status").filter(has_text=texts("result.holds"))).to_be_visible()
    page.get_by_role("button", name=texts("copy.body"), exact=True).focus()
    keys.press("Space")
    expect(page.get_by_role("status").filter(has_text=texts("copy.done")).first).to_be_attached()
    assert "Ana Gil" in page.evaluate("navigator.clipboard.readText()")
