"""The data of rewriting, per language: what is softened, what is taken out, and the sentences that may be missing."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from pydantic import BaseModel, ConfigDict, model_validator

from puentes.datafiles import once_per_pack, read_model

# Patterns run on folded text, in which ñ is n and no letter has an accent.
_FOLDED = str.maketrans("ñáéíóúü", "naeiouu")
Pair = tuple[str, str]


class Connectors(BaseModel):
    """Words that begin a clause, as patterns: of a cause, of a contrast or consequence, of an addition, relative.
    After a word of `finite` a main clause follows, so that it can go, and "that" before `restated` too; what begins
    with `subordinate` is no sentence, nor what begins with a `phrase` and has no `subject` of its own after it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cause: str
    contrast: str
    additive: str
    relative: str
    finite: str
    restated: str
    subordinate: str
    phrase: str
    subject: str


class Transcript(BaseModel):
    """Words of a transcript that begin a sentence, those that begin a question, and those that follow a comma.
    `subject` begins one only after a word of `ends`, and not close after a word of `reports`; after a word of `joins`
    nothing begins. What is `sure` begins one whatever stands before but a conjunction. Empty: none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: tuple[str, ...]
    sure: str
    question: str
    comma: str
    joins: str
    subject: str = ""
    ends: str = ""
    reports: str = ""


class Softer(BaseModel):
    """Spot by spot: pairs of a pattern and what is said instead; `chatter` is taken out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    typos: tuple[Pair, ...]
    dialect: tuple[Pair, ...]
    slang: tuple[Pair, ...]
    blunt: tuple[Pair, ...]
    colloquial: tuple[Pair, ...]
    chatter: tuple[str, ...]
    swearing: tuple[Pair, ...]
    shame: tuple[Pair, ...]
    begging: tuple[Pair, ...]
    pressure: tuple[Pair, ...]


class Rules(BaseModel):
    """prompts/rewriting/<language>.yaml. All patterns are regular expressions on folded text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    softer: Softer
    offences: dict[str, tuple[str, ...]]
    threats: tuple[str, ...]
    lies: tuple[str, ...]
    injection: tuple[str, ...]
    to_the_assistant: tuple[str, ...]
    told_to_say: str
    fillers: tuple[str, ...]
    kept_remarks: tuple[str, ...]
    leads: str
    led_by: str
    bare_subject: str
    withdraws: str
    withdraws_plainly: str
    waited: str
    suggests: str
    late: str
    awaits_news: str
    reconsiders: str
    missed_plainly: str
    refused: str
    harmless: str
    calls: str
    connectors: Connectors
    transcript: Transcript
    greeting: str
    greeted: str
    closing: str
    question_opens: str
    firmer: tuple[Pair, ...]
    shorter: tuple[Pair, ...]
    written: tuple[Pair, ...]
    spoken: tuple[Pair, ...]
    repeated: tuple[str, ...]
    brief: dict[str, str]
    brief_sentence: str
    brief_nouns: dict[str, str]
    kinds: dict[str, str]
    # Where reproaches stand, only what is needed stays; without `plain` this is not done.
    heated: tuple[str, ...] = ()
    reproachful: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    asks: str = ""
    denials: str = ""
    in_process: str = ""
    # Who tells of another offer and has still to decide.
    undecided: str = ""
    preposition: str = ""
    conditional: str = ""
    # Joins a sentence to the one before; and what says nothing alone ("Le escribo porque").
    connective: str = ""
    # What brings it about that somebody cannot come.
    happened: str = ""
    announces_only: str = ""

    @model_validator(mode="after")
    def _patterns_compile(self) -> Rules:
        pairs = (
            p
            for key in ("typos", "dialect", "slang", "blunt", "colloquial", "swearing", "shame", "begging", "pressure")
            for p, _ in getattr(self.softer, key)
        )
        lists = (
            *self.offences.values(),
            self.threats,
            self.lies,
            self.injection,
            self.to_the_assistant,
            self.fillers,
            self.kept_remarks,
            self.heated,
            self.reproachful,
            self.plain,
        )
        every = (*pairs, *self.softer.chatter, *(p for patterns in lists for p in patterns))
        for pattern in (*every, self.leads, self.told_to_say, self.greeting, self.closing, *self.transcript.sentence):
            try:
                word(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no pattern: {error}") from error
        return self


class MoveTexts(BaseModel):
    """Wordings of one move, for some intents (none named: for all)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    move: str
    intents: tuple[str, ...] = ()
    texts: tuple[str, ...]


class Moves(BaseModel):
    """prompts/rewriting/moves/<language>.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    moves: tuple[MoveTexts, ...]
    embedded: dict[str, str]
    greetings: dict[str, tuple[str, ...]]
    closings: dict[str, tuple[str, ...]]
    again: str
    again_name: str
    phone_is: str
    subjects: dict[str, str]

    def of(self, move: str, intent: str) -> tuple[str, ...]:
        """The wordings of a move for an intent, those made for it first."""
        fitting = [m for m in self.moves if m.move == move and (not m.intents or intent in m.intents)]
        return tuple(text for m in sorted(fitting, key=lambda m: not m.intents) for text in m.texts)

    @cached_property
    def named(self) -> frozenset[str]:
        """The moves that have wordings."""
        return frozenset(m.move for m in self.moves)


@once_per_pack
def rules_of(language: str) -> Rules:
    """The rules of a language. Raises DataError naming file and key."""
    return read_model(Rules, "rewriting", f"{language}.yaml")


@once_per_pack
def moves_of(language: str) -> Moves:
    """The sentences of a language that a draft may lack. Raises DataError naming file and key."""
    return read_model(Moves, "rewriting", "moves", f"{language}.yaml")


@lru_cache(maxsize=1024)
def word(pattern: str) -> re.Pattern[str]:
    """The pattern, to begin where a word begins."""
    return re.compile(rf"(?<!\w)(?:{pattern.translate(_FOLDED)})", re.MULTILINE)


@lru_cache(maxsize=64)
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """All of these as one, each to begin where a word begins."""
    return re.compile("|".join(rf"(?<!\w)(?:{p.translate(_FOLDED)})" for p in patterns), re.MULTILINE)
