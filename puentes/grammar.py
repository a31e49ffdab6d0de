"""Which grammar checker a draft uses."""

from __future__ import annotations

from typing import Any, Literal

from puentes.situation import Situation

GrammarChoice = Literal["auto"] | Any | None


def grammar_for(choice: GrammarChoice, situation: Situation) -> Any:
    """The checker: the shared LanguageTool for "auto" (started and warmed in the background, so that it is ready
    when the engine has written), None for none, or the one that was given."""
    if choice != "auto":
        return choice
    from guardrails.languagetool import shared_checker  # late: it imports language_tool_python

    checker = shared_checker()
    checker.warm([situation.language])
    return checker
