"""Drafts every example with one engine and reports what it took: seconds, LLM calls, repairs, moves that fell back.

    .venv/bin/python -m eval.engine_report local [--whole] [--grammar] [--show]

`--whole` asks the engine for every move in one JSON object, whatever its profile says: this is how it was decided
what each engine writes (docs/decisions/0004-what-each-engine-writes.md). `--show` prints each message.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from pathlib import Path

from puentes.drafting import draft
from puentes.engines import open_engine
from puentes.engines.base import profile_of
from puentes.message import Message
from puentes.reading import load_situation
from puentes.settings import load_settings

EXAMPLES = Path(__file__).parent.parent / "examples"


def main() -> None:
    """Runs the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--grammar", action="store_true")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    settings = load_settings()
    engine = open_engine(args.engine, settings)
    if args.whole:
        engine.profile = profile_of("openai").model_copy(update={"timeout": 300.0})
    asked: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    messages: dict[str, Message] = {}
    for path in sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".yaml", ".json", ".toml"}):
        message = draft(load_situation(path), engine, settings=settings, grammar="auto" if args.grammar else None)
        messages[path.name] = message
        for request in message.sent:
            moves = list(request.schema["properties"]) if request.schema else ["note"]
            if request.purpose != "repair":
                asked.update(moves)
        rejected.update(set(message.rejected))
        taken.update(p.part.move for p in message.placed if p.part.source == "llm")
        if args.show:
            print(f"=== {path.name} [{message.llm_calls} calls, {message.seconds:.1f} s]\n{message.text}\n")
            print("\n".join(f"    {note}" for note in message.notes), flush=True)
    _print(messages, asked, taken, rejected)


def _print(messages: dict[str, Message], asked: Counter[str], taken: Counter[str], rejected: Counter[str]) -> None:
    seconds = [m.seconds for m in messages.values()]
    calls = [m.llm_calls for m in messages.values()]
    print(f"messages {len(messages)}, holding {sum(m.holds for m in messages.values())}")
    print(f"seconds: median {statistics.median(seconds):.1f}, worst {max(seconds):.1f}")
    print(f"LLM calls: median {statistics.median(calls):g}, worst {max(calls)}, none in {calls.count(0)} messages")
    print(f"repaired by the engine: {sum(bool(m.repaired) for m in messages.values())}")
    print(f"with a move of the engine's refused: {sum(bool(m.rejected) for m in messages.values())}")
    print(f"{'move':<18}{'asked':>6}{'in it':>6}{'refused':>8}")
    for move in sorted(asked | rejected):
        print(f"{move:<18}{asked[move]:>6}{taken[move]:>6}{rejected[move]:>8}")


if __name__ == "__main__":
    main()
