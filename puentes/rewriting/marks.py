"""Marks: the opening ones of Spanish, the sentences of a text that has none, and the fillers of speech."""

from __future__ import annotations

import re

from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.clauses import clauses_of
from puentes.rewriting.job import Job
from puentes.rewriting.rules import word
from puentes.rewriting.splitting import mark_questions, split
from puentes.rewriting.tracked import Why

_ACCENT = Why("accent", "grammar")
_ACCENTED = {
    "cual": "cuál", "cuales": "cuáles", "cuanto": "cuánto", "cuanta": "cuánta", "cuantos": "cuántos",
    "cuantas": "cuántas", "donde": "dónde", "quien": "quién", "quienes": "quiénes", "como": "cómo",
}  # fmt: skip
# "¿Cuanto … y cuantas …?": the first word of a question, and what is asked beside it.
_ASKING = re.compile(rf"¿(?:y |pero |a |de |con |por )?(?P<w>{'|'.join(_ACCENTED)})(?= )", re.IGNORECASE)
_ASKED = re.compile(rf"¿[^?¿]{{1,80}} y (?P<w>{'|'.join(_ACCENTED)})(?= )", re.IGNORECASE)
_OR_NOT = re.compile(r"(?<!\w)o(?: ya)?(?: de plano)?,? \Z")  # "¿… o ya de plano no?"
_TAG = re.compile(r"(?<=\w),?\s+(no|verdad|cierto|vale)\?\Z", re.IGNORECASE)


def open_questions(job: Job) -> None:
    """Spanish: ¿ before the question, ¡ before the exclamation, where they are missing."""
    if job.language != "es":
        return
    text = Text(job.text)
    own = job.layout.own_end
    guarded = job.guarded()
    for sentence in reversed(text.sentences):
        if sentence.start >= own:
            continue
        for close, opening in (("?", "¿"), ("!", "¡")):
            last = [m.start() for m in re.finditer(rf"{re.escape(close)}(?=[\s\"'»”)!?]|\Z)", sentence.text)]
            end = last[-1] if last else -1  # the "?" of an address asks nothing
            if end < 0 or opening in sentence.text[:end] or job.is_guarded(sentence.start, sentence.start + 1, guarded):
                continue
            tag = _TAG.search(sentence.text[: end + 1]) if close == "?" else None
            if tag and _OR_NOT.search(fold(sentence.text[: tag.start(1)])):
                tag = None
            if tag:  # "… a las 9, ¿no?"
                start, stop = sentence.start + tag.start(), sentence.start + tag.start(1)
                job.replace(start, stop, ", ¿", Why("opening_mark", "punctuation"))
                continue
            asked = close == "?"
            at = (
                _question_start(job, sentence.start, sentence.start + end) if asked else _said_from(job, sentence.start)
            )
            job.replace(at, at, opening, Why("opening_mark", "punctuation"))
    for asking in (_ASKED, _ASKING):
        for match in reversed(list(asking.finditer(job.text))):
            right = _ACCENTED[match["w"].lower()]
            job.replace(*match.span("w"), right.capitalize() if match["w"][0].isupper() else right, _ACCENT)
    for match in reversed(list(re.finditer(r"[¿¡][ \t]+(?=\w)", job.text))):
        job.replace(match.start() + 1, match.end(), "", Why("punctuation", "punctuation"))


def _said_from(job: Job, start: int) -> int:
    """Where an exclamation begins: after the greeting that stands in its sentence."""
    greeting = job.layout.greeting
    if greeting is None or not start <= greeting.start < greeting.end < len(job.text):
        return start
    after = re.match(r"[ ,]*(?=\w)", job.text[greeting.end :])
    return greeting.end + after.end() if after and job.text[greeting.end - 1] in ",: " else start


def _question_start(job: Job, start: int, end: int) -> int:
    """Where the question begins: with the last clause before it that opens as questions do, else the sentence."""
    sentence = Text(job.text).span(start, end)
    opens = word(job.rules.question_opens)
    folded = fold(job.text)
    for clause in reversed(clauses_of(sentence, job.rules)):
        at = clause.start
        if clause.kind in {"additive", "contrast"} and clause.connector.strip(" ,") in {"y", "e", "o"}:
            at += len(clause.connector)
        match = opens.match(folded, at)
        if match and _INDIRECT.search(folded[start:at]):
            continue  # "¿me podrían decir en qué fallé?"
        if match and at > start and match.group() in _NEED_ACCENT and job.text[at : match.end()].isascii():
            continue  # "la semana que viene" asks nothing
        if match:
            return at if clause.start > start else start
    clauses = clauses_of(sentence, job.rules)
    if len(clauses) > 1 and _ANNOUNCED.fullmatch(fold(job.text[clauses[0].start : clauses[0].end])):
        return clauses[1].start
    called = (
        len(clauses) > 1
        and not clauses[1].kind
        and len(job.text[start : clauses[0].end].split()) <= 2
        and job.text[start].isupper()
    )
    return clauses[1].start if called else start


# "Te hago una consulta, ¿el puesto es …?"
_ANNOUNCED = re.compile(
    r"\W*(?:(?:te|le|les|os) )?(?:hago |hacia |queria hacer(?:te|le|les|os)? )?"
    r"(?:una|dos|otra) (?:consultas?|preguntas?|dudas?|cositas?)"
)
_INDIRECT = re.compile(r"(?<!\w)(?:en|de|a|con|por|para|decir(?:me|nos)?|saber|indicar(?:me)?|explicar(?:me)?) \Z")
_NEED_ACCENT = frozenset("que cual cuales cuando cuanto cuanta como donde quien quienes".split())


# "not interested in the job | thanks": what ends a message is a sentence of its own.
_LAST = re.compile(
    r"(?<=[a-z0-9]) (?=(?:(?:muchas |mil )?gracias|un saludo|saludos|thank you|thanks|many thanks)(?: [a-z]+)?"
    r"[.!]?\s*\Z)"
)
_HANGS = frozenset("y e o muchas mil antemano dar doy las and or many say to you you're with no my de por".split())


def part_thanks(job: Job) -> None:
    """A full stop before thanks at the end that nothing parts from what stands before."""
    match = _LAST.search(fold(job.text[: job.layout.own_end]))
    before = fold(job.text[: match.start()]).split() if match else []
    if match and len(before) > 1 and before[-1] not in _HANGS:
        at = match.end()
        job.replace(match.start(), at + 1, f". {job.text[at].upper()}", Why("punctuation", "punctuation"))


def punctuate(job: Job) -> bool:
    """Parts what was said or typed in one breath into sentences, and takes fillers of speech out of it. False when
    there was nothing to part."""
    parted = split(job)
    part_thanks(job)
    if parted:
        drop_fillers(job)
        mark_questions(job)
    return parted


def drop_fillers(job: Job) -> None:
    """Takes "eh", "o sea", "you know" out."""
    for pattern in job.rules.fillers:
        for match in reversed(list(word(pattern).finditer(fold(job.text), 0, job.layout.own_end))):
            start, end = match.span()
            if end == start or job.is_guarded(start, end, job.guarded()):
                continue
            raw = job.text[start:end].strip(" ,")
            alone = not job.text[:start].strip() or job.text[:start].rstrip()[-1] in ".!?…\n"
            if alone and job.text[end : end + 1] in {".", "!", "?"}:
                end += 1  # a sentence of its own
            elif not alone and (not job.text[end:].strip() or job.text[end] in ".!?"):
                start = len(job.text[:start].rstrip(" ,"))
                job.replace(start, end, "", Why("filler", "tone", raw))
                continue
            while end < len(job.text) and job.text[end] == " ":
                end += 1
            first = job.text[end : end + 1]
            opens = not job.text[:start].strip() or job.text[:start].rstrip()[-1] in ".!?…\n"
            job.replace(start, end + len(first), first.upper() if opens else first, Why("filler", "tone", raw))
