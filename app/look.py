"""The look of the page: a mark of its own, a header, and styles that hold in the light and the dark theme."""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from importlib.resources import files
from threading import Event

import streamlit as st

from app.texts import Texts

# Colours of marks are half transparent over the theme's own, and text keeps the theme's colour: so both themes
# have their contrast. Status is told by sign and word as well.
_CSS = """
.stApp { --pz-ink: light-dark(#20302f, #e6ecea);
  --pz-brand: light-dark(#1f6b66, #4fa59d); --pz-wrong: light-dark(#b3261e, #ff9d94); }
/* Nothing jumps when the page grows: room for the scroll bar, and for fields whose code is still being fetched, with
   their labels. */
[data-testid="stMain"] { scrollbar-gutter: stable; }
[data-testid="stColumn"] [data-testid="stSkeleton"] { height: 4.25rem; }
[data-testid="stColumn"] .st-key-rewrite-draft [data-testid="stSkeleton"] { height: 21.75rem; }
[data-testid="stColumn"] .st-key-check-text [data-testid="stSkeleton"] { height: 23rem; }
[class*="st-key-engine-"] [data-testid="stSkeleton"] { height: 12.7rem; }
.block-container { max-width: 76rem; padding-top: 2.2rem; padding-bottom: 4rem; }
.block-container :is(h2, h3) { font-size: 1.1rem; padding: 1.1rem 0 .35rem; }
/* Streamlit's bar holds nothing here but "Running", which the page says itself, in its language. */
header[data-testid="stHeader"] { display: none; }
/* What is chosen of a row of buttons is in the brand's colour on a dark ground: too dark to be read. */
button[data-variant="segmented_control"] * { color: var(--pz-ink); }
/* Streamlit's captions are too pale on a light ground. */
[data-testid="stCaptionContainer"] { opacity: .85 !important; }
/* Where the keyboard is, shown the same everywhere: Streamlit's links and fields show little or nothing. */
:focus-visible { outline: 2px solid var(--pz-brand, currentColor) !important; outline-offset: 2px; }
:is(main, input, textarea):focus-visible { outline-offset: -2px; }
/* Days and months in a date are targets of their own (WCAG 2.2, 2.5.8). */
[role="spinbutton"] { display: inline-flex; min-width: 24px; min-height: 24px; align-items: center;
  justify-content: center; }
.st-key-top { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding-bottom: .5rem;
  row-gap: .2rem; }
.st-key-top [data-testid="stSkeleton"] { width: 7rem; height: 2.65rem; }
.st-key-page_language, [data-testid="stLayoutWrapper"]:has(> .st-key-page-heading) { position: absolute; }
.st-key-lead [data-testid="stSkeleton"] { height: 1.75rem; }
.pz-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.st-key-nav { min-height: 2.65rem; align-items: center; }
.pz-first { position: fixed; inset: 0; overflow: auto; scrollbar-gutter: stable; color-scheme: light dark;
  --pz-brand: light-dark(#1f6b66, #4fa59d); color: light-dark(#20302f, #e6ecea);
  background: light-dark(#fbfaf7, #131d1c); font-family: "Source Sans", sans-serif; }
.pz-first > div { box-sizing: border-box; max-width: 76rem; margin: 0 auto; padding: 2.2rem 5rem; }
.pz-head { min-height: 2.65rem; display: flex; gap: .6rem; align-items: center; }
.pz-mark { width: 2.4rem; height: 2.4rem; flex: none; background: var(--pz-brand);
  mask: var(--pz-mark) center / contain no-repeat; -webkit-mask: var(--pz-mark) center / contain no-repeat; }
.pz-head h1 { font-size: 1.5rem; line-height: 1.1; margin: 0; padding: 0; }
.pz-lead { margin: 0; font-size: 1.1rem; opacity: .85; }
.st-key-nav { row-gap: 0; flex: 1 1 auto; }
.st-key-nav [data-testid="stPageLink"] a { padding: .45rem .7rem; border-radius: .5rem; margin: 0; }
.st-key-nav-here a { background: color-mix(in srgb, var(--pz-brand) 16%, transparent); }
.st-key-nav-here a p { font-weight: 700; }
.pz-card { border: 1px solid color-mix(in srgb, currentColor 22%, transparent); border-radius: .6rem;
  padding: 1rem 1.2rem; overflow-wrap: anywhere; }
.pz-card p { margin: 0; }
.pz-letter { background: color-mix(in srgb, currentColor 3%, transparent); }
.pz-subject { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent);
  padding-bottom: .6rem; margin-bottom: .8rem !important; font-weight: 600; }
.pz-label { font-weight: 400; opacity: .8; margin-right: .4rem; }
.pz-body { white-space: pre-wrap; line-height: 1.6; }
.pz-empty { opacity: .85; border-style: dashed; }
div.pz-wait dl { margin: .8rem 0 0; padding: 0; }
.pz-wait dt { font-size: .85rem; opacity: .8; margin-top: .5rem; }
div.pz-wait dd { margin: 0 !important; white-space: pre-wrap; }
.pz-slot { border-bottom: 1px dashed currentColor; }
.pz-small { font-size: .875rem; opacity: .85; margin: 0; overflow-wrap: anywhere; }
.pz-body mark { color: inherit; border-radius: .2rem; padding: 0 .1em; }
.pz-body mark.pz-fail { background: rgba(206, 60, 50, .22); border-bottom: 2px solid #ce3c32; }
.pz-body mark.pz-advice { background: rgba(214, 158, 30, .22); border-bottom: 2px dotted #b07d10; }
.pz-verdict { display: flex; gap: .6rem; align-items: center; font-weight: 600; margin: 0; }
.pz-sign { display: inline-flex; flex: none; width: 1.5rem; height: 1.5rem; border-radius: 50%; font-size: .9rem;
  align-items: center; justify-content: center; font-weight: 700; color: #fff; background: #5c6664; }
.pz-pass .pz-sign { background: #1f6b66; }
.pz-fail .pz-sign { background: #b3261e; }
.pz-advice .pz-sign { background: #8a5a00; }
.pz-card.pz-fail { border-left: 4px solid #b3261e; }
div ul.pz-findings, div ul.pz-notes { margin: 0 !important; padding: 0 !important; list-style: none;
  overflow-wrap: anywhere; }
.pz-findings li { display: flex; gap: .6rem; margin: 0 0 .6rem !important; padding: 0 !important; font-size: .95rem; }
.pz-finding { display: flex; gap: .6rem; font-size: .95rem; overflow-wrap: anywhere; }
.pz-changes del { background: color-mix(in srgb, #ce3c32 18%, transparent); }
.pz-changes ins { background: color-mix(in srgb, #1f6b66 22%, transparent); text-decoration: none; font-weight: 600; }
div dl.pz-facts { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .3rem .8rem; margin: 0;
  padding: 0; font-size: .95rem; }
.pz-facts dt { font-weight: 600; overflow-wrap: anywhere; }
.pz-facts dd { margin: 0 !important; overflow-wrap: anywhere; }
.pz-number::after { content: attr(data-number); font-size: .7em; font-weight: 700; margin-left: .1em;
  vertical-align: super; line-height: 0; }
div dl.pz-elements { margin: 0; padding: 0; }
.pz-elements dt { font-weight: 600; font-size: .95rem; }
.pz-elements dd { margin: 0 0 .5rem !important; font-size: .95rem; overflow-wrap: anywhere; }
.pz-notes li { margin: 0 0 .4rem !important; padding: 0 !important; font-size: .95rem; }
.pz-quotes { opacity: .85; }
.pz-notice { margin: 0; padding: .5rem .8rem; border-left: 4px solid var(--pz-brand);
  background: color-mix(in srgb, var(--pz-brand) 10%, transparent); border-radius: 0 .4rem .4rem 0; }
[data-testid="stButtonGroup"] button[kind$="Active"], [data-testid="stButtonGroup"] button[kind$="Active"] p {
  color: var(--pz-brand) !important; }
[data-testid="stAlertContainer"] { color: inherit; background: color-mix(in srgb, var(--pz-brand) 10%, transparent);
  border-left: 4px solid var(--pz-brand); border-radius: 0 .4rem .4rem 0; }
.pz-warn { border-left-color: var(--pz-wrong); }
.pz-line { margin: 0; overflow-wrap: anywhere; }
.pz-sent { margin: 0; font-size: .9rem; }
.pz-sent dt { font-weight: 700; margin-top: .6rem; }
.pz-sent dd { margin: .2rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.pz-mailhead { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding-bottom: .6rem;
  margin-bottom: .8rem; }
.pz-body del { background: rgba(206, 60, 50, .16); }
.pz-body ins { background: rgba(40, 125, 117, .2); text-decoration-thickness: 2px; }
.pz-meter { position: relative; display: inline-block; vertical-align: middle; width: 7rem; height: .5rem;
  margin-left: .6rem; border-radius: .25rem; overflow: hidden;
  background: color-mix(in srgb, currentColor 14%, transparent); }
.pz-meter span { position: absolute; top: 0; bottom: 0; }
.pz-ideal { background: color-mix(in srgb, var(--pz-brand) 30%, transparent); }
.pz-fill { left: 0; border-right: 3px solid currentColor;
  background: color-mix(in srgb, currentColor 35%, transparent); }
.pz-meter.pz-fail .pz-fill { background: var(--pz-wrong); }
[class*="st-key-store-"], [data-testid="stLayoutWrapper"]:has(> [class*="st-key-store-"]) { display: none; }
.pz-problem { margin: -.4rem 0 0; font-size: .9rem; font-weight: 600; color: var(--pz-wrong); }
.pz-stale { margin: 0; font-style: italic; }
/* A date and its time stay on one line on a phone too. */
[class*="st-key-moment-"] [data-testid="stHorizontalBlock"],
[class*="st-key-rewrite-moment-"] [data-testid="stHorizontalBlock"] { flex-wrap: nowrap; gap: .6rem; }
[class*="st-key-moment-"] [data-testid="stColumn"] { min-width: 0 !important; }
[class*="st-key-moment-"] button { white-space: nowrap; }
@media (max-width: 640px) {
  .block-container { padding-left: 1rem; padding-right: 1rem; padding-top: 1rem; }
  .pz-first > div { padding: 1rem; }
  .pz-head h1 { font-size: 1.3rem; }
  .pz-lead, .st-key-lead [data-testid="stSkeleton"] { font-size: 1rem; min-height: 3.2rem; }
  /* The pages in one row, whatever their names: a picture each with its name below. */
  .st-key-top > :has(> .st-key-nav) { order: 3; flex-basis: 100%; }
  .st-key-nav { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .2rem; min-height: 3.4rem; }
  .st-key-nav :not(a, a *), .st-key-top .st-key-nav [data-testid="stSkeleton"] { width: 100% !important; }
  .st-key-nav [data-testid="stSkeleton"] { height: 3.4rem; }
  .st-key-nav [data-testid="stPageLink"] a { flex-direction: column; justify-content: center; gap: .1rem;
    min-height: 3.4rem; padding: .3rem 0; }
  .st-key-nav [data-testid="stPageLink"] a p { font-size: .78rem; line-height: 1.2; }
  .st-key-examples { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem; }
  .st-key-examples > :first-child { grid-column: 1 / -1; }
  .st-key-examples :is(div, button) { width: 100% !important; }
  .st-key-examples [data-testid="stSkeleton"] { height: 3.2rem; }
  [class*="st-key-engine-"] [data-testid="stSkeleton"] { height: 14.1rem; }
  .st-key-examples button { min-height: 3.2rem; padding: .2rem .4rem; }
  .st-key-examples button p { font-size: .875rem; line-height: 1.25; }
  /* Parts of a page that do not fit side by side: each a button of its own. */
  .st-key-evaluate_part [data-testid="stButtonGroup"] > div { gap: .4rem; }
  .st-key-evaluate_part button { border-radius: .5rem !important; border-width: 1px !important; margin: 0 !important; }
  .st-key-evaluate_part button:not([kind$="Active"]) {
    border-left-color: color-mix(in srgb, var(--pz-ink) 22%, transparent) !important; }
  [class*="st-key-moment-"] [data-testid="stButton"] p { position: absolute; width: 1px; height: 1px;
    overflow: hidden; clip-path: inset(50%); }
}
@media (prefers-reduced-motion: no-preference) {
  .pz-wait p::before { content: ""; display: inline-block; width: .6rem; height: .6rem; margin-right: .6rem;
    border-radius: 50%; background: currentColor; animation: pz-breathe 1.4s ease-in-out infinite; }
  @keyframes pz-breathe { 50% { opacity: .2; } }
}
"""


def mark() -> str:
    """The project's mark, a bridge, as SVG."""
    return files("app").joinpath("mark.svg").read_text(encoding="utf-8")


# Set by the server that puts the styles into the page itself (`app.front`).
in_front = Event()


@cache
def css() -> str:
    """All styles. The mark comes in as a mask: st.html takes no SVG. Streamlit sets the colour scheme that
    light-dark() follows."""
    drawn = base64.b64encode(mark().encode()).decode()
    return f"{_CSS}:root {{ --pz-mark: url('data:image/svg+xml;base64,{drawn}'); }}"


def styles() -> None:
    """Puts the styles in place where the page does not hold them from the start: under a plain `streamlit run`."""
    if not in_front.is_set():
        st.html(f"<style>{css()}</style>")


def name(texts: Texts) -> None:
    """The mark and the name, as the heading of every page."""
    st.html(_head(texts), width="content")


def first_sight(texts: Texts) -> str:
    """HTML of the name where it will stand, for the page before it runs."""
    return f'<div class="pz-first"><div>{_head(texts)}</div></div>'


def _head(texts: Texts) -> str:
    title = escape(texts("title"))
    return f'<div class="pz-head"><div class="pz-mark" aria-hidden="true"></div><h1>{title}</h1></div>'


def heading(title: str) -> None:
    """The page's title as a heading between the name and the sections, for screen readers: the navigation shows it."""
    with st.container(key="page-heading"):
        st.html(f'<h2 class="pz-hidden">{escape(title)}</h2>')


def lead(words: str) -> None:
    """What a page is for, in a sentence below the navigation."""
    with st.container(key="lead"):
        st.html(f'<p class="pz-lead">{escape(words)}</p>')
