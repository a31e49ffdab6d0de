"""Among reproaches and confidences only what the message needs stays: what does something, or tells a plain fact. No
list knows every reproach, so what does nothing is not trusted there, and goes as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from guardrails.checks.facts import phone_spans
from guardrails.dates import find_dates
from guardrails.finding import Span
from guardrails.folding import fold
from puentes.rewriting.clauses import Clause, clauses_of, dangles, is_fragment
from puentes.rewriting.cutting import delete_sentence
from puentes.rewriting.gaps import behead
from puentes.rewriting.job import Job
from puentes.rewriting.offences import Offence
from puentes.rewriting.rules import any_of, word
from puentes.rewriting.splitting import is_rushed
from puentes.rewriting.tracked import Why
from puentes.rewriting.verbs import has_verb
from puentes.rewriting.wanted import WANTED, tells_when

_ANGRY = frozenset({"disparagement", "contempt", "blame", "sarcasm", "disputes"})
_CLOSE = frozenset({"overshares", "intimate", "desperation", "begging", "self_blame"})
_CONFIDENCES = 2  # one alone is taken out at its spot
_REPROACHES = 2
_LEADING = 2  # clauses of a sentence in which a date is no part of a tale
_IDLE = 2  # sentences that do nothing, and words that deny in them
_BREATHLESS = 45  # words of a sentence that never ends
_LONG = 55  # words of a message that was spoken in one breath
# What a sentence does that is needed, or told on purpose.
_NEEDED = (*WANTED, "reason")
Heat = Literal["angry", "close", "talk"]
_ADDRESS = re.compile(r"https?:|www\.|\S@\S")


def heat_of(job: Job, offences: list[Offence]) -> Heat | None:
    """What makes the sentences of a draft suspect: it reproaches, it confides more than once, or it was said at length
    in one breath. None for all others."""
    if not job.rules.plain:
        return None
    kinds = [offence.kind for offence in offences]
    folded = fold(job.text[: job.layout.own_end])
    reproaches = sum(1 for _ in any_of(job.rules.reproachful).finditer(folded))
    angry = any(kind in _ANGRY for kind in kinds) or any_of(job.rules.heated).search(folded)
    if angry or reproaches >= _REPROACHES or _denies(job):
        return "angry"
    if sum(kind in _CLOSE for kind in kinds) >= _CONFIDENCES:
        return "close"
    return "talk" if _rambles(job) else None


def _rambles(job: Job) -> bool:
    """True for what was said in one breath and at length: what does nothing in it is talk."""
    if any(len(s.text.split()) >= _BREATHLESS for s in job.sentences()):
        return True
    return is_rushed(job.tracked.draft) and len(job.tracked.draft.split()) >= _LONG


def _denies(job: Job) -> bool:
    """True for a draft most of whose sentences do nothing, and deny ("ni", "nadie", "nunca"): so do complaints."""
    needed = _needed(job)
    idle = said = 0
    denials = 0
    for sentence in job.sentences():
        if job.in_body(sentence):
            said += 1
            if not _doing(job, _own_clauses(job, sentence), needed, told=False):
                idle += 1
                denials += len(word(job.rules.denials).findall(fold(sentence.text)))
    return idle >= _IDLE and 2 * idle > said and denials >= _IDLE


def cool(job: Job, heat: Heat) -> None:
    """Takes out the sentences that do nothing, and of the others the clauses at either end that do nothing."""
    needed = [*_needed(job), *_days_offered(job)]
    with job.from_the_end():
        for sentence in reversed(job.sentences()):
            if not job.in_body(sentence) or _tells_of_waiting(job, sentence):
                continue
            clauses = _own_clauses(job, sentence)
            doing = _doing(job, clauses, needed, told=heat == "talk")  # who rambles tells the facts in passing
            if not doing:
                delete_sentence(job, sentence, Why("heated", "tone", sentence.text.strip()))
                continue
            _trim_end(job, sentence, clauses, doing[-1], angry=heat == "angry")
            _trim_start(job, sentence, clauses, doing[0])


def _tells_of_waiting(job: Job, sentence: Span) -> bool:
    """True where somebody tells that they were not received, and reproaches no more than that."""
    folded, rules = fold(sentence.text), job.rules
    harsh = sum(1 for _ in any_of((*rules.reproachful, *rules.heated)).finditer(folded))
    return bool(any_of((rules.waited,)).search(folded)) and not harsh


def _doing(job: Job, clauses: list[Clause], needed: list[tuple[str, Span]], *, told: bool) -> list[int]:
    """The numbers of the clauses that do something; none after a reproach, and none that a clause is only about. With
    `told` a date or a time is something."""
    found: list[int] = []
    for number, clause in enumerate(clauses):
        if found and _offends(job, clause):
            break
        hangs = number and _completes(job, clause) and _offends(job, clauses[number - 1])
        dated = told and number < _LEADING and tells_when(job.text[clause.start : clause.end], job.language)
        if not hangs and (dated or _does(job, clause, needed)):
            found.append(number)
    return found


def _own_clauses(job: Job, sentence: Span) -> list[Clause]:
    """The clauses of a sentence without those of the greeting."""
    return [clause for clause in clauses_of(sentence, job.rules) if clause.end > job.layout.body_start]


def _offends(job: Job, clause: Clause) -> bool:
    folded = fold(job.text[clause.start : clause.end])
    return _reproaches(job, folded) or bool(any_of(job.rules.heated).search(folded))


def _trim_end(job: Job, sentence: Span, clauses: list[Clause], last: int, *, angry: bool) -> None:
    """Not where what follows is what somebody asks, hopes or says ("les ruego que …"), or why, told without anger."""
    if not angry and last + 1 < len(clauses) and clauses[last + 1].kind == "cause":
        last += 1
    while last + 1 < len(clauses) and _completes(job, clauses[last + 1]):
        last += 1
    if last + 1 >= len(clauses):
        return
    start, end = clauses[last].end, clauses[-1].end
    if dangles(job.text[sentence.start : start], job.language):
        return
    job.replace(start, end, "", Why("heated", "tone", job.text[start:end].strip(" ,;")))


def _completes(job: Job, clause: Clause) -> bool:
    apart = job.text[clause.parted : clause.start].strip()
    said = fold(job.text[clause.start : clause.end])
    return not apart and bool(re.match(r"(?:que|como|cuando|donde|si|quien)\b", said)) and not _reproaches(job, said)


def _trim_start(job: Job, sentence: Span, clauses: list[Clause], first: int) -> None:
    """Not where what goes is the condition of what stays, or the main clause that it hangs on."""
    lead = clauses[0]
    if first == 0 or lead.start > sentence.start or clauses[first].kind not in {"", "additive", "contrast"}:
        return
    gone = job.text[lead.start : clauses[first].parted]
    if word(job.rules.conditional).match(fold(gone)) or not has_verb(gone, job.language):
        return
    rest = job.text[clauses[first].start : clauses[-1].end]
    if is_fragment(rest, job.rules) or word(job.rules.preposition).match(fold(rest)):
        return
    behead(job, sentence, clauses[first], "", Why("heated", "tone", gone.strip(" ,;")))


def _asks(job: Job, span: Span) -> bool:
    """True for a question that wants an answer: about the process, a date, a place."""
    sentence = job.sentence_at(span.start)
    return bool(sentence and word(job.rules.asks).search(fold(sentence.text)))


def _needed(job: Job) -> list[tuple[str, Span]]:
    """What is needed, as the patterns find it: the weights, which know acts in any wording, see them in
    reproaches too."""
    return [(act, span) for act in _NEEDED for span in job.surely.get(act, ())]


def _days_offered(job: Job) -> list[tuple[str, Span]]:
    """The days in what the weights alone find to ask for another date: where words suggest them they are believed, so
    that no day is lost."""
    suggests = word(job.rules.suggests)
    offers = [s for s in job.acts.get("reschedule_offer", ()) if suggests.search(fold(s.text))]
    days = (d for d in find_dates(job.text, job.language) if any(s.start <= d.start < s.end for s in offers))
    return [("reschedule_offer", Span(day.start, day.end, job.text[day.start : day.end])) for day in days]


def has_pattern(job: Job, *acts: str, but: Sequence[Span] = ()) -> bool:
    """True where a pattern, and not only the weights, finds one of these acts outside the stretches `but`."""
    spans = (span for act in acts for span in job.surely.get(act, ()))
    return any(not any(b.start < span.end and span.start < b.end for b in but) for span in spans)


def _does(job: Job, clause: Clause, needed: list[tuple[str, Span]]) -> bool:
    """True when a clause performs an act that a message may need, or holds what may not be lost."""
    text = job.text[clause.start : clause.end]
    folded = fold(text)
    if _reproaches(job, folded):
        return False
    inside = [(act, span) for act, span in needed if clause.start <= span.start < clause.end]
    if any(act not in {"question", "reason"} or (act == "question" and _asks(job, span)) for act, span in inside):
        return True
    if any_of((job.rules.happened,)).search(folded) or (inside and any_of((*job.rules.kinds.values(),)).search(folded)):
        return True  # a reason that anybody understands
    if _ADDRESS.search(text) or phone_spans(text):
        return True
    rules = job.rules
    return bool(any_of((*rules.plain, rules.late, rules.withdraws, rules.calls, rules.refused)).search(folded))


def _reproaches(job: Job, folded: str) -> bool:
    return bool(any_of(job.rules.reproachful).search(folded))
