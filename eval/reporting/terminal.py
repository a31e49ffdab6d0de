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
from eval.reporting.words import Words, plain
from eval.summary import Rates, Summary, what_fails

_WIDE = 100  # columns of a terminal on which intervals have room
_STYLE = {"better": "green", "worse": "bold red"}
_DECIDED = {"no regression": "bold green", "regression": "bold red", "could not tell": "bold yellow"}


def print_summary(summary: Summary, console: Console, words: Words, worst: int = 0) -> None:
    """One run: the whole contract, each element, and the kinds of situation, by view."""
    head = summary.run.header
    made = words.made(summary.run)
    line = words("run.line", id=head.id, made=made, repeats=head.repeats, fixtures=summary.fixtures)
    console.print(Text(plain(line), style="bold"))
    if not head.complete:
        console.print(Text(words("run.not_complete"), style="yellow"))
    if summary.crashed:
        console.print(Text(words("run.crashed", count=summary.crashed), style="red"))
    table = _table("", *(words.view(view) for view in summary.views))
    _rates(table, words("whole"), summary.whole, summary, words, style="bold")
    table.add_section()
    for name, rates in summary.elements.items():
        _rates(table, words.element(name), rates, summary, words)
    for group, values in summary.groups.items():
        table.add_section()
        for value, rates in values.items():
            _rates(table, f"{words.group(group)}: {words.value(value)}", rates, summary, words)
    console.print(table)
    console.print(Text(words.means(summary)))
    for line in words.beside(summary):
        console.print(Text(plain(line)))
    for answer in summary.worst[:worst]:
        title = f"{answer.fixture}, {words('page.repeat', number=answer.repeat, view=words.view(summary.main))}"
        console.print(_message(answer, summary.main, title, words))


def print_comparison(comparison: Comparison, console: Console, words: Words, texts: int = 5) -> None:
    """Two runs: each element with what it says, the figures, and the fixtures that flipped, with `texts` of their
    messages side by side."""
    for warning in comparison.warnings:
        console.print(Text(f"! {plain(words.told(warning))}", style="yellow"))
    if any(comparison.crashed):
        before, after = comparison.crashed
        console.print(Text(f"! {words('compare.crashed', before=before, after=after)}", style="yellow"))
    for name, run in (("before", comparison.before), ("after", comparison.after)):
        console.print(Text(plain(f"{words(f'column.{name}'):>7}: {run.name}, {words.made(run)}")))
    console.print(_elements(comparison, words, wide=console.width >= _WIDE))
    perfect = [words.element(each.name) for each in comparison.elements if _is_perfect(each)]
    if perfect:
        console.print(Text(plain(words("compare.perfect", names=", ".join(perfect))), style="dim"))
    console.print(Text(words("compare.method"), style="dim"))
    console.print(_figures(comparison, words))
    console.print(Text(words.sentence(comparison), style=_STYLE.get(comparison.whole.verdict, "bold")))
    print_flips(comparison.flips, comparison.view, console, words, texts)


def _figures(comparison: Comparison, words: Words) -> Table:
    table = _table(words("compare.means"), *(words(f"column.{name}") for name in ("before", "after", "p", "says")))
    for each in comparison.figures:
        before, after = words.figure(each, each.before), words.figure(each, each.after)
        name, p = words.figure_name(each.name), words.chance(each.p_holm)
        table.add_row(name, before, after, p, words.figure_says(each))
    return table


def _elements(comparison: Comparison, words: Words, *, wide: bool) -> Table:
    """The table of a comparison; on a narrow terminal without intervals, a line for each element."""
    columns = ("before", "after", "change", *(("interval",) if wide else ()), "p", "says")
    table = _table(words.view(comparison.view), *(words(f"column.{name}") for name in columns))
    for each in comparison.rows:
        if _is_perfect(each) and each is not comparison.whole:
            continue
        shown = words.rate if wide else words.share
        cells = [shown(each.before), shown(each.after), words.points(each.difference)]
        cells += [words.span(each.interval)] if wide else []
        name = Text(plain(words.element(each.name)), style="bold" if each is comparison.whole else "")
        says = Text(words.says_short(each), style="yellow" if each.here else _STYLE.get(each.verdict, ""))
        table.add_row(name, *cells, words.chance(each.p_holm), says)
        if each is comparison.whole:
            table.add_section()
    return table


def _is_perfect(each: Compared) -> bool:
    return each.fixtures > 0 and each.before.share == each.after.share == 1.0


def print_flips(flips: tuple[Flip, ...], view: ViewName, console: Console, words: Words, texts: int) -> None:
    """The fixtures that flipped, and side by side the messages of the first of them."""
    if not flips:
        console.print(words("flips.none"))
        return
    worse = sum(flip.worse for flip in flips)
    console.print(words("flips.count", count=len(flips), worse=worse, better=len(flips) - worse))
    for number, flip in enumerate(flips):
        style = "red" if flip.worse else "green"
        moved = ", ".join(f"{words.element(name)} {a[0]}/{a[1]} → {b[0]}/{b[1]}" for name, a, b in flip.elements)
        line = f"{flip.fixture}: {flip.before[0]}/{flip.before[1]} → {flip.after[0]}/{flip.after[1]}"
        console.print(Text(plain(f"{line}  {moved}"), style=style))
        if number < texts:
            side = Table.grid(expand=True, padding=(0, 1, 0, 0))
            side.add_column(ratio=1)
            side.add_column(ratio=1)
            old, new = words("column.before"), words("column.after")
            side.add_row(_message(flip.old, view, old, words), _message(flip.new, view, new, words))
            console.print(side)
    if len(flips) > texts:
        console.print(Text(words("flips.only", count=texts), style="dim"))


def print_decision(decision: Decision, console: Console, words: Words) -> None:
    """The gate's decision, and why."""
    console.print(Text(words.verdict(decision), style=_DECIDED[decision.outcome]))
    for one in decision.tested:
        console.print(Text(f"  {words.tested(one)}"))
    for reason in decision.why_not:
        console.print(Text(f"  {plain(words.told(reason))}", style="yellow"))
    if decision.outcome == "no regression":
        return
    for lost in decision.why[:8]:
        console.print(Text(f"  {plain(words.lost(lost))}"))
    for flip in decision.broken[:12]:
        counts = f"{flip.before[0]}/{flip.before[1]} → {flip.after[0]}/{flip.after[1]}"
        console.print(Text(plain(f"  {words('gate.broken', name=flip.fixture, counts=counts)}"), style="red"))
    if len(decision.broken) > 12:
        console.print(f"  {words('gate.more_broken', count=len(decision.broken) - 12)}")


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(Text(first), overflow="fold")
    for number, name in enumerate(others, 1):
        # What a row says is the last of at least four columns, and the only one that is no number.
        says = number == len(others) >= 4
        table.add_column(Text(name), justify="left" if says else "right", overflow="fold")
    return table


def _rates(table: Table, name: str, rates: Rates, summary: Summary, words: Words, style: str = "") -> None:
    cells = [words.rate(rates[view]) if view in rates else "–" for view in summary.views]
    table.add_row(Text(plain(name), style=style), *cells)


def _message(answer: Answer, view: ViewName, title: str, words: Words) -> Panel:
    text = answer.view(view)
    if text is None:
        why = answer.error or answer.engine_error or words("flips.no_text")
        return Panel(Text(plain(why)), title=Text(title), border_style="red")
    shown = Text(plain(f"{text.subject}\n\n{text.body}" if text.subject else text.body))
    fails = what_fails(text)
    for check in text.checks:
        if check.status == "fail" and check.id != "subject":
            offset = len(shown.plain) - len(text.body)
            for mark in check.spans:
                shown.stylize("reverse", mark.start + offset, mark.end + offset)
    for name, reason in fails.items():
        shown.append(plain(f"\n✗ {words.element(name)}: {reason}"), style="red")
    return Panel(shown, title=Text(title), border_style="red" if fails else "green")
