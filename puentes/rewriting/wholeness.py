"""After the cuts: what one has touched has to be a sentence that stands alone, else it goes as a whole."""

from __future__ import annotations

import re

from guardrails.checking import check
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.clauses import dangles, is_fragment
from puentes.rewriting.cutting import delete_sentence
from puentes.rewriting.job import Job
from puentes.rewriting.rules import word
from puentes.rewriting.tracked import Why
from puentes.rewriting.verbs import has_verb
from puentes.rewriting.wanted import key_of

_FEW = 5  # words of a remark
_LEAST = 2  # words of a sentence without the word that joined it
_VERBLESS = ("gratitude", "apology", "future_contact", "question")  # "Gracias por todo." is whole without a verb


def make_whole(job: Job, before: str) -> None:
    """Drops what is left of a sentence of the text `before` the cuts and is none any more, and takes the word off that
    joined a sentence to one that is gone ("Así que …")."""
    if not job.rules.connective:
        return
    were = [key_of(s.text) for s in Text(before).sentences]
    now = {key_of(s.text) for s in job.sentences()}
    with job.from_the_end():
        for sentence in reversed(job.sentences()):
            if not job.in_body(sentence):
                continue
            key, start = key_of(sentence.text), max(sentence.start, job.layout.body_start)
            touched = key not in were
            orphan = not touched and were.index(key) > 0 and were[were.index(key) - 1] not in now
            if touched and not _is_whole(job, job.text[start : sentence.end].strip(), sentence):
                delete_sentence(job, sentence, Why("fragment", "grammar", job.text[start : sentence.end].strip()))
            elif (touched or orphan) and _repeats(job, sentence):
                delete_sentence(job, sentence, Why("fragment", "grammar", sentence.text.strip()))
            elif touched or orphan:
                _take_joint(job, start, sentence)


def _repeats(job: Job, sentence: Span) -> bool:
    """True for a few words that say again what stands before ("No voy a faltar"): they were about what is gone."""
    said = [s.start for s in job.acts.get("cannot_attend", ())]
    inside = any(sentence.start <= at < sentence.end for at in said)
    return inside and said[0] < sentence.start and len(sentence.text.split()) <= _FEW


def _take_joint(job: Job, start: int, sentence: Span) -> None:
    while job.text[start : start + 1] in {" ", "\n"}:
        start += 1
    match = word(job.rules.connective).match(fold(job.text), start)
    if not match or match.end() >= sentence.end:
        return
    end = match.end()
    rest = job.text[end : sentence.end]
    verbless = any(end <= s.start < sentence.end for act in _VERBLESS for s in job.acts.get(act, ()))
    if not (verbless or has_verb(rest, job.language)) or is_fragment(rest, job.rules):
        return
    if len(rest.split()) < _LEAST:
        delete_sentence(job, sentence, Why("fragment", "grammar", sentence.text.strip()))  # "Díganme."
        return
    first = job.text[end : end + 1]
    put = first if start > sentence.start else first.upper()
    job.replace(start, end + 1, put, Why("fragment", "grammar", match.group().strip(" ,")))


def _is_whole(job: Job, said: str, sentence: Span) -> bool:
    bare = said.rstrip(" .!?…,")
    if not bare or is_fragment(said, job.rules) or dangles(bare, job.language):
        return False
    if word(job.rules.announces_only).fullmatch(fold(bare)):
        return False
    acts = _VERBLESS if len(bare.split()) > 1 else _VERBLESS[:2]  # "Díganme." asks nothing that stands there any more
    if any(sentence.start <= s.start < sentence.end for act in acts for s in job.acts.get(act, ())):
        return True
    return len(bare.split()) > 1 and has_verb(said, job.language)


_MANNERS = frozenset({"tone", "oversharing", "disparagement"})


def drop_failing(job: Job) -> bool:
    """Drops the sentences of the body in which the checks still find what may not be sent. False: there were none."""
    if job.language != "es":
        return False
    found = check(job.text, job.contract, subject="").findings
    spans = [s for f in found if f.id in _MANNERS and f.status == "fail" for s in f.spans]
    bad = {s.start: s for span in spans if (s := job.sentence_at(span.start)) is not None}
    with job.from_the_end():
        for start in sorted(bad, reverse=True):
            if job.in_body(bad[start]):
                delete_sentence(job, bad[start], Why("heated", "tone", bad[start].text.strip()))
    return bool(bad)


def close_up(job: Job) -> None:
    """One space where a cut and an insertion left two, or a line of its own in a draft that was one line."""
    if "\n" in job.tracked.draft.strip():
        return
    own = job.text[: job.layout.own_end].rstrip()
    for match in reversed(list(re.finditer(r"\s*\n\s*|(?<=[.!?:,]) {2,}(?=\w)", own))):
        job.replace(*match.span(), " ", Why("punctuation", "punctuation"))
