"""Why an engine gave no answer is told in the language of the reader."""

from __future__ import annotations

import re
from pathlib import Path

import httpx2
import openai
import pytest

from puentes.engines import faults, local, openai_endpoint
from puentes.said import say, told_fault

_REQUEST = httpx2.Request("POST", "http://localhost/v1")
_ENGLISH = re.compile(r"\b(the|answer\w*|failed|engine|cannot|within|after|run)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    "cause",
    [
        openai.APITimeoutError(_REQUEST),
        openai.APIConnectionError(request=_REQUEST),
        openai.APIStatusError("x", response=httpx2.Response(503, request=_REQUEST), body=None),
        ValueError("x"),
    ],
    ids=lambda cause: type(cause).__name__,
)
def test_each_kind_of_fault_of_an_endpoint_is_told_in_spanish(cause: Exception) -> None:
    why = faults.classify(cause).why(cause)
    told = told_fault(why, "es")
    assert _ENGLISH.search(why)
    assert not _ENGLISH.search(told), told
    assert told_fault(why, "en") == why


def test_each_error_that_the_engines_raise_is_told_in_spanish() -> None:
    """Their sources are read: an error with new words needs its line in prompts/said.yaml."""
    raised = []
    for module in (local, openai_endpoint):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        raised += re.findall(r'raise Engine\w+\(\s*f?"([^"]+)"', source)
    assert len(raised) >= 8
    for words in raised:
        why = re.sub(r"\{[^}]*\}", "X7", words)
        assert told_fault(why, "es") != why, why
        assert not _ENGLISH.search(told_fault(why, "es").replace("puentes doctor", "")), told_fault(why, "es")


def test_what_the_endpoint_itself_said_stays_and_what_is_unknown_too() -> None:
    why = "the endpoint answered 503 (too many requests)"
    assert told_fault(why, "es") == "el servidor respondió 503 (too many requests)"
    assert told_fault("something else", "es") == "something else"
    assert "el servidor no respondió a tiempo" in say(
        "engine_failed", "es", engine="openai", why="the endpoint did not answer in time"
    )
