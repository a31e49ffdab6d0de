"""What a check is, what it is given, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cached_property, lru_cache
from typing import Any, Literal, Protocol

from guardrails.contract import Channel, Contract, Fact, Language
from guardrails.cover import Cover
from guardrails.datafiles import messages, words
from guardrails.finding import Finding, Span, Status
from guardrails.matching import rule_set
from guardrails.phrases import PhraseSet, find_forms
from guardrails.placeholders import find_placeholders
from guardrails.text import Text, Word
from guardrails.tokens import Tokens, body_tokens


class GrammarMatchLike(Protocol):
    """A match of a grammar checker; `offset` and `length` count code points."""

    @property
    def offset(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def message(self) -> str: ...
    @property
    def replacements(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> Literal["error", "style"]: ...


class GrammarLike(Protocol):
    """A grammar checker, such as guardrails.languagetool.LanguageToolChecker."""

    def check(self, text: str, language: str, ignore_words: Iterable[str] = ()) -> Iterable[GrammarMatchLike]:
        """The matches in a text (es, en, en-US, en-GB). Raises GrammarUnavailable when it cannot be checked."""


@dataclass
class Case:
    """A body to be checked, and all that a check may want to know.

    `subject` is an email's subject where there is one. `ui` is the language of findings. `elements` are the acts
    found in the text; `is_subject` says that the text is an email's subject. Without a contract only what holds
    for any message is checked.
    """

    text: Text
    language: Language
    ui: Language
    contract: Contract | None = None
    channel: Channel | None = None
    subject: str | None = None
    grammar: GrammarLike | None = None
    is_subject: bool = False
    elements: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    _matched: dict[str, dict[str, list[Span]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def finding(
        self, check_id: str, status: Status, key: str, spans: Iterable[Span] = (), *,
        fix: str | None = None, moves: tuple[str, ...] = (), **values: object,
    ) -> Finding:  # fmt: skip
        """A finding whose message is the text `key` of the catalogue in the user's language, with values filled
        in; `fix` is another key of the catalogue."""
        mend = self.say(fix, **values) if fix else None
        return Finding(check_id, status, self.say(key, **values), tuple(spans), mend, moves)

    def say(self, key: str, **values: object) -> str:
        """A text of the catalogue in the user's language."""
        return messages(self.ui)[key].format(**values)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The contract's facts; none without a contract."""
        return self.contract.facts if self.contract else ()

    @cached_property
    def without_facts(self) -> Text:
        """The text with everything that is a fact's form blanked out, of the same length: for checks of words that
        a position, a company or a name may hold by right."""
        return _blanked(self.text, self.fact_stretches)

    @cached_property
    def fact_stretches(self) -> tuple[tuple[int, int], ...]:
        """Where forms of facts stand in the text."""
        spans = find_forms(self.text, (form for fact in self.facts for form in fact.forms))
        return tuple((span.start, span.end) for span in spans)

    @cached_property
    def masked(self) -> Text:
        """The same without placeholders, whose words are nobody's."""
        return _blanked(self.without_facts, self.placeholders)

    @cached_property
    def placeholders(self) -> tuple[tuple[int, int], ...]:
        """Where placeholders stand in the text."""
        return find_placeholders(self.text.raw)

    @cached_property
    def tokens(self) -> Tokens:
        """The body (or the subject) as a line of tokens, for rules that are patterns."""
        return body_tokens(self.text.raw)

    @cached_property
    def fact_places(self) -> Cover:
        """Which offsets of the text belong to a fact's form."""
        return Cover(len(self.text.raw), self.fact_stretches)

    def match(self, name: str) -> dict[str, list[Span]]:
        """Where the rules of data/<language>/rules/<name>.yaml match, by rule; facts' forms are left aside."""
        if name not in self._matched:
            found = rule_set(self.language, name).find(self.tokens)
            kept = {rule: [s for s in spans if self.fact_places.free(s.start, s.end)] for rule, spans in found.items()}
            self._matched[name] = {rule: spans for rule, spans in kept.items() if spans}
        return self._matched[name]

    @property
    def is_email(self) -> bool:
        """True for an email, also when its subject alone tells that it is one."""
        return self.channel == "email" or (self.channel is None and self.subject is not None)

    def find(self, name: str, key: str) -> list[Span]:
        """Where phrases of a list of data/<language>/<name>.yaml stand in the text, facts and placeholders aside."""
        found = phrase_set(self.language, name, key).find(self.masked)
        return [self.text.span(span.start, span.end) for span in found]


def _blanked(text: Text, stretches: Sequence[tuple[int, int]]) -> Text:
    if not stretches:
        return text
    parts, at = [], 0
    for start, end in sorted(stretches):
        if end > at:
            # Not with spaces: "de … el" around a fact is no "de el".
            parts += [text.raw[at : max(at, start)], "·" * (end - max(at, start))]
            at = end
    return Text("".join([*parts, text.raw[at:]]), _words_outside(text, stretches))


def _words_outside(text: Text, stretches: Sequence[tuple[int, int]]) -> tuple[Word, ...] | None:
    """The words outside of some stretches; None where a stretch cuts a word, so that they have to be read anew."""
    cover = Cover(len(text.raw), stretches)
    left: list[Word] = []
    for word in text.words:
        if cover.free(word.start, word.end):
            left.append(word)
        elif not cover.whole(word.start, word.end):
            return None
    return tuple(left)


@lru_cache(maxsize=128)
def phrase_set(language: str, name: str, key: str, *, exact: bool = False) -> PhraseSet:
    """The phrases of a list, compiled once."""
    return PhraseSet(words(language, name, key), exact=exact)


@dataclass(frozen=True, slots=True)
class Example:
    """A text on which a check must fail or must pass; `contract` holds changes to the example contract, None
    means that there is none. `subject` is the email's subject, `grammar` a checker to use."""

    text: str
    contract: Mapping[str, Any] | None = None
    subject: str | None = None
    grammar: GrammarLike | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check as a value.

    `run` yields findings (none: the text passes). `source` says where the rule comes from. `needs_contract`: it
    says nothing without one. `in_subject`: it runs on an email's subject too. The examples are part of the
    check: one of them at least per language that it must fail and one that it must pass.
    """

    id: str
    source: str
    run: Callable[[Case], Iterable[Finding]]
    must_fail: Mapping[Language, tuple[Example, ...]]
    must_pass: Mapping[Language, tuple[Example, ...]]
    needs_contract: bool = False
    in_subject: bool = False


_ZONE = timezone(timedelta(hours=1))


def example_contract(language: Language, **changes: Any) -> Contract:
    """The contract that examples are checked against: an interview on Monday 7 December 2026 at 16:30."""
    spanish = language == "es"
    when = datetime(2026, 12, 7, 16, 30, tzinfo=_ZONE)
    values: dict[str, Any] = {
        "language": language,
        "channel": "email",
        "intent": "reschedule",
        "register": "formal",
        "facts": (
            Fact("sender", ("Lucía Peña" if spanish else "Laura Hughes",), due=False),
            Fact("recipient", ("Sra. Ortega", "Ortega") if spanish else ("Ms. Porter", "Porter")),
            Fact("position", ("técnica de laboratorio" if spanish else "Lab Technician",)),
            Fact("company", ("Biolaria",)),
            Fact(
                "when", ("lunes 7 de diciembre a las 16:30 h" if spanish else "Monday 7 December at 4:30 pm",), (when,)
            ),
        ),
        "sender_gender": "f",
        "recipient_gender": "f",
        "english": "GB",
        "now": datetime(2026, 11, 24, 9, 0, tzinfo=_ZONE),
    }
    return Contract(**{**values, **changes})
