"""Main clauses that only a comma parts, or nothing at all, become sentences: "… el jueves, fíjese que …"."""

from __future__ import annotations

import re

from guardrails.folding import fold
from puentes.rewriting.clauses import Clause, clauses_of, dangles
from puentes.rewriting.job import Job
from puentes.rewriting.rules import any_of, word
from puentes.rewriting.tracked import Why

_WHY = Why("punctuation", "punctuation")
_LEAST_WORDS = 14  # a shorter sentence reads well with its comma
_APART = 4  # words that each half has at least
_ASKED = re.compile(r"¿")
# What opens a main clause of one's own beside the words that a transcript begins sentences with.
_OWN = {
    "es": re.compile(r"no (?:me|nos|se|lo|la|he|pude|puedo|voy|podre|fui|llego|llegue)\b"),
    "en": re.compile(r"(?:i|i'\w+|my|we|we'\w+|could|can|would|is|please)(?= )"),
}
_SUBORDINATE = {
    "es": re.compile(
        r"(?<!\w)(?:si|cuando|como|aunque|porque|mientras|para que|al|ya que|tras|despues de|en relacion|respecto"
        r"|a raiz|en cuanto|con motivo|con respecto)(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:if|when|since|as|although|though|because|while|after|before|unless|due to|regarding|concerning"
        r"|with regard|with respect|in relation|in regard|as for|following|given|further to)(?!\w)"
    ),
}
_APPOSED = re.compile(r"(?:the|my|our|el|la|los|las|mi|nuestr[oa]|que es|which is) (?:\w+ ?){1,6}\Z")
# So surely the beginning of a sentence that no comma is needed.
_SURE = {
    "es": re.compile(r"\s(?=quedo (?:al? (?:pendiente|la espera)|pendiente|atent[oa])|f[ií]jese que|de antemano)"),
    "en": re.compile(r"\s(?=(?:looking forward|i look forward|thanks? (?:you )?in advance|many thanks))"),
}


def part_splices(job: Job) -> None:
    """Puts a full stop where two main clauses of a long sentence are held together by a comma."""
    for sentence in reversed(job.sentences()):
        if len(sentence.text.split()) < _LEAST_WORDS or sentence.start >= job.layout.body_end:
            continue
        at = _sure(job, sentence.start, sentence.end)
        clauses = clauses_of(sentence, job.rules)
        at += [c.start for n, c in enumerate(clauses) if n and _is_main(job, clauses[n - 1], c, sentence.start)]
        for start in sorted(set(at), reverse=True):
            _part(job, sentence.start, start)


def _part(job: Job, first: int, start: int) -> None:
    if job.is_guarded(start, start + 1, job.guarded()):
        return
    space = start
    while space > first and job.text[space - 1] in " ,;":
        space -= 1
    stop = start
    while job.text[stop] in "¿¡":
        stop += 1
    mark = "" if job.text[space - 1] == "." else "."  # "9:00 a.m."
    job.replace(space, stop + 1, f"{mark} {job.text[start:stop]}{job.text[stop].upper()}", _WHY)


def _sure(job: Job, start: int, end: int) -> list[int]:
    found = [m.end() for m in _SURE[job.language].finditer(fold(job.text), start, end)]
    heads = [(at, job.text[start:at].rstrip(" ,;")) for at in found]
    return [at for at, head in heads if len(head.split()) >= _APART and not dangles(head, job.language)]


def _is_main(job: Job, before: Clause, clause: Clause, first: int) -> bool:
    """True when a clause after a comma is a sentence of its own, and so is what stands before it."""
    parted = job.text[clause.parted : clause.start]
    if parted.strip() not in {",", ";"} or clause.kind:
        return False
    head, said = fold(job.text[before.start : before.end]), fold(job.text[clause.start : clause.end])
    if len(job.text[first : clause.parted].split()) < _APART or len(head.split()) < _APART:
        return False
    if _SUBORDINATE[job.language].match(head) or dangles(head, job.language):
        return False
    if before.start > first and not before.kind and _APPOSED.match(head):
        return False  # "Tuesday, the day of the interview, I have …"
    asks = bool(_ASKED.match(said))
    if len(said.split()) < _APART and not asks:
        return False
    own = _OWN[job.language].match(said) or any_of(job.rules.transcript.sentence).match(said)
    return asks or (bool(own) and not word(job.rules.leads).fullmatch(said))
