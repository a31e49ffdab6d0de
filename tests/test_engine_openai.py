"""The openai engine against a local endpoint that misbehaves: a usable answer or a clear error, and what happened."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import pytest
from fake_endpoint import Call, changed, delta, dropped, fake_endpoint, first, frame, good, without_formats
from helpers_engine import engine_on, request

from puentes.engines import openai_endpoint
from puentes.engines.base import Answer
from puentes.engines.openai_endpoint import OpenAIEngine
from puentes.errors import EngineBadAnswer, EngineError, EngineRefused, EngineTimeout, EngineUnavailable


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_endpoint, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(openai_endpoint, "LONGEST_WAIT", 0.4)


def ask(behaviour: Callable[[Call], None], *, timeout: float = 10, schema: bool = True) -> tuple[Answer, int]:
    """One answer, and how often the endpoint was asked."""
    with fake_endpoint(behaviour) as fake:
        answer = asyncio.run(engine_on(fake, timeout).complete(request(schema=schema)))
        return answer, len(fake.calls)


def refused_by(behaviour: Callable[[Call], None], *, timeout: float = 10) -> tuple[EngineError, int]:
    """The error that the engine raises, and how often the endpoint was asked."""
    with fake_endpoint(behaviour) as fake:
        with pytest.raises(EngineError) as caught:
            asyncio.run(engine_on(fake, timeout).complete(request()))
        return caught.value, len(fake.calls)


def events(answer: Answer) -> list[str]:
    """The keys of what happened."""
    return [key for key, _ in answer.events]


def test_a_good_answer_comes_as_it_was_written() -> None:
    answer, calls = ask(good)
    assert "apologies" in json.loads(answer.text)["apology"]
    assert (answer.finish, answer.events, calls) == ("stop", (), 1)


def test_answers_within_a_block_share_a_connection_and_others_do_not() -> None:
    async def three(engine: OpenAIEngine) -> None:
        for _ in range(3):
            await engine.complete(request())

    async def within(engine: OpenAIEngine) -> None:
        async with engine.connected():
            await three(engine)

    for work, connections in ((within, 1), (three, 3)):
        with fake_endpoint(good, keeps=True) as fake:
            engine = engine_on(fake)
            asyncio.run(work(engine))
            assert (len(fake.calls), len(fake.connections)) == (3, connections)
            asyncio.run(three(engine))  # another event loop, after the block: nothing of it is used


def test_a_slow_answer_is_told_as_it_grows() -> None:
    told: list[str] = []
    with fake_endpoint(lambda c: c.stream([delta(w) for w in ("one ", "two ", "three")], pause=0.02)) as fake:
        answer = asyncio.run(engine_on(fake).complete(request(), told.append))
    assert told == ["one ", "one two ", "one two three"]
    assert answer.text == "one two three"


def test_an_endpoint_that_hangs_is_given_up_in_time() -> None:
    error, calls = refused_by(lambda c: bool(c.stopping.wait(20)) and None, timeout=0.5)
    assert isinstance(error, EngineTimeout)
    assert "0.5 s" in str(error)
    assert calls == 1


def test_a_stream_that_never_ends_is_given_up_in_time() -> None:
    error, _ = refused_by(lambda c: c.stream([delta("a ")], end="open"), timeout=0.5)
    assert isinstance(error, EngineTimeout)


def test_the_time_limit_holds_for_all_tries_together() -> None:
    error, _ = refused_by(lambda c: c.error(503, **{"Retry-After": "5"}), timeout=0.2)
    assert isinstance(error, EngineTimeout)


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again_and_said(status: int) -> None:
    answer, calls = ask(first(lambda c: c.error(status, "busy")))
    assert (events(answer), calls) == (["tried_again"], 2)
    assert str(status) in answer.events[0][1]["why"]


@pytest.mark.parametrize(
    ("asked", "waited"), [("0.2", "0.2"), ("9999", "0.4"), ("-3", "0.0"), ("Wed, 21 Oct 2026 07:28:00 GMT", "0.0")]
)
def test_the_wait_that_an_endpoint_asks_for_is_kept_within_reason(asked: str, waited: str) -> None:
    answer, _ = ask(first(lambda c: c.error(429, **{"Retry-After": asked})))
    assert answer.events[0][1]["seconds"] == waited


@pytest.mark.parametrize("status", [429, 500])
def test_an_endpoint_that_keeps_failing_is_given_up_after_three_tries(status: int) -> None:
    error, calls = refused_by(lambda c: c.error(status, "out of order"))
    assert calls == openai_endpoint.TRIES
    assert str(status) in str(error)
    assert "out of order" in str(error)


@pytest.mark.parametrize(("status", "code"), [(401, None), (403, None), (404, None), (429, "insufficient_quota")])
def test_what_no_waiting_mends_is_not_tried_again(status: int, code: str | None) -> None:
    error, calls = refused_by(lambda c: c.error(status, "go away", code))
    assert isinstance(error, EngineRefused)
    assert calls == 1
    assert "go away" in str(error)


def test_an_error_never_quotes_more_than_a_line_of_the_endpoint() -> None:
    error, _ = refused_by(lambda c: c.error(401, "long\n" * 500))
    assert len(str(error)) < 250
    assert "\n" not in str(error)


def test_nobody_listening_is_unavailable() -> None:
    with fake_endpoint(good) as fake:
        engine = engine_on(fake)
    with pytest.raises(EngineUnavailable, match="connection"):
        asyncio.run(engine.complete(request()))


def _broken_stream(call: Call) -> None:
    call.stream([delta('{"apology": "I am')], end="drop")


@pytest.mark.parametrize("fault", [dropped, _broken_stream], ids=["before", "in mid-stream"])
def test_a_lost_connection_is_tried_again(fault: Callable[[Call], None]) -> None:
    answer, calls = ask(first(fault))
    assert (events(answer), calls) == (["tried_again"], 2)
    assert "connection" in answer.events[0][1]["why"]


@pytest.mark.parametrize("fault", [dropped, _broken_stream], ids=["before", "in mid-stream"])
def test_a_connection_that_is_always_lost_is_a_clear_error(fault: Callable[[Call], None]) -> None:
    error, calls = refused_by(fault)
    assert "connection" in str(error)
    assert calls == openai_endpoint.TRIES


def test_a_schema_that_is_refused_is_asked_for_in_a_simpler_form() -> None:
    answer, calls = ask(without_formats("json_schema"))
    assert (events(answer), calls) == (["format_refused"], 2)
    assert answer.events[0][1] == {"format": "json_schema", "next": "json_object"}


def test_an_endpoint_without_any_json_is_asked_for_text() -> None:
    answer, calls = ask(without_formats("json_schema", "json_object"))
    assert (events(answer), calls) == (["format_refused"] * 2, 3)
    assert "apology" in json.loads(answer.text)


def test_a_refused_format_is_remembered() -> None:
    with fake_endpoint(without_formats("json_schema")) as fake:
        engine = engine_on(fake)
        asyncio.run(engine.complete(request()))
        again = asyncio.run(engine.complete(request()))
    assert again.events == ()
    assert [c.get("response_format", {}).get("type") for c in fake.calls] == ["json_schema", *["json_object"] * 2]


def test_plain_text_that_is_refused_is_a_clear_error() -> None:
    error, calls = refused_by(lambda c: c.error(400, "unknown model"))
    assert isinstance(error, EngineRefused)
    assert "unknown model" in str(error)
    assert calls == 3


def _chunk(**choice: object) -> Callable[[Call], None]:
    return lambda call: call.stream([frame({"index": 0, "delta": {}, "finish_reason": "stop", **choice})])


def _raw(data: bytes, kind: str = "text/event-stream") -> Callable[[Call], None]:
    return lambda call: call.bytes(data, kind=kind)


def _redirect_to_itself(call: Call) -> None:
    call.bytes(b"", 307, Location=call.handler.path)


REFUSALS = {
    "a refusal field": lambda c: c.stream([delta(None, refusal="I cannot help with that."), delta(None, "stop")]),
    "a content filter": lambda c: c.stream([delta('{"apology": "'), delta(None, "content_filter")]),
}
NOTHING = {
    "an empty text": lambda c: c.say(""),
    "blanks": lambda c: c.say(" \n "),
    "null content": _chunk(delta={"role": "assistant", "content": None}),
    "a number for content": _chunk(delta={"content": 7}),
    "no choices": lambda c: c.stream([{"id": "f", "object": "chat.completion.chunk", "choices": []}]),
    "null choices": lambda c: c.stream([{"id": "f", "choices": None}]),
    "no delta": _chunk(delta=None),
    "an empty object": lambda c: c.stream([{}]),
    "only done": lambda c: c.stream([]),
    "an empty body": _raw(b""),
    "a chunk that is no JSON": _raw(b"data: {not json\n\ndata: [DONE]\n\n"),
    "a chunk that is a list": _raw(b"data: [1, 2]\n\ndata: [DONE]\n\n"),
    "bytes that are no UTF-8": _raw(b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n'),
    "an HTML page": _raw(b"<!doctype html><html><body>Sign in</body></html>", "text/html"),
    "another API's answer": _raw(b'{"response": "hi", "done": true}', "application/json"),
    "an error within the stream": _raw(b'data: {"error": {"message": "overloaded", "code": 500}}\n\n'),
    "a redirect without an end": _redirect_to_itself,
}


@pytest.mark.parametrize("fault", REFUSALS.values(), ids=REFUSALS)
def test_a_model_that_declines_is_said_and_not_pressed(fault: Callable[[Call], None]) -> None:
    error, calls = refused_by(fault)
    assert isinstance(error, EngineRefused)
    assert "declined" in str(error)
    assert calls == 1


@pytest.mark.parametrize("fault", NOTHING.values(), ids=NOTHING)
def test_an_answer_without_content_is_a_clear_error(fault: Callable[[Call], None]) -> None:
    error, calls = refused_by(fault)
    assert str(error)
    assert "Traceback" not in str(error)
    assert calls <= openai_endpoint.TRIES * 25  # a redirect is followed up to twenty times in each try


def test_nonsense_without_an_end_is_cut_off() -> None:
    def nonsense(call: Call) -> None:
        call.start_stream()
        while not call.stopping.is_set():
            call.chunk(b"data: " + json.dumps(delta("lorem ipsum " * 40)).encode() + b"\n\n")

    error, _ = refused_by(nonsense)
    assert isinstance(error, EngineBadAnswer)
    assert "did not end" in str(error)


def test_text_that_ends_without_done_is_handed_on() -> None:
    answer, _ = ask(lambda c: c.stream([delta('{"apology": "I am')], end="cut"))
    assert answer.text == '{"apology": "I am'


def test_a_note_in_plain_text_is_asked_for_without_a_format() -> None:
    with fake_endpoint(changed(lambda _: "Fine.")) as fake:
        answer = asyncio.run(engine_on(fake).complete(request(schema=False)))
    assert answer.text == "Fine."
    assert "response_format" not in fake.calls[0]
