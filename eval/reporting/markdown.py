"""A Markdown summary for a pull request. What an engine wrote stands in fenced blocks only, where nothing acts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eval.answers import Answer, ViewName
from eval.comparing import Compared, Comparison
from eval.flips import Flip
from eval.gating import Decision
from eval.reporting.words import Words, plain
from eval.summary import Summary, what_fails

_SIGN = {"no regression": "✅", "regression": "❌", "could not tell": "⚠️"}
_FLIPS, _TEXTS = 20, 5
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def markdown(
    summary: Summary, comparison: Comparison | None = None, decision: Decision | None = None, words: Words | None = None
) -> str:
    """The summary of a run, with its comparison and the gate's decision where they are given."""
    head = summary.run.header
    words = words or Words()
    lines = [f"## {words('run.title', id=escaped(words.made(summary.run)))}", ""]
    if decision:
        lines += [f"{_SIGN[decision.outcome]} **{words.verdict(decision)}**", ""]
        lines += [f"- {escaped(words.tested(one))}" for one in decision.tested]
        lines += [f"- {escaped(words.told(reason))}" for reason in decision.why_not]
        lines.append("")
    if comparison:
        lines += _compared(comparison, words)
    else:
        lines += _alone(summary, words)
    lines += ["", *(f"- {escaped(line)}" for line in words.beside(summary))]
    lines += ["", words("run.foot", fixtures=summary.fixtures, repeats=head.repeats, id=escaped(head.id))]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text on one line in which nothing is Markdown or HTML."""
    return (
        _SPECIAL.sub(r"\\\1", " ".join(plain(text).split()))
        .replace("\\<", "&lt;")
        .replace("\\&", "&amp;")
        .replace("@", "@\u200b")
    )


def fenced(text: str) -> str:
    """A text in a fenced block that nothing within can close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{plain(text)}\n{fence}"


def _alone(summary: Summary, words: Words) -> list[str]:
    views = summary.views
    lines = [f"| | {' | '.join(words.view(view) for view in views)} |", f"|---|{'---|' * len(views)}"]
    rows = [(f"**{words('whole')}**", summary.whole)]
    rows += [(escaped(words.element(name)), rates) for name, rates in summary.elements.items()]
    rows += [(f"{words.group(group)}: {escaped(words.value(value))}", rates)
             for group in ("language", "intent") for value, rates in summary.groups[group].items()]  # fmt: skip
    for name, rates in rows:
        lines.append(f"| {name} | {' | '.join(words.rate(rates[v]) if v in rates else '–' for v in views)} |")
    return lines


def _compared(comparison: Comparison, words: Words) -> list[str]:
    lines = [escaped(words.sentence(comparison)), ""]
    lines += [f"> ⚠️ {escaped(words.told(warning))}" for warning in comparison.warnings]
    heads = " | ".join(words(f"column.{name}") for name in ("before", "after", "change", "says"))
    lines += ["", f"| {words.view(comparison.view)} | {heads} |", "|---|---|---|---|---|"]
    lines.append(_row(comparison.whole, words, bold=True))
    quiet = [each for each in comparison.elements if each not in comparison.told]
    lines += [_row(each, words) for each in comparison.told]
    if quiet:
        rows = [f"| | {heads} |", "|---|---|---|---|---|", *(_row(each, words) for each in quiet)]
        lines += ["", _folded(words("compare.quiet", count=len(quiet)), rows)]
    return [*lines, "", *_flips(comparison.flips, comparison.view, words)]


def _row(each: Compared, words: Words, *, bold: bool = False) -> str:
    name = escaped(words.element(each.name))
    name = f"**{name}**" if bold else name
    change = f"{words.points(each.difference)} ({words.span(each.interval)})"
    return f"| {name} | {words.rate(each.before)} | {words.rate(each.after)} | {change} | {words.says(each)} |"


def _flips(flips: tuple[Flip, ...], view: ViewName, words: Words) -> list[str]:
    if not flips:
        return [words("flips.none")]
    worse = sum(flip.worse for flip in flips)
    lines = [f"**{words('flips.count', count=len(flips), worse=worse, better=len(flips) - worse)}**", ""]
    for flip in flips[:_FLIPS]:
        counts = f"{flip.before[0]}/{flip.before[1]} → {flip.after[0]}/{flip.after[1]}"
        moved = ", ".join(escaped(words.element(name)) for name, _, _ in flip.elements)
        sign = "▼" if flip.worse else "▲"
        lines.append(f"- {sign} {escaped(flip.fixture)}: {counts}{f' ({moved})' if moved else ''}")
    if len(flips) > _FLIPS:
        lines.append(f"- {words('flips.more', count=len(flips) - _FLIPS)}")
    for flip in flips[:_TEXTS]:
        before, after = (f"**{words(f'column.{name}').capitalize()}**" for name in ("before", "after"))
        parts = [before, "", _text(flip.old, view, words), "", after, "", _text(flip.new, view, words)]
        lines += ["", _folded(escaped(flip.fixture), parts)]
    return lines


def _text(answer: Answer, view: ViewName, words: Words) -> str:
    text = answer.view(view)
    if text is None:
        return fenced(words("flips.crashed", why=answer.error or answer.engine_error))
    reasons = [f"✗ {words.element(name)}: {reason}" for name, reason in what_fails(text).items()]
    return fenced("\n".join([*([text.subject, ""] if text.subject else []), text.body, *reasons]))


def _folded(title: str, lines: Iterable[str]) -> str:
    return "\n".join(["<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>"])
