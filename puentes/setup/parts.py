"""The parts that `puentes setup` fetches, as a table: what they are, what their lack costs, how they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from puentes.setup.grammar import fetch_grammar, grammar_is_there
from puentes.setup.model import fetch_model, model_is_there
from puentes.setup.task import Task


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `name` is what `--without` takes; `megabytes` is the download; `lack` says what its lack
    costs."""

    name: str
    title: str
    megabytes: int
    lack: str
    is_there: Callable[[], bool]
    fetch: Callable[[Task], None]


PARTS: tuple[Part, ...] = (
    Part(
        name="model",
        title="the embedded language model",
        megabytes=1117,
        lack="without a key or an endpoint, messages are built from fixed phrases only",
        is_there=model_is_there,
        fetch=fetch_model,
    ),
    Part(
        name="grammar",
        title="LanguageTool (grammar and spelling)",
        megabytes=101,
        lack="grammar and spelling are reported as not checked",
        is_there=grammar_is_there,
        fetch=fetch_grammar,
    ),
)
