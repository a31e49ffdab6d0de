"""Typing errors and missing accents: corrected through the grammar checker where the right word is sure."""

from __future__ import annotations

from typing import Any

from guardrails.folding import fold
from puentes.own_words import same_word
from puentes.rewriting.job import Job
from puentes.rewriting.tracked import Why

# Rules of LanguageTool about marks that are mended elsewhere, or whose first proposal is a matter of taste.
_NOT_MINE = ("UNPAIRED", "WHITESPACE", "COMMA", "OXFORD", "REPEAT", "SIMBOLO", "DOUBLE_PUNCT", "EN_QUOTES")


def correct(job: Job, grammar: Any) -> bool:
    """Applies the corrections that surely mean the same word. False when grammar could not be checked."""
    if grammar is None:
        return False
    from guardrails.languagetool.server import GrammarUnavailable  # late: only where there is a checker

    variant = job.language if job.language == "es" else f"en-{job.contract.english}"
    names = [form for fact in job.contract.facts for form in fact.forms if fact.kind not in {"when", "alternative"}]
    try:
        matches = list(grammar.check(job.text, variant, names))
    except GrammarUnavailable:
        return False
    guarded = job.guarded()
    for match in reversed(matches):
        start, end = match.offset, match.offset + match.length
        wrong = job.text[start:end]
        if match.kind != "error" or not match.replacements or job.is_guarded(start, end, guarded):
            continue
        if any(part in getattr(match, "rule_id", "") for part in _NOT_MINE) or end > job.layout.own_end:
            continue
        right = _best(wrong, match.replacements)
        if right is None:
            continue
        key = "capital" if wrong.lower() == right.lower() else "accent" if fold(wrong) == fold(right) else "typo"
        job.replace(start, end, right, Why(key, "grammar", wrong))
    return True


def _best(wrong: str, replacements: tuple[str, ...]) -> str | None:
    """The first proposal that is surely the same word, one with the same letters before all others."""
    if not any(c.isalpha() for c in wrong):
        return None
    alike = [r for r in replacements if fold(r) == fold(wrong)]
    if alike:
        return alike[0]
    first = replacements[0]
    if wrong[:1].isupper() and not first[:1].isupper():
        return None
    if any(c.isdigit() for c in wrong + first) or len(wrong) < 4:
        return None
    return first if same_word(wrong, first) else None
