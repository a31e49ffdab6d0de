"""What an email or a call has around its body, and the facts that a situation wants told: greeting, closing, which
interview, the other times, the phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from guardrails.checking import check
from guardrails.checks.facts import phone_spans, same_phone
from guardrails.contract import Contract
from guardrails.dates import find_dates
from guardrails.finding import Finding
from guardrails.folding import fold
from guardrails.text import Text
from puentes.bank import wordings
from puentes.contracts import slots_for
from puentes.rendering.dates import clock_for, write_time
from puentes.rendering.spelling import spell
from puentes.rewriting.inserting import Words, insert, sentence_for
from puentes.rewriting.job import Job
from puentes.rewriting.moments import ReadMoment
from puentes.rewriting.rules import moves_of
from puentes.rewriting.tracked import Why
from puentes.situation import Situation


def complete_frame(job: Job, situation: Situation | None, sender: str | None) -> None:
    """A greeting and a closing for an email that has none; no name is invented."""
    if job.contract.channel != "email":
        return
    if job.contract.extra.get("channel") == "read" and "\n" not in job.text.strip():
        return
    data, layout = moves_of(job.language), job.layout
    register = job.contract.register
    if layout.greeting is None:
        greeting = _bank("greeting", situation) or data.greetings[register][0]
        at = layout.body_start
        job.replace(at, at, f"{greeting}\n\n", Why("greeting", "greeting"))
    layout = job.layout
    at = layout.greeting.end - 1 if layout.greeting else 0
    if job.language == "es" and at and job.text[at : at + 2] == ",\n" and register == "formal":
        job.replace(at, at + 1, ":", Why("punctuation", "punctuation"))
    if job.language == "en" and at and job.text[at].isalnum() and job.text[at + 1 : at + 2] == "\n":
        job.replace(at + 1, at + 1, ",", Why("punctuation", "punctuation"))
    layout = job.layout
    inline = "\n" not in job.text[layout.body_start : layout.own_end].strip()
    bare = inline and re.fullmatch(
        r"\W*(?:muchas |many )?(?:gracias|thanks|thank you)\W*", fold(job.text[layout.body_end : layout.own_end])
    )
    if not layout.has_closing or bare:
        closing = data.closings[register][0]
        closing = f"{closing}\n{sender}" if sender else closing.rstrip(",") + "."
        end = layout.own_end
        mark = "" if job.text[end - 1 : end] in ".!?…:" else "."
        job.replace(end, end, f"{mark}\n\n{closing}", Why("closing", "closing"))


def _bank(move: str, situation: Situation | None) -> str:
    if situation is None:
        return ""
    found = wordings(move, situation, slots_for(situation))
    return found[0].text if found else ""


def complete_facts(job: Job, words: Words, situation: Situation | None, moments: Sequence[ReadMoment]) -> None:
    """The due facts of a situation that the draft does not tell: within the draft's own sentence where it speaks of
    the interview or names its day, else in a sentence of its own."""
    if situation is None:
        return
    for _ in range(8):
        before = job.text
        missing = missing_facts(job)
        if not missing:
            return
        _tell(job, words, situation, missing, moments)
        if job.text == before:
            return


def missing_facts(job: Job) -> list[str]:
    """The kinds of the due facts that are not there (the sender or the phone of a voicemail: not twice)."""
    kinds = []
    for fact in job.contract.facts:
        if fact.due:
            alone = check(job.text, _only(job, fact.kind), subject="").of("facts")
            if any(f.status == "fail" for f in alone):
                kinds.append(fact.kind)
    return list(dict.fromkeys(kinds))


def _only(job: Job, kind: str) -> Contract:
    facts = tuple(replace(f, due=f.due and f.kind == kind) for f in job.contract.facts)
    return replace(job.contract, facts=facts, required=(), forbidden=())


def _tell(job: Job, words: Words, situation: Situation, missing: list[str], moments: Sequence[ReadMoment]) -> None:
    why = Why("fact", "facts")
    if "alternative" in missing:
        insert(job, sentence_for(job, words, "alternatives", avoid=job.text), "reschedule_offer", why)
    elif {"when", "position"} & set(missing):
        if not embed(job, words, situation, missing, moments):
            known = {k: v for k, v in words.values.items() if k not in {"when", "position"} or k in missing}
            if sentence := sentence_for(job, Words(words.address, known), "which", avoid=job.text):
                insert(job, sentence, "purpose", why)
    elif "place" in missing:
        insert(job, sentence_for(job, words, "where"), "details", why)
    elif situation.channel == "voicemail" and {"phone", "sender"} & set(missing):
        _leave_number(job, situation, why)
    elif "sender" in missing:
        _sign(job, situation.sender.name, why)


def embed(job: Job, words: Words, situation: Situation, missing: list[str], moments: Sequence[ReadMoment]) -> bool:
    """Puts day, time or position after the draft's own words for the interview. False when there is no place."""
    forms, why = moves_of(job.language).embedded, Why("fact", "facts")
    starts_at, clock = situation.interview.starts_at, clock_for(situation)
    if "when" in missing and starts_at:
        local = clock.local(starts_at)
        for moment in moments:
            at = job.text.find(moment.text)
            told = moment.day == local.date() and moment.hour is None and moment.role == "when"
            if told and at >= 0:
                at += len(moment.text)
                job.replace(at, at, forms["time"].format(time=write_time(local, clock)), why)
                return True
    layout = job.layout
    noun = re.compile(rf"(?<!\w)(?:{forms['interview']})(?!\w)")
    match = noun.search(fold(job.text), layout.body_start, layout.body_end)
    if match is None:
        return False
    said = "".join(
        forms[kind].format(**{kind: words.values[kind]})
        for kind in ("position", "when")
        if kind in missing and kind in words.values
    )
    if "when" in missing and _dated(job, match.end()):
        said = forms["position"].format(position=words.values["position"]) if "position" in missing else ""
    if not said:
        return False
    job.replace(match.end(), match.end(), said, why)
    return True


def _dated(job: Job, at: int) -> bool:
    """True when a date follows at once: a second one beside it would confuse."""
    return any(d.start < 20 for d in find_dates(job.text[at : at + 40], job.language))


def _leave_number(job: Job, situation: Situation, why: Why) -> None:
    """A voicemail gives name and number at its start, and again at its end."""
    data, name, phone = moves_of(job.language), situation.sender.name, situation.sender.phone
    if phone and not any(same_phone(job.text[a:b], phone) for a, b in phone_spans(job.text)):
        sentences = [s for s in job.sentences() if s.end > job.layout.body_start]
        at = next((s.end for s in sentences if any(part in s.text for part in name.split())), None)
        lead = data.phone_is.format(phone=phone)
        if at is not None:
            job.replace(at, at, f" {lead}", why)
            return
        _sign(job, name, why)
        return
    again = data.again if phone else data.again_name
    _before_closing(job, again.format(sender=name, phone=phone), why)


def _before_closing(job: Job, sentence: str, why: Why) -> None:
    end = job.layout.own_end
    mark = "" if job.text[end - 1 : end] in ".!?…" else "."
    job.replace(end, end, f"{mark} {sentence}", why)


def _sign(job: Job, name: str, why: Why) -> None:
    end = job.layout.own_end
    text = job.text
    if job.contract.channel in {"phone", "voicemail"}:
        lead = f"Soy {name}. " if job.language == "es" else f"This is {name}. "
        at = job.layout.body_start
        while at < len(text) and text[at] == " ":
            at += 1
        job.replace(at, at, lead if at == 0 or text[at - 1] == " " else f" {lead.strip()}", why)
        return
    last = text[end - 1 : end]
    parted = "\n" if "\n" in text.strip() else " "
    mark = "" if last in ",.!?…" else "," if job.layout.has_closing else "."
    if parted == "\n" and not job.layout.has_closing:
        parted = "\n\n"
    if last == "." and job.layout.has_closing:
        job.replace(end - 1, end, f",{parted}{name}", why)
    else:
        job.replace(end, end, f"{mark}{parted}{name}", why)


def subject_for(job: Job, situation: Situation | None) -> str:
    """A subject for an email that has none, or whose subject fails its check; empty where none is wanted. A subject
    line that fails is mended in the text."""
    if job.contract.channel != "email":
        return ""
    span = Text(job.text).subject_span
    proposed = _bank_subject(situation) or moves_of(job.language).subjects.get(job.contract.intent, "")
    if job.language == "en" and job.contract.english == "GB":
        proposed = spell(proposed)
    if span is None:
        return proposed
    failing = [f for f in _subject_findings(job) if f.status == "fail"]
    if failing:
        job.replace(span.start, span.end, proposed, Why("subject", "subject"))
    return ""


def _bank_subject(situation: Situation | None) -> str:
    if situation is None:
        return ""
    found = [w.text for w in wordings("subject", situation, slots_for(situation)) if 3 <= len(w.text.split()) <= 10]
    return found[0] if found else ""


def _subject_findings(job: Job) -> list[Finding]:
    return list(check(job.text, job.contract).of("subject"))
