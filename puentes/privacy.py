"""What the person keeps private: the words of a detail that is not shared, in every inflection."""

from __future__ import annotations

import re
from typing import Any, Literal

from puentes.datafiles import names, once_per_pack, read_yaml
from puentes.notes import lemmatizer
from puentes.situation import Situation

_WORD = re.compile(r"[^\W\d_]{3,}")
_SLOT = re.compile(r"\{[^{}]*\}")


def private_words(situation: Situation) -> frozenset[str]:
    """Lower-case words and lemmas that must not appear in the message.

    The words of the detail unless it is shared in full, and with `share: none` those that name its kind. Words of
    ordinary messages (all that the phrase bank uses) and of the other facts are left out: a message about an
    interview has to say "week" or "team" even when the detail does.
    """
    reason = situation.reason
    if reason is None or reason.share == "full":
        return frozenset()
    language = situation.language
    kind = _reasons()[reason.kind]
    told = _phrase_lemmas(language, "all but reasons") | _content(_facts(situation), language)
    private: set[str] = set()
    if reason.share == "none":
        private |= {word.lower() for word in kind["words"][language]} - told
    else:
        told |= {word.lower() for word in kind["words"][language]} | _content(kind["brief"][language], language)
        told |= _phrase_lemmas(language, "reasons")
    for word in _WORD.findall(reason.detail or ""):
        # A word is open when any of its forms is: the check finds private words by their lemmas too.
        forms = _content(word, language)
        if not forms & told:
            private |= forms
    return frozenset(private)


def _facts(situation: Situation) -> str:
    interview, recipient = situation.interview, situation.recipient
    parts = (situation.sender.name, recipient.name, interview.position, situation.company, recipient.company)
    return " ".join(part for part in (*parts, interview.place) if part)


def _content(text: str, language: str) -> set[str]:
    """Each word of three letters or more, and its lemma, lower case."""
    lemmatize = lemmatizer()
    found: set[str] = set()
    for word in _WORD.findall(text):
        lower = word.lower()
        found |= {lower, lemmatize(lower, lang=language).lower()}
    return found


def ordinary_lemmas(language: Literal["es", "en"] | str) -> frozenset[str]:
    """Words and lemmas that any message around an interview may hold: the phrase bank's and common ones."""
    return _phrase_lemmas(language, "all but reasons") | _phrase_lemmas(language, "reasons")


@once_per_pack
def _reasons() -> dict[str, Any]:
    data = read_yaml("etiquette", "reasons.yaml")
    return dict(data) if isinstance(data, dict) else {}


def reason_in_brief(kind: str, language: Literal["es", "en"]) -> str:
    """The kind of a reason in a few words, for the prompt."""
    return str(_reasons()[kind]["brief"][language])


@once_per_pack
def _phrase_lemmas(language: str, part: Literal["reasons", "all but reasons"]) -> frozenset[str]:
    """Words and lemmas of the phrase bank: those of the reasons, or all others with common words."""
    chosen = [n for n in names("phrases", language) if (n == "reasons") == (part == "reasons")]
    texts: list[str] = []
    for name in chosen:
        _strings(read_yaml("phrases", language, f"{name}.yaml"), texts)
    if part == "all but reasons":
        _strings(read_yaml("common_words.yaml"), texts, key=language)
    return frozenset(_content(_SLOT.sub(" ", " ".join(texts)), language))


def _strings(node: object, into: list[str], *, key: str | None = None) -> None:
    """Collects the strings of `formal` and `informal` lists (or below `key`)."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in {"phrases", "formal", "informal"} or name == key:
                _strings(value, into)
    elif isinstance(node, list):
        for value in node:
            _strings(value, into)
    elif isinstance(node, str):
        into.append(node)
