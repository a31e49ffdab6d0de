"""Takes offending clauses out of their sentences, or the sentences out of the draft, and leaves sentences behind."""

from __future__ import annotations

import re

from guardrails.dates import find_dates
from guardrails.finding import Span
from guardrails.folding import fold
from guardrails.text import Text
from guardrails.times import find_times
from puentes.rewriting.clauses import Clause, clauses_of, dangles, is_fragment
from puentes.rewriting.job import Job
from puentes.rewriting.layout import layout_of
from puentes.rewriting.offences import Offence, find_offences, reason_kind
from puentes.rewriting.rules import any_of, word
from puentes.rewriting.tracked import Why

_ROUNDS = 12
# Acts for whose sake a clause is not swept away with its neighbour.
_WANTED = (
    "apology", "gratitude", "reschedule_offer", "cannot_attend", "missed", "withdrawal", "confirmation", "interest",
    "future_contact", "question", "acceptance", "names_interview", "change_of_mind",
)  # fmt: skip
_EXPLAINED = ("cannot_attend", "missed", "reschedule_offer", "withdrawal")
# A clause that goes on about the same people.
_THEY = re.compile(r"(?:he|she|they|you|ustedes|vosotros|ellos|ella) ", re.IGNORECASE)
_ADDED = re.compile(r"(?:that|who|where|which|unlike|que|donde|y no|no como)\b", re.IGNORECASE)
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
        if job.text == whole:
            return


def drop_fragments(job: Job, before: str) -> None:
    """What a removal left behind has to be a main clause ("Que la entrevista es el lunes" is none), else it goes too.
    What stood so in the text `before` the removal is the person's."""
    written = {fold(sentence.text.strip()) for sentence in Text(before).sentences}
    with job.from_the_end():
        for sentence in reversed(job.sentences()):
            raw = sentence.text.strip()
            if fold(raw) not in written and is_fragment(raw, job.rules) and sentence.start >= job.layout.body_start:
                cut_sentence(job, sentence, Why("fragment", "grammar", raw))


def _remove_first(job: Job, offences: list[Offence]) -> None:
    before = job.text
    _remove(job, offences[0], offences)
    if job.text == before:
        _delete_sentence(job, offences[0].span, _why(offences[0]))


def _why(offence: Offence) -> Why:
    return Why(offence.kind, offence.check, offence.span.text)


def _remove(job: Job, offence: Offence, offences: list[Offence]) -> None:
    sentence = job.sentence_at(offence.span.start)
    if sentence is None:
        return
    clauses = clauses_of(sentence, job.rules)
    if offence.kind == "disputes" and not _tells_outcome(job, sentence):
        _delete_sentence(job, sentence, _why(offence))  # its other half argues too
        return
    if _cut_tail(job, offence, clauses):
        return
    first, last = _stretch(job, offence, clauses, offences)
    head = job.text[sentence.start : clauses[first].parted] if first else ""
    tail = clauses[last + 1 :]
    brief = _brief(job, offence, sentence, clauses[first : last + 1])
    if head and (dangles(head, job.language) or not re.search(r"\w{2}", head)):
        if not tail and not brief:
            return  # the whole sentence goes
        head = ""
    why = _why(offence)
    stop = clauses[-1].end
    if brief and not head and tail and (end := _announced_before(job, sentence)):
        _behead(job, sentence, tail[0], "", why)
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
    greets = bool(head and greeting and len(head.strip(" ,:")) <= len(greeting.text.strip(" ,:")))
    if greets and not brief and (not tail or _is_lost(job, tail[0], sentence)):
        _after_greeting(job, clauses[first].start, sentence.end, why)
    elif greets and tail and not brief:
        goes = tail[0].kind in {"contrast", "additive"} or is_fragment(job.text[tail[0].start : stop], job.rules)
        joined = len(tail[0].connector) if goes else 0
        job.replace(clauses[first].start, tail[0].start + joined, "", why)  # the mark of the greeting stays
    elif head and tail:
        _bridge(job, clauses, first, last, brief, why)
    elif head:
        job.replace(clauses[first].parted, stop, f" {brief}" if brief else "", why)
    elif tail:
        _behead(job, sentence, tail[0], brief, why)
    elif brief:
        job.replace(sentence.start, sentence.end, _as_sentence(brief, job), why)


def _after_greeting(job: Job, start: int, end: int, why: Why) -> None:
    """ "Hi Tom, [gone] I have …": the greeting stays before what comes next, in one line with it."""
    while end < len(job.text) and job.text[end] == " ":
        end += 1
    first = job.text[end : end + 1]
    layout = layout_of(job.text, job.rules)  # as it is now: what stands further down was changed already
    if layout.body_end <= end < layout.own_end and "\n" not in job.text[start:end]:
        job.replace(start, end, "\n\n", why)  # nothing is left between greeting and closing
        return
    keeps = job.text[end - 1] == "\n" or re.match(r"I\b", job.text[end:]) or _named(job, end)
    job.replace(start, end + len(first), first if keeps else first.lower(), why)


def _named(job: Job, at: int) -> bool:
    """True when the word there is written with a capital elsewhere too, as names are."""
    match = re.match(r"\w+", job.text[at:])
    return bool(match and re.search(rf"[a-z,] {re.escape(match.group())}\b", job.text))


def _bridge(job: Job, clauses: list[Clause], first: int, last: int, brief: str, why: Why) -> None:
    """Closes the gap between what stood before and after. What was joined by "and" begins a sentence of its own, and
    a reason that was no "because" goes to the end of what it explains."""
    rest = clauses[last + 1]
    caused = clauses[first].kind == "cause"
    told = [n for n in range(first) if _announces(job, clauses[n])]
    if brief and not caused and not _announces(job, rest) and told and told[-1] + 1 == first:
        # The reason belongs to what it explains, and what follows stays apart.
        joined = len(rest.connector) if rest.kind == "additive" else 0
        mark = "," if rest.kind in {"contrast", "relative", "cause"} else "."
        start = rest.start + joined
        letter = job.text[start]
        after = f", {letter}" if mark == "," else f". {letter.upper()}"
        job.replace(clauses[first].parted, start + 1, f" {brief}{after}", why)
        return
    explains = any(rest.holds(s) for act in ("cannot_attend", "missed", "withdrawal") for s in job.acts.get(act, ()))
    if brief and not caused and not explains:
        start = rest.start + (len(rest.connector) if rest.kind in {"additive", "contrast"} else 0)
        after = f". {_as_sentence(brief, job)} {job.text[start].upper()}"
        job.replace(clauses[first].parted, start + 1, after, why)
        return
    if brief and not caused:
        job.replace(rest.end, rest.end, f" {brief}", why)
    said = f" {brief}" if brief and caused else ""
    if rest.kind == "additive" and not caused:
        start = rest.start + len(rest.connector)
        job.replace(clauses[first].parted, start + 1, f"{said}. {job.text[start].upper()}", why)
    else:
        job.replace(clauses[first].parted, rest.parted, said, why)


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


def _behead(job: Job, sentence: Span, rest: Clause, brief: str, why: Why) -> None:
    """The sentence begins with what followed, without the word that joined it; where that can be no sentence, nothing
    is done, so that all of it goes."""
    start = rest.start
    if rest.kind in {"contrast", "additive"} or word(job.rules.connectors.finite).fullmatch(
        fold(rest.connector.strip())
    ):
        start += len(rest.connector)
    elif not brief and is_fragment(job.text[start : sentence.end], job.rules):
        if _is_lost(job, rest, sentence):
            return
        start += len(rest.connector)
    first = job.text[start : start + 1]
    if brief:
        lead = brief[:1].upper() + brief[1:] + ", "
        keeps = re.match(r"I\b|[A-Z]", job.text[start:]) if job.language == "en" else None
        job.replace(sentence.start, start + 1, lead + (first if keeps else first.lower()), why)
    else:
        job.replace(sentence.start, start + 1, first.upper(), why)


def _announced_before(job: Job, sentence: Span) -> int:
    """Where a reason can stand in the sentence before, when that says what is explained; 0 when it does not."""
    before = [s for s in job.sentences() if s.end <= sentence.start]
    if not before or before[-1].text.rstrip()[-1:] not in {"."} or "\n" in job.text[before[-1].end : sentence.start]:
        return 0
    last = before[-1]
    told = any(last.start <= s.start < last.end for act in ("cannot_attend", "missed") for s in job.acts.get(act, ()))
    return last.start + len(last.text.rstrip(" .")) if told else 0


def _is_lost(job: Job, rest: Clause, sentence: Span) -> bool:
    """True when what remains is no sentence, and none can be made of it by taking its "that" or "because" off."""
    if not is_fragment(job.text[rest.start : sentence.end], job.rules):
        return False
    connector = rest.connector.strip()
    finite = word(job.rules.connectors.finite).fullmatch(fold(connector))
    return not finite and (connector not in {"que", "that"} or not _announces(job, rest))


def _announces(job: Job, clause: Clause) -> bool:
    """True when a clause holds an act for whose sake the message is written, or says when the interview is."""
    said = fold(job.text[clause.start + len(clause.connector) : clause.end])
    if word(job.rules.connectors.restated).match(said):
        return True
    return any(clause.holds(span) for act in _EXPLAINED for span in job.acts.get(act, ()))


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
        if not (lead or (that and before.kind != "relative")):
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
    return facts and bool(find_dates(text, job.language) or find_times(text) or _FIGURES.search(text))


def _brief(job: Job, offence: Offence, sentence: Span, gone: list[Clause]) -> str:
    """A reason in a few words, when a reason was told too closely and none else is left; empty otherwise."""
    if not offence.brief or job.contract.extra.get("reason") == "none":
        return ""
    acts = job.acts
    if not any(acts.get(act) for act in _EXPLAINED):
        return ""
    start, end = gone[0].start, gone[-1].end
    others = [s for s in acts.get("reason", ()) if not (s.start < end and start < s.end)]
    brief = job.rules.brief
    if any(phrase in job.text for phrase in brief.values()):
        return ""
    alone = gone[0].start == sentence.start and gone[-1].end >= clauses_of(sentence, job.rules)[-1].end
    if others and (alone or gone[0].kind != "cause"):
        return ""
    kind = job.contract.extra.get("reason") or reason_kind(job.text[start:end], job)
    return brief.get(kind, brief["personal"])


def _tells_outcome(job: Job, sentence: Span) -> bool:
    """True when a sentence says what the message needs: the refusal itself, thanks, a wish to stay in touch."""
    refused = any_of((job.rules.refused,)).search(fold(sentence.text))
    acts = [span for act in _WANTED for span in job.acts.get(act, ())]
    return bool(refused) or any(sentence.start <= span.start < sentence.end for span in acts)


def _as_sentence(brief: str, job: Job) -> str:
    """A reason as a sentence of its own: "Se debe a motivos de salud.", "He aceptado otra oferta."."""
    told = re.match(r"(?:porque|because) (?=he |I |necesito)", brief)
    if told:
        clause = brief[told.end() :]
        return clause[:1].upper() + clause[1:] + "."
    reason = re.sub(r"^por (?=\w)", "", brief) if job.language == "es" else brief
    return job.rules.brief_sentence.format(reason=reason).replace(" a el ", " al ")


def _delete_sentence(job: Job, span: Span, why: Why) -> None:
    sentence, greeting = job.sentence_at(span.start), job.layout.greeting
    if sentence is None:
        return
    if greeting and sentence.start <= greeting.start and greeting.end < sentence.end:
        start = greeting.end
        while job.text[start] in " ,":
            start += 1
        _after_greeting(job, start, sentence.end, Why(why.key, why.check, job.text[start : sentence.end]))
    else:
        cut_sentence(job, sentence, Why(why.key, why.check, sentence.text))


def cut_sentence(job: Job, sentence: Span, *whys: Why) -> None:
    """Deletes a sentence with the space before it, or with the line that it leaves empty."""
    text, start, end = job.text, sentence.start, sentence.end
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
