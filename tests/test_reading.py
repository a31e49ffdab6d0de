"""Situations from JSON, YAML and TOML, and errors that name the field and the mend."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from puentes.errors import SituationError
from puentes.reading import load_situation, read_situation, situation_from

BASE: dict[str, Any] = {
    "language": "es",
    "channel": "email",
    "intent": "reschedule",
    "sender": {"name": "Ana Gil"},
    "now": "2026-12-01T10:00:00+01:00",
}
LATER = "2026-12-11T10:00:00+01:00"


def error(changes: dict[str, Any]) -> SituationError:
    """What a situation with these changes is refused for."""
    with pytest.raises(SituationError) as caught:
        situation_from({**BASE, **changes})
    return caught.value


def test_all_three_forms_give_the_same_situation() -> None:
    toml = 'language="es"\nchannel="email"\nintent="reschedule"\nnow=2026-12-01T10:00:00+01:00\nsender={name="Ana Gil"}'
    assert tomllib.loads(toml)
    expected = situation_from(BASE)
    assert read_situation(json.dumps(BASE), form="json") == expected
    assert read_situation(yaml.safe_dump(BASE), form="yaml") == expected
    assert read_situation(toml, form="toml") == expected


@pytest.mark.parametrize("text", [json.dumps(BASE), yaml.safe_dump(BASE)])
def test_the_form_is_guessed_where_none_is_given(text: str) -> None:
    assert read_situation(text) == situation_from(BASE)


@pytest.mark.parametrize(
    ("changes", "where", "mend"),
    [
        ({"langauge": "es"}, "langauge", "Did you mean language?"),
        ({"sender": {"name": "A", "nmae": "B"}}, "sender.nmae", "Did you mean name?"),
        ({"interview": {"timezone": "Europe/Madrid"}}, "interview.timezone", "Did you mean time_zone?"),
        ({"qqq": None}, "qqq", "Known here: language"),
        ({"language": "fr"}, "language", "'es' or 'en'"),
        ({"intent": "reshedule"}, "intent", "Did you mean reschedule?"),
        ({"reason": {"kind": "ill"}}, "reason.kind", "Did you mean illness?"),
        ({"register": "usted"}, "register", "'formal' or 'informal'"),
        ({"now": "2026-12-01T10:00:00"}, "now", "Add the offset"),
        ({"now": "2026-13-41T10:00:00+01:00"}, "now", "ISO 8601"),
        ({"now": "tomorrow"}, "now", "ISO 8601"),
        ({"now": 1764580000}, "now", "ISO 8601"),
        ({"now": None}, "now", "Add it"),
        ({"now": "9999-12-31T23:00:00+00:00"}, "now", "Correct the year"),
        ({"interview": {"time_zone": "Europe/Madird"}}, "interview.time_zone", "Europe/Madrid"),
        ({"interview": {"time_zone": "../etc/passwd"}}, "interview.time_zone", "Europe/Madrid"),
        ({"interview": {"starts_at": "2026-11-30T10:00:00+01:00"}}, "interview.starts_at", "Correct the date"),
        ({"intent": "missed", "interview": {"starts_at": LATER}}, "interview.starts_at", "Correct the date"),
        ({"alternatives": ["2026-11-30T10:00:00+01:00"]}, "alternatives.0", "still to come"),
        ({"alternatives": [LATER, BASE["now"]]}, "alternatives.1", "still to come"),
        ({"alternatives": ["2026-12-11T10:00:00"]}, "alternatives.0", "Add the offset"),
        ({"alternatives": [LATER], "interview": {"starts_at": LATER}}, "alternatives.0", "another time"),
        ({"alternatives": LATER}, "alternatives", "list of times"),
        ({"alternatives": [LATER] * 13}, "alternatives", "at most 12"),
        ({"sender": {"name": ""}}, "sender.name", "signed with"),
        ({"sender": {"name": " \t"}}, "sender.name", "signed with"),
        ({"interview": {"company": " "}}, "interview.company", "or leave the field out"),
        ({"sender": {"name": "{name}"}}, "sender.name", "placeholder"),
        ({"sender": {"name": "A\x07"}}, "sender.name", "plain letters"),
        ({"sender": {"name": "A", "phone": 612345678}}, "sender.phone", "in quotes"),
        ({"sender": "Ana"}, "sender", "Write its fields"),
        ({"sender": None}, "sender", "Add it"),
        ({"recipient": {"honorific": "Sra.", "gender": "m"}}, "recipient", "Correct one of the two"),
        ({"nuance": "x" * 20_000}, "nuance", "Shorten it to 2000 characters"),
        ({"reason": {"kind": "illness", "detail": "x" * 2001}}, "reason.detail", "Shorten it to 2000 characters"),
    ],
)
def test_an_error_names_the_field_and_the_mend(changes: dict[str, Any], where: str, mend: str) -> None:
    problems = error(changes).problems
    assert [problem.where for problem in problems] == [where]
    assert mend in str(problems[0])


def test_every_problem_is_told_at_once() -> None:
    found = error({"language": "fr", "channel": "fax", "sender": {}, "now": "soon"})
    assert {problem.where for problem in found.problems} == {"language", "channel", "sender.name", "now"}
    assert len(str(found).splitlines()) == 4


def test_null_means_that_nothing_is_known() -> None:
    optional = ("recipient", "interview", "reason", "nuance", "alternatives", "register", "id")
    assert situation_from({**BASE, **dict.fromkeys(optional)}) == situation_from(BASE)


def test_a_bad_date_without_quotes_is_reported_with_its_field() -> None:
    text = yaml.safe_dump({k: v for k, v in BASE.items() if k != "now"}) + "now: 2026-13-41T10:00:00+01:00\n"
    with pytest.raises(SituationError, match=r"now: .* is no date and time"):
        read_situation(text, form="yaml")


@pytest.mark.parametrize(
    ("text", "form", "says"),
    [
        ("{", "json", "is no JSON"),
        ("language =", "toml", "is no TOML"),
        ("a: [", "yaml", "is no YAML"),
        ("\0", None, "is no YAML"),
        ("just words", None, "holds text"),
        ("- a", None, "holds a list"),
        ("[1, 2]", "json", "holds a list"),
        ("null", "json", "holds nothing"),
        ("[" * 5000, None, "recursion"),
        ("{" * 50_000, "json", "is no JSON"),
        ('{"a":' * 40_000, "json", "recursion"),
        ("a: &a [*a]", "yaml", "holds itself"),
        ("a: &a {b: *a}", "yaml", "holds itself"),
        ("x" * 200_001, None, "the limit is 200000"),
        ("!!python/object/apply:os.system [ls]", "yaml", "is no YAML"),
    ],
)
def test_a_text_that_cannot_be_read_is_a_clear_error(text: str, form: str | None, says: str) -> None:
    with pytest.raises(SituationError, match=says):
        read_situation(text, form=form)


def test_a_few_lines_that_unfold_into_millions_are_refused() -> None:
    lines = ["a0: &a0 [1,1,1,1,1,1,1,1,1,1]"] + [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    with pytest.raises(SituationError, match="unfolds into more than"):
        read_situation("\n".join(lines), form="yaml")


def test_a_file_that_is_not_there_or_no_text_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SituationError, match=r"nothing\.yaml: .*cannot be read"):
        load_situation(tmp_path / "nothing.yaml")
    with pytest.raises(SituationError, match="cannot be read"):
        load_situation(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("sender: {name: Núñez}".encode("latin-1"))
    with pytest.raises(SituationError, match="is no UTF-8 text at byte 16"):
        load_situation(latin)


def test_a_byte_order_mark_and_an_unknown_ending_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "situation.txt"
    file.write_text(json.dumps(BASE), encoding="utf-8-sig")
    assert load_situation(file) == situation_from(BASE)
