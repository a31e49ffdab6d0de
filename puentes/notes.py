"""The person's own note (nuance, detail) made ready: screened, and made polite by rule where no LLM writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from guardrails.text import Text
from puentes.datafiles import once_per_pack, read_model
from puentes.haste import (
    is_indirect_question,
    thanks_passed_on,
    with_apostrophe,
    with_own_start,
    with_question_word,
    with_subject,
    written_out,
)

Why = Literal["order", "injection", "language", "check", "length", "unclear", "twisted"]


class NoteRules(BaseModel):
    """How a note is read, as prompts/notes/<language>.yaml says it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    told_that: tuple[str, ...]
    told_one: tuple[str, ...]
    told_noun: tuple[str, ...]
    noun_lead: str
    asked_whether: tuple[str, ...]
    ask_lead: str
    thanked: tuple[str, ...]
    thanked_for: str
    thank_lead: str
    orders: tuple[str, ...]
    injection: tuple[str, ...]
    injection_starts: tuple[str, ...]
    others: tuple[str, ...]
    softeners: tuple[str, ...]
    haste: dict[str, str]
    laughter: str
    subjectless: dict[str, tuple[str, ...]]

    @property
    def requests(self) -> tuple[str, ...]:
        """What surely speaks to the assistant; an order may be meant for the reader ("please keep the door open")."""
        return (*self.told_that, *self.asked_whether, *self.thanked, *self.injection_starts)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence of the note that is not in the message, and why."""

    text: str
    why: Why
    about: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """The sentences of a note that are content, and those left out."""

    kept: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def screen(note: str, language: str) -> Screened:
    """Parts a note into sentences of content, and orders or injections, which are left out and shown."""
    rules = _rules(language)
    kept: list[str] = []
    left: list[LeftOut] = []
    for sentence in Text(note.replace(";", ".\n")).sentences:
        text = _without_softener(sentence.text.strip("-•* \t"), rules)
        lower = _flat(text)
        if not re.search(r"\w{2}", text):
            continue
        aimed = any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower) for word in rules.injection)
        if aimed or _begins(lower, rules.injection_starts):
            left.append(LeftOut(text, "injection"))
        elif _begins(lower, rules.orders) and not _begins(lower, rules.told_that):
            left.append(LeftOut(text, "order"))
        else:
            for index, part in enumerate(part for half in _AND_ASK.split(text) for part in _told_apart(half, rules)):
                if index and language == "es" and _ASKED_OF_THEM.search(part):
                    left.append(LeftOut(part, "unclear"))
                else:
                    kept.append(part)
    return Screened(tuple(kept), tuple(left))


# "… y que me llamen": a wish in the subjunctive, which no rule turns into a sentence of its own.
_ASKED_OF_THEM = re.compile(r"\b(?:me|nos)\s+\w{2,}en[.!]?$", re.I)

# "I am deaf, so ask if …": what is told, and what is to be asked.
_AND_ASK = re.compile(
    r"(?:,\s*(?:so|and|y|así que|asi que)?|\s+(?:so|así que|asi que))\s+"
    r"(?=(?:ask(?: them| her| him)? (?:if|whether)|preg[uú]nt\w+ si)\b)",
    re.I,
)


def _without_softener(text: str, rules: NoteRules) -> str:
    """ "Please tell them …" as "tell them …", where a request to the assistant follows; else the text as it is."""
    rest = text
    while softener := _begins(_flat(rest), rules.softeners):
        rest = rest[len(rest) - len(rest.lstrip("¡¿ ")) + len(softener) :].lstrip(" ,:")
    return rest if rest != text and _begins(_flat(rest), rules.requests) else text


def _told_apart(text: str, rules: NoteRules) -> list[str]:
    """ "Tell them that A, and that B" as "tell them that A" and "tell them that B"; any other text as it is."""
    told = _begins(_flat(text), rules.told_that)
    if not told:
        return [text]
    lead = text[: len(text) - len(text.lstrip("¡¿ ")) + len(told)]
    parts = re.split(r",?\s+(?:y|e|and)\s+(que|q|that)\s+", text)
    return [parts[0], *(f"{lead} {that} {part}" for that, part in zip(parts[1::2], parts[2::2], strict=True))]


def polite(sentence: str, language: str, register: str = "formal") -> str:
    """A sentence of a note as the person would say it to the recipient: the request to tell it is cut off, the
    first letter is a capital, one plain mark ends it. "Dile que su charla …" becomes "Tu charla …" in a message of
    tú. Nothing else is changed."""
    rules = _rules(language)
    text = " ".join(sentence.split()).strip(" \"'“”«»")
    text = with_own_start(with_subject(written_out(text, rules.haste, rules.laughter), rules.subjectless))
    if language == "en" or register == "formal":
        text = thanks_passed_on(text)
    if language == "es" and register == "informal" and _begins(_flat(text), rules.told_one):
        text = re.sub(r"\bsu(?=s?\b)", "tu", text)
    text = _without_request(text, rules, "que" if language == "es" else "that")
    text = re.sub(r"([!?.])[!?.]+$", r"\1", text).rstrip()
    if text.endswith("!"):
        text = text[:-1] + "."
        text = text.replace("¡", "")
    if not re.search(r"[.!?…]$", text):
        text = text.rstrip(",;:") + ("?" if text.startswith("¿") else ".")
    if language == "en":
        text = re.sub(r"\bi(?=['’ ])", "I", with_apostrophe(text))
    first = len(text) - len(text.lstrip("¿¡"))
    return text[: first + 1].upper() + text[first + 1 :]


def _without_request(text: str, rules: NoteRules, that: str) -> str:
    lower = _flat(text)
    asked = _begins(lower, rules.asked_whether)
    if asked:
        rest = text[len(asked) :].lstrip(" ,:")
        rest = with_question_word(rest) if that == "que" else rest
        if is_indirect_question(rest):
            return f"{rules.ask_lead} {rest.rstrip('.?')}" + ("?" if that == "that" else ".")
        return text
    thanked = _begins(lower, rules.thanked)
    if thanked:
        found = re.match(rf"(?:{rules.thanked_for})\b", text[len(thanked) :].lstrip(), re.I)
        return f"{rules.thank_lead} {text[len(thanked) :].lstrip()}" if found else text
    told = _begins(lower, rules.told_that)
    if not told:
        return text
    rest = text[len(told) :].lstrip(" ,:")
    if found := re.match(rf"(?:{that}{'|q' if that == 'que' else ''})\b", rest, re.I):
        return rest[found.end() :].lstrip(" ,:")
    if told in rules.told_noun and re.match(r"(?:mi|mis|el|la|los|las|un|una|my|our|the|a|an|how)\b", rest, re.I):
        return f"{rules.noun_lead} {rest}"
    # "tell them I loved it": the clause stands by itself. Spanish needs its "que".
    if that == "that" and re.match(r"(?:i|im|ive|id|ill|we|my|it|its|the|this|there|our|they|their)\b", rest, re.I):
        return rest
    return text


def asks(text: str, language: str) -> bool:
    """True when the text asks something: a question mark, or the lead that the rules give to a request to ask."""
    lead = _rules(language).ask_lead.lower()
    return "?" in text or lead in text.lower()


def needs_an_llm(sentence: str, language: str) -> bool:
    """True when a sentence still speaks to the assistant after the rules: by rule it is left out, not mangled."""
    rules = _rules(language)
    lower = _flat(sentence)
    return any(_begins(lower, starts) for starts in (rules.told_that, rules.asked_whether, rules.thanked))


def people_and_bodies(language: str) -> tuple[str, ...]:
    """Nouns of people and bodies that a pronoun in a note may mean, other than the one who reads the message."""
    return _rules(language).others


def _begins(lower: str, starts: tuple[str, ...]) -> str:
    """The longest of `starts` that the text begins with, or an empty string."""
    fitting = [s for s in starts if lower.startswith(s) and not lower[len(s) : len(s) + 1].isalnum()]
    return max(fitting, key=len, default="")


def _flat(text: str) -> str:
    return text.lower().replace("’", "'").lstrip("¡¿ ")


@once_per_pack
def _rules(language: str) -> NoteRules:
    return read_model(NoteRules, "notes", f"{language}.yaml")


@lru_cache(maxsize=1)
def lemmatizer() -> Any:
    """simplemma's lemmatize, loaded at first use: its dictionaries take half a second."""
    from simplemma import lemmatize

    return lemmatize
