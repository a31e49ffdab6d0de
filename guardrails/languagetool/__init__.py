"""LanguageTool: grammar and spelling, as a process on this machine."""

from __future__ import annotations

from guardrails.languagetool.checker import GrammarMatch, LanguageToolChecker, shared_checker
from guardrails.languagetool.errors import GrammarUnavailable
from guardrails.languagetool.server import LanguageToolServer

__all__ = [
    "GrammarMatch",
    "GrammarUnavailable",
    "LanguageToolChecker",
    "LanguageToolServer",
    "shared_checker",
]
