"""Spot by spot: slang, swearing, begging, shouting and piled marks are said plainly where they stand."""

from __future__ import annotations

import re

from guardrails.folding import fold
from guardrails.text import Text
from puentes.masks import given_names
from puentes.rewriting.dialect import restore
from puentes.rewriting.job import Job
from puentes.rewriting.rules import Pair, word
from puentes.rewriting.stretching import unstretch
from puentes.rewriting.swapping import cut_words, mend_typos, opens_sentence, swap
from puentes.rewriting.tracked import Why

_EMOJI = re.compile(
    "[ \t]?(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3\ufe0f\u200d]{1,20}"
    "|(?<![\\w:])[:;=]['-]?[)(DPpO/|*](?![\\w/])|(?<!\\w)<3(?!\\w)|(?<!\\w)[xX]D(?!\\w)|\\^_\\^)"
)
_PILED = re.compile(r"[!?¡¿]{2,}")
_DOTS = re.compile(r"(?<=\w)(?:\.{2}|\.{4,}|…{2,})(?=\s|\Z)")
_LOUD_LETTERS = 4
_TIMES = frozenset({"when", "alternative"})
_LOUD_SHARE = 0.6
_STRESSED = frozenset("SO VERY REALLY SUPER PLEASE NEVER MUY TAN SUPER NUNCA MUCHO MUCHÍSIMO".split())


def soften(job: Job) -> None:
    """All of it, in an order in which one makes the next readable."""
    unstretch(job)
    restore(job)
    quieten(job)
    _marks(job)
    _called(job)
    _greeting_comma(job)
    softer = job.rules.softer
    mend_typos(job)
    pairs: list[tuple[str, str, tuple[Pair, ...]]] = [
        ("swearing", "tone", softer.swearing),
        ("slang", "tone", softer.slang),
        ("blunt", "tone", softer.blunt),
        ("begging", "tone", softer.begging),
        ("shame", "apology", softer.shame),
        ("pressure", "tone", softer.pressure),
    ]
    if job.contract.register == "formal":
        pairs.append(("colloquial", "register", softer.colloquial))
    for key, check, entries in pairs:
        for pattern, put in entries:
            swap(job, pattern, put, Why(key, check))
    for pattern in softer.chatter:
        _drop(job, pattern, Why("slang", "tone"))
    _emoji(job)
    _greeting_comma(job)  # "Hola ¿qué onda? soy …"


def _drop(job: Job, pattern: str, why: Why) -> None:
    found = list(word(pattern).finditer(fold(job.text)))
    guarded = job.guarded() if found else []
    for match in reversed(found):
        start, end = match.span()
        if end > start and not job.text[end : end + 1].isalnum() and not job.is_guarded(start, end, guarded):
            cut_words(job, start, end, Why(why.key, why.check, job.text[start:end].strip()))


_CALLED = re.compile(
    r"(?:Mir[aáe]|Ay|A ver|Uy|Oye|Oiga|Oí|Esc[uú]ch[ae](?:me)?|F[ií]jate|Ey) (?=(?P<name>[^\W\d_a-zñ]\w+),)"
)


# "hola marta que no puedo ir": said, not written.
_THAT = re.compile(
    r",? (?:que|q|k) (?=(?:no|al final|mañana|hoy|el|la|me|te|le|os|les|soy|he|ya|tengo|resulta)\b)", re.IGNORECASE
)


def _called(job: Job) -> None:
    """ "Mirá Valeria, te …": who is called by name is greeted; "Hola Marta, que no puedo" begins without its "que"."""
    greeting = job.layout.greeting
    that = _THAT.match(job.text, greeting.end) if greeting and job.language == "es" else None
    if greeting and that:
        job.replace(
            greeting.end, that.end(), ", " if greeting.text[-1:].isalnum() else " ", Why("slang", "tone", "que")
        )
        return
    match = _CALLED.match(job.text, job.layout.body_start) if job.language == "es" else None
    if match and match["name"].lower() in given_names():
        job.replace(*match.span(), "Hola ", Why("slang", "tone", match.group().strip()))


def _greeting_comma(job: Job) -> None:
    """ "Hi just wanted to say" reads as one phrase: a comma parts the greeting from what follows."""
    greeting = job.layout.greeting
    if (
        greeting
        and re.match(r"(?:hi|hello|hey|hola|buen[oa]s)\b", fold(greeting.text))
        and greeting.text[-1:].isalnum()
        and re.match(r" [a-zñáéíóú]", job.text[greeting.end :])
    ):
        job.replace(greeting.end, greeting.end, ",", Why("punctuation", "punctuation"))


def quieten(job: Job) -> None:
    """Words in capitals become quiet: whole sentences of them, or two and more words that shout."""
    known = {form for fact in job.contract.facts if fact.kind not in _TIMES for form in fact.forms}
    if _shouted(job.text):
        known = set()  # all of it is in capitals: that tells nothing of a name
    keep = {w for form in known for w in re.findall(r"\w+", form)}
    guarded = job.guarded() if known else []
    text = Text(job.text)
    loud = [w for w in text.words if _loud(job.text[w.start : w.end]) and job.text[w.start : w.end] not in keep]
    loud = [w for w in loud if not job.is_guarded(w.start, w.end, guarded) and w.start < job.layout.own_end]
    stressed = [w for w in text.words if job.text[w.start : w.end] in _STRESSED and not _shouted(job.text)]
    loud = sorted({*loud, *stressed}, key=lambda w: w.start)
    if not loud or (len(loud) < 2 and not stressed and not any(_shouted(s.text) for s in job.sentences())):
        return
    everywhere = _shouted(job.text)
    for sentence in reversed(job.sentences()):
        if everywhere or _shouted(sentence.text):
            words = [w for w in text.words_in(sentence) if job.text[w.start : w.end].isupper()]
        else:
            words = [w for w in loud if sentence.start <= w.start < sentence.end]
        for found in reversed(words):
            raw = job.text[found.start : found.end]
            if raw in keep or job.is_guarded(found.start, found.end, guarded) or any(c.isdigit() for c in raw):
                continue
            after = _quiet(raw, opens=opens_sentence(job.text, found.start), job=job)
            job.replace(found.start, found.end, after, Why("shouting", "tone", raw))


def _loud(raw: str) -> bool:
    return len(raw) >= _LOUD_LETTERS and raw.isupper() and raw.isalpha()


def _shouted(sentence: str) -> bool:
    letters = [c for c in sentence if c.isalpha()]
    return len(letters) >= 12 and sum(c.isupper() for c in letters) > _LOUD_SHARE * len(letters)


def _quiet(raw: str, *, opens: bool, job: Job) -> str:
    lower = raw.lower()
    named = lower in given_names() or (job.language == "en" and lower in _ENGLISH_CAPITALS)
    if named or opens or (job.language == "en" and lower.split("'")[0] == "i"):
        return lower[:1].upper() + lower[1:]
    return lower


_ENGLISH_CAPITALS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
    "october november december english spanish".split()
)


def _marks(job: Job) -> None:
    """One mark is enough."""
    guarded = job.guarded()
    for match in reversed(list(_PILED.finditer(job.text))):
        marks = match.group()
        if job.is_guarded(*match.span(), guarded) or not any(p in marks for p in _PILES):
            continue
        after = _one(marks)
        job.replace(*match.span(), after, Why("piled", "tone", marks))
    for match in reversed(list(re.finditer(r"(?<=\w[,:]) {2,}(?=\w)", job.text))):
        job.replace(*match.span(), " ", Why("punctuation", "punctuation"))
    for match in reversed(list(_DOTS.finditer(job.text))):
        job.replace(*match.span(), "...", Why("piled", "punctuation", match.group()))


_PILES = ("!!", "??", "!?", "?!", "¡¡", "¿¿")


def _one(marks: str) -> str:
    opening = "¿" if "¿" in marks else "¡" if "¡" in marks else ""
    closing = "?" if "?" in marks else "!" if "!" in marks else ""
    return closing + (" " if opening and closing else "") + opening


def _emoji(job: Job) -> None:
    found = list(_EMOJI.finditer(job.text))
    chatty = job.contract.channel == "chat" and job.contract.register == "informal"
    if chatty and len(found) == 1:
        return
    for match in reversed(found):
        if not job.is_guarded(*match.span(), job.guarded()):
            after = "" if match.start() == 0 or not job.text[match.end() : match.end() + 1].isalnum() else " "
            job.replace(*match.span(), after, Why("emoji", "tone", match.group().strip()))
