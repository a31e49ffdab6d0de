"""Tests that need a part say so with a marker; without the part they are skipped, in CI they fail."""

from __future__ import annotations

import os
import shutil

import pytest

from guardrails.home import model_path
from guardrails.languagetool.install import missing_jars

REQUIRE_ALL = os.environ.get("PUENTES_REQUIRE_ALL") == "1"
# What would change the outcome when the person who runs the tests has it set.
_SETTINGS = (
    "OPENAI_API_KEY", "OPENAI_BASE_URL", "PUENTES_ENGINE", "PUENTES_MODEL", "PUENTES_MODEL_PATH", "PUENTES_TIMEOUT",
    "PUENTES_PROMPTS",
)  # fmt: skip


def _lacks(marker: str) -> str | None:
    if marker == "grammar":
        return missing_jars()
    if marker == "model":
        return None if model_path().is_file() else f"no model at {model_path()}; run: puentes setup"
    if marker == "browser":
        return None if shutil.which("chromium") else "chromium is not on PATH"
    return None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose part is missing, or fails it where nothing may be missing."""
    for marker in ("grammar", "model", "browser"):
        if item.get_closest_marker(marker) and (lack := _lacks(marker)):
            if REQUIRE_ALL:
                pytest.fail(f"needs {marker}: {lack}", pytrace=False)
            pytest.skip(f"needs {marker}: {lack}")


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)
