"""What an engine is told of its failing words never holds a fact: names, dates and numbers go back behind slots."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers_engine import EXAMPLES, secrets_of

from guardrails.finding import Finding, Span
from puentes.assembling import Assembly
from puentes.drafting import draft
from puentes.engines import open_engine
from puentes.reading import load_situation
from puentes.settings import load_settings


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_failing_words_are_quoted_without_facts(path: Path) -> None:
    situation = load_situation(path)
    written = draft(situation, "phrasebank", grammar=None)
    work = Assembly(situation, open_engine("phrasebank", load_settings()), 1)
    for line in [line for line in written.body.splitlines() if line.strip()]:
        work.complain(["purpose"], Finding("tone", "fail", "", (Span(0, len(line), line),)))
        told = " ".join(work.complaints(["purpose"]))
        for secret in secrets_of(situation):
            assert secret.lower() not in told.lower(), (secret, told)


def test_a_name_that_is_in_no_slot_is_hidden_and_the_rest_stays() -> None:
    situation = load_situation(next(path for path in EXAMPLES if path.stem == "en-thank-you-email-teacher"))
    work = Assembly(situation, open_engine("phrasebank", load_settings()), 1)
    words = "I met Gwendolyn Achterberg at 9:40 and she was rude"
    work.complain(["personal"], Finding("disparagement", "fail", "", (Span(0, len(words), words),)))
    told = work.complaints(["personal"])[0]
    assert "Gwendolyn" not in told
    assert "9:40" not in told
    assert "rude" in told
