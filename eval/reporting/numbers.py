"""Numbers as a language writes them: shares, differences, intervals and chances."""

from __future__ import annotations

from dataclasses import dataclass

from eval.statistics import Interval
from eval.tally import Rate
from eval.telling import Language, text


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a language writes numbers, and its catalogue."""

    language: Language = "en"

    def __call__(self, key: str, /, **values: object) -> str:
        """A text of the catalogue."""
        return text(self.language, key, **values)

    def number(self, value: float, form: str) -> str:
        """A number with the decimal mark and the minus sign of the language."""
        shown = format(value, form).replace("-", "−")
        return shown.translate(str.maketrans(",.", ".,")) if self.language == "es" else shown

    def percent(self, share: float) -> str:
        """A share as it is read: 93 %, and never a rounded 100 or 0 that is none."""
        value = 100 * share
        return f"{self.number(value, '.1f' if 99 < value < 100 or 0 < value < 1 else '.0f')} %"

    def interval(self, found: Interval) -> str:
        """An interval of a share, in percent."""
        return f"{100 * found.low:.0f}–{100 * found.high:.0f}"

    def rate(self, found: Rate) -> str:
        """A rate with its interval."""
        return f"{self.percent(found.share)} ({self.interval(found.interval)})" if found.answers else "–"

    def share(self, found: Rate) -> str:
        """A rate without its interval."""
        return self.percent(found.share) if found.answers else "–"

    def points(self, difference: float) -> str:
        """A difference of shares in points, with its sign."""
        return self.number(100 * difference, "+.1f")

    def span(self, found: Interval) -> str:
        """An interval of a difference, in points."""
        return self("span", low=self.points(found.low), high=self.points(found.high))

    def chance(self, p: float) -> str:
        """A p-value."""
        return f"< {self.number(0.001, '.3f')}" if p < 0.001 else self.number(p, ".3f")

    def measured(self, name: str, unit: str, value: float) -> str:
        """A value with its unit; the name tells how many digits it is worth."""
        if unit == "%":
            return self.percent(value)
        digits = 4 if name == "cost" else 2 if value < 10 else 0
        return f"{self.number(value, f',.{digits}f')}{' ' + unit if unit else ''}"
