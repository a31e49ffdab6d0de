"""More formal: usted for tú, vos and vosotros, English contractions written out, a formal greeting."""

from __future__ import annotations

import re
from typing import Any

from guardrails.checks.base import phrase_set
from guardrails.datafiles import words
from guardrails.text import Text
from puentes.datafiles import once_per_pack, read_yaml
from puentes.notes import lemmatizer
from puentes.rewriting.job import Job
from puentes.rewriting.tracked import Why

_LEAST = 6  # letters of a word whose ending tells the person


def make_formal(job: Job) -> None:
    """The whole text in the formal register; quotations, addresses and names stay."""
    if job.language == "es":
        _usted(job)
        _one_greeting(job)
        _words(job, _forms()["openings"], only_greeting=True)
        _named_greeting(job)
    else:
        _words(job, _forms()["contractions"])
        _words(job, _forms()["english_openings"], only_greeting=True)
        _words(job, _forms()["english_words"])


def _one_greeting(job: Job) -> None:
    """ "Hola, buenos días": what would become "buenos días" twice goes."""
    greeting = job.layout.greeting
    twice = re.compile(r"(hola,? )buen[oa]s (?:d[ií]as|tardes|noches)", re.IGNORECASE)
    if greeting and (match := twice.match(greeting.text)):
        start, end = greeting.start, greeting.start + match.end(1)
        job.replace(start, end + 1, job.text[end].upper(), Why("formal", "register", match.group(1).strip(" ,")))


_WISH = re.compile(r"[Bb]uen[oa]s (?:d[ií]as|tardes|noches)(?= [^\W\d_a-zñ])")


def _named_greeting(job: Job) -> None:
    """ "Buenos días Marta, le escribo …": the name is parted from the wish."""
    greeting = job.layout.greeting
    wish = _WISH.match(greeting.text) if greeting else None
    if greeting and wish:
        at = greeting.start + wish.end()
        job.replace(at, at, ",", Why("punctuation", "punctuation"))


def _usted(job: Job) -> None:
    forms = _forms()
    _words(job, {**forms["singular"], **forms["plural"]})
    _dropped_s(job)
    _endings(job, forms["endings"], "second_person_endings")
    _endings(job, forms["plural_endings"], "plural_endings")


def _words(job: Job, pairs: dict[str, str], *, only_greeting: bool = False) -> None:
    """Whole words, accents told apart; the longest first."""
    pattern = re.compile(
        rf"(?<![\w'’])(?:{'|'.join(map(re.escape, sorted(pairs, key=len, reverse=True)))})(?![\w'’])", re.IGNORECASE
    )
    text = job.text.replace("’", "'")
    end = job.layout.own_end
    greeting = job.layout.greeting
    stop = greeting.end if only_greeting and greeting else 0 if only_greeting else end
    guarded = job.guarded()
    for match in reversed(list(pattern.finditer(text, 0, stop))):
        # "buenas tardes" is no "buenas".
        whole = only_greeting and re.match(r" (?:d[ií]as|tardes|noches)\b", job.text[match.end() :])
        if not whole and not job.is_guarded(*match.span(), guarded):
            _put(job, *match.span(), pairs[match.group().lower()])


def _dropped_s(job: Job) -> None:
    """ "puedes", "podrías", "tengas": the form of usted is the same without its s."""
    text = Text(job.text)
    spans = [s for key in ("tu", "vos") for s in phrase_set("es", "register", key, exact=True).find(text)]
    guarded = job.guarded()
    for span in sorted(spans, key=lambda s: -s.start):
        if (
            span.text.lower().endswith("s")
            and " " not in span.text
            and not job.is_guarded(span.start, span.end, guarded)
        ):
            _put(job, span.start, span.end, span.text[:-1])


def _endings(job: Job, pairs: dict[str, str], key: str) -> None:
    known, but = words("es", "register", key), frozenset(words("es", "register", "not_second_person"))
    guarded = job.guarded()
    for found in reversed(Text(job.text).words):
        if len(found.lower) < _LEAST or found.lower in but or job.text[found.start].isupper():
            continue
        ending = next((e for e in sorted(pairs, key=len, reverse=True) if found.lower.endswith(e)), None)
        told = ending and (ending in known or (ending in {"aros", "eros", "iros"} and _is_verb(found.lower[:-2])))
        if ending and told and not job.is_guarded(found.start, found.end, guarded):
            _put(job, found.start, found.end, job.text[found.start : found.end - len(ending)] + pairs[ending])


def _is_verb(infinitive: str) -> bool:
    """True for "conocer" of "conoceros", not for "primer" of "primeros"."""
    from simplemma import is_known  # late: its dictionaries take half a second to load

    return lemmatizer()(infinitive, lang="es") == infinitive and is_known(infinitive, lang="es")


def _put(job: Job, start: int, end: int, after: str) -> None:
    raw = job.text[start:end]
    if raw[:1].isupper():
        after = after[:1].upper() + after[1:]
    job.replace(start, end, after, Why("formal", "register", raw))


@once_per_pack
def _forms() -> Any:
    return read_yaml("rewriting", "forms.yaml")
