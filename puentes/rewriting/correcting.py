"""Typing errors and missing accents: corrected through the grammar checker where the right word is sure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from guardrails.checks.accents import certain_mistakes
from guardrails.finding import Finding
from guardrails.folding import fold
from guardrails.text import Text
from guardrails.times import find_times
from puentes.masks import given_names
from puentes.notes import lemmatizer
from puentes.own_words import same_word
from puentes.rewriting.job import Job
from puentes.rewriting.rules import word
from puentes.rewriting.tracked import Why
from puentes.rewriting.words import word_list

# Rules of LanguageTool about marks that are mended elsewhere, or whose first proposal is a matter of taste.
# "¿Tengo que llevar …?" asks nothing with its "que".
_OBLIGED = re.compile(r"(?<!\w)(?:ten\w+|tien\w+|hay|habra|habria|habia)\s\Z")
_NOT_MINE = ("UNPAIRED", "WHITESPACE", "COMMA", "OXFORD", "REPEAT", "SIMBOLO", "DOUBLE_PUNCT", "EN_QUOTES")


def correct(job: Job, grammar: Any) -> bool:
    """Applies the corrections that surely mean the same word. False when grammar could not be checked: then only the
    mistakes are mended that need no grammar to be certain."""
    _certain(job)
    if grammar is None:
        return False
    from guardrails.languagetool.errors import GrammarUnavailable  # late: only where there is a checker

    variant = job.language if job.language == "es" else f"en-{job.contract.english}"
    names = [form for fact in job.contract.facts for form in fact.forms if fact.kind not in {"when", "alternative"}]
    try:
        matches = list(grammar.check(job.text, variant, names))
    except GrammarUnavailable:
        return False
    # "9:00 am be" is no verb and its form.
    guarded = [*job.guarded(), *((t.start, t.end) for t in find_times(job.text))]
    for match in reversed(matches):
        start, end = match.offset, match.offset + match.length
        wrong = job.text[start:end]
        if match.kind != "error" or not match.replacements or job.is_guarded(start, end, guarded):
            continue
        if any(part in getattr(match, "rule_id", "") for part in _NOT_MINE) or end > job.layout.own_end:
            continue
        if wrong[:1].isupper() and start >= job.layout.body_end and not word(job.rules.closing).match(fold(wrong)):
            continue  # whoever signs knows how it is spelt
        before = job.text[:start].rstrip(" ¿¡\"'«“(")
        inside = bool(before) and before[-1] not in ".!?:…\n" and not job.text[:start].endswith("\n")
        right = _best(wrong, match.replacements, job.language, inside=inside)
        if right is None and _is_place(job.text[:start], wrong, match.replacements[0], job.language):
            right = match.replacements[0]
        if right is None or (right == "qué" and _OBLIGED.search(fold(job.text[max(0, start - 12) : start]))):
            continue
        job.replace(start, end, right, Why(_kind(wrong, right), "grammar", wrong))
    return True


def _certain(job: Job) -> None:
    """Words that are certainly misspelt, many of which no grammar checker finds ("no podre ir")."""
    guarded = job.guarded()
    for mistake in reversed(certain_mistakes(Text(job.text), job.language)):
        if mistake.end <= job.layout.own_end and not job.is_guarded(mistake.start, mistake.end, guarded):
            wrong = job.text[mistake.start : mistake.end]
            job.replace(mistake.start, mistake.end, mistake.right, Why(_kind(wrong, mistake.right), "grammar", wrong))


def _kind(wrong: str, right: str) -> str:
    """What is wrong about a word: its capital, an accent, or its letters."""
    return "capital" if wrong.lower() == right.lower() else "accent" if fold(wrong) == fold(right) else "typo"


def as_advice(finding: Finding, job: Job) -> Finding:
    """A grammar finding on words that all exist, which nobody could correct for sure, is told as advice: the words
    are the person's own, and may well be right."""
    if finding.id != "grammar" or finding.status != "fail":
        return finding
    words = [w for span in finding.spans for w in re.findall(r"[^\W\d_]+", span.text)]
    sure = finding.fix is not None and words and _best(finding.spans[0].text, (finding.fix,), job.language, inside=True)
    return finding if sure or not all(_exists(w, job.language) for w in words) else replace(finding, status="advice")


def _only_louder(wrong: str, right: str, language: str, *, inside: bool) -> bool:
    """True when a correction puts capitals only, and the word is no known name: the speller knows many names that are
    spelt as words of a dialect are ("malito", "tae", "id")."""
    if wrong.lower() != right.lower() or not inside:
        return False
    if right.isupper() and len(right) > 1:
        return right not in word_list("abbreviations")
    return wrong.lower() not in given_names() and not _named(right, language)


def _is_place(before: str, wrong: str, right: str, language: str) -> bool:
    """ "la de polanco": no word of the language, with "de" or "en" before it, is the name of a place."""
    named = re.search(r"(?<!\w)(?:de|en|desde|hasta|in|from|near)\s\Z", before)
    return bool(named) and wrong.islower() and right == wrong.capitalize() and not _exists(wrong, language)


_SHORT = 4  # letters of a word in which another letter makes another word
_SURE = 7  # letters of a word in which one that is missing leaves no doubt


@lru_cache(maxsize=1024)
def _named(word: str, language: str) -> bool:
    """True for months, weekdays, languages and places: the dictionary has them with a capital."""
    lemma = lemmatizer()(word, lang=language)
    return lemma[:1].isupper() and _exists(word.lower(), language)


@lru_cache(maxsize=1024)
def _diminutive(word: str, language: str) -> bool:
    """ "tardecito", "malito": no dictionary has them all, and they are no mistakes."""
    from simplemma import is_known  # late: see _exists

    found = re.fullmatch(r"(.{2,}?)(?:e?c)?(?:it|ill|ic|iñ)([oa])s?", word.lower()) if language == "es" else None
    if not found:
        return False
    stem, end = found.groups()
    stem = re.sub(r"qu$", "c", re.sub(r"gu$", "g", stem))
    return any(is_known(stem + tail, lang="es") for tail in (end, "", "e", "o", "a"))


def _exists(word: str, language: str) -> bool:
    from simplemma import is_known  # late: its dictionaries take half a second to load

    return word[0].isupper() or bool(is_known(word.lower(), lang=language)) or _diminutive(word, language)


def _bare(text: str) -> str:
    return text.lower().replace("’", "").replace("'", "")


def _vowels(text: str) -> int:
    return sum(c in "aeiou" for c in fold(text))


def _keeps_accents(wrong: str, right: str) -> bool:
    """True when each accent that was written stays where it is, in the last word ("me lié" is no "me líe")."""
    had, has = (text.lower().split()[-1:] or [""] for text in (wrong, right))
    return all(c == h for h, c in zip(had[0], has[0], strict=False) if h in "áéíóú")


def _best(wrong: str, replacements: tuple[str, ...], language: str, *, inside: bool = False) -> str | None:
    """The first proposal that is surely the same word, one with the same letters before all others. `inside` a
    sentence a word with a capital is a name, and stays."""
    if _bare(wrong) == _bare(replacements[0]) and "'" in wrong.replace("’", "'"):
        return None  # who writes "it's" means it
    if wrong.replace(",", "") == replacements[0].replace(",", ""):
        return None  # a comma is a matter of taste ("cualquier cosa, me avisás")
    if not any(c.isalpha() for c in wrong) or set(wrong.lower().split()) & word_list("settled"):
        return None
    # An accent that was written is no slip ("se ponchó" is no "sé poncho"), one that is missing is.
    alike = [r for r in replacements if fold(r) == fold(wrong) and _keeps_accents(wrong, r)]
    if alike and not _only_louder(wrong, alike[0], language, inside=inside):
        return alike[0]
    first = replacements[0]
    if wrong[:1].isupper() and (inside or not first[:1].isupper()):
        return None
    if wrong[:1].islower() and first[:1].isupper() and inside:
        return None  # a dialect word is no name ("cannae", "morra")
    if _diminutive(wrong, language) or not all(_exists(w, language) for w in re.findall(r"[^\W\d_]+", first)):
        return None
    if len(wrong) < _SURE and _vowels(first) > _vowels(wrong):
        return None  # what is left out of "tngo", "grcs" nobody knows for sure
    if len(wrong) == len(first) <= _SHORT and sorted(wrong.lower()) != sorted(first.lower()):
        return None  # "dosh" is not surely "dish"
    if any(c.isdigit() for c in wrong + first) or len(wrong) < 4 or not same_word(wrong, first):
        return None
    if all(_exists(w, language) for w in wrong.split()):
        # Both are words: only another form of the same one is a correction ("has" for "have").
        lemmatize = lemmatizer()
        same = lemmatize(wrong.lower(), lang=language) == lemmatize(first.lower(), lang=language)
        return first if same else None
    return first
