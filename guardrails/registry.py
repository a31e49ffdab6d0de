"""All checks, in the order in which they report."""

from __future__ import annotations

from functools import lru_cache

from guardrails.checks.base import Check


@lru_cache(maxsize=1)
def all_checks() -> tuple[Check, ...]:
    """Every check. Their modules are imported at the first call."""
    from guardrails.checks import (
        agreement,
        assistant_talk,
        characters,
        closing,
        disparagement,
        etiquette,
        facts,
        grammar,
        greeting,
        grounding,
        leak,
        length,
        markup,
        oversharing,
        placeholder,
        private,
        punctuation,
        register,
        repetition,
        spelling,
        subject,
        tone,
        wrong_language,
    )

    modules = (
        etiquette, greeting, closing, facts, grounding, private, placeholder, leak, assistant_talk, markup, characters,
        wrong_language, length, subject, register, agreement, tone, disparagement, oversharing, repetition,
        punctuation, spelling, grammar,
    )  # fmt: skip
    return tuple(module.CHECK for module in modules)
