"""The error of a grammar that cannot be checked."""

from __future__ import annotations


class GrammarUnavailable(Exception):
    """Grammar cannot be checked now; the text says why and how to mend it, in one line."""
