"""Rewriting: a draft becomes polite and complete, with as little changed as can be."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import datetime
from typing import Any

from guardrails.checking import check
from guardrails.finding import Finding
from guardrails.text import Text
from puentes.drafting import run
from puentes.engines import Engine, open_engine
from puentes.errors import PuentesError
from puentes.grammar import GrammarChoice
from puentes.message import OnProgress, Progress
from puentes.rewriting.asking_soft import Softening, ask_to_soften
from puentes.rewriting.capitals import name_capitals, sentence_capitals
from puentes.rewriting.completing import complete_facts, complete_frame, subject_for
from puentes.rewriting.correcting import as_advice, correct
from puentes.rewriting.delivering import Done, deliver
from puentes.rewriting.dialect import restore
from puentes.rewriting.excess import drop_bare_apologies, trim_apologies
from puentes.rewriting.formality import make_formal
from puentes.rewriting.held_to import contract_from
from puentes.rewriting.inserting import ANNOUNCING, Words, insert, insert_missing, sentence_for
from puentes.rewriting.job import Job
from puentes.rewriting.knowing import contract_of, words_for
from puentes.rewriting.marks import open_questions, punctuate
from puentes.rewriting.offences import find_offences
from puentes.rewriting.options import Options
from puentes.rewriting.presets import after_insertions, before_insertions
from puentes.rewriting.rambling import shorten_tales
from puentes.rewriting.removing import remove_offences
from puentes.rewriting.result import Rewrite
from puentes.rewriting.softening import quieten, soften
from puentes.rewriting.splicing import part_splices
from puentes.rewriting.splitting import mark_questions, part_closing, runs_on
from puentes.rewriting.stretching import unstretch
from puentes.rewriting.swapping import mend_typos
from puentes.rewriting.taking_out import is_pointless, take_out
from puentes.rewriting.tracked import Tracked, Why
from puentes.rewriting.understanding import Read, read_draft, read_intent
from puentes.settings import Settings, load_settings
from puentes.situation import Situation

# Longer is no message (characters).
LONGEST = 8_000


class DraftError(PuentesError):
    """A draft that cannot be rewritten: empty, or far too long."""


async def rewrite_async(
    text: str, situation: Situation | None = None, engine: str | Engine = "auto", *,
    settings: Settings | None = None, grammar: GrammarChoice = "auto", options: Options | None = None,
    on_progress: OnProgress | None = None,
) -> Rewrite:  # fmt: skip
    """The draft made polite and complete, each change with its reason.

    Without a situation, language, channel, intent, register and facts are read from the draft; `options` corrects
    what would be read, sets the moment that dates are read against (else this one), and asks for a preset or for
    another channel. `on_progress` is told when an engine is asked ("engine") and when the rules have the word
    ("check"), from the loop's thread. `grammar` is "auto" (the shared LanguageTool where it is installed), None, or a
    checker.
    Raises DraftError for a draft without words or too long, SettingsError for an unknown engine, EngineUnavailable
    for one that was named and is not there. An engine that fails is no error: the rules do the work.
    """
    started = time.monotonic()
    _refuse_what_is_no_draft(text)
    settings = settings or load_settings()
    opened = open_engine(engine, settings) if isinstance(engine, str) else engine
    options = options or Options()
    given = {**({"channel": situation.channel} if situation else {}), **options.given}
    now = options.now or (situation.now if situation else datetime.now().astimezone())
    read = read_draft(text, now, given)
    checker = _checker(grammar, read.language)
    try:
        job = Job(Tracked(text), read.language, contract_of(read, text, situation), options.ui)
        done = await _rewritten(job, read, situation, checker, options, opened, on_progress or (lambda _: None))
    finally:
        await opened.close()
    return deliver(done, job, situation, opened.name, time.monotonic() - started, options.ui)


def rewrite(
    text: str, situation: Situation | None = None, engine: str | Engine = "auto", *,
    settings: Settings | None = None, grammar: GrammarChoice = "auto", options: Options | None = None,
) -> Rewrite:  # fmt: skip
    """As rewrite_async, for callers without an event loop; inside one it works too, in a thread of its own."""
    return run(
        rewrite_async(
            text, situation, engine,
            settings=settings, grammar=grammar, options=options,
        )
    )  # fmt: skip


async def _rewritten(
    job: Job, read: Read, situation: Situation | None, grammar: Any, options: Options, engine: Engine,
    tell: OnProgress,
) -> Done:  # fmt: skip
    if options.preset == "correct":
        checked = await asyncio.to_thread(_only_correct, job, grammar)
        return Done(read, checked, "", Softening())
    if not _asks_for_more(options, read, situation) and await asyncio.to_thread(is_fine, job, grammar):
        subject = subject_for(job, situation)
        return Done(read, await asyncio.to_thread(_findings, job, grammar, subject), subject, Softening())
    take_out(job)
    if not Text(job.text).words:
        return Done(read, (), "", Softening())
    read = await asyncio.to_thread(make_readable, job, read, situation, grammar, options)
    tell(Progress("engine"))
    softening = await ask_to_soften(job, engine)
    tell(Progress("check"))
    checks, subject = await asyncio.to_thread(_by_rule, job, read, situation, grammar, options)
    return Done(read, checks, subject, softening)


def _asks_for_more(options: Options, read: Read, situation: Situation | None) -> bool:
    """True when a fine draft shall change all the same."""
    moved = options.to_channel not in {None, read.channel}
    return options.preset is not None or moved or _wants_usted(read, situation)


def _wants_usted(read: Read, situation: Situation | None) -> bool:
    """True when the situation says formal and the draft is not."""
    stated = situation is not None and "register_" in situation.model_fields_set
    return bool(stated and situation and situation.register_ == "formal" and read.register == "informal")


def _only_correct(job: Job, grammar: Any) -> tuple[Finding, ...]:
    """Grammar alone: whatever else there is stays."""
    mend_typos(job)
    name_capitals(job)
    sentence_capitals(job)
    correct(job, grammar)
    return tuple(f for f in _findings(job, grammar, "x y z") if f.id == "grammar")


def _by_rule(
    job: Job, read: Read, situation: Situation | None, grammar: Any, options: Options
) -> tuple[tuple[Finding, ...], str]:
    remove_offences(job)
    if not Text(job.text).words or is_pointless(job):
        return (), ""
    _read_again(job, read, situation)
    _forget_what_went(job, situation)
    shorten_tales(job)
    trim_apologies(job)
    open_questions(job)
    drop_bare_apologies(job)  # "perdone" before a question is none
    part_splices(job)
    if job.language == "en":
        mark_questions(job)
    if _wants_usted(read, situation) or _mixed(job):
        make_formal(job)
    before_insertions(job, options, read)
    words = words_for(read, situation)
    if job.contract.register == "formal" and words.address in {"tú", "vos", "vosotros"}:
        words = replace(words, address="ustedes" if words.address == "vosotros" else "usted")
    insert_missing(job, words, only=[act for act in ANNOUNCING if act != "names_interview"])
    complete_facts(job, words, situation, read.moments)
    _ask_for_news(job, words)
    insert_missing(job, words)
    after_insertions(job, options, words)
    complete_frame(job, situation, read.sender or (situation.sender.name if situation else None))
    correct(job, grammar)
    subject = subject_for(job, situation)
    return _findings(job, grammar, subject), subject


def _mixed(job: Job) -> bool:
    """True when the draft mixes usted with tú: the check says so only of a formal contract or of none."""
    findings = check(job.text, replace(job.contract, register="informal"), subject="").of("register")
    return job.language == "es" and any(f.status == "fail" for f in findings) and job.contract.register == "formal"


def _read_again(job: Job, read: Read, situation: Situation | None) -> None:
    """An act that stood in an offence only ("una falta de respeto" respects no decision) tells no intent. What was
    announced is meant all the same, and is said again where it went with the offence."""
    if situation is None and "intent" not in read.given and read.intent not in _ANNOUNCED:
        intent = read_intent(job.text, read.language, read.moments, read.now)
        if _pressed(job) and intent in {None, "thank_you", "accept_refusal"}:
            intent = "follow_up"
        if intent and intent != read.intent:
            contract = contract_from(replace(read, intent=intent), job.text)
            job.contract = replace(contract, own_words=job.contract.own_words)


def _forget_what_went(job: Job, situation: Situation | None) -> None:
    """A day of the draft that went with an offence ("by tomorrow or …") is nothing that the text is held to."""
    if situation is None:
        facts = tuple(
            f for f in job.contract.facts if f.kind not in _MOMENTS or any(form in job.text for form in f.forms)
        )
        job.contract = replace(job.contract, facts=facts)


def _ask_for_news(job: Job, words: Words) -> None:
    """Who pressed for an answer still wants it: one question asks for it."""
    if _pressed(job) and job.contract.intent == "follow_up" and not job.acts.get("question"):
        insert(
            job, sentence_for(job, words, "question", avoid=job.text), "question", Why("missing_question", "question")
        )


def _pressed(job: Job) -> bool:
    return any(why.key == "pressure" for change in job.tracked.changes for why in change.whys)


_MOMENTS = frozenset({"when", "alternative"})
_ANNOUNCED = frozenset({"cancel", "reschedule", "withdraw", "missed", "confirm", "reconsider"})


def make_readable(job: Job, read: Read, situation: Situation | None, grammar: Any, options: Options) -> Read:
    """Marks, capitals, slang and typing errors: after these, what the draft says can be read, and is read again."""
    if options.preset == "formal":
        job.contract = replace(job.contract, register="formal")
    name_capitals(job)
    soften(job)
    if parted := punctuate(job):
        soften(job)  # what stands between marks is known now
    name_capitals(job)
    sentence_capitals(job)
    correct(job, grammar)
    if parted:
        part_closing(job)  # names have their capitals now
    again = read_draft(job.text, read.now, {"channel": read.channel, "language": read.language, **options.given})
    again = replace(again, given=read.given)
    if options.preset == "formal":
        again = replace(again, register="formal")
    contract = contract_of(again, job.text, situation)
    job.contract = replace(contract, own_words=(*contract.own_words, job.tracked.draft))
    return again


def is_fine(job: Job, grammar: Any) -> bool:
    """True when nothing fails, nothing offends and nothing is missing as it stands."""
    if any(f.status == "fail" for f in _findings(job, grammar, "x y z")) or find_offences(job):
        return False
    if runs_on(job):
        return False
    probe = Job(Tracked(job.text), job.language, job.contract)
    take_out(probe)
    unstretch(probe)
    mend_typos(probe)
    restore(probe)
    quieten(probe)
    shorten_tales(probe)
    complete_frame(probe, None, None)
    return probe.text == job.text


def _findings(job: Job, grammar: Any, subject: str) -> tuple[Finding, ...]:
    own = None if Text(job.text).subject_span else subject
    findings = check(job.text, job.contract, subject=own, grammar=grammar, ui=job.ui).findings
    return tuple(as_advice(finding, job) for finding in findings)


def _checker(choice: GrammarChoice, language: str) -> Any:
    if choice != "auto":
        return choice
    from guardrails.languagetool import shared_checker  # late: it imports language_tool_python

    checker = shared_checker()
    checker.warm([language])
    return checker


def _refuse_what_is_no_draft(text: str) -> None:
    if not any(c.isalnum() for c in text):
        raise DraftError("draft: holds no words. Give the text of a message")
    if len(text) > LONGEST:
        raise DraftError(f"draft: is {len(text)} characters long; the limit is {LONGEST}. Keep to one message")
