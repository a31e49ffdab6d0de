"""Facts before and after: what a text holds of dates, times, numbers, addresses, links and names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guardrails.checks.names import name_words
from guardrails.contract import Language
from guardrails.dates import find_dates
from guardrails.folding import fold
from guardrails.text import Text
from guardrails.times import find_times
from puentes.rewriting.words import word_list

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\"']{1,500}|[\w.+-]{1,64}@[\w.-]{1,200}\w", re.IGNORECASE)
_I = re.compile(r"I(?:['’](?:m|d|ll|ve))?")
_DAYS = {day[:3]: day for day in "monday tuesday wednesday thursday friday saturday sunday".split()}
_SHORT_DAY = re.compile(rf"(?<!\w)({'|'.join(_DAYS)})(?:s|rs|urs|nes)?(?!\w)")
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,:]\d+)*(?!\w)")


def facts_in(raw: str, language: Language) -> dict[str, str]:
    """Every fact of a text: how it is compared, and how it is written there."""
    found: dict[str, str] = {}
    spans = [(d.start, d.end) for d in find_dates(raw, language)] + [(t.start, t.end) for t in find_times(raw)]
    for start, end in spans:
        written = raw[start:end].rstrip(".")  # that of "17 November." is the sentence's
        found.setdefault(_flat(written), written)
    for match in (*_LINK.finditer(raw), *_NUMBER.finditer(raw)):
        written = match.group().rstrip(".,;:")
        found.setdefault(_flat(written), written)
    starts = {s.start for s in Text(raw).sentences}
    # In the order of the text: what is told of them must not differ from one run to the next.
    for name in sorted(name_words((raw,)), key=lambda name: (raw.find(name), name)):
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", raw)]
        if _I.fullmatch(name) or fold(name).strip(".") in word_list("no_names"):
            continue  # nothing that anybody would miss
        if any(p not in starts and raw[:p].rstrip()[-1:] not in ".!?¿¡:\n" for p in places) and not name.isupper():
            found.setdefault(_flat(name), name)
    return found


def lost(draft: str, text: str, language: Language) -> list[str]:
    """The facts of the draft that do not stand in the text any more, as the draft wrote them."""
    now = _flat(text)
    return [written for flat, written in facts_in(draft, language).items() if not _stands(flat, now)]


def new(draft: str, text: str, language: Language, given: Iterable[str] = ()) -> list[str]:
    """The facts of the text that stand neither in the draft nor in what was given beside it."""
    known = _flat(" ".join((draft, *given)))
    return [written for flat, written in facts_in(text, language).items() if not _stands(flat, known)]


def _flat(text: str) -> str:
    """How facts are compared: without accents, capitals and line ends, and "thurs" is Thursday."""
    return _SHORT_DAY.sub(lambda m: _DAYS[m.group(1)], " ".join(fold(text).split()))


def _stands(flat: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(flat)}(?!\w)", text) is not None
