"""Sets of pattern rules run over the tokens of a message: what each rule finds, less what it takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from guardrails.actdata import ActRule, build_rules, parse
from guardrails.contract import Language
from guardrails.finding import Span
from guardrails.patterns import BREAK, Pattern
from guardrails.tokens import Tokens

_PUNCTUATION = frozenset({BREAK, ",", ";", ":", "?", "!", "¿", "¡", '"'})


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of one pattern: numbers of its first token and of the one after its last."""

    start: int
    end: int


class RuleSet:
    """Rules of one language, indexed by the tokens that their patterns begin with. Keeps no state of a text."""

    def __init__(self, rules: Iterable[ActRule]) -> None:
        self.rules = tuple(rules)
        self._words: dict[str, list[tuple[str, Pattern]]] = {}
        self._stems: dict[str, list[tuple[str, Pattern]]] = {}
        for rule in self.rules:
            for kind, patterns in (("find", rule.find), ("not", rule.excluded), ("unless", rule.unless)):
                for pattern in patterns:
                    for word in pattern.first:
                        self._words.setdefault(word, []).append((f"{rule.name} {kind}", pattern))
                    for stem in pattern.stems:
                        self._stems.setdefault(stem, []).append((f"{rule.name} {kind}", pattern))
        self._lengths = sorted({len(stem) for stem in self._stems})

    def find(self, tokens: Tokens) -> dict[str, tuple[Span, ...]]:
        """For each rule that finds something the spans where it stands, in code points of the tokens' text."""
        hits: dict[str, list[Hit]] = {}
        for number, token in enumerate(tokens.tokens):
            for key, pattern in self._candidates(token.norm):
                match = pattern.match(tokens.line, token.at)
                if match:
                    hits.setdefault(key, []).append(Hit(number, tokens.index(match.end() - 1) + 1))
        found = ((rule.name, _spans(tokens, _standing(rule, tokens, hits))) for rule in self.rules)
        return {name: spans for name, spans in found if spans}

    def _candidates(self, word: str) -> Iterator[tuple[str, Pattern]]:
        yield from self._words.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._stems.get(word[:length], ())


@lru_cache(maxsize=8)
def rule_set(language: Language, name: str) -> RuleSet:
    """The rules of guardrails/data/<language>/rules/<name>.yaml, with the acts' word lists. Raises ActDataError."""
    folder = files("guardrails") / "data" / language
    lists, rules = folder / "acts" / "lists.yaml", folder / "rules" / f"{name}.yaml"
    documents = [
        (f"{language}/{path.name}", parse(path.name, path.read_text(encoding="utf-8"))) for path in (lists, rules)
    ]
    return RuleSet(build_rules(documents))


def _standing(rule: ActRule, tokens: Tokens, hits: dict[str, list[Hit]]) -> Iterator[Hit]:
    """The matches of a rule that no negative condition takes back."""
    found = hits.get(f"{rule.name} find", ())
    if not found:
        return
    excluded = _covered(hits.get(f"{rule.name} not", ()))
    barred = _covered({Hit(*tokens.sentence(_inner(tokens, hit))) for hit in hits.get(f"{rule.name} unless", ())})
    quoted = set[int]() if rule.quoted_counts else _covered(Hit(a, b + 1) for a, b in tokens.quotes)
    for hit in found:
        inner = _inner(tokens, hit)
        if inner in barred or (inner in quoted and hit.end - 1 in quoted):
            continue
        if not any(number in excluded for number in range(hit.start, hit.end)):
            yield hit


def _inner(tokens: Tokens, hit: Hit) -> int:
    """The first token of a match that belongs to its sentence (a match may begin with the break before it)."""
    return hit.start if tokens.tokens[hit.start].norm != BREAK else hit.start + 1


def _covered(hits: Iterable[Hit]) -> set[int]:
    return {number for hit in hits for number in range(hit.start, hit.end)}


def _spans(tokens: Tokens, hits: Iterable[Hit]) -> tuple[Span, ...]:
    """The spans of the matches in order, trimmed of punctuation; those that overlap become one."""
    spans: list[tuple[int, int]] = []
    for hit in hits:
        first, last = hit.start, hit.end - 1
        while first < last and tokens.tokens[first].norm in _PUNCTUATION:
            first += 1
        while last > first and tokens.tokens[last].norm in _PUNCTUATION:
            last -= 1
        start, end = tokens.tokens[first].start, tokens.tokens[last].end
        if spans and start < spans[-1][1]:
            spans[-1] = (min(start, spans[-1][0]), max(end, spans[-1][1]))
        elif end > start:
            spans.append((start, end))
    return tuple(tokens.text.span(start, end) for start, end in spans)
