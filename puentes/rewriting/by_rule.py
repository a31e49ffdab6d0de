"""By rule, once a text is readable: what offends goes, one apology stays, and what is missing comes in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from guardrails.checking import check
from guardrails.checks.facts import phone_spans, same_phone
from guardrails.finding import Finding
from guardrails.folding import fold
from guardrails.text import Text
from puentes.rewriting.channels import line_of_greeting
from puentes.rewriting.completing import complete_facts, complete_frame, subject_for
from puentes.rewriting.cooling import cool, has_pattern
from puentes.rewriting.correcting import as_advice, correct
from puentes.rewriting.excess import drop_bare_apologies, trim_apologies
from puentes.rewriting.formality import make_formal
from puentes.rewriting.held_to import contract_from
from puentes.rewriting.inserting import ANNOUNCING, Words, insert, insert_missing, sentence_for
from puentes.rewriting.job import Job
from puentes.rewriting.knowing import words_for
from puentes.rewriting.marks import open_questions
from puentes.rewriting.meant import Meant, intent_again, read_meaning
from puentes.rewriting.options import Options
from puentes.rewriting.presets import after_insertions, before_insertions
from puentes.rewriting.rambling import shorten_tales
from puentes.rewriting.removing import remove_offences
from puentes.rewriting.rules import any_of, moves_of
from puentes.rewriting.sifting import sift
from puentes.rewriting.splicing import part_splices
from puentes.rewriting.splitting import mark_questions
from puentes.rewriting.taking_out import is_pointless
from puentes.rewriting.tracked import Why
from puentes.rewriting.understanding import Read
from puentes.rewriting.wholeness import close_up, drop_failing, make_whole
from puentes.situation import Situation

# What a message is written for.
_SAID = (
    "cannot_attend", "missed", "withdrawal", "confirmation", "reschedule_offer", "question", "acceptance",
    "change_of_mind", "gratitude",
)  # fmt: skip
_MOMENTS = frozenset({"when", "alternative"})
# What a message of an intent may have to announce.
_PURPOSES = {
    "reschedule": ("cannot_attend", "missed"),
    "cancel": ("cannot_attend",),
    "reconsider": ("change_of_mind",),
}
_ANNOUNCED = frozenset({"cancel", "reschedule", "withdraw", "missed", "confirm", "reconsider"})


def by_rule(
    job: Job, read: Read, situation: Situation | None, grammar: Any, options: Options
) -> tuple[tuple[Finding, ...], str]:
    before, meant = job.text, read_meaning(job, read)
    kinds = meant.kinds | {why.key for c in job.tracked.changes for why in c.whys}
    remove_offences(job)
    if meant.heat:
        softened = job.tracked.changes
        cool(job, meant.heat)
        if meant.heat == "talk" and not has_pattern(job, *_SAID):
            job.tracked.keep_only(softened)  # rather long than without its point
        remove_offences(job)  # less stands beside them, and some are seen only now
    sift(job, kinds, before)
    make_whole(job, before)
    if is_pointless(job) or (_is_bare(job) and not _can_be_said(job, read)):
        job.replace(0, len(job.text), "")  # a greeting and a name alone are no message
        return (), ""
    _read_again(job, read, situation, meant)
    thin = _is_bare(job)
    _forget_what_went(job, situation)
    shorten_tales(job)
    trim_apologies(job)
    open_questions(job)
    drop_bare_apologies(job)  # "perdone" before a question is none
    part_splices(job)
    if job.language == "en":
        mark_questions(job)
    if wants_usted(read, situation) or _mixed(job):
        make_formal(job)
    before_insertions(job, options, read)
    words = words_for(read, job.tracked.draft, situation)
    if job.contract.register == "formal" and words.address in {"tú", "vos", "vosotros"}:
        words = replace(words, address="ustedes" if words.address == "vosotros" else "usted")
    _say_again(job, words, meant)
    insert_missing(job, words, only=[act for act in ANNOUNCING if act != "names_interview"])
    complete_facts(job, words, situation, read.moments)
    _ask_for_news(job, words)
    insert_missing(job, words)
    if thin and job.contract.intent == "thank_you":  # "Thank you for reading this" closes what has to be said first
        insert(job, sentence_for(job, words, "gratitude"), "gratitude", Why("missing_gratitude", "gratitude"))
    _keep_number(job, read)
    after_insertions(job, options, words)
    if drop_failing(job):
        insert_missing(job, words)
    close_up(job)
    if options.to_channel == "email":
        line_of_greeting(job)
    complete_frame(job, situation, read.sender or (situation.sender.name if situation else None))
    correct(job, grammar)
    subject = subject_for(job, situation)
    return findings_of(job, grammar, subject), subject


def _is_bare(job: Job) -> bool:
    """True when an offence left nothing between greeting and closing."""
    body = job.text[job.layout.body_start : job.layout.body_end]
    return not Text(job.text).words or (bool(job.tracked.changes) and not any(c.isalnum() for c in body))


def _can_be_said(job: Job, read: Read) -> bool:
    """True when nothing was left of a draft but what it is for is known: that can be said without the offence."""
    whys = {why.key for change in job.tracked.changes for why in change.whys}
    return read.intent is not None and not whys & {"threat", "lie", "injection"}


def wants_usted(read: Read, situation: Situation | None) -> bool:
    """True when the situation says formal and the draft is not."""
    stated = situation is not None and "register_" in situation.model_fields_set
    return bool(stated and situation and situation.register_ == "formal" and read.register == "informal")


def _mixed(job: Job) -> bool:
    """True when the draft mixes usted with tú: the check says so only of a formal contract or of none."""
    findings = check(job.text, replace(job.contract, register="informal"), subject="").of("register")
    return job.language == "es" and any(f.status == "fail" for f in findings) and job.contract.register == "formal"


def _read_again(job: Job, read: Read, situation: Situation | None, meant: Meant) -> None:
    """An act that stood in an offence only ("una falta de respeto" respects no decision) tells no intent. What was
    announced is meant all the same, and is said again where it went with the offence."""
    if situation is None and "intent" not in read.given and (meant.guessed or read.intent not in _ANNOUNCED):
        intent = intent_again(job, read, meant)
        harsh = _pressed(job) or (read.intent == "follow_up" and _harsh(job))
        if harsh and intent in {None, "thank_you", "accept_refusal"}:
            intent = "follow_up"
        if (intent or meant.guessed) and intent != read.intent:
            contract = contract_from(replace(read, intent=intent), job.text)
            job.contract = replace(contract, own_words=job.contract.own_words)


def _say_again(job: Job, words: Words, meant: Meant) -> None:
    """What the draft announced and lost with an offence is said in a sentence of its own. Who came and was not
    received has missed nothing: the interview did not take place."""
    if meant.came:
        if not any_of((job.rules.waited,)).search(fold(job.text)):
            insert(job, sentence_for(job, words, "not_held"), "purpose", Why("missing_not_held", "purpose"))
        return
    lost = [a for a in _PURPOSES.get(job.contract.intent, ()) if a in meant.acts and not job.acts.get(a)]
    if "cannot_attend" in lost or job.acts.get("cannot_attend"):
        lost = [act for act in lost if act != "missed"]  # what is still to come has not been missed
    for act in lost:
        if act not in job.contract.required and (sentence := sentence_for(job, words, act, avoid=job.text)):
            insert(job, sentence, act if act in job.contract.order else "purpose", Why(f"missing_{act}", act))
    if meant.offers and job.contract.intent == "missed" and not job.acts.get("reschedule_offer"):
        offer = sentence_for(job, words, "reschedule_offer", avoid=job.text)
        insert(job, offer, "reschedule_offer", Why("missing_reschedule_offer", "reschedule_offer"))


def _forget_what_went(job: Job, situation: Situation | None) -> None:
    """A day of the draft that went with an offence ("by tomorrow or …") is nothing that the text is held to."""
    if situation is None:
        facts = tuple(
            f for f in job.contract.facts if f.kind not in _MOMENTS or any(form in job.text for form in f.forms)
        )
        job.contract = replace(job.contract, facts=facts)


def _ask_for_news(job: Job, words: Words) -> None:
    """Who pressed for an answer, or reproached that there was none, still wants it: one question asks for it."""
    if (_pressed(job) or _harsh(job)) and job.contract.intent in _ASKING and not job.acts.get("question"):
        insert(
            job, sentence_for(job, words, "question", avoid=job.text), "question", Why("missing_question", "question")
        )


def _keep_number(job: Job, read: Read) -> None:
    """The number to call back on is said again where it went with what stood beside it."""
    if read.phone and not any(same_phone(job.text[a:b], read.phone) for a, b in phone_spans(job.text)):
        insert(job, moves_of(job.language).phone_is.format(phone=read.phone), "closing", Why("fact", "facts"))


_ASKING = frozenset({"follow_up", "ask_information"})
_HARSH = frozenset(
    {
        "disparagement", "blame", "contempt", "sarcasm", "begging", "desperation", "overshares", "intimate", "heated",
        "confiding",
    }
)  # fmt: skip


def _harsh(job: Job) -> bool:
    return any(why.key in _HARSH for change in job.tracked.changes for why in change.whys)


def _pressed(job: Job) -> bool:
    return any(why.key == "pressure" for change in job.tracked.changes for why in change.whys)


def findings_of(job: Job, grammar: Any, subject: str) -> tuple[Finding, ...]:
    own = None if Text(job.text).subject_span else subject
    findings = check(job.text, job.contract, subject=own, grammar=grammar, ui=job.ui).findings
    return tuple(as_advice(finding, job) for finding in findings)
