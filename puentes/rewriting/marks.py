"""Marks: the opening ones of Spanish, and the sentences of a transcript that has none."""

from __future__ import annotations

import re

from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.clauses import clauses_of, dangles
from puentes.rewriting.job import Job
from puentes.rewriting.rules import any_of, word
from puentes.rewriting.tracked import Why

_LEAST_WORDS = 22  # so many words without a full stop are a transcript
_TITLES = re.compile(r"(?<!\w)(?:sra?|srta|dra?|mrs?|ms|prof|lic)\.", re.IGNORECASE)
_GREETED = 5  # words of a greeting with the name
_FEW_WORDS = 11  # and so many without any mark at all
_SENTENCE_MARK = re.compile(r"[.!?…](?=\s|\Z)")


def open_questions(job: Job) -> None:
    """Spanish: ¿ before the question, ¡ before the exclamation, where they are missing."""
    if job.language != "es":
        return
    text = Text(job.text)
    own = job.layout.own_end
    for sentence in reversed(text.sentences):
        if sentence.start >= own:
            continue
        for close, opening in (("?", "¿"), ("!", "¡")):
            end = sentence.text.rstrip("\"'»”) ").rfind(close)
            if (
                end < 0
                or opening in sentence.text[:end]
                or job.is_guarded(sentence.start, sentence.start + 1, job.guarded())
            ):
                continue
            at = _question_start(job, sentence.start, sentence.start + end) if close == "?" else sentence.start
            job.replace(at, at, opening, Why("opening_mark", "punctuation"))
    for match in reversed(list(re.finditer(r"[¿¡][ \t]+(?=\w)", job.text))):
        job.replace(match.start() + 1, match.end(), "", Why("punctuation", "punctuation"))


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
        if match and at > start and match.group() in _NEED_ACCENT and job.text[at : match.end()].isascii():
            continue  # "la semana que viene" asks nothing
        if match:
            return at if clause.start > start else start
    clauses = clauses_of(sentence, job.rules)
    called = len(clauses) > 1 and len(job.text[start : clauses[0].end].split()) <= 2 and job.text[start].isupper()
    return clauses[1].start if called else start


_NEED_ACCENT = frozenset("que cual cuales cuando cuanto cuanta como donde quien quienes".split())


def is_transcript(raw: str, end: int) -> bool:
    """True when a long text has no sentence marks."""
    own = _TITLES.sub("", raw[Text(raw).body_start : end])
    longest = max((len(part.split()) for part in _SENTENCE_MARK.split(own.replace("\n", " "))), default=0)
    marks = len(re.findall(r"[.,;:!?…](?=\s|\Z)", own))
    if not marks and longest >= _FEW_WORDS:
        return True
    return longest >= _LEAST_WORDS and marks <= len(own.split()) // 18


def punctuate(job: Job) -> None:
    """Parts a transcript into sentences where its words begin one, and takes fillers of speech out."""
    if not is_transcript(job.text, job.layout.own_end):
        return
    drop_fillers(job)
    rules = job.rules.transcript
    why = Why("punctuation", "punctuation")
    # From the end, so that offsets before stay right.
    breaks = sorted(_breaks(job, any_of(rules.sentence)), reverse=True)
    for at in breaks:
        space = at
        while space > 0 and job.text[space - 1].isspace():
            space -= 1
        if space == 0 or job.text[space - 1] in ".!?…:,;" or dangles(job.text[:space], job.language):
            continue
        start = Text(job.text).body_start
        greets = word(job.rules.greeting).match(fold(job.text), start)
        if greets and len(job.text[start:space].split()) <= _GREETED:
            letter = job.language == "es" and greets.group().startswith(("estimad", "apreciad", "distinguid"))
            job.replace(space, space, ":" if letter else ",", why)  # "buenas, soy Javier"
            continue
        job.replace(space, at + 1, f". {job.text[at].upper()}", why)
    for match in reversed(list(word(rules.comma).finditer(fold(job.text)))):
        at = match.start()
        if (
            at > 0
            and job.text[at - 1] == " "
            and job.text[at - 2] not in ",.;:!?"
            and not job.text[match.end() : match.end() + 1].isalnum()
        ):
            job.replace(at - 1, at, ", ", why)
    for match in reversed(list(word(job.rules.closing).finditer(fold(job.text)))):
        if re.match(r" [A-ZÁÉÍÓÚÑ]", job.text[match.end() :]) and len(job.text[match.end() :].split()) <= _GREETED:
            job.replace(match.end(), match.end(), ",", why)  # "un saludo, María"
    end = job.layout.own_end
    if job.text[end - 1 : end].isalnum():
        job.replace(end, end, ".", why)
    for sentence in reversed(job.sentences()):
        if word(rules.question).match(fold(job.text), sentence.start) and sentence.text.endswith("."):
            job.replace(sentence.end - 1, sentence.end, "?", why)
    start = Text(job.text).body_start
    if job.text[start : start + 1].islower():
        job.replace(
            start, start + 1, job.text[start].upper(), Why("capital", "punctuation", job.text[start : start + 1])
        )


def _breaks(job: Job, opens: re.Pattern[str]) -> list[int]:
    """Where sentences begin; those that come within three words of each other count once."""
    found: list[int] = []
    for match in opens.finditer(fold(job.text), 0, job.layout.own_end):
        if match.start() > 0 and (not found or match.start() > found[-1] + 3):
            found.append(match.start())
    return found


def drop_fillers(job: Job) -> None:
    """Takes "eh", "o sea", "you know" out."""
    for pattern in job.rules.fillers:
        for match in reversed(list(word(pattern).finditer(fold(job.text), 0, job.layout.own_end))):
            start, end = match.span()
            if end == start or job.is_guarded(start, end, job.guarded()):
                continue
            raw = job.text[start:end].strip(" ,")
            while end < len(job.text) and job.text[end] == " ":
                end += 1
            first = job.text[end : end + 1]
            opens = not job.text[:start].strip() or job.text[:start].rstrip()[-1] in ".!?…\n"
            job.replace(start, end + len(first), first.upper() if opens else first, Why("filler", "tone", raw))
