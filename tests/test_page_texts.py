"""The page's catalogues: the same strings in both languages, none missing, none unused."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from app import form
from app.samples import SAMPLES
from app.texts import LANGUAGES, Texts, catalogue, language_for
from puentes.errors import DataError
from puentes.situation import Channel, Format, Gender, Intent, ReasonKind, Register, Role, Share

APP = Path(form.__file__).parent
# Sections whose keys are made from a value: every value of the model has its name.
NAMED = {
    "intent": get_args(Intent), "channel": get_args(Channel), "register": get_args(Register), "role": get_args(Role),
    "gender": get_args(Gender), "format": get_args(Format), "kind": get_args(ReasonKind), "share": get_args(Share),
    "language": LANGUAGES, "example": SAMPLES,
}  # fmt: skip


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text.replace("{ }", "")) if name}


def test_both_languages_have_the_same_strings_with_the_same_values() -> None:
    spanish, english = catalogue("es"), catalogue("en")
    assert spanish.keys() == english.keys()
    assert {k for k in spanish if _slots(spanish[k]) != _slots(english[k])} == set()


@pytest.mark.parametrize("section", NAMED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_model_has_a_name(section: str, language: str) -> None:
    named = {key.split(".", 1)[1] for key in catalogue(language) if key.startswith(f"{section}.")}  # type: ignore[arg-type] # one of LANGUAGES
    assert set(NAMED[section]) <= named


def test_the_form_offers_every_intent_and_kind_of_reason() -> None:
    assert set(form.INTENTS) == set(get_args(Intent))
    assert set(form.KINDS) == set(get_args(ReasonKind))


def test_no_string_is_unused() -> None:
    """A key stands in the code whole, or its section is one whose keys are made from values."""
    code = "".join(path.read_text(encoding="utf-8") for path in APP.glob("*.py"))
    made = {*NAMED, "move", "slot", "engine", "problem", "wait", "error", "copy"} | {"result.status"}
    unused = [
        key
        for key in catalogue("en")
        if not re.search(rf'["\']{re.escape(key)}["\']', code) and key.rpartition(".")[0] not in made
        and not key.startswith(("result.holds", "result.fails", "form.date", "form.time"))
    ]  # fmt: skip
    assert unused == []


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es", "es"), ("es-CO", "es"), ("ES_mx", "es"), ("en-US", "en"), ("fr", "en"), ("est", "en"), (None, "en")],
)
def test_the_interface_follows_the_browser(locale: str | None, language: str) -> None:
    assert language_for(locale) == language


def test_a_missing_string_or_value_is_named() -> None:
    with pytest.raises(DataError, match=r"en\.yaml: no\.such is missing"):
        Texts("en")("no.such")
    with pytest.raises(DataError, match="count is not given"):
        Texts("en")("result.words", number=3)
