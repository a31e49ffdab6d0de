"""Spanish as it is heard in the south and in the Caribbean is spelt out: "voy a podé", "me he quedao", "podei".

Where a final r, s or the d of "-ado" is not heard (RAE and ASALE, Nueva gramática de la lengua española: Fonética y
fonología, 2011, on the loss of final consonants). Only where the word so restored exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from puentes.rewriting.job import Job
from puentes.rewriting.swapping import swap
from puentes.rewriting.tracked import Why

# After these an infinitive comes, so that "cambiá" is "cambiar" and no form of "vos".
_INFINITIVE = re.compile(
    r"(?<!\w)(?:a|pa|para|sin|de|puedo|pod[eé]|poder|podr[ií]a|podei|podeis|podéis|pueden?|quiero|quer[ií]a"
    r"|quisiera|tengo que|hay que) (?P<w>[a-zñ]+(?P<v>[áéí]))(?!\w)",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"(?<!\w)(?P<w>[a-zñ]{2,}ao)(?!\w)", re.IGNORECASE)
_YOU = re.compile(r"(?<!\w)(?P<w>[a-zñ]{2,}[aáeé]i)(?!\w)", re.IGNORECASE)
_SHORT = 3  # "para mí" is no "para mir"
_WHOLE = frozenset("así aquí allí ahí acá allá está café".split())
_PLAIN = str.maketrans("áéí", "aei")


def restore(job: Job) -> None:
    """Each such word in full, in a round for each word that becomes the neighbour of the next; and the words of the
    list of dialect."""
    for pattern, put in job.rules.softer.dialect:
        swap(job, pattern, put, Why("dialect", "grammar"))
    if job.language != "es":
        return
    for _ in range(2):
        guarded = job.guarded()
        for start, end, right in sorted(_found(job.text[: job.layout.own_end]), reverse=True):
            if not job.is_guarded(start, end, guarded):
                job.replace(start, end, right, Why("dialect", "grammar", job.text[start:end]))


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _INFINITIVE.finditer(text):
        right = match["w"].translate(_PLAIN) + "r"
        if len(right) > _SHORT and match["w"].lower() not in _WHOLE and _exists(right):
            yield *match.span("w"), right
    for match in _PARTICIPLE.finditer(text):
        right = match["w"][:-1] + "do"
        if not _exists(match["w"]) and _exists(right):
            yield *match.span("w"), right
    for match in _YOU.finditer(text):
        right = match["w"][:-2] + {"a": "áis", "á": "áis", "e": "éis", "é": "éis"}[match["w"][-2].lower()]
        if not _exists(match["w"]) and _exists(right):
            yield *match.span("w"), right


@lru_cache(maxsize=1024)
def _exists(word: str) -> bool:
    from simplemma import is_known  # late: its dictionaries take half a second to load

    return bool(is_known(word.lower(), lang="es"))
