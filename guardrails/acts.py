"""Finds what a message does (thanks, apologises, offers another date, …) in any wording.

Patterns are data (guardrails/data/<lang>/acts/*.yaml): `find` says what performs an act; a match of `not` that
overlaps it, or of `unless` anywhere in the same sentence, takes it back. What stands between quotation marks, in
quoted lines, in the history of a thread or in the subject is not the writer's act. Weights over the words of clauses
(guardrails/weighing.py) add what no pattern foresees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from guardrails.actdata import load_rules
from guardrails.contract import Language
from guardrails.finding import Span
from guardrails.matching import RuleSet, covered, spans_of, standing
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
_EMOJI = re.compile(
    "[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff]"
    # The sign first and what may not stand before it then: so it is looked for quickly.
    "|[:;](?<![\\w:].)-?[)(DPp](?!\\w)|<(?<!\\w.)3(?!\\w)"
)


@lru_cache(maxsize=4)
def _rules(language: Language) -> RuleSet:
    return RuleSet(load_rules(language))


@lru_cache(maxsize=64)  # an evaluation has dozens of drafts under way, each text checked twice
def _found(raw: str, language: Language) -> dict[str, tuple[Span, ...]]:
    tokens = body_tokens(raw)
    acts, refused = find_patterns(tokens.text, tokens, language)
    weigh(acts, refused, tokens, language)
    if not acts.get("names_interview") and acts.get("mentions_process"):
        acts["names_interview"] = _named_in_subject(tokens.text, _rules(language))
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
    rules = _rules(language)
    hits = rules.hits(tokens)
    stands = {rule.name: standing(rule, tokens, hits) for rule in rules.rules}
    acts = {name: spans_of(tokens, own) for name, own in stands.items()}
    refused = {name: covered(hits.get(f"{name} find", ())) - covered(own) for name, own in stands.items()}
    named = (*acts["names_interview"], *acts.get("named_by_modifier", ()))
    acts["names_interview"] = tuple(sorted(named, key=lambda span: span.start))
    holes = (hole for hole in find_placeholders(text.raw) if not text.is_quoted(hole[0]))
    acts["placeholder"] = tuple(text.span(a, b) for a, b in holes if not _cited(tokens, a))
    slang = [span for span in acts.get("informal", ()) if not _abbreviation(span)]
    acts["informal"] = tuple(sorted([*slang, *_emoji(tokens)], key=lambda span: span.start))
    return acts, refused


def acts_by_patterns(raw: str, language: Language) -> dict[str, tuple[Span, ...]]:
    """What the patterns alone find in a text as it is given, with the weights not asked: for who wants to be surer."""
    tokens = body_tokens(raw)
    return find_patterns(tokens.text, tokens, language)[0]


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


def _without(spans: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans that hold none of the others: asking for another date is not a request for information."""
    return tuple(s for s in spans if not any(o.start < s.end and s.start < o.end for o in others))


def _cited(tokens: Tokens, start: int) -> bool:
    """Whether a placeholder stands among other words between quotation marks: the other side's words, not a hole."""
    for first, last in tokens.quotes:
        inside = tokens.tokens[first + 1 : last]
        if inside and inside[0].start <= start < inside[-1].end:
            return sum(token.norm[0].isalpha() for token in inside) > 1
    return False


def _named_in_subject(text: Text, rules: RuleSet) -> tuple[Span, ...]:
    """A subject that names position or interview counts once the body refers to it."""
    found = rules.find(Tokens(text, subject=True))
    return (*found.get("names_interview", ()), *found.get("named_by_subject", ()))[:1]


def _abbreviation(span: Span) -> bool:
    """Whether a short word stands in capitals: "RN" after a nurse's name is no "right now"."""
    return 1 < len(span.text) <= 3 and span.text.isupper()


def _emoji(tokens: Tokens) -> Iterator[Span]:
    text = tokens.text
    start = text.body_start
    for match in _EMOJI.finditer(text.raw, start):
        if not text.is_quoted(match.start()):
            yield text.span(match.start(), match.end())
