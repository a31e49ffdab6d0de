"""A note as it was typed in haste, written out: nothing that it says is changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# Question words of an indirect question, typed without their accent.
_INDIRECT_QUESTION = re.compile(
    r"(?:si|if|whether|what|when|where|which|who|how"
    r"|(?:(?:a|en|con|de|por|para) )?(?:qué|cuál(?:es)?|cuánt[oa]s?|cuándo|dónde|cómo|quién(?:es)?))\b",
    re.I,
)
_QUESTION_WORDS = {
    "cuanto": "cuánto", "cuanta": "cuánta", "cuantos": "cuántos", "cuantas": "cuántas", "cual": "cuál",
    "cuales": "cuáles", "cuando": "cuándo", "donde": "dónde", "como": "cómo", "quien": "quién", "quienes": "quiénes",
}  # fmt: skip
# A person or a team thanked by name: "thank Morag for …".
_THANK_SOMEBODY = re.compile(
    r"[Tt]hank(?= (?:(?:[A-Z][\w.'’-]*\s){1,4}|(?:the|your) (?:\w+ ){1,3}|every(?:one|body) )for\b)"
)

_THANK_THEM = re.compile(r"agrad[eé]cele(s?)(?= (?:lo|la|el|los|las|sus?)\b)", re.I)
# Not "y que me llamen", a wish in the subjunctive, nor "and that is why".
_FURTHER = re.compile(
    r"(?:y (?:que|q)\s+(?!(?:me|nos)\s+\w{2,}en[.!]?$)|and that\s+(?=(?:i|i'm|i've|i'd|i'll|my|we|our)\b))", re.I
)


def written_out(text: str, haste: Mapping[str, str], laughter: str) -> str:
    """The text with the words of `haste` in full, an initial capital kept, and without `laughter`."""
    text = re.sub(rf"(?:^|[\s,]+)(?:{laughter})\b[!.]*", "", text, flags=re.I).strip()
    if not haste:
        return text

    def whole(match: re.Match[str]) -> str:
        word = haste[match.group().lower()]
        return word[:1].upper() + word[1:] if match.group()[0].isupper() else word

    return re.sub(rf"(?<![\w.@'’-])(?:{'|'.join(haste)})(?![\w.@'’-]\w|[\w@'’])", whole, text, flags=re.I)


def with_subject(text: str, subjectless: Mapping[str, Sequence[str]]) -> str:
    """ "Loved the tour" as "I loved the tour"; a text with a subject as it is."""
    for lead, starts in subjectless.items():
        for start in starts:
            if re.match(rf"{start}\b", text, re.I):
                return f"{lead} {text[:1].lower()}{text[1:]}"
    return text


def with_apostrophe(text: str) -> str:
    """ "im" and its like, typed in haste; "id" and "ill" are words too, and stay unless they begin the sentence."""
    text = re.sub(r"\b([Ii])(m|ve)\b", r"\1'\2", text)
    return re.sub(r"^([Ii])(d|ll)\b(?= [a-z])", r"\1'\2", text)


def is_indirect_question(text: str) -> bool:
    """True for what follows "ask" or "pregunta": "if I can …", "cuánto …"."""
    return _INDIRECT_QUESTION.match(text) is not None


def with_question_word(text: str) -> str:
    """An indirect question in Spanish with the accent of its first word."""
    first, _, rest = text.partition(" ")
    word = _QUESTION_WORDS.get(first.lower())
    return f"{word} {rest}" if word and rest else text


def thanks_passed_on(text: str) -> str:
    """ "Thank Morag for …", said to the assistant, as the wish that the reader does it; "agradécele lo rápido que …" as
    thanks to the reader, in the form of usted."""
    text = _THANK_THEM.sub(lambda m: "Les agradezco" if m.group(1) else "Le agradezco", text, count=1)
    return _THANK_SOMEBODY.sub("Please thank", text, count=1) if text[:1] in {"t", "T"} else text


def with_own_start(text: str) -> str:
    """A further thing to tell ("y que no me importa madrugar", "and that I …") as a sentence of its own."""
    found = _FURTHER.match(text)
    return text[found.end() :] if found else text
