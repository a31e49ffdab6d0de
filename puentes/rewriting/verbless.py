"""Is it a sentence? What a cut left has to have a verb of its own."""

from __future__ import annotations

import re

from guardrails.contract import Language
from guardrails.folding import fold

_FINITE = re.compile(
    r"(?<!\w)(?:am|is|are|was|were|be|been|have|has|had|do|does|did|can|could|will|would|shall|should|may|might|must"
    r"|cannot|won't|can't|let|let's|please|thanks?|looking|look|hope|sorry|apologies|best|good|kind|regards|happy|glad"
    r"|delighted|grateful|congratulations|i|we|you|they|he|she|it|there"
    r"|\w+'(?:m|re|s|ve|ll|d)|\w+n't|[a-z]{2,}ed|went|came|got|made|took|gave|found|told|said|thought|felt|left|kept"
    r"|met|saw|knew|meant|lost|put|ran|broke|fell|began|became|brought|sent|spent|wrote|heard|read|rang|call|ring"
    r"|confirm|wish|want|need|know|think|see|feel|appreciate|understand|accept|remain|work|live|ask|require)(?!\w)"
)


def has_verb(text: str, language: Language) -> bool:
    """False for what surely has no verb ("A day.", "Four interviews and a test."). Told of English only; of Spanish,
    whose verbs have too many forms for a list, nothing is doubted."""
    return language != "en" or bool(_FINITE.search(fold(text)))
