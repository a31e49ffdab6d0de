"""The pieces that patterns (guardrails/patterns.py) are put together from, and what is known of each unmatched:
which tokens it can begin with, and which it cannot do without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

ANY = ""  # as a token: any token at all

Tokens = frozenset[str]  # words as they stand, beginnings ("stem*") and endings ("*tail")


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a pattern: what its first token and its second can be, whether it can be no token at all (`optional`)
    or one alone (`single`), and sets of tokens of each of which it holds one for certain after its beginning (`needs`).
    """

    regex: str
    first: Tokens
    optional: bool = False
    second: Tokens = frozenset()
    single: bool = True
    needs: tuple[Tokens, ...] = ()


def then(one: Node, other: Node) -> Node:
    """One piece after the other."""
    second = one.second | (other.first if one.single else frozenset()) | (other.second if one.optional else frozenset())
    # What the whole begins with is known by `first`; `needs` is for what comes after.
    certain = (other.first,) if one.regex and not other.optional else ()
    return Node(
        one.regex + other.regex,
        one.first | other.first if one.optional else one.first,
        one.optional and other.optional,
        second,
        (one.single and other.optional) or (one.optional and other.single),
        tuple(need for need in (*one.needs, *certain, *other.needs) if ANY not in need),
    )


def either(nodes: Iterable[Node]) -> Node:
    """One of several pieces."""
    nodes = tuple(nodes)
    needs = [min(node.needs, key=len) for node in nodes if node.needs]
    return Node(
        f"(?:{'|'.join(n.regex for n in nodes)})",
        frozenset[str]().union(*(n.first for n in nodes)),
        any(n.optional for n in nodes),
        frozenset[str]().union(*(n.second for n in nodes)),
        any(n.single for n in nodes),
        (frozenset[str]().union(*needs),) if len(needs) == len(nodes) else (),
    )


def optional(node: Node) -> Node:
    """The piece, or nothing."""
    return replace(node, regex=f"(?:{node.regex})?", optional=True, needs=())
