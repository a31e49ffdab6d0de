"""A note tells of "them" or "her"; the message speaks to them. The pronoun is turned only where nobody else can be
meant, and only where the rest of the sentence needs no other change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from puentes.notes import lemmatizer

Gender = Literal["f", "m"] | None

# Plurals that "they" never means in a note, and third persons that end in s.
_NOT_MEANT = frozenset(
    "years months weeks days hours minutes times is was has does thanks always this his yes its as us plus".split()
)
_PLURAL = (
    ("they're", "you're"), ("they've", "you've"), ("they'd", "you'd"), ("they'll", "you'll"),
    ("theirs", "yours"), ("their", "your"), ("they", "you"), ("them", "you"),
)  # fmt: skip
_ONE = {"f": re.compile(r"\b(?:she|her|hers)\b", re.I), "m": re.compile(r"\b(?:he|him|his)\b", re.I)}
# Verbs that agree with "she" and have another form with "you".
_AGREES = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't",
           "hasn't": "haven't", "doesn't": "don't"}  # fmt: skip
# A present of the third person ends in s, where no other verb or noun here does.
_THIRD = re.compile(r"^(?!was$|is$|has$|does$|always$|perhaps$|sometimes$)[a-z]{2,}s$")
# After these, "her" is whom; before another word it is whose.
_AFTER_OBJECT = (
    r"(?=\s*(?:$|[.,;:!?)])|\s+(?:and|but|or|so|because|for|to|about|on|in|at|with|from|when|that|who|how|very|a|an|the|"
    r"again|today|yesterday|personally|last|this|next|if|as|i|we|she|would|was|is)\b)"
)


def to_the_reader(sentence: str, note: str, language: str, others: Iterable[str], gender: Gender, named: bool) -> str:
    """The sentence with its third persons turned to the one who reads it.

    `note` is the whole note; `others` are nouns of people and bodies that a pronoun may mean instead: where one of
    them (or a plural, before "they") stands before the pronoun, the sentence stays as it is. `gender` is the
    recipient's; `named` says that one person reads the message, so that "she" can mean that person. In Spanish only
    "ella" and "él" are turned, to usted, which takes the same verb forms.
    """
    if language == "es":
        return sentence if _another(note, others) or not named else _to_usted(sentence, gender)
    told = _they(sentence, others)
    return told if not named or _another(note, others) else _she_or_he(told, gender)


def _another(text: str, others: Iterable[str]) -> bool:
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return any(noun in words for noun in others)


def _they(text: str, others: Iterable[str]) -> str:
    match = re.search(r"\b(?:they|them|their|theirs|they're|they've|they'd|they'll)\b", text, re.I)
    if match is None or _another(text[: match.start()], others):
        return text
    lemmatize = lemmatizer()
    for word in re.findall(r"[a-z]+s\b", text[: match.start()].lower()):
        if word not in _NOT_MEANT and lemmatize(word, lang="en") != word:
            return text
    for theirs, yours in _PLURAL:
        text = re.sub(rf"\b{theirs}\b", yours, text)
        text = re.sub(rf"\b{theirs.capitalize()}\b", yours.capitalize(), text)
    return text


def _she_or_he(text: str, gender: Gender) -> str:
    spoken_of = [g for g, pattern in _ONE.items() if pattern.search(text)]
    if len(spoken_of) != 1 or (gender and gender != spoken_of[0]):
        return text
    she, her, whose, yours = ("she", "her", "her", "hers") if spoken_of[0] == "f" else ("he", "him", "his", "his")
    subject = re.compile(rf"\b({she})(['’](?:s|d|ll))?(\s+(?:really |also |always |just )?)?([a-z]+(?:n't)?)?", re.I)
    if any(_THIRD.match(m.group(4) or "") and not m.group(2) for m in subject.finditer(text)):
        return text  # "she runs the lab": another verb form would be needed
    if re.search(rf"\b{she}['’]s\b", text, re.I) and not re.search(
        rf"\b{she}['’]s (?:been|very|so|really|the|a)\b", text
    ):
        return text  # "she's" is "she is" or "she has"
    text = re.sub(rf"\b{she}['’]s been\b", "you have been", text, flags=re.I)
    text = re.sub(rf"\b{she}['’]s\b", "you are", text, flags=re.I)
    for verb, form in _AGREES.items():
        text = re.sub(rf"\b({she}(?: really| also| always| just)?) {verb}\b", rf"\1 {form}", text, flags=re.I)
    text = re.sub(rf"\b{she}\b", _like("you"), text, flags=re.I)
    text = re.sub(rf"\b{her}\b{_AFTER_OBJECT}", _like("you"), text, flags=re.I)
    if spoken_of[0] == "m":
        text = re.sub(r"\bhim\b", _like("you"), text, flags=re.I)
    text = re.sub(rf"\b{whose}\b(?=\s+[a-z])", _like("your"), text, flags=re.I)
    return re.sub(rf"\b{yours}\b", _like("yours"), text, flags=re.I)


def _like(word: str) -> Callable[[re.Match[str]], str]:
    return lambda m: word.capitalize() if m.group()[0].isupper() else word


def _to_usted(text: str, gender: Gender) -> str:
    for pronoun, of in (("ella", "f"), ("él", "m")):
        if gender in {None, of}:
            text = re.sub(rf"(?<!\w){pronoun}(?!\w)", _like("usted"), text, flags=re.I)
    return text
