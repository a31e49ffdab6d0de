"""The page before it runs: its language, title and styles, and the headers that keep it to this machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import streamlit

from app.ahead import preloads
from app.front import FrontPage, changed

STATIC = Path(streamlit.__file__).parent / "static"
INDEX = (STATIC / "index.html").read_text(encoding="utf-8")


async def _ask(path: str, body: bytes, kind: bytes, headers: list[tuple[bytes, bytes]]) -> tuple[Any, Any, bytes]:
    """What the inner application was asked, the headers of the answer, and its body; the answer comes in two parts."""
    asked: dict[str, Any] = {}
    sent: list[dict[str, Any]] = []

    async def inner(scope: Any, _receive: Any, send: Any) -> None:
        asked.update(scope)
        start = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"etag", b'"1"')]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        await send({"type": "http.response.body", "body": body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": body[10:]})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    await FrontPage(inner)({"type": "http", "path": path, "headers": headers}, receive, send)
    return asked, dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    ("wanted", "language"), [("es-CO,es;q=0.9,en;q=0.5", "es"), ("en-GB,es;q=0.8", "en"), ("", "en"), ("fr", "en")]
)
def test_streamlits_page_gets_language_title_and_styles(wanted: str, language: str) -> None:
    """Against the page of the installed Streamlit: what this relies on is still there."""
    page = changed(INDEX, wanted)
    assert page.count(f'<html lang="{language}"') == 1
    assert "<title>Puentes</title>" in page
    assert page.rindex("--pz-mark") < page.rindex("</style></body>")
    assert page.count("<h1>Puentes</h1>") == 1


def test_the_browser_loads_the_code_of_the_fields_beside_the_rest() -> None:
    """Each file is there, none is named twice or loaded by Streamlit's page already; the first form's fields are."""
    page = changed(INDEX, "es")
    names = re.findall(r'rel="modulepreload" crossorigin href="\./([^"]+)"', page)
    assert len(names) == len(set(names))
    assert all((STATIC / name).is_file() for name in names)
    ours = re.findall(r'href="\./static/js/([^".]+)\.', preloads())
    assert {"Selectbox", "Radio", "TextInput", "DateInput", "TimeInput", "BidiComponent"} <= set(ours)


def test_a_page_without_its_usual_places_stays_as_it_is() -> None:
    assert changed("<p>hello</p>", "es") == "<p>hello</p>"


async def test_the_answer_is_whole_and_may_load_nothing_from_elsewhere() -> None:
    headers = [(b"accept-encoding", b"gzip"), (b"if-none-match", b'"1"'), (b"accept-language", b"es"), (b"host", b"x")]
    asked, got, body = await _ask("/settings", INDEX.encode(), b"text/html; charset=utf-8", headers)
    assert [name for name, _ in asked["headers"]] == [b"accept-language", b"host"]
    assert body.decode() == changed(INDEX, "es")
    assert got[b"content-length"] == str(len(body)).encode()
    assert b"etag" not in got
    assert got[b"content-security-policy"].startswith(b"default-src 'self' ")
    assert b"http" not in got[b"content-security-policy"]
    assert b"frame-ancestors 'none'" in got[b"content-security-policy"]


@pytest.mark.parametrize(
    ("path", "kind"), [("/static/js/index.js", b"text/html"), ("/media/a.eml", b"message/rfc822"), ("/x", b"image/png")]
)
async def test_everything_else_passes_as_it_is(path: str, kind: bytes) -> None:
    _, got, body = await _ask(path, INDEX.encode(), kind, [])
    assert body == INDEX.encode()
    assert got[b"etag"] == b'"1"'
