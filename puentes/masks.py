"""Masks: names, dates, numbers and addresses in a free text become slots before an LLM sees it, and come back after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from guardrails.text import Text
from puentes.datafiles import once_per_pack, read_yaml

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_LINK = r"(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)]"
_PHONE = r"\+?\(?\d[\d\s().-]{6,}\d"
_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre "
    "january february march april may june july august september october november december"
).split()
_WEEKDAYS = (
    "lunes martes miércoles jueves viernes sábado domingo monday tuesday wednesday thursday friday saturday sunday"
).split()
_MONTH = "(?:" + "|".join(m for m in _MONTHS if m not in {"may", "march"}) + "|March|May)"
_WEEKDAY = "(?:" + "|".join(_WEEKDAYS) + ")"
_DATE = (
    rf"(?:{_WEEKDAY},? )?\d{{1,2}}(?:st|nd|rd|th)?(?: de| of)? {_MONTH}(?:(?: de|,)? \d{{4}})?"
    rf"|(?:{_WEEKDAY},? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?|{_WEEKDAY}"
)
_TIME = r"\d{1,2}(?::\d\d)? ?(?:h\b|hs\b|horas\b|[ap]\.?\s?m\.?(?!\w))|\d{1,2}:\d\d"
_NUMBER = r"\d+(?:[.,]\d+)*(?: ?%)?"
# A capitalised word inside a sentence is taken for a name, with the particles between two of them.
_NAME = (
    r"[A-ZÁÉÍÓÚÜÑÇ][\w'’&.-]*\w(?: (?:de la|de los|del|de|y|&|van|von) [A-ZÁÉÍÓÚÜÑÇ][\w'’-]*| [A-ZÁÉÍÓÚÜÑÇ][\w'’-]*)*"
)
# The full stop of an abbreviated honorific ends no sentence: what follows is a name.
_HONORIFIC = "Sra?|Srta|Dra?|Dña|Doña|Don|Mrs?|Ms|Miss|Profa?|Licd?a?|Ing|Arq|Mtra?"
_TITLED = rf"\b(?:{_HONORIFIC})\.? (?:(?:de|del|la|los|van|von|der) )*{_NAME}"
# A plate, an identity card, a case number: letters do not make it less of a number.
_CODE = r"(?<![\w{])[\w-]*\d{3}[\w-]*(?![\w}])"
_NOT_NAMES = frozenset(
    "i i'm i'd i've i'll i’m i’d i’ve i’ll english spanish inglés español ok cv".split() + _MONTHS + _WEEKDAYS
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with slots in the place of its facts, and what each slot stands for."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)


def mask(
    text: str, known: Mapping[str, Iterable[str]], language: str, names: Iterable[str] = (), start: int = 0
) -> Masked:
    """`text` with its facts behind slots. `known` maps slot names to the forms of facts of the situation, which get
    the situation's own slot; `names` are names that are surely names; other names, dates, times, numbers, links,
    addresses and phones are found and get numbered slots, counted from `start` + 1."""
    # Braces of the person's own would look like slots.
    state = _Masking(text.replace("{", "(").replace("}", ")"), start)
    for slot, forms in known.items():
        for form in sorted(forms, key=len, reverse=True):
            if len(form) > 1:
                state.known(rf"(?<!\w){re.escape(form)}(?!\w)", slot, form)
    for name in sorted(set(names), key=len, reverse=True):
        state.each("name", rf"(?<!\w){re.escape(name)}(?!\w)")
    state.each("name", _TITLED)
    state.each("email", _EMAIL)
    state.each("link", _LINK)
    state.each("date", rf"\b(?:{_DATE})(?!\w)", re.IGNORECASE if language == "es" else re.NOFLAG)
    state.each("date", rf"\b(?:{_DATE})(?!\w)", re.IGNORECASE)
    state.each("time", rf"\b(?:{_TIME})", re.IGNORECASE)
    state.each("phone", rf"(?<!\w){_PHONE}(?!\w)")
    state.each("number", rf"(?<![\w{{]){_NUMBER}(?!\w)")
    state.each("number", _CODE)
    state.names()
    return Masked(state.text, state.values)


def unmask(text: str, values: Mapping[str, str]) -> str:
    """The text with each slot of `values` replaced by what it stands for."""
    return re.sub(r"\{([a-z_]+\d*)\}", lambda m: values.get(m.group(1), m.group()), text)


def _surely_a_name(word: str) -> bool:
    """A capitalised word that begins a sentence is a name when it is a common given name, or no word that the
    dictionaries of either language know."""
    from simplemma import is_known  # late: its dictionaries take half a second to load

    lower = word.lower()
    return lower in given_names() or not is_known(lower, lang=("es", "en"))


@once_per_pack
def given_names() -> frozenset[str]:
    data: Any = read_yaml("given_names.yaml")
    return frozenset(str(data["names"]).split())


class _Masking:
    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self._start = start
        self.values: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def known(self, pattern: str, slot: str, form: str) -> None:
        masked, count = re.subn(pattern, f"{{{slot}}}", self.text)
        if count and slot not in self.values:
            self.values[slot] = form
        if count and self.values[slot] != form:
            # The same fact in another form ("Marta" for "Marta Ruiz") keeps its own words.
            self.each("name", pattern)
            return
        self.text = masked

    def each(self, kind: str, pattern: str, flags: int | re.RegexFlag = 0) -> None:
        self.text = re.sub(pattern, lambda m: self._slot(kind, m.group()), self.text, flags=flags)

    def names(self) -> None:
        starts = {s.start for s in Text(self.text).sentences}

        def replace(match: re.Match[str]) -> str:
            word = match.group()
            if word.lower() in _NOT_NAMES or word.split()[0].lower() in _NOT_NAMES:
                return word
            # At the start of a sentence a capital says nothing, unless another capitalised word follows at once.
            before = self.text[: match.start()].rstrip("¿¡\"'«“( ")
            at_start = match.start() in starts or not before or before[-1] in ".!?:\n"
            if at_start and " " not in word and not _surely_a_name(word):
                return word
            return self._slot("name", word)

        self.text = re.sub(rf"(?<![\w{{]){_NAME}", replace, self.text)
        # "Dr. Gil ... Gil said": what is a name in one place is one at the start of a sentence too.
        masked = [value for slot, value in self.values.items() if slot.startswith("name")]
        for word in dict.fromkeys(w for value in masked for w in re.findall(r"\w{3,}", value) if w[0].isupper()):
            self.each("name", rf"(?<![\w{{]){word}(?!\w)")

    def _slot(self, kind: str, value: str) -> str:
        for name, known in self.values.items():
            if known == value and name.startswith(kind):
                return f"{{{name}}}"
        self._counts[kind] = self._counts.get(kind, self._start) + 1
        name = f"{kind}{self._counts[kind]}"
        self.values[name] = value
        return f"{{{name}}}"
