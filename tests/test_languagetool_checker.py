"""What the checker makes of LanguageTool's answers, and of a server that fails. A small local server stands
for it."""

from __future__ import annotations

import json
import re
import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from guardrails.languagetool import GrammarUnavailable, LanguageToolChecker
from guardrails.languagetool import checker as checker_module
from guardrails.languagetool.address import given_url
from guardrails.languagetool.rules import grammar_rules

_ISSUES = {"eror": ("SPELL", "TYPOS", "misspelling"), "nicely": ("STYLISH", "STYLE", "style")}


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Handler(BaseHTTPRequestHandler):
    """Finds the words of `_ISSUES` and, as LanguageTool does, counts UTF-16 units."""

    def do_GET(self) -> None:
        self._answer([{"code": code[:2], "longCode": code} for code in ("en-US", "en-GB", "es")])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
        server: Any = self.server
        server.forms.append(form)
        if server.broken:
            self._answer({"unexpected": True})
            return
        text = form["text"]
        matches = []
        for found in re.finditer("|".join(_ISSUES), text):
            rule, category, kind = _ISSUES[found.group()]
            matches.append(
                {
                    "message": "Wrong.",
                    "replacements": [{"value": f"r{n}"} for n in range(9)],
                    "offset": _utf16(text[: found.start()]),
                    "length": _utf16(found.group()),
                    "context": {"text": text, "offset": 0, "length": 1},
                    "sentence": text,
                    "rule": {"id": rule, "issueType": kind, "category": {"id": category}},
                }
            )
        self._answer({"matches": matches})

    def _answer(self, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A running stand-in, named by PUENTES_LANGUAGETOOL_URL; `forms` holds what was posted."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.forms = []
    server.broken = False
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    monkeypatch.setenv("PUENTES_LANGUAGETOOL_URL", f"http://127.0.0.1:{server.server_port}/v2/")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("before", ["", "ñandú ", "😀", "👩🏽‍💻 ok 🇪🇸 ", "𝒜𝒷 " * 7])
def test_offsets_count_code_points(fake: Any, before: str) -> None:
    """Emoji and other characters beyond 16 bits, before and after, shift nothing."""
    text = f"{before}an eror 🎉 and one more eror 😀😀"
    matches = LanguageToolChecker().check(text, "en-US")
    assert [text[m.offset : m.offset + m.length] for m in matches] == ["eror", "eror"]
    assert fake.forms[0]["language"] == "en-US"


@pytest.mark.usefixtures("fake")
def test_a_match_says_what_kind_it_is() -> None:
    """Style is advice, not an error; at most five replacements are given."""
    error, style = LanguageToolChecker().check("an eror, nicely", "en-GB")
    assert (error.rule_id, error.category, error.kind) == ("SPELL", "TYPOS", "error")
    assert (style.rule_id, style.kind) == ("STYLISH", "style")
    assert error.replacements == ("r0", "r1", "r2", "r3", "r4")


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("ignored", "left"),
    [
        ((), 2),
        (("eror",), 0),
        (("Mr eror",), 1),
        (("ero", "ror"), 2),
        (("", "  "), 2),
        (("Eror",), 2),
        (("a.*",), 2),
    ],
)
def test_what_the_person_wrote_is_not_an_error(ignored: tuple[str, ...], left: int) -> None:
    """Names are left out where they stand as whole words, exactly as written; nothing else is."""
    assert len(LanguageToolChecker().check("Mr eror made an eror", "en", ignored)) == left


def test_disabled_rules_are_sent(fake: Any) -> None:
    """The style rules of the data file are not asked for."""
    LanguageToolChecker().check("x", "en-GB")
    assert "OXFORD_SPELLING_Z_NOT_S" in fake.forms[0]["disabledRules"].split(",")


def test_an_empty_text_asks_nothing(fake: Any) -> None:
    """There is nothing to find in it."""
    assert LanguageToolChecker().check(" \n", "es") == []
    assert fake.forms == []


def test_a_server_that_talks_otherwise_is_told(fake: Any) -> None:
    """Some other service at that address is not taken for LanguageTool."""
    fake.broken = True
    with pytest.raises(GrammarUnavailable, match="does not answer as LanguageTool does"):
        LanguageToolChecker().check("x", "es")


def test_nobody_listening_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A named server that is away is one line, and nothing is started in its stead."""
    monkeypatch.setenv("PUENTES_LANGUAGETOOL_URL", "http://127.0.0.1:9")
    with pytest.raises(GrammarUnavailable, match="failed twice"):
        LanguageToolChecker().check("x", "es")


def test_not_installed_is_told_with_the_command_that_mends_it(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No jars, no check: the reason is said, nothing is downloaded."""
    monkeypatch.delenv("PUENTES_LANGUAGETOOL_URL", raising=False)
    monkeypatch.setenv("PUENTES_HOME", str(tmp_path))
    with pytest.raises(GrammarUnavailable, match=r"LanguageTool is not installed\. Run `puentes setup`\."):
        LanguageToolChecker().check("x", "es")


def test_a_proxy_in_the_environment_is_left_aside(fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text goes to this machine only, not through a proxy that the environment names."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert len(LanguageToolChecker().check("an eror", "en-US")) == 1
    assert fake.forms


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://h:1", "http://h:1/"),
        ("http://h:1/v2", "http://h:1/"),
        ("h:1/v2/", "http://h:1/"),
        ("https://h/lt/v2", "https://h/lt/"),
        (" ", None),
    ],
)
def test_addresses_are_taken_in_every_usual_form(given: str, url: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without scheme, slash and API version."""
    monkeypatch.setenv("PUENTES_LANGUAGETOOL_URL", given)
    assert given_url() == url


def test_another_language_is_refused() -> None:
    """It is a slip of the caller, not a grammar that cannot be checked."""
    with pytest.raises(ValueError, match="no grammar check for language 'fr'"):
        LanguageToolChecker().check("x", "fr")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_data_files_hold(language: str) -> None:
    """Every disabled rule has its reason (the loader insists), none is listed twice over."""
    rules = grammar_rules(language)
    assert rules.disabled
    assert not rules.disabled & rules.style_rules


def test_the_import_is_light() -> None:
    """The heavy client is loaded at the first check, not at import."""
    import subprocess
    import sys

    code = "import sys, guardrails.languagetool\nprint('language_tool_python' in sys.modules, 'yaml' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False False"
    assert checker_module.TIMEOUT_SECONDS == 20
