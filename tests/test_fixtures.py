"""Fixtures: what is shipped can be used, expectations find what they should, every mistake is told with its line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from app.cli import app
from eval.fixture import TAGS, Expected
from eval.fixture_files import FixtureError, check_fixtures, digest, load_fixtures, merged
from puentes.rendering.dates import clock_for
from puentes.situation import Channel, Intent, Language, Register, Share

GOOD = """\
intent: thank_you
language: en
defaults:
  channel: email
  sender: {name: Ann Lee}
  interview: {position: Clerk, company: Acme}
  now: 2026-11-30T09:00:00+00:00
fixtures:
  - id: one
    why: The plainest of them all.
    situation: {}
  - id: two
    why: A note with a name that has to come across.
    situation:
      interview: {company: null}
      nuance: Priya was so kind
    nuance: [Priya]
"""


def write(folder: Path, text: str, name: str = "thank_you-en.yaml") -> Path:
    """A file of fixtures."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def mistakes(folder: Path, text: str, name: str = "thank_you-en.yaml") -> list[str]:
    """Every mistake that is told about a file, without its folder."""
    return [str(m).replace(f"{folder}/", "") for m in check_fixtures(write(folder, text, name))[1]]


def test_the_shipped_fixtures_can_be_used() -> None:
    assert load_fixtures()


def test_the_shipped_fixtures_cover_every_kind_of_situation_in_both_languages() -> None:
    fixtures = load_fixtures()
    assert len(fixtures) >= 80
    assert len({fixture.id for fixture in fixtures}) == len(fixtures)
    seen = [fixture.situation for fixture in fixtures]
    for language in get_args(Language):
        here = [s for s in seen if s.language == language]
        counts = Counter(s.intent for s in here)
        assert {intent: counts[intent] >= 4 for intent in get_args(Intent)} == dict.fromkeys(get_args(Intent), True)
        assert {s.channel for s in here} == set(get_args(Channel))
        assert {s.register_ for s in here} == set(get_args(Register))
        assert {s.reason.share for s in here if s.reason} == set(get_args(Share))
        of_language = [fixture for fixture in fixtures if fixture.situation.language == language]
        assert {tag for fixture in of_language for tag in fixture.tags} == set(TAGS)


def test_what_a_tag_says_of_a_shipped_fixture_is_so() -> None:
    """As far as a machine can tell: zones, notes and years."""
    for fixture in load_fixtures():
        situation, interview = fixture.situation, fixture.situation.interview
        tags = set(fixture.tags)
        assert ("long_note" in tags) == (len(situation.nuance or "") >= 1500), fixture.id
        assert ("zones" in tags) == (clock_for(situation).own is not None), fixture.id
        moments = [m for m in (interview.starts_at, *situation.alternatives) if m is not None]
        assert ("new_year" in tags) == any(m.year > situation.now.year for m in moments), fixture.id
        if "dst" in tags:
            zone = ZoneInfo(str(interview.time_zone))
            offsets = {m.astimezone(zone).utcoffset() for m in (situation.now, *moments)}
            assert len(offsets) > 1, fixture.id


def test_defaults_are_taken_field_by_field_and_null_takes_one_away(tmp_path: Path) -> None:
    one, two = load_fixtures(write(tmp_path, GOOD))
    assert (one.situation.interview.company, one.situation.interview.position) == ("Acme", "Clerk")
    assert (two.situation.interview.company, two.situation.interview.position) == (None, "Clerk")
    assert two.situation.id == "two"
    assert merged({"a": {"b": 1, "c": 2}}, {"a": {"b": None}}) == {"a": {"c": 2}}


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("situation: {}", "situation: {chanel: chat}"), 11, "Did you mean channel?"),
        (("name: Ann Lee", "nam: Ann Lee"), 5, "one.situation.sender.nam"),
        (("2026-11-30T09:00:00+00:00", "2026-11-30T09:00:00"), 7, "has no offset from UTC"),
        (("id: two", "id: one"), 12, "'one' is taken by"),
        (("id: two", "id: Two!"), 12, "is no id"),
        (("nuance: [Priya]", "nuanse: [Priya]"), 17, "Known here: id, why"),
        (("nuance: [Priya]", "must: [{pattern: '(x'}]"), 17, "no regular expression"),
        (("nuance: [Priya]", "must: ['*x']"), 17, "is no phrase"),
        (("nuance: [Priya]", "tags: [zone]"), 17, "tags.0"),
        (("      nuance: Priya was so kind\n", ""), 16, "has no nuance"),
        (("    why: The plainest of them all.\n", ""), 9, "one.why: is missing"),
        (("intent: thank_you", "intent: thanks"), 1, "Use one of: cancel"),
        (("intent: thank_you", "intent: cancel"), 1, "Name it cancel-en.yaml"),
        (("situation: {}", "situation: {language: es}"), 11, "is that of the file"),
        (("situation: {}", "situation:"), 11, "holds no fields"),
        (("defaults:", "default:"), 3, "Known here: intent, language, defaults, fixtures"),
        (("  - id: two", "  - id: two\n    id: three"), 13, "stands there twice"),
        (("  - id: two", " - id: two"), 12, "is no YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], line: int, said: str) -> None:
    found = mistakes(tmp_path, GOOD.replace(*change))
    assert any(m.startswith(f"thank_you-en.yaml:{line}: ") and said in m for m in found), found


def test_a_mistake_of_the_defaults_does_not_hide_those_of_the_entries(tmp_path: Path) -> None:
    text = GOOD.replace("name: Ann Lee", "nam: Ann").replace("nuance: [Priya]", "must: ['*x']")
    found = "\n".join(mistakes(tmp_path, text))
    assert "sender.nam" in found
    assert "two.must.0" in found


@pytest.mark.parametrize("text", ["", "- a\n", "fixtures: 3\n", "\x00", "a: [\n"])
def test_a_file_that_is_no_such_thing_gives_a_mistake_and_no_traceback(tmp_path: Path, text: str) -> None:
    assert mistakes(tmp_path, text)


def test_all_mistakes_are_in_the_error_and_an_empty_folder_is_one(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match="holds no fixtures"):
        load_fixtures(tmp_path)


@pytest.mark.parametrize(
    ("given", "text", "found"),
    [
        ("Javier", "la charla de JAVIER.", True),
        ("análisis de agua", "el analisis\nde   Agua", True),
        ("agua", "el aguacate", False),
        ("depresi*", "una Depresión", True),
        ("depresi*", "una impresión", False),
        (["agua", "aguas"], "las aguas", True),
        ("año", "este ano", False),
        ("O'Brien", "Niamh O’Brien", True),
        ({"pattern": r"\b1[05]:00\b"}, "at 15:00", True),
        ({"pattern": r"\bmr\b"}, "Dear Mr. Walsh", True),
        ("10:00 h.", "a las 10:00 h. del lunes", True),
    ],
)
def test_an_expectation_finds_what_it_means(given: object, text: str, found: bool) -> None:
    assert (Expected.model_validate(given).find(text) is not None) is found


@pytest.mark.parametrize("given", [{}, {"any": ["a"], "pattern": "b"}, [], "…", "a* *", 3])
def test_an_expectation_without_sense_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        Expected.model_validate(given)


def test_the_digest_depends_on_what_the_fixtures_say_and_not_on_their_order(tmp_path: Path) -> None:
    one, two = load_fixtures(write(tmp_path, GOOD))
    assert digest([one, two]) == digest([two, one])
    assert digest([one, two]) != digest([one])
    assert digest([one, two]) != digest([one, two.model_copy(update={"must": (Expected(any=("x",)),)})])


def test_the_command_prints_mistakes_and_ends_with_2(tmp_path: Path) -> None:
    good = CliRunner().invoke(app, ["eval", "fixtures", "check", str(write(tmp_path, GOOD))])
    assert good.exit_code == 0
    assert "2 fixtures can be used, 0 mistakes" in good.output
    assert "channel: email 2" in good.output
    bad = CliRunner().invoke(
        app, ["eval", "fixtures", "check", str(write(tmp_path, GOOD.replace("id: two", "id: one")))]
    )
    assert bad.exit_code == 2
    assert "thank_you-en.yaml:12: id: 'one' is taken" in bad.output
