"""The person's own sentences: what an engine made of them, and what comes back when that is refused."""

from __future__ import annotations

from typing import Any

from guardrails.finding import Finding, Span
from guardrails.text import Text
from puentes.own_note import prepare
from puentes.own_words import OwnWords
from puentes.situation import Situation

NOTE = "It was the receptionist's fault. My portfolio is ready to send."
WHOLE = "It was your receptionist's fault; my portfolio is ready to send."


def situation() -> Situation:
    given: dict[str, Any] = {
        "language": "en", "channel": "email", "intent": "missed", "register": "formal", "sender": {"name": "Ana Gil"},
        "recipient": {}, "interview": {}, "nuance": NOTE, "now": "2026-11-25T09:00:00+00:00",
    }  # fmt: skip
    return Situation.model_validate(given)


def told_as_one() -> OwnWords:
    """A note of two sentences of which an engine made one."""
    prepared = prepare(NOTE, situation())
    own = OwnWords("personal", prepared, "en")
    own.take(prepared, {0: WHOLE, 1: ""})
    return own


def _blame(text: str) -> Finding:
    start = text.index("fault")
    return Finding("disparagement", "fail", "Blames somebody.", (Span(start, start + 5, "fault"),))


def test_a_refused_polish_gives_back_every_sentence_that_it_told() -> None:
    """And what offends is then left out alone: the other half of the note is not lost with it."""
    own = told_as_one()
    assert own.text(situation()) == WHOLE
    assert own.mend(_blame(WHOLE), WHOLE.index("fault"), WHOLE.index("fault") + 5)
    text = own.text(situation())
    assert text == NOTE
    assert own.mend(_blame(text), text.index("fault"), text.index("fault") + 5)
    assert own.text(situation()) == "My portfolio is ready to send."
    assert [left.text for left in own.left_out(situation())] == ["It was the receptionist's fault."]


def test_a_polish_that_is_too_long_takes_all_that_it_told_with_it_and_says_so() -> None:
    own = told_as_one()
    assert own.drop_last([Finding("length", "fail", "Too long.")])
    assert own.text(situation()) == ""
    assert len(own.left_out(situation())) == 2


def test_a_company_form_in_two_abbreviations_ends_no_sentence() -> None:
    text = "The role at Coromandel Cold Chain Pvt. Ltd. on Wednesday is filled. Thank you."
    assert [span.text for span in Text(text).sentences] == [text[:-11], "Thank you."]
