"""Where Puentes keeps what it fetched: the language model, LanguageTool's jars, half downloads and logs.

guardrails may import nothing from puentes, and both need these paths, so they live here.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

MODEL_FILE = "Qwen2.5-Coder-1.5B-Instruct-Q4_K_M.gguf"
LANGUAGETOOL_VERSION = "6.8"


def data_dir() -> Path:
    """The folder for everything fetched: `PUENTES_HOME` when set, else the user's cache folder.

    The cache folder, not the data folder, because all of it (1.2 GB) can be fetched again with `puentes
    setup`: backups leave caches out, and system cleaners may empty them without harm. The folder need not
    exist yet.
    """
    chosen = os.environ.get("PUENTES_HOME", "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    return user_cache_path("puentes", appauthor=False)


def model_path() -> Path:
    """The embedded model's GGUF file: `PUENTES_MODEL_PATH` when set, else its place in `data_dir()`."""
    chosen = os.environ.get("PUENTES_MODEL_PATH", "").strip()
    return Path(chosen).expanduser().absolute() if chosen else default_model_path()


def default_model_path() -> Path:
    """Where `puentes setup` puts the embedded model; there only when whole and checked."""
    return data_dir() / "models" / MODEL_FILE


def languagetool_dir() -> Path:
    """The folder of LanguageTool's jars; installed when it holds `languagetool_manifest()`."""
    return data_dir() / "languagetool" / LANGUAGETOOL_VERSION


def languagetool_manifest() -> Path:
    """The list of installed jars (JSON), written last: where it stands, all the jars it names stand too."""
    return languagetool_dir() / "manifest.json"


def logs_dir() -> Path:
    """Logs of the processes that Puentes starts."""
    return data_dir() / "logs"


def downloads_dir() -> Path:
    """Half downloads, kept so that the next `puentes setup` goes on where the last one stopped."""
    return data_dir() / "downloads"
