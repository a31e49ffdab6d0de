"""Drafting with an endpoint that misbehaves: the message holds all the same, and says what happened."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_endpoint import Call, changed, delta, dropped, fake_endpoint, first, good, without_formats
from helpers_engine import EXAMPLES, engine_on, example, leaks

from puentes.drafting import draft
from puentes.engines import openai_endpoint
from puentes.message import Message, Progress
from puentes.reading import load_situation
from puentes.situation import Situation

Moves = dict[str, str]
every_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_endpoint, "FIRST_WAIT", 0.01)


def written(situation: Situation, behaviour: Callable[[Call], None], timeout: float = 10) -> tuple[Message, int]:
    """A message that was written with the endpoint, and how often that was asked. Nothing private went out."""
    with fake_endpoint(behaviour) as fake:
        message = draft(situation, engine_on(fake, timeout), grammar=None)
    assert leaks(situation, fake.received) == set()
    assert message.llm_calls <= 2
    assert [f"{c.id}: {c.message}\n{message.text}" for c in message.checks if c.status == "fail"] == []
    assert not re.search(r"[{}\[\]]", message.text)
    assert len(message.notes) == len(message.events) - 1  # the language is no news
    return message, len(fake.calls)


def keys(message: Message) -> set[str]:
    """What happened."""
    return {key for key, _ in message.events}


def by_llm(message: Message) -> set[str]:
    """The moves that the endpoint wrote."""
    return {place.part.move for place in message.placed if place.part.source == "llm"}


@every_example
def test_a_good_model_writes_the_message(path: Path) -> None:
    situation = load_situation(path)
    message, _ = written(situation, good)
    assert len(by_llm(message)) >= 2
    assert "engine_failed" not in keys(message)


def test_the_moves_are_told_as_they_are_written() -> None:
    told: list[Progress] = []
    with fake_endpoint(good) as fake:
        draft(example("es-reschedule-email-surgery"), engine_on(fake), grammar=None, on_progress=told.append)
    moves = [progress for progress in told if progress.stage == "move"]
    assert told[0].stage == "engine"
    assert len({p.move for p in moves}) >= 5
    assert any(len(p.text) < 30 for p in moves)


def _hang(call: Call) -> None:
    call.stopping.wait(20)


def _page(call: Call) -> None:
    call.bytes(b"<html><body>Sign in</body></html>", kind="text/html")


GIVEN_UP = {
    "hangs": _hang,
    "always 500": lambda c: c.error(500),
    "always 429": lambda c: c.error(429),
    "401": lambda c: c.error(401, "wrong key"),
    "quota": lambda c: c.error(429, "pay first", "insufficient_quota"),
    "drops": dropped,
    "breaks off": lambda c: c.stream([delta('{"apology')], end="drop"),
    "refuses every format": without_formats("json_schema", "json_object", "text"),
    "empty": lambda c: c.say(""),
    "null": lambda c: c.stream([delta(None)]),
    "declines": lambda c: c.stream([delta(None, refusal="I cannot help with that.")]),
    "content filter": lambda c: c.stream([delta("I"), delta(None, "content_filter")]),
    "a page": _page,
    "no UTF-8": lambda c: c.bytes(b"data: \xff\xfe\n\n", kind="text/event-stream"),
    "no JSON chunk": lambda c: c.bytes(b"data: {oops\n\n", kind="text/event-stream"),
}


@pytest.mark.parametrize("name", ["es-reschedule-email-surgery", "en-cancel-chat-knee"])
@pytest.mark.parametrize("fault", GIVEN_UP.values(), ids=GIVEN_UP)
def test_without_an_answer_the_phrase_bank_writes_and_it_is_said(fault: Callable[[Call], None], name: str) -> None:
    message, _ = written(example(name), fault, timeout=0.6 if fault is _hang else 10)
    assert keys(message) >= {"engine_failed"}
    assert by_llm(message) == set()
    assert message.llm_calls == 1
    assert message.engine == "openai"


RECOVERED = {
    "429 once": (first(lambda c: c.error(429)), "tried_again"),
    "429 with a wait": (first(lambda c: c.error(429, Retry_After="0.02")), "tried_again"),
    "500 once": (first(lambda c: c.error(500)), "tried_again"),
    "dropped once": (first(dropped), "tried_again"),
    "no schema": (without_formats("json_schema"), "format_refused"),
    "no JSON": (without_formats("json_schema", "json_object"), "format_refused"),
}


@pytest.mark.parametrize(("fault", "key"), RECOVERED.values(), ids=RECOVERED)
def test_after_a_passing_fault_the_model_writes_and_it_is_said(fault: Callable[[Call], None], key: str) -> None:
    message, _ = written(example("es-reschedule-email-surgery"), fault)
    assert key in keys(message)
    assert len(by_llm(message)) >= 4


WRAPPED = {
    "prose around": lambda m: f"Sure! Here is the JSON:\n{json.dumps(m)}\nI hope this helps.",
    "a code fence": lambda m: f"```json\n{json.dumps(m, indent=2)}\n```",
    "braces before": lambda m: f"Slots such as {{position}} stay. {json.dumps(m)}",
    "more fields": lambda m: {**m, "greeting": "Hola {recipient}:", "notes": ["a", {"b": 1}]},
    "quotes within": lambda m: {**m, "apology": f'"{m["apology"]}"'},
    "a list around": lambda m: [m],
    "characters that no one sees": lambda m: {k: v.replace(" ", "\u202e ", 1) + "\x00" for k, v in m.items()},
    "lines within": lambda m: {k: v.replace(" ", "\n", 1) for k, v in m.items()},
}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
def test_what_surrounds_a_good_answer_is_passed_over(wrap: Callable[[Moves], object]) -> None:
    message, calls = written(example("es-reschedule-email-surgery"), changed(wrap))
    assert calls == 1
    assert len(by_llm(message)) >= 4
    assert not re.search("[\u202e\x00]", message.text)


EN = "I am so sorry about all the trouble that my absence will surely cause to you and your team."
ES = "Siento muchísimo todas las molestias que mi ausencia va a causar a su equipo sin ninguna duda."
LEAK = "Llevo años comprando en su panadería; I have bought bread at your bakery for years and would love to learn."
SPOILT = {
    "truncated": lambda m: json.dumps(m)[: len(json.dumps(m)) // 2],
    "no JSON": lambda m: "\n\n".join(m.values()),
    "numbers for texts": lambda m: dict.fromkeys(m, 7),
    "nulls": lambda m: dict.fromkeys(m),
    "all empty": lambda m: dict.fromkeys(m, " "),
    "only one move": lambda m: {"apology": m["apology"]},
    "another language": lambda m: {**m, "apology": EN if "molestias" in m["apology"] else ES},
    "a date of its own": lambda m: {**m, "apology": m["apology"] + " 12/12/2026, 10:00."},
    "a date in words": lambda m: {**m, "gratitude": "Gracias; Thursday, el martes 5 de enero."},
    "a name of its own": lambda m: {**m, "gratitude": m["gratitude"].rstrip(".") + ", Bartholomew Winterbottom."},
    "a phone of its own": lambda m: {**m, "gratitude": m["gratitude"] + " +34 600 000 000"},
    "unknown slots": lambda m: {**m, "apology": m["apology"] + " {salary} {your_name}"},
    "brackets": lambda m: {**m, "apology": "[Your apology here]"},
    "Markdown": lambda m: {k: f"**{v}**" for k, v in m.items()},
    "a list in Markdown": lambda m: {**m, "gratitude": "# Thanks\n- one\n- two"},
    "a leak of the examples": lambda m: {**m, "gratitude": LEAK},
    "assistant talk": lambda m: {**m, "purpose": "Sure, here is the message you asked for: " + m["purpose"]},
    "as an AI": lambda m: {**m, "interest": "As an AI language model, I cannot. Como modelo de lenguaje, no."},
    "the facts left out": lambda m: {**m, "purpose": "Hola."},
    "slots twice": lambda m: {**m, "purpose": m["purpose"] + " {position}"},
    "everything twice": lambda m: dict.fromkeys(m, m["purpose"]),
    "far too long": lambda m: {**m, "gratitude": " ".join([m["gratitude"]] * 40)},
    "long everywhere": lambda m: {k: " ".join([v.rstrip(".")] + ["muy"] * 40) for k, v in m.items()},
    "rude": lambda m: {**m, "gratitude": "Su empresa es horrible y paga mal. Your company is terrible and unfair."},
    "HTML": lambda m: {k: f"<p>{v}</p><script>alert(1)</script>" for k, v in m.items()},
    "emoji": lambda m: {**m, "apology": m["apology"] + " 🙏🙏🙏"},
    "deep nesting": lambda _: '{"purpose":' * 5000,
}  # fmt: skip


@pytest.mark.parametrize("name", ["es-reschedule-email-surgery", "en-reschedule-email-dental"])
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_answer_is_mended_or_replaced_and_it_is_said(spoil: Callable[[Moves], object], name: str) -> None:
    def once(moves: Moves) -> object:
        return spoil({"apology": "", "gratitude": "", "interest": "", "purpose": "", **moves})

    message, calls = written(example(name), changed(once))
    assert calls <= 2
    unreadable = {"engine_failed", "answer_cut", "answer_not_json"}
    assert message.rejected or keys(message) & unreadable
    assert keys(message) & {"move_rejected", "move_missing", "repaired", *unreadable}
    forbidden = ("Bartholomew", "600 000", "12/12", "salary", "**", "panadería", "bakery", "As an AI", "horrible",
                 "<p>", "Sure,", "🙏", "5 de enero", "[", "# ")  # fmt: skip
    assert [word for word in forbidden if word in message.text] == []


def test_a_good_second_answer_is_taken() -> None:
    spoil = changed(lambda m: {**m, "apology": m["apology"] + " 12/12/2026."}, ever=False)
    message, calls = written(example("es-reschedule-email-surgery"), spoil)
    assert "apology" in message.rejected
    assert calls <= 2
    assert message.holds


def test_a_repair_is_small_and_of_constant_size() -> None:
    sizes = []
    for words in (5, 50):
        rude = "Su empresa es horrible y paga mal" + ", muy" * words + " mal."
        with fake_endpoint(changed(lambda m, text=rude: {**m, "interest": text})) as fake:
            draft(example("es-reschedule-email-surgery"), engine_on(fake), grammar=None)
        assert len(fake.calls) == 2
        sizes.append([len(call["messages"][-1]["content"]) for call in fake.calls])
    assert sizes[0] == sizes[1]
    assert sizes[0][1] < sizes[0][0] + 200


def test_an_injected_order_never_reaches_the_endpoint() -> None:
    with fake_endpoint(good) as fake:
        message = draft(example("es-missed-email-injection"), engine_on(fake), grammar=None)
    assert "poema" not in "".join(fake.received)
    assert "poema" not in message.text
    assert any("poema" in note for note in message.notes)


def test_a_private_detail_never_reaches_the_endpoint() -> None:
    with fake_endpoint(good) as fake:
        draft(example("es-reschedule-email-surgery"), engine_on(fake), grammar=None)
        draft(example("en-reschedule-phone-child"), engine_on(fake), grammar=None)
    whole = "".join(fake.received)
    assert [word for word in ("vesícula", "ingresada", "broke", "arm at school") if word in whole] == []
