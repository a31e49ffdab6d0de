"""`puentes rewrite` as a user meets it: files, standard input, batches, corrections, and input that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_cli import rows, run

DRAFT = "Hi Sarah,\r\n\r\nI cant come on Friday at 5. Your recruiter was rude.\r\n\r\nThanks\r\nTom\r\n"
NOW = ("--now", "2026-11-25T09:00:00+01:00", "-e", "phrasebank", "--no-grammar")


def test_the_text_goes_to_stdout_and_changes_facts_and_questions_to_stderr(tmp_path: Path) -> None:
    """Line ends stay those of the file; what was read is told, and a correction of it counts."""
    file = tmp_path / "draft.txt"
    file.write_bytes(DRAFT.encode())
    done = run("rewrite", str(file), *NOW, "--read-as", "Friday at 5=2026-12-04T17:00", "--company", "Acme")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Hi Sarah,\r\n\r\nI can't come on Friday at 5.")
    assert done.stdout.endswith("Thanks\r\nTom\n")
    assert "rude" not in done.stdout
    for told in ("“Your recruiter was rude.” is negative", "Friday, 4 December 2026, 17:00", "company: Acme"):
        assert told in done.stderr


def test_each_line_of_a_batch_can_say_what_the_options_say_and_a_bad_one_says_what_is_wrong() -> None:
    """Its own preset, facts and dates; no JSON, no text, an unknown choice, a key that was meant to be another."""
    draft = "Hola Marta, no te puedo ver el viernes. Lo siento. Gracias. Luis"
    lines: list[Any] = [
        {"id": 1, "text": draft, "preset": "formal", "moments": {"viernes": "2026-12-04"}, "label": "x"},
        "no JSON",
        {"id": 3},
        {"id": 4, "text": draft, "intent": "cancell"},
        {"id": 5, "text": draft, "prest": "formal"},
        {"id": 6, "text": "Hi \ud83d Sarah, I can't come"},
        {"id": 7, "text": "   "},
        ["list"],
        {"id": 9, "text": draft, "situation": {"language": "es"}},
    ]
    stdin = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = run("rewrite", "--batch", "-", *NOW, stdin=stdin)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    first, *bad = rows(done.stdout)
    assert first["error"] is None
    assert "no le puedo ver" in first["text"]
    assert first["facts"]["moments"][0]["read_as"] == "2026-12-04"
    assert any("label" in note for note in first["notes"])
    told = ["no JSON", "text: is missing", "Did you mean cancel", "Did you mean preset", "U+D83D", "no words"]
    told += ["no JSON object", "channel: is missing"]
    for number, (row, words) in enumerate(zip(bad, told, strict=True), start=2):
        assert row["error"].startswith(f"line {number}: ")
        assert words in row["error"]
        assert row["text"] == ""


@pytest.mark.parametrize(
    ("words", "stdin", "told"),
    [
        (("-", "-s", "-"), "Hi", "Give one of them as a file"),
        (("-", "--preset", "formall"), "Hi", "--preset: 'formall' is not known. Did you mean formal?"),
        (("-", "--read-as", "Friday"), "Hi", "--read-as: 'Friday' has no ="),
        (("no-such-file.txt",), "", "no-such-file.txt: cannot be read"),
        (("-",), b"\xff\xfeH\x00", "is no UTF-8 text"),
    ],
)
def test_what_cannot_be_rewritten_says_so_in_one_line(words: tuple[str, ...], stdin: str | bytes, told: str) -> None:
    done = run("rewrite", *words, *NOW, stdin=stdin)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
