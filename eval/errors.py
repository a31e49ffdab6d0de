"""The errors of the evaluation suite, a branch of the tree in `puentes.errors`:

EvalError                        an evaluation that cannot be run, read or compared
├── RecordError                  a file of a run that cannot be read; names file and line
├── NotComparable                two runs that measure different things
└── NotInstalled                 the extra `eval` is missing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from puentes.errors import PuentesError

if TYPE_CHECKING:
    from eval.telling import Told


class EvalError(PuentesError):
    """An evaluation that cannot be run, read or compared."""


class RecordError(EvalError):
    """A file of a run that cannot be read; the message names the file and the line."""


class NotComparable(EvalError):
    """Two runs that measure different things. `told` says why in the reader's language."""

    def __init__(self, told: Told) -> None:
        super().__init__(str(told))
        self.told = told


class NotInstalled(EvalError):
    """The packages of the extra `eval` are missing."""
