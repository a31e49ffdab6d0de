"""Guardrails for hard messages around a job interview: `check(text, contract)` says what holds and what does not.

Usable alone, on any text. Nothing is loaded at import; the first call reads the word lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guardrails.contract import Budget, Contract, Fact
from guardrails.finding import Finding, Report, Span

if TYPE_CHECKING:
    from guardrails.checking import check

__all__ = ["Budget", "Contract", "Fact", "Finding", "Report", "Span", "check"]


def __getattr__(name: str) -> Any:
    if name == "check":
        from guardrails.checking import check

        return check
    raise AttributeError(f"module 'guardrails' has no attribute {name!r}")
