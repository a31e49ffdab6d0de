"""The call sheet: a script in large type, to read aloud from with the phone in the other hand. A page of its own."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

from app.texts import Texts
from guardrails.text import Text
from puentes.contracts import addressed, contract_for
from puentes.rendering.dates import clock_for, write_alternatives, write_moment
from puentes.situation import Situation

# At arm's length (60 cm) lower-case letters of 3.5 mm subtend 20 minutes of arc, comfortable reading (ISO 9241-303,
# 5.5.4); that is a type of 20 points. One step more for trembling hands, and larger where the screen has room.
_CSS = """
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem; max-width: 60rem; overflow-wrap: anywhere;
  font: 1.75rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; color: #111; background: #fff; }
@media (min-width: 60rem) { body { font-size: 2.125rem; } }
h1 { font-size: 1.1em; line-height: 1.25; margin: 0 0 .5em; }
h2 { font-size: .7em; margin: 1.4em 0 .4em; padding-top: .5em; border-top: 2px solid; }
p { margin: 0 0 .65em; }
dl { margin: 0; font-size: .8em; }
dt { font-size: .8em; }
dd { margin: 0 0 .5em; font-weight: 700; }
ul { margin: 0; padding-left: 1.1em; }
.slow { display: inline-block; font-size: 1.2em; letter-spacing: .06em; word-spacing: .35em;
  font-variant-numeric: tabular-nums; }
button { font: inherit; font-size: .65em; padding: .5em 1em; min-height: 44px; cursor: pointer; color: inherit;
  background: transparent; border: 2px solid; border-radius: .4em; }
button:focus-visible { outline: 3px solid #1f6b66; outline-offset: 3px; }
@media (prefers-color-scheme: dark) { body { color: #f2f2f2; background: #101716; }
  button:focus-visible { outline-color: #4fa59d; } }
@media print { body { font-size: 20pt; padding: 0; max-width: none; color: #000; background: #fff; }
  button { display: none; } p, dl > div, li { break-inside: avoid; } h2 { break-after: avoid; }
  @page { margin: 15mm; } }
"""
_SCRIPT = 'document.querySelector("button").addEventListener("click", () => window.print());'
_SPOKEN = frozenset({"phone", "voicemail"})


def has_sheet(situation: Situation) -> bool:
    """True for what is said aloud."""
    return situation.channel in _SPOKEN


def call_sheet(body: str, situation: Situation, texts: Texts) -> str:
    """The script as an HTML page: sentence by sentence, names, dates and numbers in bold, the phone number spaced;
    below it what the other side may ask. `texts` gives the headings, in the interface's language.

    All that was written is escaped, and the page's policy lets nothing run but its own print button and nothing be
    fetched.
    """
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    marker = _Facts(situation)
    lines = "".join(f"<p>{marker.bold(span.text)}</p>" for span in Text(body).sentences)
    kind = texts(f"sheet.{'voicemail' if situation.channel == 'voicemail' else 'phone'}")
    to = addressed(situation)
    title = f"{kind}: {to}" if to else kind
    return (
        f'<!doctype html><html lang="{texts.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_CSS}</style></head><body><main><h1>{escape(title)}</h1>"
        f'<button type="button">{escape(texts("sheet.print"))}</button>'
        f'<h2>{escape(texts("sheet.say"))}</h2><div lang="{situation.language}">{lines}</div>'
        f"{_at_hand(situation, texts)}</main><script>{_SCRIPT}</script></body></html>"
    )


def _at_hand(situation: Situation, texts: Texts) -> str:
    """What the other side may ask for, and the person would have to search in the script."""
    interview, clock = situation.interview, clock_for(situation)
    rows = [
        ("who", situation.recipient.name),
        ("position", interview.position),
        ("company", situation.company),
        ("when", write_moment(interview.starts_at, clock) if interview.starts_at else None),
        ("phone_number", situation.sender.phone),
    ]
    told = "".join(
        f'<div><dt>{escape(texts(f"sheet.{name}"))}</dt><dd lang="{situation.language}">{_slow(value, name)}</dd></div>'
        for name, value in rows
        if value
    )
    others = "".join(f"<li>{escape(write_alternatives([one], clock))}</li>" for one in sorted(situation.alternatives))
    if others:
        told += (
            f"<div><dt>{escape(texts('sheet.alternatives'))}</dt>"
            f'<dd lang="{situation.language}"><ul>{others}</ul></dd></div>'
        )
    return f"<h2>{escape(texts('sheet.at_hand'))}</h2><dl>{told}</dl>" if told else ""


def _slow(value: str, name: str) -> str:
    return f'<span class="slow">{escape(value)}</span>' if name == "phone_number" else escape(value)


class _Facts:
    """Finds the facts of a situation in a sentence, and sets them in bold."""

    def __init__(self, situation: Situation) -> None:
        self._phone = situation.sender.phone
        forms = {form for fact in contract_for(situation).facts for form in fact.forms if len(form) > 2}
        if situation.alternatives:
            forms.add(write_alternatives(situation.alternatives, clock_for(situation)))
        ordered = sorted(forms, key=len, reverse=True)
        joined = "|".join(re.escape(form) for form in ordered)
        self._pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if ordered else None

    def bold(self, sentence: str) -> str:
        if self._pattern is None:
            return escape(sentence)
        pieces, at = [], 0
        for found in self._pattern.finditer(sentence):
            style = ' class="slow"' if found[0] == self._phone else ""
            pieces += [escape(sentence[at : found.start()]), f"<strong{style}>{escape(found[0])}</strong>"]
            at = found.end()
        return "".join([*pieces, escape(sentence[at:])])
