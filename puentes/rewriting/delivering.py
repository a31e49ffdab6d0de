"""The end of a rewriting: the result with its reasons, and everything that the person is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from guardrails.finding import Finding
from guardrails.text import Text
from puentes.rewriting.asking_soft import Softening
from puentes.rewriting.comparing import lost
from puentes.rewriting.contradicting import contradictions
from puentes.rewriting.job import Job
from puentes.rewriting.moments import same_words
from puentes.rewriting.options import Options
from puentes.rewriting.questioning import questions
from puentes.rewriting.result import Edit, Rewrite
from puentes.rewriting.rules import rules_of
from puentes.rewriting.telling import reason, tell
from puentes.rewriting.tracked import Change, trimmed
from puentes.rewriting.understanding import Read
from puentes.situation import Situation

# Presets that may find nothing to do, and then say so.
_SOUGHT = ("formal", "warmer", "shorter", "firmer")


@dataclass(frozen=True, slots=True)
class Done:
    """What a rewriting ended with: the draft as it was read, the findings on the text, a subject to propose, and what
    an engine was asked for."""

    read: Read
    checks: tuple[Finding, ...]
    subject: str
    softening: Softening


def deliver(
    done: Done, job: Job, situation: Situation | None, engine: str,
    seconds: float, options: Options,
) -> Rewrite:  # fmt: skip
    """The result, and what the person is told about it (in the language of `options.ui`, else in the draft's)."""
    language = options.ui or done.read.language
    for words in options.moments:
        if not any(same_words(words, moment.text) for moment in done.read.moments):
            job.tell("moment_unknown", text=words)
    refused = None
    if not Text(job.text).words:
        kinds = [key for key, _ in job.told if key in {"threat", "lie", "injection", "to_the_assistant"}]
        what = tell(f"refused_{kinds[0] if kinds else 'offence'}", language)
        refused = tell("refused", language, what=what)
    edits = tuple(_edit(job, change, language) for change in job.tracked.changes)
    if options.preset in _SOUGHT and not any(options.preset in edit.keys for edit in edits):
        job.tell(f"nothing_{options.preset}")
    gone = lost(job.tracked.draft, job.text, done.read.language)
    result = Rewrite(
        draft=job.tracked.draft,
        text="" if refused else job.text,
        edits=edits,
        checks=done.checks,
        read=done.read,
        engine=engine,
        llm_calls=done.softening.calls,
        sent=tuple(done.softening.sent),
        lost=tuple(gone),
        contradictions=(
            *contradictions(done.read, job.tracked.draft, situation, language).told,
            *_denied_reasons(job, situation, language),
        ),
        questions=questions(done.read, job.contract, situation, language),
        subject=done.subject,
        refused=refused,
        seconds=seconds,
        contract=job.contract,
        id=situation.id if situation else None,
    )
    return replace(result, notes=_notes(result, job, language))


def _denied_reasons(job: Job, situation: Situation | None, language: str) -> list[str]:
    """An illness that the situation denies was taken out: that is a contradiction too."""
    if situation is None or situation.reason is None:
        return []
    meant = rules_of(language).brief.get(situation.reason.kind, situation.reason.kind)
    whys = [why for change in job.tracked.changes for why in change.whys if why.key == "contradicted_reason"]
    return [tell("contradiction_reason", language, draft=why.about, situation=meant) for why in whys]


def _edit(job: Job, change: Change, ui: str) -> Edit:
    small = trimmed(job.tracked.draft, change)
    return Edit(
        small.start,
        small.end,
        job.tracked.draft[small.start : small.end],
        small.after,
        reason(change.whys, ui),
        tuple(dict.fromkeys(w.check for w in change.whys)),
        tuple(dict.fromkeys(w.key for w in change.whys)),
    )


def _notes(result: Rewrite, job: Job, language: str) -> tuple[str, ...]:
    notes = [tell("unchanged", language)] if result.unchanged else []
    if result.llm_calls:
        notes.append(tell("asked_engine", language, engine=result.engine, calls=str(result.llm_calls)))
    notes += [tell(key, language, about=values.get("text", ""), **values) for key, values in job.told]
    notes += [tell("lost_fact", language, text=text) for text in result.lost]
    if any(f.id == "grammar" and f.status == "not_checked" for f in result.checks):
        notes.append(tell("grammar_missing", language))
    if any(f.status == "fail" for f in result.checks):
        notes.append(tell("still_fails", language))
    return tuple(dict.fromkeys(notes))
