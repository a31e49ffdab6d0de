"""A Markdown summary for a pull request. What an engine wrote stands in fenced blocks only, where nothing acts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eval.answers import Answer, ViewName
from eval.comparing import Compared, Comparison
from eval.flips import Flip
from eval.gating import Decision
from eval.reporting import words
from eval.summary import Summary, what_fails

_SIGN = {"no regression": "✅", "regression": "❌", "could not tell": "⚠️"}
_FLIPS, _TEXTS = 20, 5
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def markdown(summary: Summary, comparison: Comparison | None = None, decision: Decision | None = None) -> str:
    """The summary of a run, with its comparison and the gate's decision where they are given."""
    head = summary.run.header
    lines = [f"## Evaluation of {escaped(head.prompts)} with {escaped(head.engine)}", ""]
    if decision:
        lines += [f"{_SIGN[decision.outcome]} **{words.verdict(decision)}**", ""]
        lines += [f"- {escaped(words.tested(one))}" for one in decision.tested]
        lines += [f"- {escaped(reason)}" for reason in decision.why_not]
        lines.append("")
    if comparison:
        lines += _compared(comparison)
    else:
        lines += _alone(summary)
    lines += ["", *(f"- {escaped(line)}" for line in words.beside(summary))]
    lines += ["", f"{summary.fixtures} fixtures, {head.repeats} repeats, run {escaped(head.id)}."]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text on one line in which nothing is Markdown or HTML."""
    return (
        _SPECIAL.sub(r"\\\1", " ".join(words.plain(text).split()))
        .replace("\\<", "&lt;")
        .replace("\\&", "&amp;")
        .replace("@", "@\u200b")
    )


def fenced(text: str) -> str:
    """A text in a fenced block that nothing within can close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{words.plain(text)}\n{fence}"


def _alone(summary: Summary) -> list[str]:
    views = summary.views
    lines = [f"| | {' | '.join(views)} |", f"|---|{'---|' * len(views)}"]
    rows = [("**whole contract**", summary.whole), *((escaped(n), r) for n, r in summary.elements.items())]
    rows += [(f"{group}: {escaped(value)}", rates)
             for group in ("language", "intent") for value, rates in summary.groups[group].items()]  # fmt: skip
    for name, rates in rows:
        lines.append(f"| {name} | {' | '.join(words.rate(rates[v]) if v in rates else '–' for v in views)} |")
    return lines


def _compared(comparison: Comparison) -> list[str]:
    lines = [escaped(words.sentence(comparison)), ""]
    lines += [f"> ⚠️ {escaped(warning)}" for warning in comparison.warnings]
    lines += ["", f"| {comparison.view} | before | after | change | says |", "|---|---|---|---|---|"]
    lines.append(_row(comparison.whole, bold=True))
    quiet = [each for each in comparison.elements if each not in comparison.told]
    lines += [_row(each) for each in comparison.told]
    if quiet:
        lines += ["", _folded(f"Without evidence of a change: {len(quiet)}", [
            "| | before | after | change | says |", "|---|---|---|---|---|", *(_row(each) for each in quiet),
        ])]  # fmt: skip
    return [*lines, "", *_flips(comparison.flips, comparison.view)]


def _row(each: Compared, *, bold: bool = False) -> str:
    name = f"**{each.name}**" if bold else escaped(each.name)
    change = f"{words.points(each.difference)} ({words.span(each.interval)})"
    return f"| {name} | {words.rate(each.before)} | {words.rate(each.after)} | {change} | {words.says(each)} |"


def _flips(flips: tuple[Flip, ...], view: ViewName) -> list[str]:
    if not flips:
        return ["No fixture flipped."]
    lines = [f"**{len(flips)} fixtures flipped**, {sum(flip.worse for flip in flips)} of them for the worse:", ""]
    for flip in flips[:_FLIPS]:
        counts = f"{flip.before[0]}/{flip.before[1]} → {flip.after[0]}/{flip.after[1]}"
        moved = ", ".join(escaped(name) for name, _, _ in flip.elements)
        sign = "▼" if flip.worse else "▲"
        lines.append(f"- {sign} {escaped(flip.fixture)}: {counts}{f' ({moved})' if moved else ''}")
    if len(flips) > _FLIPS:
        lines.append(f"- and {len(flips) - _FLIPS} more")
    for flip in flips[:_TEXTS]:
        parts = ["**Before**", "", _text(flip.old, view), "", "**After**", "", _text(flip.new, view)]
        lines += ["", _folded(escaped(flip.fixture), parts)]
    return lines


def _text(answer: Answer, view: ViewName) -> str:
    text = answer.view(view)
    if text is None:
        return fenced(f"crashed: {answer.error or answer.engine_error}")
    reasons = [f"✗ {name}: {reason}" for name, reason in what_fails(text).items()]
    return fenced("\n".join([*([text.subject, ""] if text.subject else []), text.body, *reasons]))


def _folded(title: str, lines: Iterable[str]) -> str:
    return "\n".join(["<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>"])
