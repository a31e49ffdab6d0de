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

BREAK = "¶"  # the token between two sentences
ANY = r"[^ ¶]++ "
FIGURE = "#"
SLOT = "§"
_ANY = frozenset({""})
SPELLINGS = "spellings"  # the word list that says how else words are spelled
_ITEM = re.compile(r"\(|\)\??|\||[^\s()|]+")
_MAX_LIST_DEPTH = 5


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message says why, the loader adds file and key."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: the tokens that it can begin with (`first`), or how they begin (`stems`) or end (`tails`),
    and what the token after the first can be (`second`; None: any, or none)."""

    source: str
    expression: str
    first: frozenset[str]
    stems: frozenset[str]
    tails: frozenset[str]
    second: Tokenset | None = None

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


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of a pattern: what its first token and its second can be ("": any), and whether it can be no token at all
    (`optional`) or one alone (`single`)."""

    regex: str
    first: frozenset[str]
    optional: bool = False
    second: frozenset[str] = frozenset()
    single: bool = True


def compile_pattern(source: str, lists: Mapping[str, tuple[str, ...]], *, greedy: bool = False) -> Pattern:
    """Compile one pattern; `lists` holds the word lists by name. Raises PatternError.

    Gaps match as little as they can, or, with `greedy`, as much: an excluding pattern has to cover all it can.
    """
    node = _Compiler(source, lists, greedy=greedy).compile()
    if node.optional or "" in node.first:
        raise PatternError(f"{source!r} can begin with nothing or anything")
    stems = frozenset(t[:-1] for t in node.first if t.endswith("*"))
    tails = frozenset(t[1:] for t in node.first if t.startswith("*"))
    first = frozenset(t for t in node.first if "*" not in t)
    return Pattern(source, node.regex, first, stems, tails, _second(node))


def _second(node: _Node) -> Tokenset | None:
    tokens = node.second
    if node.single or "" in tokens or any(t.startswith("*") for t in tokens):
        return None
    stems = tuple(sorted(t[:-1] for t in tokens if t.endswith("*")))
    return Tokenset(frozenset(t for t in tokens if not t.endswith("*")), stems)


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

    def compile(self) -> _Node:
        node = self._choice()
        if self.at < len(self.items):
            raise PatternError(f"{self.source!r}: unexpected {self.items[self.at]!r}")
        return node

    def _choice(self) -> _Node:
        branches = [self._sequence()]
        while self.at < len(self.items) and self.items[self.at] == "|":
            self.at += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        return _either(branches)

    def _sequence(self) -> _Node:
        nodes: list[_Node] = []
        while self.at < len(self.items) and self.items[self.at] not in {"|", ")", ")?"}:
            nodes.append(self._item())
        if not nodes:
            raise PatternError(f"{self.source!r}: an empty sequence")
        whole = _Node("", frozenset(), optional=True, single=False)
        for node in nodes:
            whole = _then(whole, node)
        return whole

    def _item(self) -> _Node:
        item = self.items[self.at]
        self.at += 1
        if item == "(":
            node = self._choice()
            if self.at >= len(self.items):
                raise PatternError(f"{self.source!r}: a parenthesis is not closed")
            closing = self.items[self.at]
            self.at += 1
            return _optional(node) if closing == ")?" else replace(node, regex=f"(?:{node.regex})")
        if item.endswith("?") and len(item) > 1:
            return _optional(self._atom(item[:-1]))
        return self._atom(item)

    def _atom(self, item: str) -> _Node:
        if "/" in item:
            return _either([self._atom(part) for part in item.split("/")])
        if item.startswith("@"):
            return self._list(item[1:])
        if re.fullmatch(r"_\d*", item):
            count = item[1:]
            regex = f"(?:{ANY}){{0,{count}}}{self.mode}" if count else ANY
            return _Node(regex, _ANY, bool(count), second=_ANY if count else frozenset())
        if re.fullmatch(r"-\d+", item):
            return _Node(f"(?:(?![,;:?!] ){ANY}){{0,{item[1:]}}}{self.mode}", _ANY, True, second=_ANY)
        if re.fullmatch(r"~\d*", item):
            function = "|".join(re.escape(normal(w)) for entry in self._words("function") for w in entry.split("/"))
            return _Node(f"(?:(?!(?:{function}|[,;:]) ){ANY}){{1,{item[1:] or 1}}}{self.mode}", _ANY, second=_ANY)
        if item == "^":
            return _Node(f"{BREAK} ", frozenset({BREAK}))
        if item == "$":
            return _Node(f"(?:[!?] )?{BREAK} ", frozenset({BREAK, "!", "?"}), second=frozenset({BREAK}))
        if item == FIGURE:
            return _Node(r"#[^ ]*+ ", frozenset({"#*"}))
        if item.endswith("*") and len(item) > 2:  # "stem*": one token, so the tail may be possessive
            return _Node(f"{re.escape(item[:-1])}[^ ]*+ ", frozenset({item}))
        if item.startswith("*") and len(item) > 2:  # "*tail": backtracking stays within one token
            return _Node(f"[^ ]{{2,40}}{re.escape(item[1:])} ", frozenset({item}))
        if not item or "@" in item or "*" in item:
            raise PatternError(f"{self.source!r}: {item!r} is no item")
        forms = _spellings(self.lists.get(SPELLINGS, ())).get(item, (item,))
        return _either([_Node(f"{re.escape(form)} ", frozenset({form})) for form in forms])

    def _words(self, name: str) -> tuple[str, ...]:
        try:
            return self.lists[name]
        except KeyError:
            raise PatternError(f"{self.source!r}: there is no list @{name}") from None

    def _list(self, name: str) -> _Node:
        if self.depth >= _MAX_LIST_DEPTH:
            raise PatternError(f"{self.source!r}: list @{name} holds itself")
        inner = (_Compiler(e, self.lists, self.depth + 1, greedy=self.greedy) for e in self._words(name))
        return _either([compiler.compile() for compiler in inner])


def _then(one: _Node, other: _Node) -> _Node:
    """One piece after the other."""
    second = one.second | (other.first if one.single else frozenset()) | (other.second if one.optional else frozenset())
    return _Node(
        one.regex + other.regex,
        one.first | other.first if one.optional else one.first,
        one.optional and other.optional,
        second,
        (one.single and other.optional) or (one.optional and other.single),
    )


@cache  # one list a language
def _spellings(entries: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For each word that chat spells in other ways ("you u ya") all its spellings, itself the first."""
    return {forms[0]: forms for forms in (tuple(normal(entry).split()) for entry in entries)}


def _either(nodes: list[_Node]) -> _Node:
    return _Node(
        f"(?:{'|'.join(n.regex for n in nodes)})",
        frozenset[str]().union(*(n.first for n in nodes)),
        any(n.optional for n in nodes),
        frozenset[str]().union(*(n.second for n in nodes)),
        any(n.single for n in nodes),
    )


def _optional(node: _Node) -> _Node:
    return replace(node, regex=f"(?:{node.regex})?", optional=True)
