"""Set-up: fetching the embedded model and LanguageTool, and saying what is there and what is missing."""

from __future__ import annotations

from puentes.setup.errors import SetupError
from puentes.setup.runner import run_setup

__all__ = ["SetupError", "run_setup"]
