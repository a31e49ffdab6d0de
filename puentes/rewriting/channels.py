"""From one channel to another: what belongs to the first only goes, and the frame becomes that of the second."""

from __future__ import annotations

from dataclasses import replace

from guardrails.folding import fold
from guardrails.text import Text
from puentes.etiquette import channels
from puentes.rewriting.cutting import cut_sentence
from puentes.rewriting.job import Job
from puentes.rewriting.marks import drop_fillers
from puentes.rewriting.rules import any_of, moves_of, word
from puentes.rewriting.swapping import swap
from puentes.rewriting.tracked import Why
from puentes.rewriting.understanding import Read

_CHANNEL = Why("channel", "channel")


def to_channel(job: Job, channel: str, read: Read) -> None:
    """Words that belong to another channel: "te llamo" in an email, a repeated number outside of a voicemail, a
    subject or a letter's greeting in a call."""
    limits, budget = channels().of(channel), job.contract.budget
    job.contract = replace(
        job.contract,
        channel=channel,  # type: ignore[arg-type] # one of the channels, as the options were checked
        budget=replace(budget, limit=limits.limit, ideal_max=limits.ideal_max) if budget else None,
        extra={k: v for k, v in job.contract.extra.items() if k not in {"twice", "channel"}},
    )
    written = channel in {"email", "chat"}
    for pattern, put in job.rules.written if written else job.rules.spoken:
        swap(job, pattern, put, _CHANNEL)
    if channel != "email":
        _without_subject(job)
    if not written:
        _spoken_frame(job, read)
        return
    drop_fillers(job)
    for sentence in reversed(job.sentences()):
        if any_of(job.rules.repeated).match(fold(sentence.text)):
            cut_sentence(job, sentence, Why("channel", "channel", sentence.text))


def _without_subject(job: Job) -> None:
    text = Text(job.text)
    if text.subject_span:
        job.replace(0, text.body_start, "", Why("channel", "channel", text.subject_span.text))


def _spoken_frame(job: Job, read: Read) -> None:
    """A letter's greeting and signature are said: "Hola, Sra. Ruiz. Soy …", and the number before goodbye."""
    data, layout, spanish = moves_of(job.language), job.layout, job.language == "es"
    tail = job.text[layout.body_end : layout.own_end]
    if layout.has_closing and "\n" in tail:
        phone = data.phone_is.format(phone=read.phone) + " " if read.phone and read.phone in tail else ""
        mark = "" if job.text[: layout.body_end].rstrip()[-1:] in ".!?" else "."
        said = f"{mark} {phone}{data.closings['spoken'][0]}"
        start = len(job.text[: layout.body_end].rstrip())
        job.replace(start, layout.own_end, said, _CHANNEL)
    greeting = job.layout.greeting
    if greeting is None or not (lead := word(job.rules.greeting).match(fold(greeting.text))):
        return
    name = greeting.text[lead.end() :].strip(" ,:.;\n")
    hello = ("Hola, buenos días" if spanish else "Hello") if lead.group() in _LETTER else greeting.text[: lead.end()]
    hello += f"{', ' if spanish else ' '}{name}" if name else ""
    signed = read.sender if read.sender and read.sender not in job.text[greeting.end :] else ""
    presents = f" {'Soy' if spanish else 'This is'} {signed}." if signed else ""
    end = greeting.end
    while end < len(job.text) and job.text[end].isspace():
        end += 1
    first = job.text[end : end + 1]
    job.replace(greeting.start, end + len(first), f"{hello}.{presents} {first.upper()}", _CHANNEL)


_LETTER = frozenset("dear estimado estimada estimados apreciado apreciada distinguido distinguida".split())
