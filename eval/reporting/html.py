"""A self-contained HTML page: opens from disk, asks the network for nothing, and lets nothing in it act but its own
few lines of script, whose digest is all that its content security policy allows."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from eval.answers import Answer, View, ViewName
from eval.comparing import Comparison
from eval.gating import Decision
from eval.reporting import charts, marks
from eval.reporting.words import Words, plain
from eval.summary import Summary, what_fails

_REPEATS = 10  # of one fixture, on the page


@dataclass(frozen=True, slots=True)
class Text:
    """A text on the page: of which run or view, whether it holds, its pieces, and what fails with the reason."""

    title: str
    language: str
    holds: bool
    subject: str
    pieces: list[marks.Piece]
    fails: dict[str, str]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A fixture on the page: its properties, how many repeats held, what failed in any, and the texts by repeat."""

    fixture: str
    about: Mapping[str, str]
    counts: str
    state: str
    fails: tuple[str, ...]
    rows: list[list[Text]]
    left_out: int


def html(
    summary: Summary, comparison: Comparison | None = None, decision: Decision | None = None, words: Words | None = None
) -> str:
    """The page for a run, with its comparison to an earlier one and the gate's decision where they are given."""
    words = words or Words()
    view = comparison.view if comparison else summary.main
    flips = [
        (flip, [_text(flip.old, view, words("column.before")), _text(flip.new, view, words("column.after"))])
        for flip in (comparison.flips if comparison else ())
    ]
    shown = list(_fixtures(summary, words))
    script = _file("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _environment().get_template("report.html.j2").render(
        summary=summary, head=summary.run.header, comparison=comparison, decision=decision, words=words,
        bars=charts.rates_chart(summary, comparison, words),
        changes=charts.changes_chart(comparison, words) if comparison else None,
        label=charts.LABEL, wide=charts.WIDE, edge=charts.EDGE, flips=flips, fixtures=shown,
        elements=_failing(shown, words),
        languages=sorted({each.about["language"] for each in shown}),
        intents=sorted({each.about["intent"] for each in shown}),
        style=_file("report.css"), script=script, digest=digest,
    )  # fmt: skip
    return plain(page)


def _failing(shown: Iterable[Shown], words: Words) -> list[tuple[str, str]]:
    """The elements that fail somewhere, with what they are called, by which they are sorted."""
    names = {name for each in shown for name in each.fails}
    called = {name: words("page.crashed_element") if name == "crashed" else words.element(name) for name in names}
    return sorted(called.items(), key=lambda pair: pair[1].casefold())


def _fixtures(summary: Summary, words: Words) -> Iterable[Shown]:
    by_fixture: dict[str, list[Answer]] = {}
    for answer in summary.run.answers:
        by_fixture.setdefault(answer.fixture, []).append(answer)
    for fixture, answers in by_fixture.items():
        first = answers[0]
        held = {view: sum(a.keeps_all(view) for a in answers if a.counts_in(view)) for view in summary.views}
        of = {view: sum(a.counts_in(view) for a in answers) for view in summary.views}
        views = [answer.view(view) for answer in answers for view in summary.views]
        fails = sorted({name for text in views if text for name in what_fails(text)})
        # An engine that is asked for the note alone has no raw answer where there is none.
        main = next((view for view in summary.views if of[view]), summary.main)
        yield Shown(
            fixture=fixture,
            about={
                "language": first.language, "intent": first.intent, "channel": first.channel,
                "register": first.register_, "share": words.value(first.share),
            },
            counts=", ".join(f"{words.view(view)} {held[view]}/{of[view]}" for view in summary.views if of[view]),
            state="holds" if of[main] and held[main] == of[main] else "fails",
            fails=tuple(fails) + (("crashed",) if any(a.crashed(main) for a in answers) else ()),
            rows=[_row(answer, summary.views, words) for answer in answers[:_REPEATS]],
            left_out=max(0, len(answers) - _REPEATS),
        )  # fmt: skip


def _row(answer: Answer, views: Iterable[ViewName], words: Words) -> list[Text]:
    """The texts of one answer: raw and delivered, or one where they are the same or nothing else is there."""
    if answer.raw and answer.delivered and (answer.raw.subject, answer.raw.body) == (
        answer.delivered.subject, answer.delivered.body
    ):  # fmt: skip
        return [_text(answer, "delivered", words("page.both", number=answer.repeat))]
    titles = {view: words("page.repeat", number=answer.repeat, view=words.view(view)) for view in views}
    found = [_text(answer, view, title) for view, title in titles.items() if answer.view(view)]
    return found or [_text(answer, "delivered", words("page.bare", number=answer.repeat))]


def _text(answer: Answer, view: ViewName, title: str) -> Text:
    text: View | None = answer.view(view)
    if text is None:
        return Text(title, answer.language, False, "", [], {}, answer.error or answer.engine_error)
    shown, fails = marks.pieces(text), what_fails(text)
    return Text(title, answer.language, text.keeps_all, text.subject, shown, fails, answer.error)


def _file(name: str) -> str:
    return files("eval").joinpath("reporting", "page", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_file), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
