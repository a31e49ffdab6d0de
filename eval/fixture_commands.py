"""What `puentes eval fixtures …` does."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from eval.fixture import Fixture
from eval.fixture_files import check_fixtures, load_fixtures


def check(folder: Path | None) -> int:
    """Prints what the fixtures cover on standard output and every mistake on standard error. Returns 0 or 2."""
    fixtures, mistakes = check_fixtures(folder)
    for mistake in mistakes:
        sys.stderr.write(f"{mistake}\n")
    sys.stdout.write(f"{len(fixtures)} fixtures can be used, {len(mistakes)} mistakes\n")
    for name, counts in coverage(fixtures).items():
        told = ", ".join(f"{value} {count}" for value, count in sorted(counts.items()))
        sys.stdout.write(f"  {name}: {told or 'none'}\n")
    return 2 if mistakes else 0


def list_all(folder: Path | None) -> None:
    """Prints a line for each fixture. Raises FixtureError when some cannot be used."""
    for fixture in load_fixtures(folder):
        sys.stdout.write(f"{fixture.id:<42} {fixture.situation.channel:<9} {fixture.why}\n")


def coverage(fixtures: tuple[Fixture, ...]) -> dict[str, Counter[str]]:
    """How many fixtures there are of each kind."""
    situations = [fixture.situation for fixture in fixtures]
    return {
        "intent": Counter(s.intent for s in situations),
        "language": Counter(s.language for s in situations),
        "channel": Counter(s.channel for s in situations),
        "register": Counter(s.register_ for s in situations),
        "share": Counter(s.reason.share if s.reason else "no reason" for s in situations),
        "tags": Counter(tag for fixture in fixtures for tag in fixture.tags),
    }
