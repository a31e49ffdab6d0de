"""One apology is enough: what apologises again is taken out."""

from __future__ import annotations

import re

from guardrails.finding import Span
from guardrails.folding import fold
from puentes.rewriting.clauses import clauses_of, dangles
from puentes.rewriting.cutting import cut_sentence
from puentes.rewriting.job import Job
from puentes.rewriting.swapping import cut_words
from puentes.rewriting.tracked import Why

_OTHERS = (
    "gratitude", "reschedule_offer", "cannot_attend", "missed", "withdrawal", "confirmation", "interest",
    "future_contact", "question", "acceptance", "names_interview", "reason",
)  # fmt: skip


_AGAIN = re.compile(r"(?<!\w)(?:otra vez|de nuevo|una vez mas|again|once more)(?!\w)")


# "Perdona que te escriba a estas horas": for the message, and not for what it tells.
_FOR_ITSELF = re.compile(
    r"(?<!\w)(?:que (?:te|le|les|os) (?:mande|escriba|moleste|llame)|(?:por )?(?:la hora|el mensaje|la lata))(?!\w)"
)


def trim_apologies(job: Job) -> None:
    """Keeps the fullest apology of the message and takes the others out."""
    for _ in range(12):
        apologies = job.acts.get("apology", ())
        by_sentence: dict[int, tuple[Span, list[Span]]] = {}
        for span in apologies:
            sentence = job.sentence_at(span.start)
            if sentence is not None:
                by_sentence.setdefault(sentence.start, (sentence, []))[1].append(span)
        before = job.text
        if len(by_sentence) > 1:
            kept = _best(list(by_sentence.values()))
            with job.from_the_end():
                for start in sorted(by_sentence, reverse=True):
                    if start != kept:
                        _take_out(job, *by_sentence[start])
        elif by_sentence:
            sentence, spans = next(iter(by_sentence.values()))
            _within(job, sentence, spans)
        if job.text == before:
            _once(job)
            return


_ONCE_MORE = re.compile(r"(?:i'm |i am )?(?:so |very )?sorry(?: (?:once )?again)?")


def _once(job: Job) -> None:
    """ "Sorry again." as the only apology repeats none: it goes, and one that is whole comes in."""
    if "apology" not in job.contract.required:
        return
    for sentence in reversed(job.sentences()):
        said = fold(sentence.text.strip(" .!"))
        if _ONCE_MORE.fullmatch(said) and (said == "sorry" or said.endswith("again")):
            cut_sentence(job, sentence, Why("excess_apology", "apology", sentence.text))


# Said in passing, between commas or alone: no apology that stands for itself.
_BARE = {
    "es": re.compile(
        r"(?<!\w)(?<=[,.!?] )(?:perdon(?:e|a|en)?|disculp(?:e|a|en)|mil disculpas|perdon)(?=,|[.!?\s]*\Z|[.!] )"
    ),
    "en": re.compile(
        r"(?<!\w)(?<!am )(?<!'m )(?<!so )(?<!very )(?<!really )(?<!be )(?<!feel )sorry(?=[.!?\s]*\Z|[.!?] )"
    ),
}


def drop_bare_apologies(job: Job) -> None:
    """Takes a "perdone" in passing out where an apology stands, or is to come in."""
    if not (job.acts.get("apology") or "apology" in job.contract.required):
        return
    for match in reversed(list(_BARE[job.language].finditer(fold(job.text), 0, job.layout.own_end))):
        start, end = match.span()
        if any(s.start < end and start < s.end for s in job.acts.get("apology", ())):
            continue
        cut_words(job, start, end, Why("excess_apology", "apology", job.text[start:end]))


def _best(found: list[tuple[Span, list[Span]]]) -> int:
    """The sentence whose apology stays: the first that says what for, else the first."""
    owed = [(s, spans) for s, spans in found if not _FOR_ITSELF.search(fold(s.text))] or found
    first = [(s, spans) for s, spans in owed if not _AGAIN.search(fold(s.text))] or owed
    for sentence, spans in first:
        if len(sentence.text.split()) - sum(len(s.text.split()) for s in spans) >= 2:
            return sentence.start
    return first[0][0].start


_NAMES_ONESELF = re.compile(r"(?<!\w)(?:it's|this is|my name is|soy|me llamo) [a-z]+")


def _take_out(job: Job, sentence: Span, spans: list[Span]) -> None:
    why = Why("excess_apology", "apology", spans[0].text)
    acts = job.acts
    inside = [
        s for act in _OTHERS for s in acts.get(act, ())
        if sentence.start <= s.start < sentence.end and not any(a.start <= s.start and s.end <= a.end for a in spans)
    ]  # fmt: skip
    if not inside and (own := _NAMES_ONESELF.search(fold(sentence.text))):
        if spans[0].start <= sentence.start + own.start():
            stop = min(spans[0].end, sentence.start + own.start())
            cut_words(job, spans[0].start, stop, why)
        return
    if not inside:
        cut_sentence(job, sentence, Why(why.key, why.check, sentence.text))
        return
    _cut_clause(job, sentence, spans[-1], why)


def _within(job: Job, sentence: Span, spans: list[Span]) -> None:
    """Apologies beyond the first within one sentence, where they are clauses of their own."""
    for span in reversed(spans[1:]):
        clauses = clauses_of(sentence, job.rules)
        own = [c for c in clauses if c.holds(span)]
        apart = own and own[0].start > sentence.start and not any(own[0].holds(s) for s in spans[:1])
        if apart and len(job.text[own[0].start : own[-1].end].split()) <= len(span.text.split()) + 3:
            _cut_clause(job, sentence, span, Why("excess_apology", "apology", span.text))


def _cut_clause(job: Job, sentence: Span, span: Span, why: Why) -> None:
    clauses = clauses_of(sentence, job.rules)
    held = [n for n, clause in enumerate(clauses) if clause.holds(span)]
    if not held:
        return
    first, last = held[0], held[-1]
    acts = job.acts
    clause = clauses[first]
    shared = any(
        clause.holds(s) and not (span.start <= s.start and s.end <= span.end)
        for act in _OTHERS if act != "reason" for s in acts.get(act, ())
    )  # fmt: skip
    if shared or (first == 0 and last + 1 == len(clauses)):
        return
    if first == 0:
        rest = clauses[last + 1]
        start = rest.start + (len(rest.connector) if rest.kind in {"contrast", "additive"} else 0)
        job.replace(sentence.start, start + 1, job.text[start : start + 1].upper(), why)
        return
    head = job.text[sentence.start : clause.parted]
    if dangles(head, job.language):
        return
    tail = clauses[last + 1 :]
    job.replace(clause.parted, tail[0].parted if tail else clauses[-1].end, "", why)
