"""Reports on the terminal. What an engine wrote is shown as it is and never read as markup or control."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from eval.answers import Answer, ViewName
from eval.comparing import Compared, Comparison
from eval.flips import Flip
from eval.gating import Decision
from eval.reporting import words
from eval.summary import Rates, Summary, what_fails

_WIDE = 100  # columns of a terminal on which intervals have room
_STYLE = {"better": "green", "worse": "bold red"}
_DECIDED = {"no regression": "bold green", "regression": "bold red", "could not tell": "bold yellow"}


def print_summary(summary: Summary, console: Console, worst: int = 0) -> None:
    """One run: the whole contract, each element, and the kinds of situation, by view."""
    head = summary.run.header
    made = f"{head.engine}{f' ({head.model})' if head.model else ''}, prompts {head.prompts}, {head.repeats} repeats"
    console.print(Text(words.plain(f"{head.id}: {made}, {summary.fixtures} fixtures"), style="bold"))
    if not head.complete:
        console.print(Text("not complete: what is missing may not be like the rest", style="yellow"))
    if summary.crashed:
        console.print(Text(f"{summary.crashed} answers crashed and count as failures", style="red"))
    table = _table("", *summary.views)
    _rates(table, "whole contract", summary.whole, summary, style="bold")
    table.add_section()
    for name, rates in summary.elements.items():
        _rates(table, name, rates, summary)
    for group, values in summary.groups.items():
        table.add_section()
        for value, rates in values.items():
            _rates(table, f"{group}: {value}", rates, summary)
    console.print(table)
    shown = ", ".join(f"{name} {value:.3g}" for name, value in summary.figures.items())
    console.print(Text(f"means over fixtures: {shown}"))
    for line in words.beside(summary):
        console.print(Text(words.plain(line)))
    for answer in summary.worst[:worst]:
        console.print(_message(answer, summary.main, f"{answer.fixture}, repeat {answer.repeat}"))


def print_comparison(comparison: Comparison, console: Console, texts: int = 5) -> None:
    """Two runs: each element with what it says, the figures, and the fixtures that flipped, with `texts` of their
    messages side by side."""
    for warning in comparison.warnings:
        console.print(Text(f"! {words.plain(warning)}", style="yellow"))
    if any(comparison.crashed):
        crashed = f"crashed, and counted as failures: {comparison.crashed[0]} before, {comparison.crashed[1]} after"
        console.print(Text(f"! {crashed}", style="yellow"))
    for name, run in (("before", comparison.before), ("after", comparison.after)):
        made = (
            f"{run.header.engine}{f' ({run.header.model})' if run.header.model else ''}, prompts {run.header.prompts}"
        )
        console.print(Text(words.plain(f"{name:>6}: {run.name}, {made}")))
    console.print(_elements(comparison, wide=console.width >= _WIDE))
    perfect = [each.name for each in comparison.elements if _is_perfect(each)]
    if perfect:
        console.print(Text(words.plain(f"100 % in both: {', '.join(perfect)}"), style="dim"))
    console.print(
        "p: sign-flip test over fixtures; of the elements after Holm's correction. repeats: as many of each fixture "
        "would tell a change as small as this. here only: more than chance on these fixtures, not shown beyond them",
        style="dim",
    )  # fmt: skip
    figures = _table("means over fixtures", "before", "after", "p", "says")
    for figure in comparison.figures:
        before, after = words.figure(figure, figure.before), words.figure(figure, figure.after)
        figures.add_row(figure.name, before, after, words.chance(figure.p_holm), words.figure_says(figure))
    console.print(figures)
    console.print(Text(words.sentence(comparison), style=_STYLE.get(comparison.whole.verdict, "bold")))
    print_flips(comparison.flips, comparison.view, console, texts)


def _elements(comparison: Comparison, *, wide: bool) -> Table:
    """The table of a comparison; on a narrow terminal without intervals, a line for each element."""
    columns = ("before", "after", "change", "95 %", "p", "says") if wide else ("before", "after", "change", "p", "says")
    table = _table(comparison.view, *columns)
    for each in comparison.rows:
        if _is_perfect(each) and each is not comparison.whole:
            continue
        shown = words.rate if wide else words.share
        cells = [shown(each.before), shown(each.after), words.points(each.difference)]
        cells += [words.span(each.interval)] if wide else []
        name = Text(words.plain(each.name), style="bold" if each is comparison.whole else "")
        says = Text(words.says_short(each), style="yellow" if each.here else _STYLE.get(each.verdict, ""))
        table.add_row(name, *cells, words.chance(each.p_holm), says)
        if each is comparison.whole:
            table.add_section()
    return table


def _is_perfect(each: Compared) -> bool:
    return each.fixtures > 0 and each.before.share == each.after.share == 1.0


def print_flips(flips: tuple[Flip, ...], view: ViewName, console: Console, texts: int) -> None:
    """The fixtures that flipped, and side by side the messages of the first of them."""
    if not flips:
        console.print("No fixture flipped.")
        return
    worse = sum(flip.worse for flip in flips)
    console.print(f"{len(flips)} fixtures flipped: {worse} became worse, {len(flips) - worse} better.")
    for number, flip in enumerate(flips):
        style = "red" if flip.worse else "green"
        moved = ", ".join(f"{name} {a[0]}/{a[1]} → {b[0]}/{b[1]}" for name, a, b in flip.elements)
        line = f"{flip.fixture}: {flip.before[0]}/{flip.before[1]} → {flip.after[0]}/{flip.after[1]}"
        console.print(Text(words.plain(f"{line}  {moved}"), style=style))
        if number < texts:
            side = Table.grid(expand=True, padding=(0, 1, 0, 0))
            side.add_column(ratio=1)
            side.add_column(ratio=1)
            side.add_row(_message(flip.old, view, "before"), _message(flip.new, view, "after"))
            console.print(side)
    if len(flips) > texts:
        console.print(f"(texts of the first {texts}; --texts shows more)", style="dim")


def print_decision(decision: Decision, console: Console) -> None:
    """The gate's decision, and why."""
    console.print(Text(words.verdict(decision), style=_DECIDED[decision.outcome]))
    for one in decision.tested:
        console.print(Text(f"  {words.tested(one)}"))
    for reason in decision.why_not:
        console.print(Text(f"  {words.plain(reason)}", style="yellow"))
    if decision.outcome == "no regression":
        return
    for lost in decision.why[:8]:
        sure = "" if lost.sure else " (may be chance)"
        moved = f"{words.percent(lost.before.share)} → {words.percent(lost.after.share)}"
        console.print(Text(f"  {words.plain(lost.name)}: {moved}, p {words.chance(lost.p_holm)}{sure}"))
    for flip in decision.broken[:12]:
        counts = f"{flip.before[0]}/{flip.before[1]} → {flip.after[0]}/{flip.after[1]}"
        console.print(Text(words.plain(f"  fixture {flip.fixture}: {counts}"), style="red"))
    if len(decision.broken) > 12:
        console.print(f"  and {len(decision.broken) - 12} fixtures more that held and do not now")


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(Text(first), overflow="fold")
    for name in others:
        table.add_column(Text(name), justify="left" if name == "says" else "right", overflow="fold")
    return table


def _rates(table: Table, name: str, rates: Rates, summary: Summary, style: str = "") -> None:
    cells = [words.rate(rates[view]) if view in rates else "–" for view in summary.views]
    table.add_row(Text(words.plain(name), style=style), *cells)


def _message(answer: Answer, view: ViewName, title: str) -> Panel:
    text = answer.view(view)
    if text is None:
        return Panel(
            Text(words.plain(answer.error or answer.engine_error or "no text")), title=Text(title), border_style="red"
        )
    shown = Text(words.plain(f"{text.subject}\n\n{text.body}" if text.subject else text.body))
    fails = what_fails(text)
    for check in text.checks:
        if check.status == "fail" and check.id != "subject":
            offset = len(shown.plain) - len(text.body)
            for mark in check.spans:
                shown.stylize("reverse", mark.start + offset, mark.end + offset)
    for name, reason in fails.items():
        shown.append(words.plain(f"\n✗ {name}: {reason}"), style="red")
    return Panel(shown, title=Text(title), border_style="red" if fails else "green")
