"""How well acts are found in labelled messages: python bench/acts.py FILE… [--show ELEMENT|all] [--language es|en]

A file is JSON Lines with id, language, text and labels (a list, or a mapping to true and false). Without a file the
halves of tests/corpus are scored. Prints precision, recall and F1 for each element and language, and over all
elements (a message and an element are one decision), and the time that a message takes, in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

from guardrails.acts import ELEMENTS, find_elements
from guardrails.text import Text

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"


def main() -> None:
    """Prints the errors asked for, then the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", choices=(*ELEMENTS, "all"), help="print the errors of one element, or all")
    parser.add_argument("--language", choices=("es", "en"))
    given = parser.parse_args()
    files = given.files or sorted(CORPUS.glob("*/*.jsonl"))
    messages = [row for file in files for row in rows(file) if given.language in (None, row["language"])]
    counts: dict[tuple[str, str], Counter[str]] = {}
    times: list[float] = []
    for row in messages:
        begin = time.perf_counter()
        found = find_elements(Text(row["text"]), row["language"])
        times.append(time.perf_counter() - begin)
        for element in ELEMENTS:
            kind = {(True, True): "hit", (False, True): "wrong", (True, False): "missed", (False, False): "none"}[
                element in row["labels"], bool(found[element])
            ]
            for name in (element, "all"):
                counts.setdefault((name, row["language"]), Counter())[kind] += 1
            if given.show in (element, "all") and kind in {"wrong", "missed"}:
                words = "; ".join(span.text for span in found[element])
                print(f"--- {kind.upper()} {element} {row['id']} [{words}] {sorted(row['labels'])}\n{row['text']}\n")
    table(counts)
    print(
        f"{len(messages)} messages, median {1000 * statistics.median(times):.2f} ms, worst {1000 * max(times):.1f} ms"
    )


def rows(file: Path) -> list[dict[str, Any]]:
    """The messages of a file in Spanish and English, their labels as a set."""
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    found = [row for row in lines if row["language"] in {"es", "en"}]
    for row in found:
        labels = row["labels"]
        row["labels"] = {name for name in labels if labels[name]} if isinstance(labels, dict) else set(labels)
    return found


def table(counts: dict[tuple[str, str], Counter[str]]) -> None:
    """Prints a line for each element and language."""
    print(f"{'element':<24}{'lang':<6}{'n+':>4}{'wrong':>7}{'missed':>7}{'prec':>8}{'rec':>8}{'F1':>8}")
    for (element, language), row in sorted(counts.items()):
        hit, wrong, missed = row["hit"], row["wrong"], row["missed"]
        precision, recall = (hit / n if n else 1.0 for n in (hit + wrong, hit + missed))
        f1 = 2 * hit / (2 * hit + wrong + missed) if hit + wrong + missed else 1.0
        print(
            f"{element:<24}{language:<6}{hit + missed:>4}{wrong:>7}{missed:>7}{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}"
        )


if __name__ == "__main__":
    main()
