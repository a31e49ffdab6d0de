"""The acts of a message are found in any wording, and not where only their words stand."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import FrameType
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.actdata import ActDataError, build_rules, load_rules, parse
from guardrails.acts import ELEMENTS, find_acts, find_elements
from guardrails.contract import Language
from guardrails.text import Text

CORPUS = Path(__file__).parent / "corpus"
EXAMPLES: dict[Language, dict[str, dict[str, list[str]]]] = yaml.safe_load(
    (CORPUS / "acts_examples.yaml").read_text(encoding="utf-8")
)
LANGUAGES: tuple[Language, ...] = get_args(Language)


def examples(kind: str) -> list[tuple[Language, str, str]]:
    return [(lang, act, s) for lang in LANGUAGES for act, rows in EXAMPLES[lang].items() for s in rows[kind]]


def rows(half: str, language: Language) -> list[dict[str, Any]]:
    lines = (CORPUS / half / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_has_sentences_that_perform_it_and_near_misses(language: Language) -> None:
    for act in [*(rule.name for rule in load_rules(language)), "placeholder"]:
        assert EXAMPLES[language][act]["performs"], act
        assert EXAMPLES[language][act]["near_miss"], act


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_compiles(language: Language) -> None:
    for rule in load_rules(language):
        for pattern in (*rule.find, *rule.excluded, *rule.unless):
            assert pattern.compiled.match("") is None


@pytest.mark.parametrize(("language", "act", "sentence"), examples("performs"))
def test_a_sentence_that_performs_the_act_is_found(language: Language, act: str, sentence: str) -> None:
    assert find_acts(Text(sentence), language)[act], f"{act}: {sentence}"


@pytest.mark.parametrize(("language", "act", "sentence"), examples("near_miss"))
def test_a_near_miss_is_not_found(language: Language, act: str, sentence: str) -> None:
    assert not find_acts(Text(sentence), language)[act], f"{act}: {sentence}"


def scores(half: str, language: Language) -> dict[str, tuple[int, int, int]]:
    """By element: messages where it was rightly found, wrongly found and missed."""
    counts = dict.fromkeys(ELEMENTS, (0, 0, 0))
    for row in rows(half, language):
        found = find_elements(Text(row["text"]), language)
        assert set(found) == set(ELEMENTS)
        for element, (hit, wrong, missed) in counts.items():
            want, have = element in row["labels"], bool(found[element])
            counts[element] = (hit + (want and have), wrong + (have and not want), missed + (want and not have))
    return counts


def f1(hit: int, wrong: int, missed: int) -> float:
    return 2 * hit / (2 * hit + wrong + missed) if hit + wrong + missed else 1.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_f1_of_the_tuning_half_is_at_least_095_and_090_for_each_element(language: Language) -> None:
    counts = scores("tuning", language)
    assert f1(*map(sum, zip(*counts.values(), strict=True))) >= 0.95, counts
    assert all(f1(*row) >= 0.9 for row in counts.values()), counts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_holding_half_does_not_fall_below_what_was_reached(language: Language) -> None:
    # A floor against steps back, no measure: the patterns were mended after this half had been run. What they find in
    # messages never seen is the figure of its first run, in docs/decisions/0005-detecting-acts.md.
    counts = scores("holding", language)
    assert f1(*map(sum, zip(*counts.values(), strict=True))) >= 0.9, counts


def test_no_message_stands_in_both_halves() -> None:
    for language in LANGUAGES:
        texts = [row["text"] for half in ("tuning", "holding") for row in rows(half, language)]
        assert len(texts) == len(set(texts))


def test_the_corpus_holds_messages_near_misses_and_only_labels_that_are_elements() -> None:
    for language in LANGUAGES:
        corpus = [row for half in ("tuning", "holding") for row in rows(half, language)]
        assert len(corpus) >= 350
        # Those that hold an act's words without the act. The messages n1 to n4 count only where they fooled a pattern.
        assert sum(row["near_miss"] for row in corpus) >= 100
        assert all(set(row["labels"]) <= set(ELEMENTS) for row in corpus)


def test_quoted_mail_and_subject_are_not_the_writers_acts() -> None:
    text = "Subject: Sorry and thank you\n\nI will attend.\n\nOn Mon, 3 May 2027, Ann Lee wrote:\nSorry! Thanks."
    acts = find_acts(Text(text), "en")
    assert not acts["apology"]
    assert not acts["gratitude"]


def test_words_between_quotation_marks_are_not_the_writers_acts() -> None:
    assert not find_acts(Text("El anuncio decía «disculpen las molestias»."), "es")["apology"]


def test_a_span_covers_the_words_of_the_act_and_not_the_sentence() -> None:
    text = Text("El lunes, como sabe, no puedo ir: le pido mil disculpas por el trastorno.")
    (span,) = find_acts(text, "es")["apology"]
    assert "disculpas" in span.text
    assert len(span.text) < 25


@pytest.mark.parametrize("language", LANGUAGES)
@given(raw=st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_yields_spans_that_quote_it(language: Language, raw: str) -> None:
    for spans in find_acts(Text(raw), language).values():
        for span in spans:
            assert 0 <= span.start < span.end <= len(raw)
            assert raw[span.start : span.end] == span.text


def lines_run(raw: str) -> int:
    """How many lines of Python finding the acts of a text takes: work, not time. What regular expressions do within
    is measured by `python -m bench.checks --growth`."""
    count = 0

    def trace(_frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        find_acts(Text(raw), "en")
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Sorry. Could we meet? ",
        "sorry could we move the ",
        "(" * 20,
        "a" * 50,
        "[x ",
        "> no\n",
        "\ud800 ",
        '" . ',
        "{a}. ",
    ],
)
def test_work_grows_no_faster_than_texts_made_to_be_slow(piece: str) -> None:
    find_acts(Text(piece * 3), "en")  # patterns are compiled when they are first needed
    small, large = (lines_run((piece * (size // len(piece) + 1))[:size]) for size in (3_000, 12_000))
    assert large <= 4.4 * small + 500


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("acts:\n  a:\n    source: x\n    find: |\n      thank @nobody", r"f: acts\.a\.find\[0\].*@nobody"),
        ("acts:\n  a:\n    find: |\n      thank", r"f: acts\.a\.source"),
        ("acts:\n  a:\n    source: x\n    fnid: |\n      thank", r"f: acts\.a: the keys"),
        ("acts:\n  a:\n    source: x\n    find: |\n      (thank you", "not closed"),
        ("acts:\n  a:\n    source: x\n    find: |\n      _3 you", "begin with nothing"),
        ("acts: [\n  b: {", r"f:\d"),
    ],
)
def test_a_mistake_in_the_data_is_reported_with_file_and_key(content: str, complaint: str) -> None:
    with pytest.raises(ActDataError, match=complaint):
        build_rules([("f", parse("f", content))])
