"""Where a LanguageTool answers: the one that the person names, or a port of this machine that only it can reach."""

from __future__ import annotations

import os
import socket
import urllib.error
import urllib.parse
import urllib.request

HOST = "127.0.0.1"


def given_url() -> str | None:
    """The server named by `PUENTES_LANGUAGETOOL_URL`, ending in a slash and without the API's "v2"; else
    None."""
    given = os.environ.get("PUENTES_LANGUAGETOOL_URL", "").strip().rstrip("/").removesuffix("/v2")
    if not given:
        return None
    return (given if "://" in given else f"http://{given}") + "/"


def is_ready(url: str, seconds: float = 1.0) -> bool:
    """True when the server at `url` answers its list of languages in time. Proxies are left aside for
    loopback."""
    direct = urllib.request.ProxyHandler({}) if is_loopback(url) else urllib.request.ProxyHandler()
    try:
        with urllib.request.build_opener(direct).open(f"{url}v2/languages", timeout=seconds) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError, urllib.error.URLError):
        return False


def is_loopback(url: str) -> bool:
    host = urllib.parse.urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


def free_port() -> int:
    """A port of the loopback address that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
