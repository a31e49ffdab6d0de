"""A small pattern language over tokens, compiled to regular expressions that run in linear time.

A pattern is a line of items with single spaces between them:

    word        that token; `stem*` a token that begins so, `*tail` one that ends so; `x?` is optional
    a/b/c       any one of several tokens; in parentheses and in lists, of several sequences
    @name       an entry of a word list (entries may be several tokens)
    (a b|c d)   a choice between sequences; `( … )?` is optional
    _  _4       one token of any kind; none to four of them, never across the end of a sentence
    -4          none to four words, no punctuation among them
    ~  ~4       one word that is no function word (list `function`); one to four of them
    #           a number, a time or a date in figures ("15", "16:30", "3rd", "4pm")
    §           a placeholder such as {position} or [Date]
    ^  $        the beginning and the end of a sentence

Words are compared in lower case and without acute accents (ñ stays ñ), here as in the text. The list `spellings` says
how chat writes a word: an entry "you u ya" makes `you` match each of them, wherever a pattern has it. A pattern begins
with a word, a list or one of # § ^, so that each is tried only where its first token stands: that keeps hundreds of
them fast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from guardrails.folding import normal
from guardrails.pattern_nodes import ANY as ANY_TOKEN
from guardrails.pattern_nodes import Node, either, optional, then

BREAK = "¶"  # the token between two sentences
ANY = r"[^ ¶]++ "
FIGURE = "#"
SLOT = "§"
_FREE = frozenset({ANY_TOKEN})
SPELLINGS = "spellings"  # the word list that says how else words are spelled
_ITEM = re.compile(r"\(|\)\??|\||[^\s()|]+")
_MAX_LIST_DEPTH = 5


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message says why, the loader adds file and key."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: the tokens that it can begin with (`first`: words, beginnings "stem*" and endings "*tail"),
    what the token after the first can be (`second`; None: any, or none), and tokens of which a sentence must hold one
    for it to match there (`needs`; empty: none is certain)."""

    source: str
    expression: str
    first: frozenset[str]
    second: Tokenset | None = None
    needs: frozenset[str] = frozenset()

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression, to be matched at places of a line of tokens; compiled when it is first needed."""
        return _compiled(self.expression)


@dataclass(frozen=True, slots=True)
class Tokenset:
    """Some tokens, named whole or by how they begin."""

    words: frozenset[str]
    stems: tuple[str, ...]

    def __contains__(self, token: str) -> bool:
        return token in self.words or token.startswith(self.stems)


@cache  # as many as there are patterns in the data
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def compile_pattern(source: str, lists: Mapping[str, tuple[str, ...]], *, greedy: bool = False) -> Pattern:
    """Compile one pattern; `lists` holds the word lists by name. Raises PatternError.

    Gaps match as little as they can, or, with `greedy`, as much: an excluding pattern has to cover all it can.
    """
    node = _Compiler(source, lists, greedy=greedy).compile()
    if node.optional or "" in node.first:
        raise PatternError(f"{source!r} can begin with nothing or anything")
    common = frozenset(lists.get("function", ()))
    return Pattern(source, node.regex, node.first, _second(node), _needs(node, common))


def _second(node: Node) -> Tokenset | None:
    tokens = node.second
    if node.single or "" in tokens or any(t.startswith("*") for t in tokens):
        return None
    stems = tuple(sorted(t[:-1] for t in tokens if t.endswith("*")))
    return Tokenset(frozenset(t for t in tokens if not t.endswith("*")), stems)


def _needs(node: Node, common: frozenset[str]) -> frozenset[str]:
    """Of the sets of tokens that a pattern cannot do without the one that the fewest sentences hold."""
    if f"{BREAK} " in node.regex.removeprefix(f"{BREAK} ").removesuffix(f"{BREAK} "):
        return frozenset()  # it may reach into another sentence
    known = [need for need in node.needs if BREAK not in need]
    return min(known, key=lambda need: (bool(need & common), len(need)), default=frozenset())


def _items(source: str, *, low: bool) -> list[str]:
    """The items of a pattern, in the form that tokens have. In parentheses and in lists "/" parts sequences as "|"
    does."""
    items: list[str] = []
    level = int(low)
    for item in _ITEM.findall(normal(source)):
        level += (item == "(") - item.startswith(")")
        if level and "/" in item:
            for part in item.split("/"):
                items += [part, "|"]
            items.pop()
        else:
            items.append(item)
    return [item for item in items if item]


class _Compiler:
    """Recursive descent over the items of one pattern."""

    def __init__(self, source: str, lists: Mapping[str, tuple[str, ...]], depth: int = 0, *, greedy: bool) -> None:
        self.source = source
        self.greedy = greedy
        self.mode = "" if greedy else "?"
        self.items = _items(source, low=depth > 0)
        self.lists = lists
        self.at = 0
        self.depth = depth

    def compile(self) -> Node:
        node = self._choice()
        if self.at < len(self.items):
            raise PatternError(f"{self.source!r}: unexpected {self.items[self.at]!r}")
        return node

    def _choice(self) -> Node:
        branches = [self._sequence()]
        while self.at < len(self.items) and self.items[self.at] == "|":
            self.at += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        return either(branches)

    def _sequence(self) -> Node:
        nodes: list[Node] = []
        while self.at < len(self.items) and self.items[self.at] not in {"|", ")", ")?"}:
            nodes.append(self._item())
        if not nodes:
            raise PatternError(f"{self.source!r}: an empty sequence")
        whole = Node("", frozenset(), optional=True, single=False)
        for node in nodes:
            whole = then(whole, node)
        return whole

    def _item(self) -> Node:
        item = self.items[self.at]
        self.at += 1
        if item == "(":
            node = self._choice()
            if self.at >= len(self.items):
                raise PatternError(f"{self.source!r}: a parenthesis is not closed")
            closing = self.items[self.at]
            self.at += 1
            return optional(node) if closing == ")?" else replace(node, regex=f"(?:{node.regex})")
        if item.endswith("?") and len(item) > 1:
            return optional(self._atom(item[:-1]))
        return self._atom(item)

    def _atom(self, item: str) -> Node:
        if "/" in item:
            return either([self._atom(part) for part in item.split("/")])
        if item.startswith("@"):
            return self._list(item[1:])
        if re.fullmatch(r"_\d*", item):
            count = item[1:]
            regex = f"(?:{ANY}){{0,{count}}}{self.mode}" if count else ANY
            return Node(regex, _FREE, bool(count), second=_FREE if count else frozenset())
        if re.fullmatch(r"-\d+", item):
            return Node(f"(?:(?![,;:?!] ){ANY}){{0,{item[1:]}}}{self.mode}", _FREE, True, second=_FREE)
        if re.fullmatch(r"~\d*", item):
            function = "|".join(re.escape(normal(w)) for entry in self._words("function") for w in entry.split("/"))
            return Node(f"(?:(?!(?:{function}|[,;:]) ){ANY}){{1,{item[1:] or 1}}}{self.mode}", _FREE, second=_FREE)
        if item == "^":
            return Node(f"{BREAK} ", frozenset({BREAK}))
        if item == "$":
            return Node(f"(?:[!?] )?{BREAK} ", frozenset({BREAK, "!", "?"}), second=frozenset({BREAK}))
        if item == FIGURE:
            return Node(r"#[^ ]*+ ", frozenset({"#*"}))
        if item.endswith("*") and len(item) > 2:  # "stem*": one token, so the tail may be possessive
            return Node(f"{re.escape(item[:-1])}[^ ]*+ ", frozenset({item}))
        if item.startswith("*") and len(item) > 2:  # "*tail": backtracking stays within one token
            return Node(f"[^ ]{{2,40}}{re.escape(item[1:])} ", frozenset({item}))
        if not item or "@" in item or "*" in item:
            raise PatternError(f"{self.source!r}: {item!r} is no item")
        forms = _spellings(self.lists.get(SPELLINGS, ())).get(item, (item,))
        return either([Node(f"{re.escape(form)} ", frozenset({form})) for form in forms])

    def _words(self, name: str) -> tuple[str, ...]:
        try:
            return self.lists[name]
        except KeyError:
            raise PatternError(f"{self.source!r}: there is no list @{name}") from None

    def _list(self, name: str) -> Node:
        if self.depth >= _MAX_LIST_DEPTH:
            raise PatternError(f"{self.source!r}: list @{name} holds itself")
        inner = (_Compiler(e, self.lists, self.depth + 1, greedy=self.greedy) for e in self._words(name))
        return either([compiler.compile() for compiler in inner])


@cache  # one list a language
def _spellings(entries: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For each word that chat spells in other ways ("you u ya") all its spellings, itself the first."""
    return {forms[0]: forms for forms in (tuple(normal(entry).split()) for entry in entries)}
