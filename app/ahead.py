"""What the first visit needs, readied while the browser still loads the page: our own modules and lists on this side,
and on the browser's the code of the fields, which Streamlit's frontend would fetch only when it draws them."""

from __future__ import annotations

import contextlib
import json
import threading
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

# Kinds of elements that the first form and the message are made of, by their names in the frontend.
_ELEMENTS = (
    "BidiComponent", "Html", "PageLink", "Radio", "Button", "Selectbox", "TextInput", "TextArea", "DateInput",
    "TimeInput", "FileUploader", "DownloadButton", "ButtonGroup",
)  # fmt: skip
_ENTRY = "index.html"


@cache
def ready() -> threading.Thread:
    """Imports the first page and what it imports, in the background, once per process."""
    thread = threading.Thread(target=_ready, name="page-ahead", daemon=True)
    thread.start()
    return thread


def _ready() -> None:
    with contextlib.suppress(Exception):  # what is wrong is told when the page itself is drawn
        import_module("app.draft_page")
        from app.form import zones
        from app.texts import LANGUAGES, catalogue

        for language in LANGUAGES:
            catalogue(language)
        zones()


@cache
def preloads() -> str:
    """Links for the head of the page that have the browser load the code of the fields beside the rest. Empty where
    Streamlit comes without a manifest of its files: it then loads them as it always does."""
    try:
        manifest = json.loads(files("streamlit").joinpath("static", "manifest.json").read_text(encoding="utf-8"))
        known = _needed(manifest, _ENTRY)
        wanted = [key for key, part in manifest.items() if part.get("isDynamicEntry") and part.get("name") in _ELEMENTS]
        parts = {part: None for key in wanted for part in _needed(manifest, key) if part not in known}
        names = [manifest[part]["file"] for part in parts]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    return "".join(f'<link rel="modulepreload" crossorigin href="./{name}">' for name in names)


def _needed(manifest: dict[str, Any], entry: str) -> dict[str, None]:
    """An entry of the manifest and all that it imports, in the order of finding."""
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = None
            waiting += manifest[key].get("imports", ())
    return found
