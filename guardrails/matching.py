"""Sets of pattern rules run over the tokens of a message: what each rule finds, less what it takes back.

One index serves the acts (guardrails/acts.py) and the rules of manner (guardrails/data/<lang>/rules/).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, reduce
from importlib.resources import files
from itertools import zip_longest
from operator import or_
from typing import NamedTuple

from guardrails.actdata import ActRule, build_rules, parse
from guardrails.contract import Language
from guardrails.finding import Span
from guardrails.patterns import BREAK, Pattern
from guardrails.token_index import TokenIndex
from guardrails.tokens import Token, Tokens

_NONE = Token("", 0, 0, 0)  # after the last token
_PUNCTUATION = frozenset({BREAK, ",", ";", ":", "?", "!", "¿", "¡", '"'})


class Hit(NamedTuple):
    """A match of one pattern: numbers of its first token and of the one after its last."""

    start: int
    end: int


_Match = Callable[[str, int], re.Match[str] | None]
Hits = dict[str, list[Hit]]  # every match by rule and kind: "apology find", "apology not", …


class RuleSet:
    """Rules of one language, indexed by the tokens that their patterns begin with. Keeps no state of a text."""

    def __init__(self, rules: Iterable[ActRule]) -> None:
        self.rules = tuple(rules)
        self._beginning: TokenIndex[tuple[str, Pattern]] = TokenIndex()  # by rule and kind, with their first tokens
        self._needed: TokenIndex[int] = TokenIndex()
        self._bits: dict[frozenset[str], int] = {frozenset(): 0}
        for rule in self.rules:
            for kind, patterns in (("find", rule.find), ("not", rule.excluded), ("unless", rule.unless)):
                for pattern in patterns:
                    for form in pattern.first:
                        self._beginning.add(form, (f"{rule.name} {kind}", pattern))
                    self._need(pattern.needs)
        # Texts hold the same words again and again.
        self._matchers = lru_cache(16_384)(self._matchers_of)
        self._met = lru_cache(16_384)(self._met_by)

    def _need(self, forms: frozenset[str]) -> None:
        """Give the forms of which some patterns need one a bit of their own."""
        if forms not in self._bits:
            self._bits[forms] = 1 << len(self._bits)
            for form in forms:
                self._needed.add(form, self._bits[forms])

    def find(self, tokens: Tokens) -> dict[str, tuple[Span, ...]]:
        """For each rule that finds something the spans where it stands, in code points of the tokens' text."""
        hits = self.hits(tokens)
        found = ((rule.name, spans_of(tokens, standing(rule, tokens, hits))) for rule in self.rules)
        return {name: spans for name, spans in found if spans}

    def hits(self, tokens: Tokens) -> Hits:
        """Every match of every pattern, in the order of the text."""
        found: Hits = {}
        line, met = tokens.line, 0
        for number, (token, following) in enumerate(zip_longest(tokens.tokens, tokens.tokens[1:], fillvalue=_NONE)):
            at = token.at
            if token.norm == BREAK:
                met = self._met_in(tokens, number + 1)
            for key, match, need in self._matchers(token.norm, following.norm):
                # Most patterns fail for want of a word that the sentence does not hold: a look at it is cheaper.
                if (not need or met & need) and (matched := match(line, at)):
                    found.setdefault(key, []).append(Hit(number, tokens.index(matched.end() - 1) + 1))
        return found

    def candidates(self, word: str) -> Iterator[tuple[str, Pattern]]:
        """The patterns that can begin with a token."""
        return self._beginning.of(word)

    def _met_in(self, tokens: Tokens, start: int) -> int:
        """The needs of patterns that the words of the sentence at this token meet, a bit for each."""
        met = 0
        for token in tokens.tokens[start : tokens.sentence(start)[1]]:
            met |= self._met(token.norm)
        return met

    def _met_by(self, word: str) -> int:
        return reduce(or_, self._needed.of(word), 0)

    def _matchers_of(self, word: str, following: str) -> tuple[tuple[str, _Match, int], ...]:
        """Those of them that can go on with the token after it, ready to be matched at a place of a line of tokens."""
        return tuple(
            (key, pattern.compiled.match, self._bits[pattern.needs])
            for key, pattern in self.candidates(word)
            if pattern.second is None or following in pattern.second
        )


@lru_cache(maxsize=8)
def rule_set(language: Language, name: str) -> RuleSet:
    """The rules of guardrails/data/<language>/rules/<name>.yaml, with the acts' word lists. Raises ActDataError."""
    folder = files("guardrails") / "data" / language
    lists, rules = folder / "acts" / "lists.yaml", folder / "rules" / f"{name}.yaml"
    documents = [
        (f"{language}/{path.name}", parse(path.name, path.read_text(encoding="utf-8"))) for path in (lists, rules)
    ]
    return RuleSet(build_rules(documents))


def standing(rule: ActRule, tokens: Tokens, hits: Hits) -> list[Hit]:
    """The matches of a rule that no negative condition takes back. One that ends a question becomes the question."""
    found = hits.get(f"{rule.name} find", ())
    if not found:
        return []
    excluded = covered(hits.get(f"{rule.name} not", ()))
    barred = covered({Hit(*tokens.sentence(_inner(tokens, hit))) for hit in hits.get(f"{rule.name} unless", ())})
    quoted = set[int]() if rule.quoted_counts else covered(Hit(a, b + 1) for a, b in tokens.quotes)
    stands: list[Hit] = []
    for hit in found:
        inner = _inner(tokens, hit)
        if inner in barred or (inner in quoted and hit.end - 1 in quoted):
            continue
        if not any(number in excluded for number in range(hit.start, hit.end)):
            asks = tokens.tokens[hit.start].norm == "?"
            stands.append(Hit(_question_start(tokens, hit.start), hit.end) if asks else hit)
    return stands


def covered(hits: Iterable[Hit]) -> set[int]:
    """The numbers of the tokens that some matches cover."""
    numbers: set[int] = set()
    for hit in hits:
        numbers.update(range(hit.start, hit.end))
    return numbers


def spans_of(tokens: Tokens, hits: Iterable[Hit]) -> tuple[Span, ...]:
    """The spans of the matches in order, trimmed of punctuation; those that overlap become one."""
    spans: list[tuple[int, int]] = []
    for hit in hits:
        first, last = hit.start, hit.end - 1
        while first < last and tokens.tokens[first].norm in _PUNCTUATION:
            first += 1
        while last > first and tokens.tokens[last].norm in _PUNCTUATION:
            last -= 1
        start, end = tokens.tokens[first].start, tokens.tokens[last].end
        while spans and start < spans[-1][1]:  # a question may reach back over several
            before = spans.pop()
            start, end = min(start, before[0]), max(end, before[1])
        if end > start:
            spans.append((start, end))
    return tuple(tokens.text.span(start, end) for start, end in spans)


def _inner(tokens: Tokens, hit: Hit) -> int:
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
