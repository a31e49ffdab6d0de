"""Grammar and spelling through LanguageTool: texts in, matches with offsets in Unicode code points out."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from guardrails.languagetool.address import is_loopback
from guardrails.languagetool.errors import GrammarUnavailable
from guardrails.languagetool.rules import GrammarRules, grammar_rules
from guardrails.languagetool.server import LanguageToolServer

if TYPE_CHECKING:
    from language_tool_python import LanguageTool
    from language_tool_python.match import Match

TIMEOUT_SECONDS = 20
Variant = Literal["es", "en-US", "en-GB"]
_VARIANTS: dict[str, Variant] = {"es": "es", "en": "en-US", "en-US": "en-US", "en-GB": "en-GB"}
_WARM_TEXTS = {"es": "Buenos días: le escribo por la entrevista.", "en": "I am writing about the interview."}
_ASTRAL = re.compile(r"[\U00010000-\U0010FFFF]")
_STAND_IN = "☺"  # in the basic plane, a pictograph as nearly all that it stands for
_MAX_REPLACEMENTS = 5


@dataclass(frozen=True, slots=True)
class GrammarMatch:
    """One thing that LanguageTool found.

    `offset` and `length` count code points of the text as given. `kind` is "error" for what is wrong, "style"
    for what could be better. `replacements` holds the best five at most. `message` is in the text's language.
    """

    offset: int
    length: int
    rule_id: str
    category: str
    message: str
    replacements: tuple[str, ...]
    kind: Literal["error", "style"]


class LanguageToolChecker:
    """Checks texts with one server for all languages; safe to use from several threads."""

    def __init__(self, server: LanguageToolServer | None = None) -> None:
        self._server = server or LanguageToolServer()
        self._tools: dict[tuple[str, Variant], LanguageTool] = {}
        self._lock = threading.Lock()

    def check(self, text: str, language: str, ignore_words: Iterable[str] = ()) -> list[GrammarMatch]:
        """What LanguageTool finds in `text`, in order. `language` is es, en-US, en-GB or en.

        en means American or British, whichever fits the text better: only a text that mixes them is told so.
        Matches that overlap one of `ignore_words` (names, company, position, as the person wrote them) are
        left out. Raises GrammarUnavailable when the check cannot be made; ValueError for another language.
        """
        if language not in _VARIANTS:
            raise ValueError(f"no grammar check for language {language!r}; there are {', '.join(_VARIANTS)}")
        if not text.strip():
            return []
        variant = _VARIANTS[language]
        # LanguageTool counts UTF-16 units, and language-tool-python's own conversion leaves lengths as they
        # are and is not thread-safe. With every astral character replaced by one of the basic plane, units
        # and code points are the same, for offsets and lengths alike.
        plain = _ASTRAL.sub(_STAND_IN, text)
        found = self._ask(plain, variant)
        if language == "en" and any("British English" in match.message for match in found):
            found = min(found, self._ask(plain, "en-GB"), key=len)
        ignored = _stretches(text, ignore_words)
        rules = grammar_rules(variant[:2])
        matches = [_convert(match, rules) for match in found]
        return sorted(
            (m for m in matches if not _overlaps(m, ignored, text) and m.rule_id not in rules.disabled),
            key=lambda m: (m.offset, m.length),
        )

    def warm(self, languages: Sequence[str] = ("es", "en")) -> threading.Thread:
        """Starts the server and checks a sentence of each language in a background thread, which is returned.

        The first check of a language takes seconds, later ones milliseconds. Failures are silent here: the
        next `check` tells them.
        """

        def body() -> None:
            for language in languages:
                try:
                    self.check(_WARM_TEXTS[language[:2]], language)
                except GrammarUnavailable:
                    return

        thread = threading.Thread(target=body, name="languagetool-warm", daemon=True)
        thread.start()
        return thread

    def close(self) -> None:
        """Ends the server if it was started here."""
        self._server.stop()

    def _ask(self, text: str, variant: Variant) -> list[Match]:
        """One check, with one more try on a new server when the first fails."""
        from language_tool_python.exceptions import LanguageToolError

        url = self._server.url()
        try:
            return self._tool(url, variant).check(text)
        except LanguageToolError as error:
            # language-tool-python gives the reason in words only
            if "timed out" in str(error).lower():
                raise GrammarUnavailable(f"LanguageTool gave no answer in {TIMEOUT_SECONDS} s.") from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise GrammarUnavailable(f"{url} does not answer as LanguageTool does.") from error
        url = self._server.restart(url)
        try:
            return self._tool(url, variant).check(text)
        except (LanguageToolError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise GrammarUnavailable(f"LanguageTool failed twice ({str(error)[:200]}).") from error

    def _tool(self, url: str, variant: Variant) -> LanguageTool:
        with self._lock:
            tool = self._tools.get((url, variant))
            if tool is None:
                if len(self._tools) > len(_VARIANTS):
                    self._tools.clear()  # of servers that were ended
                tool = _remote_tool()(variant, remote_server=url, proxies=_no_proxies(url))
                tool.disabled_rules = set(grammar_rules(variant[:2]).disabled)
                self._tools[url, variant] = tool
            return tool


@cache
def _remote_tool() -> Callable[..., LanguageTool]:
    """language-tool-python's class with our time limit and without its own second try; made late, it is
    heavy."""
    from language_tool_python import LanguageTool

    class RemoteTool(LanguageTool):
        _TIMEOUT = TIMEOUT_SECONDS  # type: ignore[assignment] # declared as the literal 300

        def _query_server(self, url: str, params: Any = None, num_tries: int = 1, method: Any = "get") -> Any:
            return super()._query_server(url, params, min(num_tries, 1), method)

    return RemoteTool


def _no_proxies(url: str) -> dict[str, str] | None:
    """For a server on this machine: no proxy, whatever the environment says; the text must not leave."""
    return {"http": "", "https": ""} if is_loopback(url) else None


def _convert(match: Match, rules: GrammarRules) -> GrammarMatch:
    style = (
        match.rule_id in rules.style_rules
        or match.rule_issue_type in rules.style_types
        or match.category in rules.style_categories
    )
    return GrammarMatch(
        offset=match.offset,
        length=match.error_length,
        rule_id=match.rule_id,
        category=match.category,
        message=match.message,
        replacements=tuple(match.replacements[:_MAX_REPLACEMENTS]),
        kind="style" if style else "error",
    )


def _stretches(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Where the phrases stand in the text as whole words."""
    wanted = sorted({phrase.strip() for phrase in phrases if phrase.strip()}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)"
    return [found.span() for found in re.finditer(pattern, text)]


def _overlaps(match: GrammarMatch, stretches: list[tuple[int, int]], text: str) -> bool:
    if match.rule_id == "UPPERCASE_SENTENCE_START":
        # "Hierros & Cía. in Bilbao": the full stop of a name ends no sentence.
        before = len(text[: match.offset].rstrip())
        if any(end == before or (end == before - 1 and text[end] == ".") for _, end in stretches):
            return text[before - 1] == "."
    return any(start < match.offset + match.length and match.offset < end for start, end in stretches)


@cache
def shared_checker() -> LanguageToolChecker:
    """The checker of this process; its server is started at the first check."""
    return LanguageToolChecker()
