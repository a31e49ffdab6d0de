"""Figures in words, the same in every report, in the reader's language."""

from __future__ import annotations

import re
from typing import Any

from eval.answers import ViewName
from eval.comparing import Compared, Comparison
from eval.figures import FIGURES, Figure
from eval.gating import Decision, Lost, Tested
from eval.judged import TRUSTED, JudgeScore
from eval.records import Run
from eval.reporting.numbers import Numbers
from eval.summary import NO_REASON, Summary
from eval.tally import WHOLE, Rate
from eval.telling import Told, named, tell

# What could act on a terminal, and what XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

# A comparison that would tell nothing smaller than this is said to tell nothing.
VERY_LARGE = 0.4


def plain(text: str) -> str:
    """A text without characters that could act on whatever shows it. Line breaks and tabs stay."""
    return _CONTROL.sub("", text)


class Words(Numbers):
    """How a language says what an evaluation found."""

    # Names

    def element(self, name: str) -> str:
        """What an element is called: a check, a move, or a wish; one that is not known keeps its name."""
        return self("whole") if name == WHOLE else named(self.language, "element", name)

    def view(self, name: ViewName) -> str:
        """What a view is called."""
        return named(self.language, "view", name)

    def group(self, name: str) -> str:
        """What a property of situations is called. Its values are those of a situation's file."""
        return named(self.language, "group", name)

    def value(self, name: str | None) -> str:
        """The value of such a property."""
        return self("no_reason") if name in {None, NO_REASON} else str(name)

    def made(self, run: Run) -> str:
        """With which engine, model and prompts a run was made."""
        head = run.header
        prompts = self("run.shipped") if head.prompts == "shipped" else head.prompts
        if head.model and head.model != head.engine:
            return self("run.made_with", engine=head.engine, model=head.model, prompts=prompts)
        return self("run.made", engine=head.engine, prompts=prompts)

    # What a comparison says

    def says(self, found: Compared) -> str:
        """What the comparison of one element says, to somebody who does not read p-values."""
        if not found.fixtures:
            return self("says.not_in_both")
        if found.verdict != "no evidence":
            return self(f"says.{found.verdict}")
        if found.here:
            return self("says.better_here" if found.difference > 0 else "says.worse_here")
        if found.smallest > VERY_LARGE:
            return self("says.too_few")
        if found.difference == 0:
            return self("says.same", points=f"{100 * found.smallest:.0f}")
        if found.repeats is None:
            return self("says.no_repeats")
        return self("says.repeats", count=found.repeats)

    def says_short(self, found: Compared) -> str:
        """The same in a table's cell."""
        if not found.fixtures:
            return self("short.not_in_both")
        if found.verdict != "no evidence":
            return self(f"short.{found.verdict}")
        if found.here:
            return self("short.better_here" if found.difference > 0 else "short.worse_here")
        if found.difference == 0 or found.repeats is None:
            return self("short.none")
        return self("short.repeats", count=found.repeats)

    def sentence(self, comparison: Comparison) -> str:
        """The comparison of the whole contract in one sentence."""
        whole, says = comparison.whole, self.says(comparison.whole)
        figures = self._moved(whole.before, whole.after, whole.difference)
        return self(f"sentence.{comparison.view}", figures=figures, says=says[:1].upper() + says[1:])

    def _moved(self, before: Rate, after: Rate, difference: float) -> str:
        return self(
            "sentence.figures", before=self.percent(before.share), after=self.percent(after.share),
            points=self.points(difference),
        )  # fmt: skip

    def figure_name(self, name: str) -> str:
        """What a figure is called."""
        return named(self.language, "figure", name)

    def figure(self, found: Figure, value: float) -> str:
        """The value of a figure with its unit."""
        return self.measured(found.name, found.unit, value)

    def figure_says(self, found: Figure, alpha: float = 0.05) -> str:
        """Whether a figure has changed, and which way."""
        if found.p_holm > alpha:
            return self("figure.unchanged")
        return self("says.better" if (found.after > found.before) == found.more_is_good else "says.worse")

    def told(self, what: Told) -> str:
        """A sentence on what weakens a comparison, or keeps the gate from deciding."""
        return tell(what, self.language)

    # What stands beside the rates

    def means(self, summary: Summary) -> str:
        """The means of the figures, in a line."""
        units = {name: unit for name, unit, _, _ in FIGURES}
        shown = (f"{self.figure_name(n)} {self.measured(n, units[n], value)}" for n, value in summary.figures.items())
        return self("run.means", figures=", ".join(shown))

    def beside(self, summary: Summary) -> list[str]:
        """How alike the messages are, and what a judge said, which decides nothing."""
        lines = []
        if summary.alike is not None:
            lines.append(self("beside.alike", value=self.number(summary.alike, ".2f")))
        return lines + [self("beside.judge", score=self.judged(score)) for score in summary.judge]

    def judged(self, score: JudgeScore) -> str:
        """A judge's score with its agreement with people."""
        known: dict[str, Any] = {} if score.kappa is None else {
            "value": self.number(score.kappa, ".2f"), "labels": score.labels
        }  # fmt: skip
        kappa = self("beside.kappa", **known) if known else self("beside.no_kappa")
        trusted = score.kappa is not None and score.kappa >= TRUSTED
        return self(
            "beside.score", name=score.name, share=self.percent(score.share), answers=score.answers, kappa=kappa,
            doubt="" if trusted else self("beside.doubt"),
        )  # fmt: skip

    # What the gate says

    def verdict(self, decision: Decision) -> str:
        """The gate's decision in one line."""
        if decision.outcome != "no regression":
            return self(f"gate.{decision.outcome.replace(' ', '_')}")
        smallest = max(one.smallest for one in decision.tested)
        return self("gate.no_regression", points=f"{100 * smallest:.0f}")

    def tested(self, one: Tested) -> str:
        """What the gate saw in one view."""
        known = {
            "view": self.view(one.view), "figures": self._moved(one.before, one.after, one.difference),
            "fixtures": one.fixtures,
        }  # fmt: skip
        if one.difference >= 0:
            return self("gate.tested", **known)
        least = f"{self.number(0.1, '.1f')} %"
        chance = self("gate.rarely", least=least) if one.p < 0.001 else f"{self.number(100 * one.p, '.1f')} %"
        return self("gate.lost", **known, chance=chance, alpha=f"{self.number(100 * one.alpha, 'g')} %")

    def lost(self, lost: Lost) -> str:
        """An element that fell, and whether chance may have done it."""
        before, after = self.percent(lost.before.share), self.percent(lost.after.share)
        name, p = self.element(lost.name), self.chance(lost.p_holm)
        return self("gate.element", name=name, before=before, after=after, p=p) + (
            "" if lost.sure else self("gate.maybe")
        )
