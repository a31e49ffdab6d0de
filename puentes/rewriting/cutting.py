"""Takes whole sentences out of a text, and what a cut left that is no sentence."""

from __future__ import annotations

import re

from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from puentes.masks import given_names
from puentes.rewriting.clauses import is_fragment
from puentes.rewriting.job import Job
from puentes.rewriting.layout import layout_of
from puentes.rewriting.tracked import Why


def cut_sentence(job: Job, sentence: Span, *whys: Why) -> None:
    """Deletes a sentence with the space before it, or with the line that it leaves empty."""
    text, start, end = job.text, sentence.start, sentence.end
    if name := _signature(job, sentence):
        job.replace(start, start + name, "", *whys)
        return
    before, after = text[:start].rstrip(" \t"), text[end:]
    alone = (not before or before.endswith("\n")) and (not after.strip(" \t") or after.lstrip(" \t").startswith("\n"))
    if alone:
        while end < len(text) and text[end] in " \t\n":
            end += 1
        if end >= len(text):
            while start > 0 and text[start - 1].isspace():
                start -= 1
    elif before and not before.endswith("\n"):
        start = len(before)
    else:
        while end < len(text) and text[end] == " ":
            end += 1
    job.replace(start, end, "", *whys)


# "Sorry again, Gemma": the last words sign, whatever the sentence before them says.
_SIGNED = re.compile(r"(?<=[\w!.])[,.!]? +(?P<name>[^\W\d_a-z]\w+(?: [^\W\d_a-z][\w'’-]+)?)(?: x+)?[\s.]*\Z")


def _signature(job: Job, sentence: Span) -> int:
    """Where in the last sentence the name begins that signs it; 0 where none does."""
    match = _SIGNED.search(sentence.text) if job.text[sentence.end : job.layout.own_end].strip() == "" else None
    if match is None:
        return 0
    parted = sentence.text[match.start()] in ",!."
    return match.start("name") if parted or match["name"].split()[0].lower() in given_names() else 0


def delete_sentence(job: Job, span: Span, why: Why) -> None:
    sentence, greeting = job.sentence_at(span.start), job.layout.greeting
    if sentence is None:
        return
    if greeting and sentence.start <= greeting.start and greeting.end < sentence.end:
        start = greeting.end
        while job.text[start] in " ,":
            start += 1
        after_greeting(job, start, sentence.end, Why(why.key, why.check, job.text[start : sentence.end]))
    else:
        cut_sentence(job, sentence, Why(why.key, why.check, sentence.text))


def after_greeting(job: Job, start: int, end: int, why: Why) -> None:
    """ "Hi Tom, [gone] I have …": the greeting stays before what comes next, in one line with it."""
    while end < len(job.text) and job.text[end] == " ":
        end += 1
    first = job.text[end : end + 1]
    layout = layout_of(job.text, job.rules)  # as it is now: what stands further down was changed already
    if layout.body_end <= end < layout.own_end and "\n" not in job.text[start:end]:
        job.replace(start, end, "\n\n", why)  # nothing is left between greeting and closing
        return
    if first in "¿¡" and job.language == "es" and job.text[start - 2 : start].startswith(","):
        at = end + 1
        job.replace(start, at + 1, first + job.text[at].lower(), why)
        return
    keeps = job.text[end - 1] == "\n" or re.match(r"I\b", job.text[end:]) or _named(job, end)
    job.replace(start, end + len(first), first if keeps else first.lower(), why)


def _named(job: Job, at: int) -> bool:
    """True when the word there is written with a capital elsewhere too, as names are."""
    match = re.match(r"\w+", job.text[at:])
    return bool(match and re.search(rf"[a-z,] {re.escape(match.group())}\b", job.text))


def drop_fragments(job: Job, before: str) -> None:
    """What a removal left behind has to be a main clause ("Que la entrevista es el lunes" is none), else it goes too.
    What stood so in the text `before` the removal is the person's."""
    written = {fold(sentence.text.strip()) for sentence in Text(before).sentences}
    with job.from_the_end():
        for sentence in reversed(job.sentences()):
            raw = sentence.text.strip()
            torn = is_fragment(raw, job.rules) or raw.count("(") != raw.count(")")
            if fold(raw) not in written and torn and sentence.start >= job.layout.body_start:
                cut_sentence(job, sentence, Why("fragment", "grammar", raw))
