"""Serving the page: Streamlit in this process, on loopback, without statistics, file watcher or developer menu."""

from __future__ import annotations

import contextlib
import ipaddress
import signal
import socket
import sys
from pathlib import Path

FIRST_PORT = 8501
_PORTS_TRIED = 100

# Streamlit's own settings. Section by section:
# https://docs.streamlit.io/develop/api-reference/configuration/config.toml
_OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",  # a traceback helps nobody on the page and may quote what a person wrote
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.level": "warning",
    "logger.hideWelcomeMessage": True,  # the address is printed below, in one line
    "runner.magicEnabled": False,
    # After each run of a page or of a part of it Streamlit has Python go through all objects: with our word lists 0.1 s
    # in which nothing else runs. While two messages were watched, clicks waited for many seconds. Python's own
    # collector does it when there is something to collect.
    "runner.postScriptGC": False,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 1,  # MB; a file of facts has some kilobytes
    # MB: the largest text that is taken has some tens of kilobytes, and a page some hundreds.
    "server.maxWidgetStateSize": 4,
    "server.maxMessageSize": 8,
    "theme.baseRadius": "0.6rem",
    "theme.light.primaryColor": "#1f6b66",
    "theme.light.backgroundColor": "#fbfaf7",
    "theme.light.secondaryBackgroundColor": "#f0ede5",
    "theme.light.textColor": "#20302f",
    "theme.light.borderColor": "#d5d0c4",
    "theme.dark.primaryColor": "#287d75",  # white on it, and it on the ground: 4.9 and 3.5 to 1
    "theme.dark.backgroundColor": "#131d1c",
    "theme.dark.secondaryBackgroundColor": "#1e2b2a",
    "theme.dark.textColor": "#e6ecea",
    "theme.dark.borderColor": "#3a4a48",
}


_OPEN = """\
puentes: others on the network can reach this page, without a password and without encryption.
  Put it behind a proxy that has both, and let the page itself listen on this machine only:
    puentes app --port {port}                                        # loopback, as it is by default
    caddy hash-password                                              # makes the hash of a password
    # Caddyfile:  letters.example.org {{
    #               basic_auth {{ your-name HASH }}
    #               reverse_proxy 127.0.0.1:{port}
    #             }}
  More about it in README.md, "Open to others"."""


def serve(port: int | None = None, address: str = "127.0.0.1", open_browser: bool = True) -> int:
    """Serves the page until it is interrupted and returns the exit code.

    `port` None takes the first free one from 8501. 0: ended by the user; 2: it cannot run (the port is taken, the
    address is not this machine's), with one line on standard error that says why.
    """
    try:
        chosen = _free_port(address) if port is None else _checked(address, port)
    except OSError as error:
        where = address if port is None else f"{address}:{port}"
        mend = "Leave --port out to take a free one" if port is not None else "Check --address"
        print(f"puentes: {where} cannot be used ({error.strerror or error}). {mend}", file=sys.stderr)
        return 2
    shown = f"[{address}]" if ":" in address else address
    print(f"Puentes: http://{shown}:{chosen}  (Ctrl-C ends it)", flush=True)
    if not is_loopback(address):
        print(_OPEN.format(port=chosen), file=sys.stderr)
    _run(chosen, address, open_browser)
    return 0


def _run(port: int, address: str, open_browser: bool) -> None:
    import streamlit  # late: `puentes --help` needs none of it
    from starlette.middleware import Middleware

    from app.front import FrontPage

    options = {
        **_OPTIONS,
        "server.port": port,
        "server.address": address,
        "server.headless": not open_browser,
    }
    app = streamlit.App(Path(__file__).with_name("main.py"), middleware=[Middleware(FrontPage)])
    # The server ends in good order and then sends itself the signal again: so both ways of ending it are one here.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        app.run(config=options)


def _checked(address: str, port: int) -> int:
    """The port if it is free at the address. Raises OSError when it is not."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # there it would allow to take a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OverflowError as error:
            raise OSError("a port is a number from 0 to 65535") from error
        return int(probe.getsockname()[1])


def _free_port(address: str) -> int:
    for port in range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED):
        try:
            return _checked(address, port)
        except OSError as error:
            last = error
            if isinstance(error, socket.gaierror):
                break
    raise last


def is_loopback(address: str) -> bool:
    """True for an address that only this machine can reach."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def is_open_to_others() -> bool:
    """True when the page that runs in this process listens on an address that others can reach."""
    from streamlit import config

    address = config.get_option("server.address")
    return address is not None and not is_loopback(str(address))
