"""Does a sentence that an LLM made of a note still say what the note says? Content words decide."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from puentes.datafiles import once_per_pack
from puentes.notes import lemmatizer
from puentes.privacy import ordinary_lemmas

_SLOT = re.compile(r"\{[a-z_]+\d*\}")
# Whose something is, and who acts, must not change: "my CV" never becomes "your CV", "trabajan" never "trabajamos".
_MINE = {
    "en": re.compile(r"\b(?:my|mine|our|ours)\b", re.I),
    "es": re.compile(r"\b(?:mis?|m[ií][oa]s?|nuestr[oa]s?)\b", re.I),
}
_WE = re.compile(r"[^\W\d_]{2,}mos\b", re.I)
# "Which documents I should bring" never becomes "which documents you should bring": what stands after I and you.
_I, _YOU = (re.compile(rf"\b{who}['’\s]([a-z]{{2,}})", re.I) for who in ("I", "you"))
# The Spanish verbs that most often say what the person has to do or can, and the forms of another's in their place.
_MINE_TO_DO = {
    "debo": "debes?|deben", "tengo": "tienes?|tenés|tienen", "puedo": "puedes?|podés|pueden",
    "necesito": "necesita[sn]?|necesitás", "voy": "va[sn]?", "estoy": "está[sn]?", "soy": "eres|sos|es",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
# What turns or ties a statement: each must stand as often in the sentence as in the note, or the sense has changed.
_TURNS = {
    "en": (
        re.compile(
            r"\b(?:not|cannot|never|no|none|nobody|nothing|neither|nor|without)\b"
            r"|n['’]t\b|\b(?:ca|do|does|did|is|was|are|were|have|has|had|wo|could|would|should)nt\b",
            re.I,
        ),
        re.compile(r"\b(?:because|cause|cuz|cos)\b", re.I),
        re.compile(r"\b(?:but|though|although|however|yet)\b", re.I),
        re.compile(r"\b(?:if|unless|whether)\b", re.I),
    ),
    "es": (
        re.compile(r"\b(?:no|nunca|jamás|jamas|tampoco|nadie|nada|ning[uú]n[oa]?|sin|ni)\b", re.I),
        re.compile(r"\b(?:porque|pq|xq|ya que|puesto que)\b", re.I),
        re.compile(r"\b(?:pero|aunque|sin embargo)\b", re.I),
        re.compile(r"\b(?:si|a menos que|salvo que)\b", re.I),
    ),
}
# Share of the note's content words that may be lost, and how much longer than the note a sentence may grow.
MOST_LOST = 0.34
MOST_LONGER = 1.6
SPARE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What differs between a note and the sentence made of it.

    `new`: content words that stand in neither note nor ordinary messages. `lost`: content words of the note that are
    missing. `slots_lost` and `slots_new`: facts behind masks. `longer`: grown suspiciously. `other_person`: what is
    the person's own, or another's to do, became somebody else's. `turned`: a negation, cause, contrast or condition
    came or went. `share_lost`: 0 to 1, of the content words.
    """

    new: tuple[str, ...]
    lost: tuple[str, ...]
    slots_lost: tuple[str, ...]
    slots_new: tuple[str, ...]
    longer: bool
    other_person: bool
    turned: bool
    share_lost: float

    @property
    def holds(self) -> bool:
        """True when the sentence may stand for the note."""
        wrong = self.new or self.slots_lost or self.slots_new or self.longer or self.other_person or self.turned
        return not wrong and self.share_lost <= MOST_LOST


def fidelity(note: str, sentence: str, language: str) -> Fidelity:
    """Compares a masked note with the masked sentence made of it (same language)."""
    in_note, in_sentence = _content(note, language), _content(sentence, language)
    ordinary = _ordinary(language)
    told = {w for forms in in_note.values() for w in forms}
    said = {w for forms in in_sentence.values() for w in forms}
    new = [w for w, forms in in_sentence.items() if not (forms & told or forms & ordinary)]
    keys = [w for w, forms in in_note.items() if not forms & ordinary]
    lost = [w for w in keys if not in_note[w] & said]
    note_slots, sentence_slots = set(_SLOT.findall(note)), set(_SLOT.findall(sentence))
    words = len(note.split())
    return Fidelity(
        tuple(new),
        tuple(lost),
        tuple(sorted(note_slots - sentence_slots)),
        tuple(sorted(sentence_slots - note_slots)),
        len(sentence.split()) > words * MOST_LONGER + SPARE_WORDS,
        _other_person(note, sentence, language),
        any(len(turn.findall(note)) != len(turn.findall(sentence)) for turn in _TURNS[language]),
        len(lost) / len(keys) if keys else 0.0,
    )


def negates_alike(note: str, sentence: str, language: str) -> bool:
    """True when both hold a negation or neither does (same language): the least that any rewording must keep."""
    negation = _TURNS[language][0]
    return (negation.search(note) is None) == (negation.search(sentence) is None)


@once_per_pack
def _ordinary(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in ordinary_lemmas(language))


def fold(text: str) -> str:
    """The text without accents; ñ stays, because it is a letter of its own."""
    parts = unicodedata.normalize("NFD", text.replace("ñ", "\0"))
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("\0", "ñ")


def _other_person(note: str, sentence: str, language: str) -> bool:
    """True when the sentence gives the person's own to another, or the act of others to "we"."""
    if len(_MINE[language].findall(note)) != len(_MINE[language].findall(sentence)):
        return True
    if language == "en":
        return _swapped(_I, _YOU, note, sentence) or _swapped(_YOU, _I, note, sentence)
    if len(_WE.findall(sentence)) > len(_WE.findall(note)):
        return True
    return any(_fewer(mine, note, sentence) and _fewer(theirs, sentence, note) for mine, theirs in _MINE_TO_DO.items())


def _swapped(one: re.Pattern[str], other: re.Pattern[str], note: str, sentence: str) -> bool:
    """True when a verb that stood after one person stands after the other now."""
    verbs, now = ([verb.lower() for verb in one.findall(text)] for text in (note, sentence))
    theirs, theirs_now = ([verb.lower() for verb in other.findall(text)] for text in (note, sentence))
    return any(now.count(v) < verbs.count(v) and theirs_now.count(v) > theirs.count(v) for v in set(verbs))


def _fewer(forms: str, before: str, after: str) -> bool:
    pattern = re.compile(rf"\b(?:{forms})\b", re.I)
    return len(pattern.findall(after)) < len(pattern.findall(before))


def _content(text: str, language: str) -> dict[str, set[str]]:
    """Each content word with its forms: itself, its lemma, and a stem of both that survives derivation."""
    lemmatize = lemmatizer()
    found: dict[str, set[str]] = {}
    for word in _WORD.findall(_SLOT.sub(" ", text)):
        lower = fold(word.lower())
        # Notes are typed in haste: accents are compared as if they were not there.
        lemma = fold(lemmatize(word.lower(), lang=language).lower())
        # "entusiasma" and "entusiasmo", "excited" and "exciting" are the same word to a reader.
        stem = f"{lemma[:6]}-" if len(lemma) > 6 else lemma
        found[lower] = {lower, lemma, stem}
    return found
