"""From one channel to another: what belongs to the first only goes, and the frame becomes that of the second."""

from __future__ import annotations

import re
from dataclasses import replace

from guardrails.checks.facts import phone_spans
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
from puentes.rewriting.words import word_list

_CHANNEL = Why("channel", "channel")
_CHANNEL_LINE = Why("greeting_line", "channel")


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
    _said_twice(job)
    for sentence in reversed(job.sentences()):
        if any_of(job.rules.repeated).match(fold(sentence.text)):
            cut_sentence(job, sentence, Why("channel", "channel", sentence.text))


_AGAIN = re.compile(
    r"[,.;]?\s*(?:(?:so |and |y )?(?:that's|that is|again|i repeat|once more|repito|otra vez|lo repito|es decir)"
    r"[,:]?\s*)+\Z"
)


def _said_twice(job: Job) -> None:
    """A phone number is written once: "07700 900123 that's 07700 900123"."""
    spans = phone_spans(job.text)
    figures = [re.sub(r"\D", "", job.text[start:end]) for start, end in spans]
    for number in range(len(spans) - 1, 0, -1):
        start, end = spans[number]
        before = spans[number - 1][1]
        said = _AGAIN.search(fold(job.text[before:start]))
        if figures[number] in figures[:number] and said:
            job.replace(before + said.start(), end, "", Why("channel", "channel", job.text[start:end]))


def line_of_greeting(job: Job) -> None:
    """The greeting of a text of one block gets its own line: "Hola, buenas:", then what it is about."""
    greeting, own = job.layout.greeting, job.text[: job.layout.own_end]
    if greeting is None or "\n" in own:
        return
    start = greeting.start + len(greeting.text.rstrip(" ,.:;"))
    after = re.match(r"[ ,.:;]*", job.text[start:])
    end = start + (after.end() if after else 0)
    if not job.text[end : end + 1].isalpha():
        return
    mark = ":" if job.language == "es" else ","
    job.replace(start, end + 1, f"{mark}\n\n{job.text[end].upper()}", _CHANNEL_LINE)


def _without_subject(job: Job) -> None:
    text = Text(job.text)
    if text.subject_span:
        job.replace(0, text.body_start, "", Why("channel", "channel", text.subject_span.text))


def _spoken_frame(job: Job, read: Read) -> None:
    """A letter's greeting and signature are said: "Hola, Sra. Ruiz. Soy …", and the number before goodbye."""
    data, layout, spanish = moves_of(job.language), job.layout, job.language == "es"
    tail = job.text[layout.body_end : layout.own_end]
    said_in_writing = Why("channel", "channel", tail.strip())
    if layout.has_closing and "\n" in tail:
        phone = data.phone_is.format(phone=read.phone) + " " if read.phone and read.phone in tail else ""
        mark = "" if job.text[: layout.body_end].rstrip()[-1:] in ".!?" else "."
        said = f"{mark} {phone}{data.closings['spoken'][0]}"
        start = len(job.text[: layout.body_end].rstrip())
        job.replace(start, layout.own_end, said, said_in_writing)
    greeting = job.layout.greeting
    if greeting is None or not (lead := word(job.rules.greeting).match(fold(greeting.text))):
        return
    name = greeting.text[lead.end() :].strip(" ,:.;\n")
    hello = (
        ("Hola, buenos días" if spanish else "Hello")
        if lead.group() in word_list("letter_greetings")
        else greeting.text[: lead.end()]
    )
    hello += f"{', ' if spanish else ' '}{name}" if name else ""
    signed = read.sender if read.sender and read.sender not in job.text[greeting.end :] else ""
    presents = f" {'Soy' if spanish else 'This is'} {signed}." if signed else ""
    end = greeting.end
    while end < len(job.text) and job.text[end].isspace():
        end += 1
    first = job.text[end : end + 1]
    why = Why("channel", "channel", greeting.text)
    job.replace(greeting.start, end + len(first), f"{hello}.{presents} {first.upper()}", why)
