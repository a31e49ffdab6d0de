"""One kind of rule: words that a pattern finds are said otherwise where they stand, or are cut out with their comma."""

from __future__ import annotations

import re

from guardrails.folding import fold
from puentes.rewriting.job import Job
from puentes.rewriting.rules import word
from puentes.rewriting.tracked import Why


def mend_typos(job: Job) -> None:
    """Typing errors that are words too: "cant", "im", "ola"."""
    for pattern, put in job.rules.softer.typos:
        swap(job, pattern, put, Why("typo", "grammar"))


def swap(job: Job, pattern: str, put: str, why: Why) -> None:
    found = list(word(pattern).finditer(fold(job.text)))
    guarded = job.guarded() if found else []
    for match in reversed(found):
        start, end = match.span()
        if start == end or job.is_guarded(start, end, guarded):
            continue
        raw = job.text[start:end]
        after = expanded(job.text, match, put)
        if after.lower() == raw.lower():
            continue
        if not after:
            cut_words(job, start, end, Why(why.key, why.check, raw.strip()))
            continue
        if capital(job.text, start, raw):
            at = len(after) - len(after.lstrip("¿¡"))
            after = after[:at] + after[at : at + 1].upper() + after[at + 1 :]
        if after[:1] == "." and job.text[start - 1 : start] == " ":
            start -= 1
        if after[-1:] == "?" and job.text[end : end + 1] in {".", "!", "?"}:
            end += 1
        job.replace(start, end, after, Why(why.key, why.check, raw.strip()))


def capital(text: str, start: int, raw: str) -> bool:
    """True when what replaces these words begins with a capital: it opens a sentence, or the words were a name."""
    if opens_sentence(text, start):
        return raw[:1].isupper()
    return raw[:1].isupper() and not raw.isupper() and not re.match(r"I(?:\b|['’])", raw)


def expanded(text: str, match: re.Match[str], put: str) -> str:
    """The replacement with groups quoted from the text as it was written."""
    return re.sub(r"\\(\d)", lambda m: text[slice(*match.span(int(m.group(1))))], put)


def cut_words(job: Job, start: int, end: int, why: Why) -> None:
    """Takes words out, with the comma or the space that set them apart."""
    text = job.text
    opens = opens_sentence(text, start)
    if opens:
        while end < len(text) and text[end] in " ,;!.":
            end += 1
        if text[end : end + 1] == "\n" and (start == 0 or text[start - 1] == "\n"):
            while end < len(text) and text[end] == "\n":
                end += 1
        after = text[end : end + 1].upper()
        while not after.strip() and start > 0 and text[start - 1] == " ":
            start -= 1  # nothing follows in this line
        job.replace(start, end + len(after), after, why)
        return
    if text[end - 1] == " " and text[start - 1] == " ":
        end -= 1 if end - start > 1 else 0
    while start > 0 and text[start - 1] in " ":
        start -= 1
    follows = text[end : end + 1]
    if start > 0 and text[start - 1] == "," and (not follows or follows in ",.;!?\n"):
        start -= 1
    elif start > 0 and text[start - 1] in "¡¿" and follows in "!?":
        start, end = start - 1, end + 1
    glue = " " if follows and follows not in " ,.;:!?\n)" and start > 0 and text[start - 1] not in " \n" else ""
    job.replace(start, end, glue, why)


def opens_sentence(text: str, start: int) -> bool:
    """True when nothing but opening marks stands before, in its sentence."""
    before = text[:start].rstrip(" ¡¿\"'«“(*-")
    return not before or before[-1] in ".!?…\n:"
