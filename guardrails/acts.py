"""Finds what a message does (thanks, apologises, offers another date, …) in any wording.

Patterns are data (guardrails/data/<lang>/acts/*.yaml): `find` says what performs an act; a match of `not` that
overlaps it, or of `unless` anywhere in the same sentence, takes it back. What stands between quotation marks, in
quoted lines, in the history of a thread or in the subject is not the writer's act. Weights over the words of clauses
(guardrails/weighing.py) add what no pattern foresees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from guardrails.actdata import ActRule, load_rules
from guardrails.contract import Language
from guardrails.finding import Span
from guardrails.patterns import BREAK, Pattern
from guardrails.placeholders import find_placeholders
from guardrails.text import Text
from guardrails.tokens import Tokens, body_tokens
from guardrails.weighing import ANNOUNCED, weigh

ELEMENTS = (
    "apology", "gratitude", "reschedule_offer", "reason", "names_interview", "future_contact", "placeholder",
    "negative_about_employer", "overshares", "informal",
)  # fmt: skip
_EXPLAINED = (*ANNOUNCED, "apology")
_REFUSED = ("withdrawal", "cannot_attend", "announcement")
_PUNCTUATION = frozenset({BREAK, ",", ";", ":", "?", "!", "¿", "¡", '"'})
_EMOJI = re.compile(
    "[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff]|(?<![\\w:])[:;]-?[)(DPp](?!\\w)|(?<!\\w)<3(?!\\w)"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A match of one pattern: numbers of its first token and of the one after its last."""

    start: int
    end: int


class _Index:
    """All patterns of a language by the token that they begin with."""

    def __init__(self, rules: Iterable[ActRule]) -> None:
        self.words: dict[str, list[tuple[str, Pattern]]] = {}
        self.stems: dict[str, list[tuple[str, Pattern]]] = {}
        self.tails: dict[str, list[tuple[str, Pattern]]] = {}
        for rule in rules:
            for kind, patterns in (("find", rule.find), ("not", rule.excluded), ("unless", rule.unless)):
                for pattern in patterns:
                    for word in pattern.first:
                        self.words.setdefault(word, []).append((f"{rule.name} {kind}", pattern))
                    for stem in pattern.stems:
                        self.stems.setdefault(stem, []).append((f"{rule.name} {kind}", pattern))
                    for tail in pattern.tails:
                        self.tails.setdefault(tail, []).append((f"{rule.name} {kind}", pattern))
        self.lengths = sorted({len(stem) for stem in self.stems})
        self.endings = sorted({len(tail) for tail in self.tails})

    def candidates(self, word: str) -> Iterator[tuple[str, Pattern]]:
        yield from self.words.get(word, ())
        for length in self.lengths:
            if length > len(word):
                break
            yield from self.stems.get(word[:length], ())
        for length in self.endings:
            if length > len(word):
                break
            yield from self.tails.get(word[-length:], ())

    def hits(self, tokens: Tokens) -> dict[str, list[_Hit]]:
        """Every match, by act and kind ("apology find", "apology not", …), in the order of the text."""
        found: dict[str, list[_Hit]] = {}
        for number, token in enumerate(tokens.tokens):
            for key, pattern in self.candidates(token.norm):
                match = pattern.match(tokens.line, token.at)
                if match:
                    end = tokens.index(match.end() - 1) + 1
                    found.setdefault(key, []).append(_Hit(number, end))
        return found


@lru_cache(maxsize=4)
def _index(language: Language) -> tuple[tuple[ActRule, ...], _Index]:
    rules = load_rules(language)
    return rules, _Index(rules)


@lru_cache(maxsize=8)
def _found(raw: str, language: Language) -> dict[str, tuple[Span, ...]]:
    text = Text(raw)
    tokens = body_tokens(raw)
    acts, refused = find_patterns(text, tokens, language)
    weigh(acts, refused, tokens, language)
    acts["question"] = _without(acts.get("question", ()), acts.get("reschedule_offer", ()))
    if not acts.get("reason") and any(acts.get(act) for act in _EXPLAINED):
        acts["reason"] = acts.get("overshares", ())  # an intimate detail beside "I cannot come" is told as its reason
    if not acts.get("reason") and any(acts.get(act) for act in _REFUSED):
        acts["reason"] = acts.get("negative_about_employer", ())  # so is criticism beside "I withdraw"
    acts.pop("announcement", None)
    return acts


def find_patterns(
    text: Text, tokens: Tokens, language: Language
) -> tuple[dict[str, tuple[Span, ...]], dict[str, set[int]]]:
    """What the patterns alone find, before the weights are asked, and for each act the tokens of finds taken back."""
    rules, index = _index(language)
    hits = index.hits(tokens)
    standing = {rule.name: list(_standing(rule, tokens, hits)) for rule in rules}
    acts = {name: _spans(tokens, own) for name, own in standing.items()}
    refused = {name: _covered(hits.get(f"{name} find", ())) - _covered(own) for name, own in standing.items()}
    acts["placeholder"] = tuple(text.span(start, end) for start, end in find_placeholders(text.raw))
    acts["informal"] = tuple(sorted([*acts.get("informal", ()), *_emoji(tokens)], key=lambda span: span.start))
    if not acts.get("names_interview") and acts.get("mentions_process"):
        acts["names_interview"] = _named_in_subject(text, rules, index)
    return acts, refused


def find_acts(text: Text, language: Language) -> dict[str, tuple[Span, ...]]:
    """Every act and element of the language's data with the spans where it stands (empty: it does not).

    Spans are in code points of `text.raw` and cover the words of the act. `mentions_process` is the weaker form
    of `names_interview`: an interview or an application is spoken of, but not which. Time grows linearly.
    """
    return dict(_found(text.raw, language))


def find_elements(text: Text, language: Language) -> dict[str, tuple[Span, ...]]:
    """The ten elements that `puentes check --batch` reports (ELEMENTS), each with its spans."""
    acts = _found(text.raw, language)
    return {name: acts.get(name, ()) for name in ELEMENTS}


def _standing(rule: ActRule, tokens: Tokens, hits: dict[str, list[_Hit]]) -> Iterator[_Hit]:
    """The matches of an act that no negative condition takes back."""
    excluded = _covered(hits.get(f"{rule.name} not", ()))
    unless = hits.get(f"{rule.name} unless", ())
    barred = _covered({_Hit(*tokens.sentence(_inner(tokens, hit))) for hit in unless})
    quoted = set[int]() if rule.quoted_counts else _covered(_Hit(a, b + 1) for a, b in tokens.quotes)
    for hit in hits.get(f"{rule.name} find", ()):
        inner = _inner(tokens, hit)
        if inner in barred or (inner in quoted and hit.end - 1 in quoted):
            continue
        if any(number in excluded for number in range(hit.start, hit.end)):
            continue
        asks = tokens.tokens[hit.start].norm == "?"
        yield _Hit(_question_start(tokens, hit.start), hit.end) if asks else hit


def _inner(tokens: Tokens, hit: _Hit) -> int:
    """The first token of a match that belongs to its sentence (a match may begin with the break before it)."""
    return hit.start if tokens.tokens[hit.start].norm != BREAK else hit.start + 1


def _question_start(tokens: Tokens, mark: int) -> int:
    """Where the question begins that ends with this mark: at its "¿", or with its sentence."""
    number = mark
    while number > 0 and tokens.tokens[number - 1].norm not in {BREAK, "?"}:
        number -= 1
        if tokens.tokens[number].norm == "¿":
            break
    return number


def _covered(hits: Iterable[_Hit]) -> set[int]:
    numbers: set[int] = set()
    for hit in hits:
        numbers.update(range(hit.start, hit.end))
    return numbers


def _spans(tokens: Tokens, hits: list[_Hit]) -> tuple[Span, ...]:
    """The spans of the matches, trimmed of punctuation; those that overlap become one."""
    spans: list[tuple[int, int]] = []
    for hit in hits:
        first, last = hit.start, hit.end - 1
        while first < last and tokens.tokens[first].norm in _PUNCTUATION:
            first += 1
        while last > first and tokens.tokens[last].norm in _PUNCTUATION:
            last -= 1
        start, end = tokens.tokens[first].start, tokens.tokens[last].end
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif end > start:
            spans.append((start, end))
    return tuple(tokens.text.span(start, end) for start, end in spans)


def _without(spans: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans that hold none of the others: asking for another date is not a request for information."""
    return tuple(s for s in spans if not any(o.start < s.end and s.start < o.end for o in others))


def _named_in_subject(text: Text, rules: tuple[ActRule, ...], index: _Index) -> tuple[Span, ...]:
    """A subject that names position or interview counts once the body refers to it."""
    tokens = Tokens(text, subject=True)
    hits = index.hits(tokens)
    names = ("names_interview", "named_by_subject")
    return tuple(s for r in rules if r.name in names for s in _spans(tokens, list(_standing(r, tokens, hits))))[:1]


def _emoji(tokens: Tokens) -> Iterator[Span]:
    text = tokens.text
    start = text.body_start
    for match in _EMOJI.finditer(text.raw, start):
        if not text.is_quoted(match.start()):
            yield text.span(match.start(), match.end())
