"""The command line as a user meets it: what goes to which stream, exit codes, and errors in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SURGERY = EXAMPLES / "es-reschedule-email-surgery.yaml"
SITUATION = {
    "id": "one",
    "language": "en",
    "channel": "chat",
    "intent": "cancel",
    "sender": {"name": "Ana Gil"},
    "interview": {"position": "Welder", "starts_at": "2026-12-03T10:00:00+00:00"},
    "now": "2026-11-30T09:00:00+00:00",
}


def run(*words: str, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line in a process of its own, as a user would."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "PUENTES_")) or k == "PUENTES_HOME"}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *words],
        input=given, capture_output=True, check=False, cwd=ROOT, timeout=120, env={**clean, **environment},
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_draft_prints_the_message_on_stdout_and_the_rest_on_stderr() -> None:
    done = run("draft", str(SURGERY), "-e", "phrasebank", "--no-grammar")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Asunto: ")
    assert "María José Núñez de la Torre" in done.stdout
    assert "phrasebank" in done.stderr
    assert "phrasebank" not in done.stdout


def test_draft_json_has_exactly_the_fields_of_the_wire_format() -> None:
    done = run("draft", "-", "-e", "phrasebank", "--json", "--no-grammar", stdin=json.dumps(SITUATION))
    row = json.loads(done.stdout)
    assert list(row) == ["id", "subject", "body", "engine", "llm_calls", "checks", "error", "notes"]
    assert row["id"] == "one"
    assert row["error"] is None
    assert {c["status"] for c in row["checks"]} <= {"pass", "advice", "not_checked"}


def test_grammar_that_was_not_checked_is_never_called_fine() -> None:
    done = run("draft", "-", "-e", "phrasebank", "--json", "--no-grammar", stdin=json.dumps(SITUATION))
    statuses = [c["status"] for c in json.loads(done.stdout)["checks"] if c["id"] == "grammar"]
    assert statuses == ["not_checked"]


def test_one_bad_line_of_a_batch_gets_its_error_and_the_others_go_on() -> None:
    lines = [
        json.dumps(SITUATION),
        "{not json",
        json.dumps({**SITUATION, "id": "two", "language": "fr"}),
        "[1]",
        "",
        json.dumps({**SITUATION, "id": "three", "intent": "withdraw"}),
    ]
    done = run("draft", "--batch", "-", "-e", "phrasebank", "--no-grammar", stdin="\n".join(lines))
    found = rows(done.stdout)
    assert done.returncode == 1
    assert [row["id"] for row in found] == ["one", None, "two", None, "three"]
    assert [row["error"] is None for row in found] == [True, False, False, False, True]
    assert "line 2" in found[1]["error"]
    assert "language" in found[2]["error"]
    assert "Traceback" not in done.stderr


def test_bytes_that_are_no_utf8_spoil_their_own_line_only() -> None:
    good = json.dumps(SITUATION).encode()
    done = run("draft", "--batch", "-", "-e", "phrasebank", "--no-grammar", stdin=b'{"id": "\xff"}\n' + good + b"\n")
    assert [row["error"] is None for row in rows(done.stdout)] == [False, True]


@pytest.mark.parametrize(
    ("words", "stdin", "told"),
    [
        (("draft", "no-such-file.yaml"), "", "no-such-file.yaml"),
        (("draft", "-"), "language: es", "channel"),
        (("draft", "-", "-e", "locl"), json.dumps(SITUATION), "Did you mean local?"),
        (("draft", "-", "-e", "openai"), json.dumps(SITUATION), "OPENAI_API_KEY"),
        (("check", "-"), " ", "empty"),
        (("check", "-", "--language", "fr"), "Hello", "es, en"),
        (("draft", "--batch", "no-such-file.jsonl"), "", "no-such-file.jsonl"),
        (("setup", "--without", "gramar"), "", "grammar"),
        (("check", "I am sorry, I cannot come on Friday."), "", "a file is asked for"),
    ],
)
def test_what_cannot_run_says_so_in_words_and_exits_with_2(words: tuple[str, ...], stdin: str, told: str) -> None:
    done = run(*words, stdin=stdin)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_bad_setting_is_named_with_where_it_is_set() -> None:
    done = run("draft", str(SURGERY), OPENAI_BASE_URL="localhost:1234")
    assert done.returncode == 2
    assert "openai_base_url" in done.stderr.lower()
    assert "http://" in done.stderr


def test_a_named_engine_that_does_not_answer_costs_no_message() -> None:
    done = run(
        "draft", str(SURGERY), "-e", "openai", "--no-grammar",
        OPENAI_BASE_URL="http://127.0.0.1:9/v1", PUENTES_TIMEOUT="5",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Asunto: ")
    assert "openai" in done.stderr


def test_show_prompt_prints_what_would_be_sent_and_holds_no_fact() -> None:
    done = run("draft", str(SURGERY), "--show-prompt", "-e", "openai")
    assert done.returncode == 0
    assert "{when}" in done.stdout
    for private in ("Núñez", "quirófano (turno", "diciembre", "10:00"):
        assert private not in done.stdout


def test_check_exits_with_0_when_the_message_holds_and_1_when_not(tmp_path: Path) -> None:
    message = run("draft", str(SURGERY), "-e", "phrasebank", "--no-grammar").stdout
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(message, encoding="utf-8")
    bad.write_text(message.replace("10:00", "11:00"), encoding="utf-8")
    assert run("check", str(good), "-s", str(SURGERY), "--no-grammar").returncode == 0
    wrong = run("check", str(bad), "-s", str(SURGERY), "--no-grammar")
    assert wrong.returncode == 1
    assert "11:00" in wrong.stdout


def test_check_batch_gives_the_elements_with_spans_that_quote_the_text() -> None:
    text = "Estimada Sra. Ruiz 😀:\n\nLe pido disculpas. Muchas gracias por todo."
    lines = [json.dumps({"id": 7, "text": text, "language": "es"}), json.dumps({"id": 8})]
    done = run("check", "--batch", "-", "--no-grammar", stdin="\n".join(lines))
    first, second = rows(done.stdout)
    assert list(first) == ["id", "language", "elements", "checks", "error"]
    assert len(first["elements"]) == 10
    for name in ("apology", "gratitude"):
        assert first["elements"][name]
        for span in first["elements"][name]:
            assert text[span["start"] : span["end"]] == span["text"]
    assert first["elements"]["placeholder"] == []
    assert second["error"]
    assert second["elements"] == {}


def test_escape_sequences_in_a_text_do_not_reach_the_terminal() -> None:
    done = run("check", "-", "--no-grammar", stdin="Thanks \x1b[31mfor\x1b]0;title\x07 your time!!!")
    assert "\x1b" not in done.stdout


def test_help_and_version_need_no_heavy_import() -> None:
    code = (
        "import sys, app.cli as c\n"
        "try: c.app(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'openai', 'streamlit', 'pydantic', 'babel', 'yaml', 'simplemma', 'xllamacpp'}\n"
        "sys.exit(1 if heavy & set(sys.modules) else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0
    assert run("--version").stdout.strip()
