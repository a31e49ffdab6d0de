"""One rewriting on its way: the text with its changes, what is known about the draft, and what may not be touched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from guardrails.acts import acts_by_patterns, find_acts
from guardrails.contract import Contract, Language
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.layout import Layout, layout_of
from puentes.rewriting.rules import Rules, rules_of
from puentes.rewriting.tracked import Tracked, Why

T = TypeVar("T")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|(?<!\w)[\w-]+\.(?:com|org|net|es|mx|ar|io|uk|co)(?:/\S*)?")
# Loans that Spanish writes as they are.
_LOANS = re.compile(
    r"(?<!\w)(?:(?:full|part)[ -]time|home office|call cent(?:er|re)|open space|team leader|staff|hall|full stack"
    r"|freelance|feedback|coworking)(?!\w)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»\n]{1,300}»|“[^”\n]{1,300}”|(?<!\w)\"[^\"\n]{1,300}\"(?!\w)")


@dataclass
class Job:
    """`language` and `contract` are what the text is held to, `ui` is the language of findings; `told` are sentences
    for the person about what was found and not changed (key, values)."""

    tracked: Tracked
    language: Language
    contract: Contract
    ui: Language | None = None
    told: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    _read: dict[str, Any] = field(default_factory=dict, repr=False)
    _read_of: tuple[str, Contract] | None = field(default=None, repr=False)
    _held: bool = field(default=False, repr=False)

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.tracked.text

    @property
    def rules(self) -> Rules:
        """The data of the language."""
        return rules_of(self.language)

    @contextmanager
    def from_the_end(self) -> Iterator[None]:
        """Within it, layout, acts, sentences and guarded stretches stay as they were read at its start: for changes
        from the end to the beginning, which leave the offsets before them right. It keeps time linear."""
        if not self._held and self._read_of != (self.text, self.contract):
            self._read_of = None  # what was read before belongs to another text
        outer, self._held = self._held, True
        try:
            yield
        finally:
            self._held = outer

    def _once(self, name: str, read: Callable[[], T]) -> T:
        """What was read of the text as it stands, read once."""
        if self._read_of is None or (not self._held and self._read_of != (self.text, self.contract)):
            self._read, self._read_of = {}, (self.text, self.contract)
        if name not in self._read:
            self._read[name] = read()
        return self._read[name]  # type: ignore[no-any-return] # kept under its own name

    @property
    def layout(self) -> Layout:
        """The parts of the text as it stands."""
        return self._once("layout", lambda: layout_of(self.text, self.rules))

    @property
    def acts(self) -> dict[str, tuple[Span, ...]]:
        """The acts in the text as it stands."""
        return self._once("acts", lambda: find_acts(Text(self.text), self.language))

    @property
    def surely(self) -> dict[str, tuple[Span, ...]]:
        """The acts that patterns, and not only the weights, find in the text as it stands."""
        return self._once("surely", lambda: acts_by_patterns(self.text, self.language))

    def sentences(self) -> list[Span]:
        """The sentences of the writer's own words as they stand."""
        end = self.layout.own_end
        return self._once("sentences", lambda: [s for s in Text(self.text).sentences if s.start < end])

    def in_body(self, sentence: Span) -> bool:
        """True for a sentence of which something stands between greeting and closing."""
        return sentence.end > self.layout.body_start and sentence.start < self.layout.body_end

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds an offset."""
        sentences = self.sentences()
        number = bisect_right(sentences, offset, key=lambda s: s.start) - 1
        return sentences[number] if number >= 0 and offset < sentences[number].end else None

    def guarded(self) -> list[tuple[int, int]]:
        """Stretches that no rule of wording touches: addresses, quotations, the mail that is answered, the facts."""
        return self._once("guarded", self._guarded)

    def _guarded(self) -> list[tuple[int, int]]:
        text = Text(self.text)
        end = self.layout.own_end
        found = [m.span() for pattern in (_ADDRESS, _QUOTED) for m in pattern.finditer(self.text)]
        if self.language == "es":
            found += [m.span() for m in _LOANS.finditer(self.text)]
        found += [*text.quoted, (end, len(self.text))]
        folded = fold(self.text)
        for fact in self.contract.facts:
            for form in fact.forms:
                if len(form) > 3 and fact.kind in {"position", "company", "place", "sender", "recipient"}:
                    found += [m.span() for m in re.finditer(rf"(?<!\w){re.escape(fold(form))}(?!\w)", folded)]
        return found

    def is_guarded(self, start: int, end: int, guarded: Iterable[tuple[int, int]]) -> bool:
        """True when a stretch lies within one that no rule touches."""
        return any(a < end and start < b for a, b in guarded)

    def tell(self, key: str, **values: str) -> None:
        """Remembers something for the person, once."""
        if (key, values) not in self.told:
            self.told.append((key, values))

    def replace(self, start: int, end: int, after: str, *whys: Why) -> None:
        """Changes the text as it stands."""
        self.tracked.replace(start, end, after, *whys)
