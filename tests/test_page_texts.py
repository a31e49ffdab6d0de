"""The page's catalogues: the same strings in both languages, none missing, none unused, none untranslated, and none
left in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from app import form
from app.pages import PAGES
from app.samples import SAMPLES
from app.texts import LANGUAGES, Texts, catalogue, language_for
from puentes.errors import DataError
from puentes.situation import Channel, Format, Gender, Intent, ReasonKind, Register, Role, Share

APP = Path(form.__file__).parent
# Sections whose keys are made from a value: every value of the model has its name.
NAMED = {
    "intent": get_args(Intent), "channel": get_args(Channel), "register": get_args(Register), "role": get_args(Role),
    "gender": get_args(Gender), "format": get_args(Format), "kind": get_args(ReasonKind), "share": get_args(Share),
    "language": LANGUAGES, "example": (*SAMPLES, "title"),
}  # fmt: skip
# Strings that are rightly the same in Spanish and English.
SAME = {"title", "language.es", "language.en", "form.unset", "channel.chat", "engine.languagetool"}


# Made from the name of a fixture's own wish, "must:nuance".
OF_FIXTURES = {"evaluate.element.must_nuance"}


def _modules(*packages: str) -> Iterator[ast.Module]:
    """The modules of these packages, as trees."""
    paths = (path for package in packages or ("app",) for path in sorted((APP.parent / package).rglob("*.py")))
    return (ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text.replace("{ }", "")) if name}


def _used() -> tuple[set[str], list[re.Pattern[str]]]:
    """The keys that stand in the code whole, and those that are made there: f"wait.{stage}" stands for wait.*."""
    whole: set[str] = set()
    made: list[re.Pattern[str]] = []
    for node in (node for module in _modules() for node in ast.walk(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        if isinstance(node, ast.JoinedStr):
            parts = [str(p.value) if isinstance(p, ast.Constant) else None for p in node.values]
            # What only fills a gap in HTML or a sentence is no key, and neither is one without a section of its own.
            if any(part and re.match(r"[a-z_]+\.|\.[a-z_]", part) for part in parts):
                made.append(re.compile("".join("([a-z_.]+)" if part is None else re.escape(part) for part in parts)))
    return whole, made


def test_both_languages_have_the_same_strings_with_the_same_values() -> None:
    spanish, english = catalogue("es"), catalogue("en")
    assert spanish.keys() == english.keys()
    assert {k for k in spanish if _slots(spanish[k]) != _slots(english[k])} == set()


def test_no_string_is_left_untranslated() -> None:
    """What is the same in both languages is so on purpose. A name alone (no letters of its own) is no sentence."""
    spanish, english = catalogue("es"), catalogue("en")
    same = {
        k for k in spanish if spanish[k] == english[k] and re.search("[a-z]{2}", re.sub(r"\{\w+\}", "", spanish[k]))
    }
    assert same - SAME == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_the_same_files(language: str) -> None:
    """One file per page, named as its module, and the shared ones."""
    names = {path.stem for path in (APP / "texts" / language).glob("*.yaml")}
    assert names == {path.stem for path in (APP / "texts" / "en").glob("*.yaml")}
    assert {entry.name for entry in PAGES} | {"common"} <= names


@pytest.mark.parametrize("section", NAMED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_model_has_a_name(section: str, language: str) -> None:
    named = {key.split(".", 1)[1] for key in catalogue(language) if key.startswith(f"{section}.")}  # type: ignore[arg-type] # one of LANGUAGES
    assert set(NAMED[section]) <= named


def test_the_form_offers_every_intent_and_kind_of_reason() -> None:
    assert set(form.INTENTS) == set(get_args(Intent))
    assert set(form.KINDS) == set(get_args(ReasonKind))


def test_no_string_is_unused() -> None:
    """A key stands in the code whole, or is made there from a value that stands in the code, or names a value of the
    model."""
    whole, made = _used()
    values = {
        node.value
        for module in _modules("app", "eval", "guardrails", "puentes") for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    others = [key for key in catalogue("en") if key.split(".", 1)[0] not in NAMED and key not in whole | OF_FIXTURES]
    unused = [
        key for key in others
        if not any(found and values.issuperset(found.groups()) for found in (one.fullmatch(key) for one in made))
    ]  # fmt: skip
    assert unused == []


def test_every_key_in_the_code_has_its_string() -> None:
    """What is asked of the catalogue by a whole key is there."""
    asked = {
        node.args[0].value
        for module in _modules() for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "texts"
        and node.args and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    assert asked
    assert asked - catalogue("en").keys() == set()


def test_no_sentence_stands_in_the_code() -> None:
    """Streamlit's calls take their words from the catalogue, never from a string in the code."""
    found = [
        f"{ast.unparse(node)[:60]}"
        for module in _modules() for node in ast.walk(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("st.")
        for words in [*node.args[:1], *(k.value for k in node.keywords if k.arg in {"label", "help", "placeholder"})]
        if isinstance(words, ast.Constant) and isinstance(words.value, str) and re.search("[a-zA-Z]{2} ?", words.value)
        and ast.unparse(node.func) != "st.form"
        and not ast.unparse(node.func).startswith(("st.space", "st.components", "st.session_state", "st.query_params"))
    ]  # fmt: skip
    assert found == []


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es", "es"), ("es-CO", "es"), ("ES_mx", "es"), ("en-US", "en"), ("fr", "en"), ("est", "en"), (None, "en")],
)
def test_the_interface_follows_the_browser(locale: str | None, language: str) -> None:
    assert language_for(locale) == language


def test_a_missing_string_or_value_is_named() -> None:
    with pytest.raises(DataError, match=r"en/\*\.yaml: no\.such is missing"):
        Texts("en")("no.such")
    with pytest.raises(DataError, match="count is not given"):
        Texts("en")("result.words", number=3)
