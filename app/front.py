"""Streamlit's page before it runs: its language and title, our styles from the first paint on, and headers that keep
the page to this machine. A middleware of `st.App`, as Streamlit documents it:
https://docs.streamlit.io/develop/api-reference/server/st.app"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from app.ahead import preloads, ready
from app.look import css, first_sight, in_front
from app.texts import Texts, language_for

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Streamlit's frontend needs inline styles and scripts; what holds is that nothing is loaded from or sent to elsewhere,
# whatever came into the page, and that no other page can frame this one.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
# With these the answer would be packed, or "not changed" though our part of it has.
_LEFT_OUT = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_NOT_PAGES = ("/static/", "/_stcore/", "/media/", "/component/", "/_")


class FrontPage:
    """The middleware: changes pages, lets everything else (scripts, media, the socket) pass as it is."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._app = app
        in_front.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            ready()
        if scope["type"] != "http" or scope.get("path", "").startswith(_NOT_PAGES):
            await self._app(scope, receive, send)
            return
        headers = scope["headers"]
        wanted = next((value for name, value in headers if name == b"accept-language"), b"").decode("latin-1")
        scope = {**scope, "headers": [pair for pair in headers if pair[0] not in _LEFT_OUT]}
        await self._app(scope, receive, _Changing(send, wanted))


class _Changing:
    """Holds an HTML answer back until it is whole, and sends it changed."""

    def __init__(self, send: Send, wanted: str) -> None:
        self._send = send
        self._wanted = wanted
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kinds = [value for name, value in message["headers"] if name == b"content-type"]
            if not any(kind.startswith(b"text/html") for kind in kinds):
                await self._send(message)
            else:
                self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = self._body and changed(self._body.decode(), self._wanted).encode()  # a HEAD request has none
        own = {b"etag", b"last-modified"} | ({b"content-length"} if body else set())
        kept = [pair for pair in start["headers"] if pair[0] not in own]
        length = [(b"content-length", str(len(body)).encode())] if body else []
        await self._send({**start, "headers": [*kept, *length, *_HEADERS]})
        await self._send({"type": "http.response.body", "body": body})


def changed(page: str, wanted: str) -> str:
    """Streamlit's page in the language that the browser wants first (a header such as "es-CO,es;q=0.9"), with our title
    and styles. What it no longer holds stays as it is: the page works without."""
    language = language_for(wanted.split(",")[0].split(";")[0].strip())
    title = Texts(language)("title")
    page = re.sub(r"<html lang=\"\w*\"", f'<html lang="{language}"', page, count=1)
    page = re.sub(r"<title>[^<]*</title>", f"<title>{title}</title>", page, count=1)
    page = page.replace("</head>", f"{preloads()}</head>", 1)
    # The name, until the frontend, which takes a second to come, puts the page in its place.
    page = page.replace('<div id="root"></div>', f'<div id="root">{first_sight(Texts(language))}</div>', 1)
    # At the end, so that rules of equal weight win over those that the frontend puts into the head.
    return page.replace("</body>", f"<style>{css()}</style></body>", 1)
