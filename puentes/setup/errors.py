"""What can end a set-up before it is done."""

from __future__ import annotations

from puentes.errors import PuentesError


class SetupError(PuentesError):
    """A part could not be fetched; the text says in one line what failed, where and how to mend it."""


class Interrupted(Exception):
    """The set-up was asked to stop; what has been fetched stays for the next run."""
