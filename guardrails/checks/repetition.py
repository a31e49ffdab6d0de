"""No sentence twice; sentences that begin alike are pointed out."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.checks.base import Case, Check, Example
from guardrails.cover import Cover
from guardrails.datafiles import words
from guardrails.finding import Finding, Span
from guardrails.folding import fold_word
from guardrails.saying import saying
from guardrails.text import Word

_RUN = 7  # so many words in a row, facts aside, do not stand twice by chance
_GAP = 3  # characters between two words of a run
_LEAST_WORDS = 4  # shorter sentences are greetings, names and formulas, which a script may say twice


def _run(case: Case) -> Iterator[Finding]:
    said: dict[tuple[str, ...], Span] = {}
    openings: list[Span] = []
    twice: list[Span] = []
    for sentence in case.text.sentences:
        inner = case.text.words_in(sentence)
        if len(inner) < _LEAST_WORDS:
            continue
        key = saying(inner, case.language)
        if key in said:
            twice += [said[key], sentence]
        said.setdefault(key, sentence)
        openings.append(case.text.span(inner[0].start, inner[0].end))
    twice += _runs_twice(case, [(span.start, span.end) for span in twice])
    if twice:
        spans = sorted(set(twice), key=lambda span: span.start)
        yield case.finding("repetition", "fail", "said_twice", spans, fix="said_twice_fix")
    for spans in _alike(case, openings):
        yield case.finding("repetition", "advice", "same_opening", spans, what=spans[0].text)


def _runs_twice(case: Case, told: list[tuple[int, int]]) -> list[Span]:
    """The second places of runs of words that stand twice, facts aside, where no whole sentence told it already."""
    text = case.masked
    forms = text.index().forms
    runs = list(zip(*(forms[number:] for number in range(_RUN)), strict=False))
    if len(set(runs)) == len(runs):
        return []  # as in nearly every message
    cover = Cover(len(case.text.raw), told)
    first: dict[tuple[str, ...], int] = {}
    spans: list[Span] = []
    run: list[Word] = []
    keys: list[str] = []
    for word in text.words:
        # A fact that was blanked out between two words parts the run; so do names and figures, which may recur.
        if not word.lower.isalpha() or (text.raw[word.start].isupper() and run):
            run, keys = [], []
            continue
        if run and not text.raw[run[-1].end : word.start].strip() and word.start - run[-1].end > _GAP:
            run, keys = [], []
        run, keys = [*run[1 - _RUN :], word], [*keys[1 - _RUN :], fold_word(word.lower)]
        if len(run) < _RUN:
            continue
        if len(set(keys)) < _RUN - 2:
            continue  # "very, very, very" is no sentence said twice
        key = tuple(keys)
        start = first.setdefault(key, run[0].start)
        free = cover.free(run[0].start, word.end)
        if start < run[0].start and free and (not spans or run[0].start >= spans[-1].end):
            spans.append(case.text.span(run[0].start, word.end))
    return spans


def _alike(case: Case, openings: list[Span]) -> Iterator[list[Span]]:
    """Openings that are heard twice: any word twice, a common word three times in a row."""
    common = words(case.language, "repetition", "common_openers")
    places: dict[str, list[int]] = {}
    for number, span in enumerate(openings):
        places.setdefault(span.text.lower(), []).append(number)
    for word, numbers in places.items():
        in_a_row = any(c - a == 2 for a, c in zip(numbers, numbers[2:], strict=False))
        if in_a_row if word in common else len(numbers) > 1:
            yield [openings[number] for number in numbers]


CHECK = Check(
    id="repetition",
    source="Style guides of both languages: say a thing once, vary the beginnings",
    run=_run,
    must_fail={
        "es": (
            Example("Le agradezco mucho su tiempo. Tengo interés. De verdad, le agradezco muchísimo su tiempo."),
            Example("Le agradezco mucho su tiempo. Tengo mucho interés en el puesto. Le agradezco mucho su tiempo."),
            Example(
                "Gracias por haber conversado conmigo en la entrevista del lunes; sí, gracias por haber conversado "
                "conmigo en la entrevista de ayer."
            ),
        ),
        "en": (
            Example("Thank you so much for your time. I am glad. Again, thank you very much for your time."),
            Example("Thank you for having met me at the office, and again thank you for having met me at the office."),
            Example("Thank you very much for your time.\nI am very interested.\nThank you very much for your time!"),
        ),
    },
    must_pass={
        "es": (Example("Le agradezco mucho su tiempo. Tengo mucho interés. Gracias de nuevo. Gracias de nuevo."),),
        "en": (Example("I thank you for your time. I am very interested in it. Thank you again. Thank you again."),),
    },
)
