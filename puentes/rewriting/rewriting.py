"""Rewriting: a draft becomes polite and complete, with as little changed as can be."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import datetime
from typing import Any

from guardrails.finding import Finding
from guardrails.text import Text
from puentes.drafting import run
from puentes.engines import Engine, open_engine
from puentes.grammar import GrammarChoice
from puentes.message import OnProgress, Progress
from puentes.rewriting.asking_soft import Softening, ask_to_soften
from puentes.rewriting.by_rule import by_rule, findings_of, wants_usted
from puentes.rewriting.capitals import name_capitals, sentence_capitals
from puentes.rewriting.completing import complete_frame, subject_for
from puentes.rewriting.cooling import heat_of
from puentes.rewriting.correcting import correct
from puentes.rewriting.delivering import Done, deliver
from puentes.rewriting.drafts import refuse_what_is_no_draft
from puentes.rewriting.heat import is_hot
from puentes.rewriting.job import Job
from puentes.rewriting.knowing import contract_of
from puentes.rewriting.line_ends import as_written, with_newlines
from puentes.rewriting.marks import punctuate
from puentes.rewriting.offences import find_offences
from puentes.rewriting.options import Options
from puentes.rewriting.rambling import shorten_tales
from puentes.rewriting.result import Rewrite
from puentes.rewriting.softening import soften
from puentes.rewriting.splitting import mark_questions, part_closing, runs_on
from puentes.rewriting.stretching import unstretch
from puentes.rewriting.swapping import mend_typos
from puentes.rewriting.taking_out import take_out
from puentes.rewriting.tracked import Tracked
from puentes.rewriting.understanding import Read, read_draft
from puentes.settings import Settings, load_settings
from puentes.situation import Situation


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
    Raises DraftError for a draft without words, too long or in another language, SettingsError for an unknown engine,
    EngineUnavailable for one that was named and is not there. An engine that fails is no error: the rules do the work.
    """
    started = time.monotonic()
    written, text = text, with_newlines(text)
    options = options or Options()
    refuse_what_is_no_draft(text, options.language)
    settings = settings or load_settings()
    opened = open_engine(engine, settings) if isinstance(engine, str) else engine
    given = {**({"channel": situation.channel} if situation else {}), **options.given}
    now = options.now or (situation.now if situation else datetime.now().astimezone())
    read = read_draft(text, now, given)
    checker = _checker(grammar, read.language)
    try:
        job = Job(Tracked(text), read.language, contract_of(read, text, situation), options.ui)
        done = await _rewritten(job, read, situation, checker, options, opened, on_progress or (lambda _: None))
    finally:
        await opened.close()
    result = deliver(done, job, situation, opened.name, time.monotonic() - started, options)
    return as_written(result, written)


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
        return Done(read, await asyncio.to_thread(findings_of, job, grammar, subject), subject, Softening())
    take_out(job)
    if not Text(job.text).words:
        return Done(read, (), "", Softening())
    read = await asyncio.to_thread(make_readable, job, read, situation, grammar, options)
    tell(Progress("engine"))
    softening = await ask_to_soften(job, engine)
    tell(Progress("check"))
    checks, subject = await asyncio.to_thread(by_rule, job, read, situation, grammar, options)
    return Done(read, checks, subject, softening)


def _asks_for_more(options: Options, read: Read, situation: Situation | None) -> bool:
    """True when a fine draft shall change all the same."""
    moved = options.to_channel not in {None, read.channel}
    return options.preset is not None or moved or wants_usted(read, situation)


def _only_correct(job: Job, grammar: Any) -> tuple[Finding, ...]:
    """Grammar alone: whatever else there is stays."""
    mend_typos(job)
    name_capitals(job)
    sentence_capitals(job)
    correct(job, grammar)
    return tuple(f for f in findings_of(job, grammar, "x y z") if f.id == "grammar")


def make_readable(job: Job, read: Read, situation: Situation | None, grammar: Any, options: Options) -> Read:
    """Marks, capitals, slang and typing errors: after these, what the draft says can be read, and is read again."""
    if options.preset == "formal":
        job.contract = replace(job.contract, register="formal")
    name_capitals(job)
    soften(job)
    name_capitals(job)  # "holaa marta" greets now
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
    if any(f.status == "fail" for f in findings_of(job, grammar, "x y z")) or find_offences(job):
        return False
    if runs_on(job) or is_hot(job) or heat_of(job, []) in {"angry", "close"}:
        return False
    probe = Job(Tracked(job.text), job.language, job.contract)
    take_out(probe)
    unstretch(probe)
    mend_typos(probe)
    soften(probe)
    name_capitals(probe)
    sentence_capitals(probe)
    shorten_tales(probe)
    if probe.language == "en":
        mark_questions(probe)
    complete_frame(probe, None, None)
    return probe.text == job.text


def _checker(choice: GrammarChoice, language: str) -> Any:
    if choice != "auto":
        return choice
    from guardrails.languagetool import shared_checker  # late: it imports language_tool_python

    checker = shared_checker()
    checker.warm([language])
    return checker
