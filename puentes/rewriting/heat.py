"""Was a draft written in anger, or in confidence? What tells it, and which of its stretches are too warm to send.

The offences of the data are spots that are known. Beside them stands what no list foresees; in a draft that holds an
offence it is likelier a reproach or a confidence than not, so there the benefit of the doubt is smaller.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from guardrails.contract import Language
from guardrails.folding import fold
from guardrails.tokens import body_tokens
from guardrails.weights import load_weights
from puentes.datafiles import once_per_pack, read_model
from puentes.rewriting.job import Job
from puentes.rewriting.rules import any_of
from puentes.rewriting.verbs import has_verb

Mood = Literal["anger", "confidence"]
MOODS: tuple[Mood, ...] = ("anger", "confidence")
# The act of the weights that speaks of each mood, and the offences and changes that tell it.
_ACT: dict[Mood, str] = {"anger": "negative_about_employer", "confidence": "overshares"}
_KINDS: dict[Mood, frozenset[str]] = {
    "anger": frozenset({"disparagement", "contempt", "blame", "sarcasm", "disputes", "threat"}),
    "confidence": frozenset({"overshares", "intimate", "self_blame", "desperation"}),
}
# Log odds from which on a sentence that does nothing is taken for a reproach or a confidence where there are others,
# and those for one that does something. Ordinary sentences score -5 to -10.
_IDLE, _BUSY, _CLAUSE = -4.4, -1.0, -2.5


class Words(BaseModel):
    """What tells a mood: one of `sure` anywhere; `maybe` only where the mood is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sure: tuple[str, ...]
    maybe: tuple[str, ...]


class Moods(BaseModel):
    """The words of one language: of the moods, of what a message may be for beside the acts that the checks know
    (`wants`), and of reasons that anybody may tell (`reasons`: a shift, a train, a family emergency)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    anger: Words
    confidence: Words
    wants: tuple[str, ...]
    reasons: tuple[str, ...]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    en: Moods
    es: Moods


@once_per_pack
def _data() -> _Data:
    return read_model(_Data, "rewriting", "heat.yaml")


def moods_in(language: Language) -> Moods:
    """The words of a language. Raises DataError naming file and key."""
    data = _data()
    return data.es if language == "es" else data.en


def words_of(language: Language, mood: Mood) -> Words:
    """The words of a mood."""
    moods = moods_in(language)
    return moods.anger if mood == "anger" else moods.confidence


def sure_of(text: str, language: Language) -> set[Mood]:
    """The moods that a text tells by a word that no courteous message holds."""
    return {mood for mood in MOODS if _says(fold(text), words_of(language, mood).sure)}


def is_hot(job: Job) -> bool:
    """True when a draft tells a mood by its own words, or by all of it."""
    return bool(sure_of(job.text[: job.layout.own_end], job.language)) or is_heated(job)


def moods_of(job: Job, kinds: Collection[str]) -> set[Mood]:
    """The moods of a draft: by its words, and by the offences (`kinds`) that were found or mended in it."""
    told = {mood: _KINDS[mood] & set(kinds) for mood in MOODS}
    if told["anger"] == {"disparagement"} and _courtesies(job) >= _CLEARLY_KIND:
        told["anger"] = frozenset()  # one clause that sounds like criticism, in a letter that is kind throughout
    found = sure_of(job.text, job.language) | {mood for mood in MOODS if told[mood]}
    if is_heated(job):
        found.add("anger")
    return {mood for mood in found if words_of(job.language, mood).sure}  # a language without such words: as it was


# What tells anger in words that no list knows: sentences that blame as the weights see it, words of a reproach, bare
# exclamations, words quoted in scorn, and nowhere a courtesy. So many of them, or with one courtesy so many more.
_SIGNS, _SIGNS_BESIDE_COURTESY, _BLAMES, _SURELY_BLAMES = 3, 4, -3.0, 0.0
_MOST_BARE = 2
_CLEARLY_KIND = 2
_SCORN = re.compile(r"[\"“][^\"”\n]{2,40}[\"”]")
_COURTESY = re.compile(
    r"(?<!\w)(?:please|kindly|hope|appreciate|grateful|glad|happy to|no worries|no rush|wonder(?:ing|ed)|enjoyed"
    r"|pleased|unfortunately|i'm afraid|look forward|looking forward)(?!\w)"
)


def is_heated(job: Job) -> bool:
    """True when a draft as a whole reads as a reproach, whatever its words: many signs, and no courtesy."""
    if not words_of(job.language, "anger").sure:
        return False
    layout = job.layout
    body = filter(job.in_body, job.sentences())
    stretches = [job.text[max(s.start, layout.body_start) : s.end].strip(" ,\n") for s in body]
    own, kind = job.text[layout.body_start : layout.body_end], _courtesies(job)
    scores = [score(text, job.language, "anger") for text in stretches if text]
    blaming = sum(value > _BLAMES for value in scores)
    words = sum(_says(fold(text), words_of(job.language, "anger").maybe) for text in stretches)
    bare = sum(bool(text) and not has_verb(text, job.language) for text in stretches)
    signs = blaming + words + min(bare, _MOST_BARE) + len(_SCORN.findall(own))
    if not blaming or kind > 1:
        return False
    return signs >= _SIGNS if not kind else signs >= _SIGNS_BESIDE_COURTESY and max(scores) > _SURELY_BLAMES


def _courtesies(job: Job) -> int:
    """How many words and acts of courtesy stand between greeting and closing."""
    start, end = job.layout.body_start, job.layout.body_end
    acts = [s for act in ("gratitude", "apology") for s in job.acts.get(act, ()) if start <= s.start < end]
    return len(_COURTESY.findall(fold(job.text[start:end]))) + len(acts)


def is_warm(
    text: str, language: Language, moods: Collection[Mood], *, idle: bool, courteous: bool = False, clause: bool = False
) -> bool:  # fmt: skip
    """True when a stretch is too warm to be sent in a draft of these moods: `idle` when it does nothing else, and
    `courteous` when it does so kindly; a `clause` alone tells less than a sentence."""
    folded = fold(text)
    for mood in MOODS:
        words = words_of(language, mood)
        if _says(folded, words.sure) or ((mood in moods or idle) and _says(folded, words.maybe)):
            return True
        least = (_CLAUSE if clause else _IDLE) if idle and not courteous and mood in moods else _BUSY
        if (mood in moods or idle) and score(text, language, mood) > least:
            return True
    return False


def _says(folded: str, patterns: tuple[str, ...]) -> bool:
    if not patterns:
        return False
    return any(not folded[m.end() : m.end() + 1].isalnum() for m in any_of(patterns).finditer(folded))


def score(text: str, language: Language, mood: Mood) -> float:
    """How much the likeliest clause of a text speaks for a mood, as log odds."""
    return _scores(text, language)[MOODS.index(mood)]


@lru_cache(maxsize=256)  # each stretch is asked for both moods, and as a part of its sentence
def _scores(text: str, language: Language) -> tuple[float, ...]:
    weights = load_weights(language)
    weighed = weights.weigh(body_tokens(text), language, {})
    numbers = (weights.acts.index(_ACT[mood]) for mood in MOODS)
    return tuple(max((scores[number] for _, scores in weighed), default=-99.0) for number in numbers)


def mentions_gone(text: str) -> bool:
    """True for a sentence that speaks of what stood before it: "Please ignore that.", "It was all too much."."""
    return bool(_BACK.search(fold(text)))


_BACK = re.compile(
    r"^\W*(?:and |but |so |or )?(?:that|this|it|they|he|she|those|these|such|which)\b"
    r"|(?<!\w)(?:this|that|it|them|those|these)(?=[.,;!?]|\s*\Z| into account| in mind)"
)
