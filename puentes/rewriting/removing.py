"""Takes offending clauses out of their sentences, or the sentences out of the draft, and leaves sentences behind."""

from __future__ import annotations

import re

from guardrails.finding import Span
from guardrails.folding import fold
from puentes.rewriting.briefly import as_sentence, brief_for
from puentes.rewriting.clauses import Clause, clauses_of, dangles, is_fragment
from puentes.rewriting.cutting import after_greeting, delete_sentence, drop_fragments
from puentes.rewriting.gaps import announced_before, behead, bridge, is_lost
from puentes.rewriting.job import Job
from puentes.rewriting.offences import Offence, find_offences
from puentes.rewriting.remarks import drop_remarks
from puentes.rewriting.rules import any_of, word
from puentes.rewriting.tracked import Why
from puentes.rewriting.wanted import tells_when

_ROUNDS = 12
# Acts for whose sake a clause is not swept away with its neighbour.
_WANTED = (
    "apology", "gratitude", "reschedule_offer", "cannot_attend", "missed", "withdrawal", "confirmation", "interest",
    "future_contact", "question", "acceptance", "names_interview", "change_of_mind",
)  # fmt: skip
# What is only added to a noun.
_ADDED = re.compile(r"(?:that|who|where|which|unlike|que|donde|y no|no como)\b", re.IGNORECASE)
# A clause that goes on about the same people.
_THEY = re.compile(r"(?:he|she|they|you|ustedes|vosotros|ellos|ella) ", re.IGNORECASE)
_FIGURES = re.compile(r"\d{3,}|https?://|www\.|\S@\S")


def remove_offences(job: Job) -> None:
    """Until nothing offends any more: the clause goes, or a brief reason takes its place, or the sentence goes. In
    each round the first offence of each sentence, from the last sentence to the first."""
    for _ in range(_ROUNDS):
        offences, whole = find_offences(job), job.text
        by_sentence: dict[int, list[Offence]] = {}
        for offence in offences:
            sentence = job.sentence_at(offence.span.start)
            by_sentence.setdefault(sentence.start if sentence else -1, []).append(offence)
        with job.from_the_end():
            for start in sorted(by_sentence, reverse=True):
                _remove_first(job, by_sentence[start])
        drop_fragments(job, whole)
        drop_remarks(job, whole)
        if job.text == whole:
            return


def _remove_first(job: Job, offences: list[Offence]) -> None:
    before = job.text
    _remove(job, offences[0], offences)
    if job.text == before:
        delete_sentence(job, offences[0].span, _why(offences[0]))


def _why(offence: Offence) -> Why:
    return Why(offence.kind, offence.check, offence.span.text)


def _remove(job: Job, offence: Offence, offences: list[Offence]) -> None:
    sentence = job.sentence_at(offence.span.start)
    if sentence is None:
        return
    clauses = clauses_of(sentence, job.rules)
    if offence.kind == "disputes" and not _tells_outcome(job, sentence):
        delete_sentence(job, sentence, _why(offence))  # its other half argues too
        return
    if _cut_tail(job, offence, clauses):
        return
    first, last = _stretch(job, offence, clauses, offences)
    greeted = job.layout.greeting
    while greeted and first < last and clauses[first].end <= greeted.end:
        first += 1  # an offence that takes in the whole sentence leaves its greeting
    head = job.text[sentence.start : clauses[first].parted] if first else ""
    tail = clauses[last + 1 :]
    brief = brief_for(job, offence, sentence, clauses[first : last + 1])
    if head and (dangles(head, job.language) or not re.search(r"\w{2}", head)):
        if not tail and not brief:
            return  # the whole sentence goes
        head, first = _greeting_of(job, sentence, clauses)
    why = _why(offence)
    stop = clauses[-1].end
    if brief and not head and tail and (end := announced_before(job, sentence)):
        behead(job, sentence, tail[0], "", why)
        job.replace(end, end, f" {brief}", why)
        return
    if head and (led := re.search(rf",?\s*{job.rules.led_by}$", fold(head.rstrip(" ,")))):
        # "…, basically [gone]": the adverb that led to it goes too.
        cut = sentence.start + led.start()
        if brief or tail:
            job.replace(cut, clauses[first].parted, "", why)
        else:
            job.replace(cut, stop, "", why)
        return
    greeting = job.layout.greeting
    greets = bool(head and greeting and clauses[first].start <= greeting.end + 1)
    if greets and not brief and (not tail or is_lost(job, tail[0], sentence)):
        after_greeting(job, clauses[first].start, sentence.end, why)
    elif greets and tail and not brief:
        goes = tail[0].kind in {"contrast", "additive"} or is_fragment(job.text[tail[0].start : stop], job.rules)
        joined = len(tail[0].connector) if goes else 0
        job.replace(clauses[first].start, tail[0].start + joined, "", why)  # the mark of the greeting stays
    elif head and tail:
        bridge(job, clauses, first, last, brief, why)
    elif head:
        job.replace(clauses[first].parted, stop, f" {brief}" if brief else "", why)
    elif tail:
        behead(job, sentence, tail[0], brief, why)
    elif brief:
        job.replace(sentence.start, sentence.end, as_sentence(brief, job), why)


def _greeting_of(job: Job, sentence: Span, clauses: list[Clause]) -> tuple[str, int]:
    """The greeting that stands in a sentence, which no cut takes along, and the number of the clause after it."""
    greeting = job.layout.greeting
    if greeting is None or not sentence.start <= greeting.start < sentence.end:
        return "", 0
    first = next((n for n, c in enumerate(clauses) if n and c.start >= greeting.end), 0)
    return (job.text[sentence.start : clauses[first].parted], first) if first else ("", 0)


def _cut_tail(job: Job, offence: Offence, clauses: list[Clause]) -> bool:
    """ "… a company that actually respects people": what is only added to a noun goes alone."""
    span = offence.span
    clause = next((c for c in clauses if c.start < span.start and span.end == c.end), None)
    if clause is None or not _ADDED.match(span.text):
        return False
    head = job.text[clause.start : span.start].rstrip(" ,")
    if len(head.split()) < 3 or dangles(head, job.language):
        return False
    job.replace(clause.start + len(head), span.end, "", _why(offence))
    return True


def _stretch(job: Job, offence: Offence, clauses: list[Clause], offences: list[Offence]) -> tuple[int, int]:
    """The first and the last clause that go with the offence."""
    held = [number for number, clause in enumerate(clauses) if clause.holds(offence.span)] or [0]
    first, last = held[0], held[-1]
    while last + 1 < len(clauses):
        following = clauses[last + 1]
        offends = any(following.holds(o.span) for o in offences)
        joined = following.kind in {"additive", "relative", "cause"}
        between = any(c.holds(o.span) for c in clauses[last + 2 :] for o in offences)
        joined = joined or (between and following.kind == "") or bool(_THEY.match(job.text, following.start))
        short = following.kind == "" and len(job.text[following.start : following.end].split()) <= 3
        if not (offends or joined or short) or _is_wanted(job, following, offences, facts=not offends):
            break
        last += 1
    while first > 0:
        before = clauses[first - 1]
        text = job.text[before.start : before.end]
        lead = word(job.rules.leads).fullmatch(fold(text.strip(" ,")))
        that = clauses[first].connector.strip() in {"que", "that"} and not _is_wanted(job, before, offences)
        subject = before.kind in {"", "additive"} and word(job.rules.bare_subject).fullmatch(fold(text.strip(" ,")))
        if not (lead or subject or (that and before.kind != "relative")):
            break
        first -= 1
    return first, last


def _is_wanted(job: Job, clause: Clause, offences: list[Offence], *, facts: bool = True) -> bool:
    """True when the clause holds an act that the message needs, or (with `facts`) a fact."""
    acts = job.acts
    offending = [o.span for o in offences]
    for act in _WANTED:
        for span in acts.get(act, ()):
            if clause.holds(span) and not any(o.start <= span.start and span.end <= o.end for o in offending):
                return True
    text = job.text[clause.start : clause.end]
    return facts and (tells_when(text, job.language) or bool(_FIGURES.search(text)))


def _tells_outcome(job: Job, sentence: Span) -> bool:
    """True when a sentence says what the message needs: the refusal itself, thanks, a wish to stay in touch."""
    refused = any_of((job.rules.refused,)).search(fold(sentence.text))
    acts = [span for act in _WANTED for span in job.acts.get(act, ())]
    return bool(refused) or any(sentence.start <= span.start < sentence.end for span in acts)
