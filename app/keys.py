"""Keys of endpoints in the system's keyring, one per address. Nothing here is logged or shown."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import Any

_SERVICE = "puentes"


@cache
def available() -> bool:
    """True where the system has a keyring that can be used."""
    try:
        backend = _keyring().get_keyring()
        return float(backend.priority) > 0
    except Exception:  # noqa: BLE001 - backends raise what they like; whatever it is, there is no keyring to offer
        return False


def stored(address: str) -> bool:
    """True when a key for this address is kept."""
    return read(address) is not None


def read(address: str) -> str | None:
    """The key kept for this address; None where there is none, or it may not be read."""
    try:
        found: str | None = _keyring().get_password(_SERVICE, address)
    except Exception:  # noqa: BLE001 - as above: locked, refused, gone
        return None
    return found


def write(address: str, key: str) -> bool:
    """Keeps a key; false when the keyring refuses."""
    try:
        _keyring().set_password(_SERVICE, address, key)
    except Exception:  # noqa: BLE001 - as above
        return False
    return True


def remove(address: str) -> None:
    """Takes the key out of the keyring, where there is one."""
    with contextlib.suppress(Exception):  # as above; what cannot be removed is not there for us
        _keyring().delete_password(_SERVICE, address)


def _keyring() -> Any:
    import keyring  # late: it looks for backends

    return keyring
