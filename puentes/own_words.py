"""The person's own sentences in a message: as given, made polite by rule, or polished; each mended or dropped alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from guardrails.contract import Language
from guardrails.finding import Finding
from puentes.fidelity import fold
from puentes.notes import LeftOut, Why, lemmatizer, polite
from puentes.own_note import Own, Prepared, fitting
from puentes.reason_words import as_reason
from puentes.situation import Situation

# Words that a half needs to be a sentence of its own.
_LEAST_HALF = 4
# Two halves of a sentence that can stand apart, so that the one which offends can be left out alone.
_HALVES = {
    "es": re.compile(r",?\s+(?:pero|aunque|sino que)\s+", re.I),
    "en": re.compile(r",?\s+(?:but|although|though)\s+", re.I),
}
# How alike (0 to 1) a misspelt word and its correction must be, so that no other word comes in.
_ALIKE = 0.75


@dataclass
class _Sentence:
    """A sentence as it was given, and as it stands. `within`: an engine told it within another one."""

    own: Own
    text: str
    polished: bool = False
    within: bool = False


class OwnWords:
    """The sentences of one note, or of a reason's detail."""

    def __init__(self, move: str, prepared: Prepared | None, language: Language) -> None:
        self.move = move
        self._language = language
        self._prepared = prepared
        self.refused: list[LeftOut] = list(prepared.left_out) if prepared else []
        self._sentences: list[_Sentence] | None = None
        self._unfit: list[LeftOut] = []
        self._dropped: list[LeftOut] = []
        self.corrected: list[tuple[str, str]] = []

    @property
    def was_polished(self) -> bool:
        """True when an engine's wording of some sentence was taken."""
        return any(s.polished for s in self._sentences or ())

    def take(self, ready: Prepared, wordings: Mapping[int, str]) -> None:
        """Takes polished wordings by sentence; an empty one is told within another."""
        self._unfit = [item for item in ready.left_out if item not in self.refused]
        self._sentences = [
            _Sentence(own, text, polished=text not in {"", own.text}, within=not text)
            for own, text in ((own, wordings.get(i, own.text)) for i, own in enumerate(ready.sentences))
        ]

    def text(self, situation: Situation) -> str:
        """The sentences as they stand in the message, empty when none is left."""
        if self._prepared is None:
            return ""
        if self._sentences is None:
            self.take(fitting(self._prepared, situation, limit=None if self.move == "personal" else 40), {})
        texts = [s.text for s in self._sentences or () if s.text]
        if self.move == "reason" and texts:
            texts[0] = as_reason(texts[0], self._language)
        return " ".join(texts)

    def mend(self, finding: Finding, start: int, end: int) -> bool:
        """Mends the sentence that stands at these offsets of the text: by the finding's fix where it is a
        replacement of a misspelling, else by leaving the sentence out. False when it is none of these sentences."""
        position = 0
        for sentence in self._sentences or ():
            if not sentence.text:
                continue
            # A lead before a reason shifts the offsets; a detail is one short text, so that all of it counts.
            inside = self.move == "reason" or position <= start < position + len(sentence.text) + 1
            if inside:
                self._mend(sentence, finding, start - position, end - position)
                return True
            position += len(sentence.text) + 1
        return False

    def _mend(self, sentence: _Sentence, finding: Finding, start: int, end: int) -> None:
        wrong = finding.spans[0].text if finding.spans else ""
        if finding.id in {"grammar", "spelling"} and self.move == "reason" and sentence.text.count(wrong) == 1:
            start = sentence.text.index(wrong)  # the lead before a reason has shifted the offsets
            end = start + len(wrong)
        here = finding.id in {"grammar", "spelling"} and sentence.text[max(0, start) : end] == wrong
        fix = _with_its_accent(wrong, finding.fix, self._language)
        if here and fix and fix != wrong and same_word(wrong, fix):
            sentence.text = sentence.text[:start] + fix + sentence.text[end:]
            self.corrected.append((wrong, fix))
            return
        if sentence.polished and sentence.text != sentence.own.text:
            sentence.text, sentence.polished = sentence.own.text, False
            for other in self._within():
                other.text, other.within = other.own.text, False
            return
        halves = _without_half(sentence.text, start, end, self._language)
        if halves:
            rest, half = halves
            self._dropped.append(LeftOut(half, "check", finding.message.rstrip(".")))
            sentence.text = rest
            return
        self._drop(sentence, "check", finding.message)

    def drop_last(self, failures: Sequence[Finding]) -> bool:
        """Leaves the last sentence out, because of what fails. False when none is left."""
        too_long = all(finding.id == "length" for finding in failures)
        for sentence in reversed(self._sentences or []):
            if sentence.text:
                self._drop(sentence, "length" if too_long else "check", failures[0].message if failures else "")
                return True
        return False

    def left_out(self, situation: Situation) -> list[LeftOut]:
        """All sentences that are not in the message, and why."""
        self.text(situation)
        return [*self.refused, *self._unfit, *self._dropped]

    def _drop(self, sentence: _Sentence, why: Why, about: str) -> None:
        for gone in [sentence, *(self._within() if sentence.polished else ())]:
            gone.text, gone.within = "", False
            self._dropped.append(LeftOut(gone.own.given, why, about.rstrip(".")))

    def _within(self) -> list[_Sentence]:
        """The sentences that the polished one tells too: an engine made one of them all."""
        return [sentence for sentence in self._sentences or () if sentence.within]


def _with_its_accent(wrong: str, fix: str | None, language: Language) -> str | None:
    """The correction, or the past that was typed without its accent: "me quede pensando" is "quedé", not "queda"."""
    past = wrong[:-1] + "é"
    if language != "es" or not fix or not wrong.endswith("e") or fold(fix.lower()) == fold(wrong.lower()):
        return fix
    return past if lemmatizer()(past.lower(), lang="es").endswith("ar") else fix


def same_word(wrong: str, right: str) -> bool:
    """True when the correction is surely the same word: another accent or capital, or nearly all letters alike."""
    if fold(wrong.lower()) == fold(right.lower()):
        return True
    return SequenceMatcher(None, wrong.lower(), right.lower()).ratio() >= _ALIKE


def _without_half(text: str, start: int, end: int, language: Language) -> tuple[str, str] | None:
    """The sentence without the half that the span stands in, and that half; None where they cannot stand apart."""
    for match in _HALVES[language].finditer(text):
        first, second = text[: match.start()], text[match.end() :]
        if end <= match.start():
            rest, half = second, first
        elif start >= match.end():
            rest, half = first, second
        else:
            continue
        if len(rest.split()) >= _LEAST_HALF:
            return polite(rest, language), half.rstrip(" .")
    return None
