"""Grammar and spelling, through a checker such as LanguageTool; without one it is said to be unchecked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from guardrails.checks.base import Case, Check, Example, GrammarMatchLike
from guardrails.checks.names import name_words
from guardrails.finding import Finding

_LONGEST = 100_000  # characters; beyond that no message is meant, and a checker would be busy for minutes


def _run(case: Case) -> Iterator[Finding]:
    if case.grammar is None:
        yield case.finding("grammar", "not_checked", "grammar_none")
        return
    if len(case.text.raw) > _LONGEST:
        yield case.finding("grammar", "not_checked", "grammar_long", limit=_LONGEST)
        return
    variant: str = case.language
    if case.language == "en" and case.contract:
        variant = f"en-{case.contract.english}"
    own = case.contract.own_words if case.contract else ()
    ignore = [form for fact in case.facts for form in fact.forms] + sorted(name_words(own))
    text = _encodable(case.text.raw)
    from guardrails.languagetool.errors import GrammarUnavailable  # late: only where there is a checker

    try:
        matches = list(case.grammar.check(text, variant, ignore))
    except GrammarUnavailable as error:
        yield case.finding("grammar", "not_checked", "grammar_unavailable", why=str(error))
        return
    for match in matches:
        start, end = match.offset, match.offset + match.length
        if not 0 <= start < end <= len(case.text.raw):
            continue
        span = case.text.span(start, end)
        status: Literal["fail", "advice"] = "fail" if match.kind == "error" else "advice"
        if status == "fail" and _is_loanword(span.text, case.language):
            status = "advice"
        finding = case.finding("grammar", status, "grammar_match", [span], what=span.text, why=match.message)
        fix, *others = match.replacements or (None,)
        options = tuple(other for other in others if other)
        yield replace(finding, fix=fix, options=options)


def _is_loanword(word: str, language: str) -> bool:
    """True for one lower-case word that is none of this language and one of the other: "backend", "onboarding" in
    Spanish. Trades use such words, and a dictionary's nearest word would be another word."""
    if not word.isalpha() or not word.islower() or len(word) < 4:
        return False
    from simplemma import is_known  # late: its dictionaries take half a second, and few texts need them

    other = "en" if language == "es" else "es"
    return bool(is_known(word, lang=other)) and not is_known(word, lang=language)


def _encodable(raw: str) -> str:
    """The text with lone surrogates, which no server takes, replaced one for one."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in raw) if not _is_clean(raw) else raw


def _is_clean(raw: str) -> bool:
    try:
        raw.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Match:
    offset: int
    length: int
    message: str
    replacements: tuple[str, ...]
    kind: Literal["error", "style"]


@dataclass(frozen=True, slots=True)
class _Scripted:
    """A checker for the examples: finds one word, as an error."""

    word: str

    def check(self, text: str, language: str, ignore_words: Iterable[str] = ()) -> list[GrammarMatchLike]:  # noqa: ARG002
        at = text.find(self.word)
        ignored = any(self.word in phrase for phrase in ignore_words)
        return [] if at < 0 or ignored else [_Match(at, len(self.word), "?", ("…",), "error")]


CHECK = Check(
    id="grammar",
    source="LanguageTool's rules (guardrails/data/<language>/grammar.yaml says which are advice)",
    run=_run,
    must_fail={
        "es": (Example("La entrevista a sido el lunes.", grammar=_Scripted(" a sido")),),
        "en": (Example("I has an interview.", grammar=_Scripted("has")),),
    },
    must_pass={
        "es": (
            Example("La entrevista ha sido el lunes.", grammar=_Scripted(" a sido")),
            Example("Trabajo en Biolaria.", {}, grammar=_Scripted("Biolaria")),
        ),
        "en": (
            Example("I have an interview.", grammar=_Scripted("has")),
            Example("I work at Biolaria.", {}, grammar=_Scripted("Biolaria")),
        ),
    },
)
