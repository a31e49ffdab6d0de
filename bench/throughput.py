"""How fast a run goes against an endpoint of fixed latency, and whether its memory stays flat; beside promptfoo.

    .venv/bin/python -m bench.throughput [--latency 2] [--in-flight 32] [--cases 640] [--promptfoo FOLDER]

The ideal is what the latency alone would take: calls x latency / in flight; a repair is a call like any other. It is
held against the time from the first call to the last answer as the endpoint sees them, so that nobody's start is
counted, but the filling and the emptying of what is in flight is. "steady" leaves these out: answers a second without
the first and the last two latencies, held against in flight / latency. The endpoint runs in a process of its own and
answers as a good model would. With `--promptfoo` the same prompts are sent to the same endpoint by promptfoo, from a
folder where it was installed (`npm install promptfoo` in an empty folder).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eval.answer_cache import AnswerCache
from eval.fixture_files import load_fixtures
from eval.plan import Plan, open_run
from eval.running import Running
from puentes.asking import Asking
from puentes.assembling import Assembly
from puentes.engines import open_engine
from puentes.settings import load_settings

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Runs the bench, or the endpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latency", type=float, default=2.0)
    parser.add_argument("--in-flight", type=int, default=32)
    parser.add_argument("--cases", type=int, default=640)
    parser.add_argument("--fixtures", type=Path)
    parser.add_argument("--promptfoo", type=Path)
    parser.add_argument("--serve", action="store_true", help="be the endpoint")
    args = parser.parse_args()
    if args.serve:
        serve(args.latency)
        return
    with endpoint(args.latency) as address:
        measure(address, args)
        if args.promptfoo:
            beside(address, args)


def serve(latency: float) -> None:
    """Answers each request after `latency` seconds, until standard input ends. Prints its address, and for each line
    of input what `told` says of the calls since the last one."""
    sys.path.insert(0, str(ROOT / "tests"))
    from fake_endpoint import Call, fake_endpoint, wordings

    seen: list[tuple[float, float]] = []

    def behaviour(call: Call) -> None:
        due = time.monotonic() + latency
        moves = wordings(call.prompt)  # made within the latency, as a model's answer is
        time.sleep(max(0.0, due - time.monotonic()))
        call.say(json.dumps(moves, ensure_ascii=False))
        seen.append((due - latency, time.monotonic()))

    with fake_endpoint(behaviour, keeps=True) as fake:
        print(fake.base_url, flush=True)
        for _ in sys.stdin:
            print(json.dumps(told(seen, latency)), flush=True)
            seen.clear()
            fake.received.clear()
            fake.calls.clear()


def told(seen: list[tuple[float, float]], latency: float) -> tuple[int, float, float]:
    """Of calls (start, end): how many, the seconds from the first start to the last end, and the answers a second
    without the first and the last two latencies (0 where nothing is left)."""
    if not seen:
        return 0, 0.0, 0.0
    first, last = min(start for start, _ in seen), max(end for _, end in seen)
    begin, stop = first + 2 * latency, last - 2 * latency
    steady = sum(begin <= end < stop for _, end in seen) / (stop - begin) if stop > begin else 0.0
    return len(seen), last - first, steady


@contextmanager
def endpoint(latency: float) -> Iterator[tuple[str, Any]]:
    """The endpoint in a process of its own: its address, and a function that says what it has seen since the last
    time (`told`)."""
    command = [sys.executable, "-m", "bench.throughput", "--serve", "--latency", str(latency)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout
    address = stdout.readline().strip()

    def calls() -> tuple[int, float, float]:
        stdin.write("?\n")
        stdin.flush()
        count, seconds, steady = json.loads(stdout.readline())
        return count, seconds, steady

    try:
        yield address, calls
    finally:
        stdin.close()
        process.wait()


def measure(where: tuple[str, Any], args: argparse.Namespace) -> None:
    """Runs the cases and prints throughput and memory."""
    address, calls = where
    settings = load_settings(engine="openai", openai_base_url=address)
    fixtures = load_fixtures(args.fixtures)
    repeats = math.ceil(args.cases / len(fixtures))
    plan = Plan("openai", "fake", fixtures, settings, repeats=repeats, concurrency=args.in_flight)
    memory: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        writer, _, _ = open_run(plan, Path(folder) / "run")
        cache = AnswerCache(Path(folder) / "answers.jsonl")
        running = Running(plan, open_engine("openai", settings), writer, cache)
        running.on_answer = lambda _: memory.append((running.done, resident()))
        jobs = plan.jobs()[: args.cases]
        # What is loaded at the first message is loaded before the clock starts.
        asyncio.run(running.all(jobs[:1]))
        calls()
        cpu = time.process_time()
        asyncio.run(running.all(jobs[1:]))
        cpu = time.process_time() - cpu
        writer.close()
    made, took, steady = calls()
    print(f"puentes:   {len(jobs) - 1} cases, {_said(made, took, steady, args)}", flush=True)
    print(f"           {made / took:.1f} calls/s, {1000 * cpu / (len(jobs) - 1):.1f} ms of this process's CPU a case")
    tenth = memory[len(memory) // 10][1]
    print(f"           memory {tenth:.0f} MB after a tenth of the cases, {memory[-1][1]:.0f} MB after all")


def resident() -> float:
    """The memory that this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def beside(where: tuple[str, Any], args: argparse.Namespace) -> None:
    """The same prompts to the same endpoint by promptfoo, with its own overhead of starting counted apart."""
    address, calls = where
    calls()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "promptfooconfig.json"
        file.write_text(json.dumps(promptfoo_config(address, args)), encoding="utf-8")
        environment = {
            **os.environ, "OPENAI_API_KEY": "x", "PROMPTFOO_DISABLE_TELEMETRY": "1", "PROMPTFOO_DISABLE_UPDATE": "1",
            "PROMPTFOO_CONFIG_DIR": folder, "PROMPTFOO_CACHE_ENABLED": "false",
        }  # fmt: skip
        command = [str(args.promptfoo / "node_modules/.bin/promptfoo"), "eval", "-c", str(file), "--no-cache",
                   "--no-progress-bar", "--no-table", "--no-write", "-j", str(args.in_flight)]  # fmt: skip
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - named by the user
    made, took, steady = calls()
    assert made, done.stdout[-2000:] + done.stderr[-2000:]
    print(f"promptfoo: {_said(made, took, steady, args)}")


def _said(made: int, took: float, steady: float, args: argparse.Namespace) -> str:
    ideal, most = made * args.latency / args.in_flight, args.in_flight / args.latency
    return f"{made} calls in {took:.1f} s; ideal {ideal:.1f} s: {ideal / took:.1%}; steady {steady / most:.1%}"


def promptfoo_config(address: str, args: argparse.Namespace) -> dict[str, Any]:
    """The prompts of the fixtures as promptfoo takes them, with checks of about the same kind."""
    fixtures = load_fixtures(args.fixtures)
    engine = open_engine("openai", load_settings(engine="openai", openai_base_url=address))
    tests = []
    for number in range(args.cases):
        situation = fixtures[number % len(fixtures)].situation
        (request, *_) = Asking(Assembly(situation, engine, seed=0), engine).planned()
        turns = {turn.role: turn.content for turn in request.turns}
        checks = [{"type": "is-json"}, {"type": "not-contains", "value": "!!"}]
        tests.append({"vars": {**turns, "number": number}, "assert": checks})
    return {
        "prompts": [json.dumps([{"role": "system", "content": "{{system}}"}, {"role": "user", "content": "{{user}}"}])],
        "providers": [{"id": "openai:chat:fake", "config": {"apiBaseUrl": address, "temperature": 0.3}}],
        "tests": tests,
    }


if __name__ == "__main__":
    main()
