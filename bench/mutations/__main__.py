"""Prints the table: python -m bench.mutations [--seeds 6] [--engine NAME] [--grammar] [--missed] [--kind NAME]"""

from __future__ import annotations

import argparse
from typing import Any

from bench.mutations.counting import Count, all_kinds, count_kind, false_alarms
from bench.mutations.samples import samples


def main() -> None:
    """Counts and prints, kind by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=6, help="messages for each example")
    parser.add_argument("--engine", default="phrasebank", help="who writes the messages")
    parser.add_argument("--grammar", action="store_true", help="with LanguageTool, and the kinds that need it")
    parser.add_argument("--missed", action="store_true", help="print what was missed")
    parser.add_argument("--kind", default="", help="only kinds whose name holds this")
    given = parser.parse_args()
    grammar = _checker() if given.grammar else None
    messages = samples(given.seeds, given.engine)
    kinds = [kind for kind in all_kinds(grammar=given.grammar) if given.kind in kind.name]
    print(f"{'kind':44} {'es':>14} {'en':>14}  caught by")
    counts: list[Count] = []
    for kind in kinds:
        both = [count_kind(kind, language, messages, grammar if kind.grammar else None) for language in ("es", "en")]
        by = sum((count.by for count in both), start=type(both[0].by)())
        cells = " ".join(f"{c.caught:4}/{c.tried:<4}{c.share:5.0%}" if c.tried else f"{'-':>14}" for c in both)
        print(f"{kind.name:44} {cells}  {', '.join(f'{name} {n}' for name, n in by.most_common())}")
        for count in both:
            for line in count.missed if given.missed else ():
                print(f"      {line}")
        counts += both
    tried, caught = sum(c.tried for c in counts), sum(c.caught for c in counts)
    print(f"\n{len(kinds)} kinds, {tried} damaged messages, {caught} caught: {caught / max(1, tried):.1%}")
    total, alarms = false_alarms(messages, grammar)
    print(f"false alarms: {len(alarms)} of {total} undamaged messages ({len(alarms) / total:.1%})")
    for line in alarms:
        print(f"      {line}")


def _checker() -> Any:
    from guardrails.languagetool import shared_checker

    return shared_checker()


if __name__ == "__main__":
    main()
