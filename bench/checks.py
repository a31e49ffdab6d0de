"""How fast the checks are, and how their time grows: python -m bench.checks [--grammar] [--batch] [--growth]

Without an option all but --grammar and --batch is run. Times are of this process's own work (CPU) where nothing else is
asked, so that other programs of the machine count little; those of the batch are by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.mutations.samples import samples
from guardrails.checking import check

WORDS = 120
# Each is what some pattern begins with or goes on with; repeated, it would make one that backtracks explode.
FRAGMENTS = (
    "word ", "word", "(", ")(", ".", ". . ", "[", "[a", "{", "{{a", "<", "<a ", "_", "a_a", "*", "**a", "`",
    "#A_", "%(a", "$A", "¿", "¿que ", "?!", "!! ", "http://a.", "a@a.", "a.a", "1", "1:00 ", "1/1/", "1-",
    "+1 ", "1.1.", "lunes ", "lunes 7 de ", "el ", "mi ", "mas ", "tu ", "de de ", "a las ", "at 4 ",
    "twenty ", "treinta y ", "monday ", "S.A. ", "Ana ", "ANA ", "a'", "a-", "\n", "\n\n", "\r\n", "> \n",
    "De: a\n", "On a wrote", "-- ", "«el ", "\"a\": ", "\u200b", "\u202e", "\U0001f642", "\U0001f469\u200d",
    "e\u0301", "а", "\ud800", "please ", "por favor ", "you must ", "if you ", "thanks for ", "porque no me ",
    "(a|", "&nbsp", "sorry could we move the ", "[x ", "> no\n", '" . ', "{a}. ",
)  # fmt: skip


def _median(work: Callable[[int], Any], times: int, clock: Callable[[], float] = time.process_time) -> float:
    """Milliseconds of one run of the work, the median of several."""
    taken = []
    for number in range(times):
        start = clock()
        work(number)
        taken.append(1000 * (clock() - start))
    return statistics.median(taken)


def speed(grammar: Any) -> None:
    """The time of one check of an email of about 120 words, held to its contract."""
    emails = [s for s in samples(6) if s.situation.channel == "email" and abs(len(s.body.split()) - WORDS) <= 15]
    for sample in emails:
        check(sample.body, sample.contract, subject=sample.subject, grammar=grammar)

    def one(number: int) -> None:
        sample = emails[number % len(emails)]
        # Something of its own in each text, so that nothing is remembered of the one before.
        check(f"{sample.body}\n{number}", sample.contract, subject=sample.subject, grammar=grammar)

    clock = time.perf_counter if grammar else time.process_time
    what = "with a warm LanguageTool (by the clock)" if grammar else "without grammar"
    words = statistics.median(len(sample.body.split()) for sample in emails)
    print(f"{what}: {_median(one, 300, clock):.1f} ms median, {len(emails)} emails of {words:.0f} words")


def growth(sizes: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000)) -> None:
    """The time per size for ordinary text and for each fragment repeated; linear growth is tenfold at each step."""
    letter = next(s for s in samples(1) if s.situation.id == "es-reschedule-email-surgery")
    print(f"{'characters':>28} " + " ".join(f"{size:>10,}" for size in sizes))
    for name, piece in (("a letter, again and again", letter.body + "\n\n"), *((repr(f), f) for f in FRAGMENTS)):
        largest = sizes if name.startswith("a letter") else sizes[:-1]
        row = []
        for size in largest:
            text = (piece * (size // len(piece) + 1))[:size]
            row.append(_median(lambda _, text=text: check(text, letter.contract), 1))  # type: ignore[misc] # a default
        steps = row[-1] / max(row[-2], 1.0)
        mark = "  <-- grows faster than the text" if steps > 20 else ""
        print(f"{name:>28} " + " ".join(f"{ms:>8.0f} ms" for ms in row) + mark, flush=True)


def batch(lines: int, *options: str) -> None:
    """The time and memory of `puentes check --batch`, with all cores and with one."""
    bodies = [(s.body, s.language) for s in samples(6)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "messages.jsonl"
        rows = (
            {"id": n, "text": bodies[n % len(bodies)][0], "language": bodies[n % len(bodies)][1]} for n in range(lines)
        )
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, "-m", "app.cli", "check", "--batch", str(path), *options]
        for what, before in (("all cores", []), ("one core", ["taskset", "-c", "0"])):
            start = time.perf_counter()
            run = subprocess.Popen([*before, *command], stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
            _, _, used = os.wait4(run.pid, 0)
            took = time.perf_counter() - start
            cpu, most = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
            print(f"batch of {lines} {' '.join(options)}, {what}: {took:.1f} s, CPU {cpu:.1f} s, at most {most:.0f} MB")


def main() -> None:
    """Runs what the options name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grammar", action="store_true", help="with LanguageTool")
    parser.add_argument("--batch", action="store_true", help="batches of 1,000 and 4,000")
    parser.add_argument("--growth", action="store_true", help="the growth alone")
    given = parser.parse_args()
    if given.batch:
        batch(1000, "--no-grammar")
        batch(4000, "--no-grammar")
        if given.grammar:
            batch(1000)
    elif given.grammar:
        from guardrails.languagetool import shared_checker

        speed(shared_checker())
    else:
        if not given.growth:
            speed(None)
        growth()


if __name__ == "__main__":
    main()
