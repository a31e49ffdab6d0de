"""A detail told as the reason: by itself where it reads as one, else after a lead that fits its form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guardrails.acts import find_acts
from guardrails.contract import Language
from guardrails.text import Text
from puentes.notes import lemmatizer

# The lead before a clause, before a noun with its article, before anything else ("gripe", "train strike").
_LEADS = {
    "es": ("El motivo es que ", "El motivo es ", "El motivo es el siguiente: "),
    "en": ("The reason is that ", "The reason is ", "The reason is the following: "),
}
_NOUN_STARTS = frozenset("un una unos unas la el a an the my our mi nuestra nuestro".split())
_SUBJECTS = frozenset("i i'm i've i'd i'll my we we're our it it's there".split())
_AUXILIARIES = frozenset(
    "is isn't are aren't was wasn't were weren't has hasn't have haven't had hadn't will won't can can't cannot could "
    "couldn't must needs need did didn't does doesn't".split()
)
# A word after one of these is a noun, however much it looks like a verb ("una visita médica", "la cura").
_BEFORE_NOUNS = frozenset(
    "un una unos unas el la los las mi mis su sus nuestra nuestro de del al a con por para en sin otra otro".split()
)
_NOT_FINITE = re.compile(r"(?:[aeií](?:d[oa]s?|ndo)|[aeií]r)$")


def as_reason(text: str, language: Language) -> str:
    """The detail as the sentence of the reason. `text` begins with a capital and ends in a mark."""
    words = re.findall(r"[^\W\d_][\w'’]*", text.lower().replace("’", "'"))
    clause = _is_clause(words, language)
    if clause and find_acts(Text(text), language).get("reason"):
        return text
    first = text.split()[0] if text else ""
    # A proper name or "I" keeps its capital within the sentence.
    plain = first[1:].islower() or first.lower() in _NOUN_STARTS or (language == "es" and len(first) < 3)
    lower = text[:1].lower() + text[1:] if plain else text
    that, noun, anything = _LEADS[language]
    if clause:
        return that + lower
    verbal = any(_may_be_a_verb(words, i, language) for i in range(len(words)))
    return (noun if words[:1] and words[0] in _NOUN_STARTS and not verbal else anything) + lower


def _is_clause(words: Sequence[str], language: Language) -> bool:
    """True when the text surely has a verb of its own: "mi madre está ingresada", not "una cita médica"."""
    if len(words) < 2:
        return False
    if language == "en":
        began = words[0] in _SUBJECTS and (
            words[0].startswith("i") or any(_may_be_a_verb(words, i, "en") for i in range(1, len(words)))
        )
        return began or any(_is_finite_in_english(words, i) for i in range(1, len(words)))
    return any(_may_be_a_verb(words, i, "es") for i in range(len(words)))


def _is_finite_in_english(words: Sequence[str], index: int) -> bool:
    """True for an auxiliary, and for an irregular past ("broke") where no noun has to follow ("a lost passport")."""
    word = words[index]
    irregular = _may_be_a_verb(words, index, "en") and not word.endswith(("ed", "en"))
    return word in _AUXILIARIES or (irregular and words[index - 1] not in _NOUN_STARTS)


def _may_be_a_verb(words: Sequence[str], index: int, language: Language) -> bool:
    word = words[index]
    lemma = lemmatizer()(word, lang=language)
    if language == "en":
        return bool(lemma != word) and not word.endswith(("s", "ing"))
    after_noun_word = index > 0 and words[index - 1] in _BEFORE_NOUNS
    finite = lemma != word and lemma.endswith(("ar", "er", "ir", "ír")) and not _NOT_FINITE.search(word)
    return bool(finite and not after_noun_word)
