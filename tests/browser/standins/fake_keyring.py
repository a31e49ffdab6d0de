"""A keyring of the system for tests: keeps what it is given in keyring.json of the folder that the page runs in."""

from __future__ import annotations

import json
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

_FILE = Path("keyring.json")


class Keyring(KeyringBackend):
    """Named by PYTHON_KEYRING_BACKEND."""

    priority = 9.0

    def get_password(self, service: str, username: str) -> str | None:
        found: str | None = _all().get(f"{service} {username}")
        return found

    def set_password(self, service: str, username: str, password: str) -> None:
        _FILE.write_text(json.dumps(_all() | {f"{service} {username}": password}), encoding="utf-8")

    def delete_password(self, service: str, username: str) -> None:
        kept = _all()
        if kept.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError("not there")
        _FILE.write_text(json.dumps(kept), encoding="utf-8")


def _all() -> dict[str, str]:
    return dict(json.loads(_FILE.read_text(encoding="utf-8"))) if _FILE.is_file() else {}
