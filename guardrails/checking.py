"""The front door: a text, and the contract that it is held to, become a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import get_args

from guardrails.acts import find_elements
from guardrails.checks.base import Case, Check, GrammarLike
from guardrails.contract import Channel, Contract, Language
from guardrails.datafiles import messages
from guardrails.finding import Finding, Report, Span
from guardrails.language import detect
from guardrails.registry import all_checks
from guardrails.text import Text, text_of

# Below such a line stands the mail that is answered.
_HISTORY = re.compile(
    r"^[ \t]{0,8}(?:-{2,60}[ \t]?(?:original message|mensaje original|forwarded message|mensaje reenviado)"
    r"|(?:on|el)[ \t][^\n]{3,150}(?:wrote|escribió)[ \t]?:[ \t]{0,8}$)",
    re.IGNORECASE | re.MULTILINE,
)


def check(
    text: str, contract: Contract | None = None, *, language: Language | None = None,
    channel: Channel | None = None, subject: str | None = None, grammar: GrammarLike | None = None,
    ui: Language | None = None,
) -> Report:  # fmt: skip
    """Everything that the checks have to say about a message, and the elements found in it.

    `text` is the message; a leading "Subject: …" or "Asunto: …" line is its subject, unless `subject` gives it
    apart. Without a contract the language is `language` or the one that the text is in, and only what holds for
    any message is checked. `channel` counts when there is no contract. `grammar` is a checker such as
    guardrails.languagetool.shared_checker(); without one grammar is reported as not checked. Findings are told
    in `ui`, or else in the text's language.

    Spans are in code points of `text`; those of findings with the id "subject" are in code points of `subject`
    when it was given apart. What stands in quoted lines and in the history of a thread is not judged. No text
    raises an error; time grows linearly with the text. Raises ValueError for a language or channel that is not known.
    """
    for name, value, known in (("language", language, Language), ("ui", ui, Language), ("channel", channel, Channel)):
        if value is not None and value not in get_args(known):
            raise ValueError(f"{name} {value!r} is not known; use one of: {', '.join(get_args(known))}")
    spoken = contract.language if contract else language or detect(text)
    whole = text_of(text)
    line = whole.subject_span if subject is None else None
    offset = whole.body_start if line else 0
    case = Case(
        text=text_of(text[offset : own_end(text, offset)]),
        language=spoken,
        ui=ui or spoken,
        contract=contract,
        channel=contract.channel if contract else channel,
        subject=subject if line is None else line.text,
        grammar=grammar,
    )
    elements = find_elements(whole, spoken)
    case.elements = {name: _within(spans, offset, case.text) for name, spans in elements.items()}
    # Findings about a subject that was given apart stay in its own offsets.
    at_subject = line.start if line else 0
    findings = (_moved(f, whole, at_subject if f.id == "subject" else offset) for f in _findings(case))
    return Report(spoken, tuple(findings), elements)


def own_end(text: str, start: int) -> int:
    """Where the writer's own words end and the mail that is answered begins."""
    match = _HISTORY.search(text, start)
    return match.start() if match else len(text)


def _within(spans: Iterable[Span], offset: int, body: Text) -> tuple[Span, ...]:
    """Those spans of the whole text that stand in the body, with offsets in the body."""
    end = offset + len(body.raw)
    return tuple(Span(s.start - offset, s.end - offset, s.text) for s in spans if offset <= s.start and s.end <= end)


def _moved(finding: Finding, whole: Text, offset: int) -> Finding:
    if not offset or not finding.spans:
        return finding
    return replace(finding, spans=tuple(whole.span(s.start + offset, s.end + offset) for s in finding.spans))


def _findings(case: Case) -> Iterator[Finding]:
    about_subject = list(_subject_findings(case))
    told: set[tuple[Span, ...]] = set()  # what is misspelt for certain: LanguageTool may know it too
    for each in all_checks():
        if each.needs_contract and case.contract is None:
            continue
        if each.id == "subject" and not case.is_email:
            continue
        found = [kept for finding in each.run(case) if (kept := _unquoted(finding, case.text)) is not None]
        if each.id == "subject":
            found += about_subject
        elif each.id == "spelling":
            told = {finding.spans for finding in found}
        elif each.id == "grammar":
            found = [finding for finding in found if not finding.spans or finding.spans not in told]
        yield from found or ([] if each.id == "moves" else [_passed(case, each.id)])


def _passed(case: Case, check_id: str) -> Finding:
    """That a check found nothing, in its own words: what it says without a contract may be less."""
    keys = (f"holds_{check_id}" if case.contract else f"holds_{check_id}_alone", f"holds_{check_id}", "holds")
    return case.finding(check_id, "pass", next(key for key in keys if key in messages(case.ui)))


def _subject_findings(case: Case) -> Iterator[Finding]:
    """What the checks of wording find in the subject; all of it is told under the id "subject"."""
    if not case.subject or not case.subject.strip():
        return
    inner = replace(case, text=text_of(case.subject), subject=None, is_subject=True, elements={}, grammar=None)
    for each in _in_subject(case):
        for finding in each.run(inner):
            if finding.status == "fail":
                yield replace(finding, id="subject", moves=("subject",))


def _in_subject(case: Case) -> Iterator[Check]:
    return (c for c in all_checks() if c.in_subject and not (c.needs_contract and case.contract is None))


def _unquoted(finding: Finding, text: Text) -> Finding | None:
    """The finding without its spans in quoted lines; None when all of them stand there."""
    if not finding.spans or not text.quoted or finding.id == "subject":
        return finding
    spans = tuple(span for span in finding.spans if not text.is_quoted(span.start))
    return replace(finding, spans=spans) if spans else None
