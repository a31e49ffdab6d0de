"""Filling slots: {position} becomes the exact fact, with the article, contraction and capital that its place wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from puentes.rendering.articles import with_article

Gender = Literal["f", "m"] | None

SLOT = re.compile(r"\{([a-z_]+[0-9]*)\}")
_AGREEMENT = re.compile(r"\{(sender|recipient):([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SENTENCE_START = re.compile(r"(?:^|[.!?…]\s+|\n\s*|[¿¡])$")
# Spanish: "y" becomes "e" before the sound i (not "hie-"), "o" becomes "u" before the sound o.
_BEFORE_I = re.compile(r"^h?[ií](?!e)", re.IGNORECASE)
# English "an" before a vowel sound: not "a one-off", "a unit"; and before letters that are spelt out, "an SRE".
_AN = re.compile(r"(?!(?i:one|uni|use|usa|eu|uk\b))[AEIOUaeiou](?![A-Z])|[AEFHILMNORSX](?=[A-Z]+\b)")
_BEFORE_O = re.compile(r"^h?[oó]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slots:
    """The values that slots take in one message, and the genders that agreement needs."""

    language: Literal["es", "en"]
    values: Mapping[str, str]
    sender_gender: Gender = None
    recipient_gender: Gender = None

    def with_values(self, more: Mapping[str, str]) -> Slots:
        """The same slots with further values (the masks of a free text)."""
        return Slots(self.language, {**self.values, **more}, self.sender_gender, self.recipient_gender)


def slots_in(template: str) -> list[str]:
    """The names of the slots of a template, in order, each as often as it stands there."""
    return SLOT.findall(template)


def can_fill(template: str, values: Iterable[str]) -> bool:
    """True when every slot outside optional parts has a value."""
    known = set(values)
    return all(name in known for name in slots_in(_OPTIONAL.sub("", template)))


def optional_slots_left_out(template: str, values: Iterable[str]) -> int:
    """How many optional parts of the template would fall out for want of a value."""
    known = set(values)
    return sum(not set(slots_in(part)) <= known for part in _OPTIONAL.findall(template))


def fill(template: str, slots: Slots) -> str:
    """The template with optional parts decided and slots filled. A slot without a value stays as it is written,
    so that the placeholder check sees it."""
    text = _OPTIONAL.sub(lambda m: m.group(1) if set(slots_in(m.group(1))) <= set(slots.values) else "", template)
    text = _AGREEMENT.sub(lambda m: _agree(m, slots), text)
    parts: list[str] = []
    position = 0
    for match in SLOT.finditer(text):
        before = text[position : match.start()]
        parts.append(before)
        value = slots.values.get(match.group(1))
        if value is None:
            parts.append(match.group())
        else:
            _place(parts, match.group(1), value, slots.language)
        position = match.end()
    rest = text[position:]
    filled = _join(parts, rest)
    return re.sub(r"[ \t]{2,}", " ", filled).strip()


def _place(parts: list[str], name: str, value: str, language: str) -> None:
    """Appends the value, adapting the words before it."""
    before = "".join(parts)
    # "Acme S.A. el jueves": a full stop that belongs to the value before begins no sentence.
    own_mark = len(parts) == 1 or re.search(r"[.!?…:¿¡\n]", parts[-1]) is not None
    if language == "es":
        before = _spanish_before(before, name, value)
    elif name in {"when", "alternatives"}:
        before = re.sub(r"\b(?:at|in) $", "on ", before)
        before = re.sub(r"\bthe $", "", before)
    else:
        before = re.sub(r"(\ba|(?:^|[.!?] )A)n? $", r"\1n " if _AN.match(value) else r"\1 ", before)
    # The article that a Spanish date brings along begins the sentence in its place.
    article = "el " if name == "when" and before.endswith("el ") else ""
    lead = before.removesuffix(article)
    # A position keeps capitals of its own ("iOS developer"); one without any begins a sentence like other words.
    begins = name in {"when", "alternatives"} or (name == "position" and value.split()[:1] == value.lower().split()[:1])
    if begins and own_mark and _SENTENCE_START.search(lead):
        begun = article + value
        before, value = lead, begun[:1].upper() + begun[1:]
    parts[:] = [before, value]


def _spanish_before(before: str, name: str, value: str) -> str:
    if name == "when":
        before = re.sub(r"\b[Ee]n (?:el )?$", "el ", before)
        if not re.search(r"(?:\b(?:el|del|al|este|ese|próximo|pasado|día)|[,(]) $", before, re.IGNORECASE):
            before = re.sub(r"\b([Dd])e $", r"\1el ", before) if re.search(r"\b[Dd]e $", before) else before + "el "
    if name == "alternatives" and value.startswith("el "):
        before = re.sub(r"\b(?:en )?(?:el|los) (?:días? )?$", "", before)
        before = re.sub(r"\ben $", "", before)
    if name == "company":
        before = with_article(before, value)
    if _BEFORE_I.match(value):
        before = re.sub(r"\by $", "e ", before)
    if _BEFORE_O.match(value):
        before = re.sub(r"\bo $", "u ", before)
    return before


def _join(parts: list[str], rest: str) -> str:
    text = "".join(parts)
    # "Acme S.A." or "4:30 p.m." at the end of a sentence keep one full stop.
    if text.endswith(".") and rest.startswith(".") and not rest.startswith("..."):
        rest = rest[1:]
    text += rest
    # "de el martes" and "a el martes" contract when the article came with a slot's value.
    text = re.sub(r"\b([Dd])e el (?=(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b)", r"\1el ", text)
    return re.sub(r"\b([Aa]) el (?=(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b)", r"\1l ", text)


def _agree(match: re.Match[str], slots: Slots) -> str:
    gender = slots.sender_gender if match.group(1) == "sender" else slots.recipient_gender
    return match.group(2) if gender == "m" else match.group(3) if gender == "f" else match.group(4)
