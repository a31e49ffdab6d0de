"""What is kept of a form: in the browser for a reload, and in a file where that is asked for."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from app.facts_file import opened, saved
from app.gathering import gather
from app.problems import situation_or_problems
from app.remembering import form_from, form_to
from app.samples import SAMPLES, sample
from app.texts import LANGUAGES, Texts
from puentes.reading import read_situation

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.*"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_form_comes_back_from_the_browser_as_it_was(name: str, language: str) -> None:
    values = {key: value for key, value in sample(name, language, NOW).items() if value is not None}
    assert form_from(json.loads(json.dumps(form_to(values)))) == values


def test_what_comes_from_the_browser_and_does_not_fit_is_left_out() -> None:
    """Wrong choices, dates, zones, sizes and kinds of value; the rest is taken."""
    spoilt = {
        "intent": "steal", "channel": "fax", "interview.date": "tomorrow", "interview.time": "25:00",
        "interview.time_zone": "../../etc/passwd", "own_zone": "Europe/Madrid", "nuance": "a" * 30_000,
        "alternatives": [0, 0, -1, "x", 3], "sender.name": {"a": 1}, "recipient.name": "Ana",
        "alternative.3.date": "2031-05-06", "alternative.3.time": "11:15:00+05:00",
    }  # fmt: skip
    assert form_from(spoilt) == {
        "own_zone": "Europe/Madrid", "alternatives": [0, 3], "recipient.name": "Ana",
        "alternative.3.date": date(2031, 5, 6), "alternative.3.time": time(11, 15),
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_saved_facts_open_again_as_the_same_situation(name: str, language: str) -> None:
    values = sample(name, language, NOW)
    text = saved(values, NOW)
    found = opened(text.encode(), "facts.yaml", Texts("en"))
    assert found.problems == ()
    base = {"own_zone": values["own_zone"], "reason.share": "brief", "alternatives": []}
    again, problems = situation_or_problems(gather(base | found.values, NOW), Texts("en"))
    assert problems == {}
    assert again == read_situation(text, form="yaml")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_shipped_situation_opens_in_the_form(path: Path) -> None:
    """YAML, JSON and TOML; what the form then makes of it has the same facts."""
    found = opened(path.read_bytes(), path.name, Texts("es"))
    assert found.problems == ()
    original = read_situation(path.read_text(encoding="utf-8"))
    values = {
        "own_zone": "UTC",
        "interview.time_zone": "UTC",
        "reason.share": "brief",
        "alternatives": [],
    } | found.values
    situation, problems = situation_or_problems(gather(values, original.now), Texts("es"))
    assert problems == {}
    assert situation is not None
    assert situation.sender == original.sender
    assert situation.interview.starts_at == original.interview.starts_at
    assert situation.intent == original.intent


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (b"\xff\xfe\x00", "a.yaml", "facts_file.not_text"),
        (b"- 1\n- 2\n", "a.yaml", "facts_file.no_facts"),
        (b"{", "a.json", "facts_file.not_read"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_none_of_ours_is_told_in_words(content: bytes, name: str, key: str, language: str) -> None:
    texts = Texts(language)  # type: ignore[arg-type] # es or en
    found = opened(content, name, texts)
    assert found.values == {}
    assert found.problems[0].startswith(texts(key, why="").split("{")[0][:20])


def test_what_is_wrong_in_a_file_is_told_and_the_rest_is_taken() -> None:
    content = (
        b"language: es\nchannel: fax\nintent: cancel\nsender: {nmae: Ana}\n"
        b"interview: {position: Chef, starts_at: soon}\n"
    )
    found = opened(content, "a.yml", Texts("en"))
    assert found.values["interview.position"] == "Chef"
    assert "channel" not in found.values
    told = "\n".join(found.problems)
    assert "channel: Not known; one of: 'email'" in told
    assert "sender.nmae: There is no such field." in told
    assert "interview.starts_at: Write date and time as in" in told


def test_an_incomplete_form_can_be_saved() -> None:
    values = {"intent": "cancel", "language": "en", "channel": "email", "register": "formal", "own_zone": "UTC",
              "interview.time_zone": "UTC", "reason.share": "brief", "alternatives": []}  # fmt: skip
    assert "intent: cancel" in saved(values, NOW)
