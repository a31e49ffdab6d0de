"""Puentes writes the hard messages around a job interview. Nothing is done at import; names load at first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from puentes.drafting import draft, draft_async
    from puentes.message import Message
    from puentes.reading import load_situation, read_situation, situation_from
    from puentes.rewriting.options import Options
    from puentes.rewriting.result import Rewrite
    from puentes.rewriting.rewriting import rewrite, rewrite_async
    from puentes.situation import Situation

__all__ = [
    "Message", "Options", "Rewrite", "Situation", "draft", "draft_async", "load_situation", "read_situation",
    "rewrite", "rewrite_async", "situation_from",
]  # fmt: skip

_HOMES = {
    "draft": "puentes.drafting",
    "draft_async": "puentes.drafting",
    "rewrite": "puentes.rewriting.rewriting",
    "rewrite_async": "puentes.rewriting.rewriting",
    "Message": "puentes.message",
    "Options": "puentes.rewriting.options",
    "Rewrite": "puentes.rewriting.result",
    "Situation": "puentes.situation",
    "load_situation": "puentes.reading",
    "read_situation": "puentes.reading",
    "situation_from": "puentes.reading",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'puentes' has no attribute '{name}'")
    return getattr(import_module(home), name)
