"""What a run came to, in a few lines, as the command prints it when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from eval.answers import Answer, ViewName
from eval.records import Run
from eval.reporting.words import Words, plain
from eval.summary import summarise

_VIEWS: tuple[ViewName, ...] = ("raw", "delivered")


def brief(run: Run, words: Words, *, new_calls: int, stopped: bool = False) -> str:
    """The lines. `new_calls` are those that were not kept from before; `stopped`: the budget is spent."""
    summary = summarise(run, worst=0)
    lines = [words("brief.stopped")] if stopped else []
    lines.append(words("brief.answers", folder=run.path.parent, answers=len(run.answers), fixtures=summary.fixtures))
    lines += [f"  {line}" for line in _held(run.answers, words)]
    if summary.crashed:
        lines.append(f"  {words('run.crashed', count=summary.crashed)}")
    if run.answers:
        lines.append(f"  {words.means(summary)}")
    calls = sum(answer.llm_calls for answer in run.answers)
    costs = [answer.cost for answer in run.answers if answer.cost is not None]
    if costs:
        cost = words.number(sum(costs), ".4f")
        lines.append(f"  {words('brief.calls_cost', calls=calls, new=new_calls, cost=cost)}")
    elif calls:
        lines.append(f"  {words('brief.calls', calls=calls, new=new_calls)}")
    lines += [f"  {line}" for line in (*_readable(run.answers, words), *words.beside(summary))]
    return plain("\n".join(lines)) + "\n"


def _held(answers: tuple[Answer, ...], words: Words) -> Iterator[str]:
    for view in _VIEWS:
        counted = [answer for answer in answers if answer.counts_in(view)]
        if any(answer.view(view) for answer in counted):
            held = sum(answer.keeps_all(view) for answer in counted)
            share = f"{words.number(100 * held / len(counted), '.1f')} %"
            yield words("brief.held", view=words.view(view), held=held, of=len(counted), share=share)


def _readable(answers: tuple[Answer, ...], words: Words) -> Iterator[str]:
    # Flesch's scale is fitted to each language: a mean over both would say nothing.
    for language in sorted({answer.language for answer in answers}):
        easy = [a.readability for a in answers if a.language == language and a.readability is not None]
        if easy:
            yield words("brief.readability", language=language, value=f"{fmean(easy):.0f}")
