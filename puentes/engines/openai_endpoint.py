"""Any OpenAI-compatible endpoint, through the openai package: every fault ends in an answer or an EngineError."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from functools import lru_cache
from typing import Any

from puentes.engines.base import Answer, Engine, OnText, Profile, Request, profile_of
from puentes.engines.faults import Fault, classify
from puentes.errors import EngineBadAnswer, EngineRefused, EngineTimeout, EngineUnavailable
from puentes.settings import Settings

# Tries for one answer, and the first wait in seconds; each further wait is twice as long, with some jitter.
TRIES = 3
FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
# No message is nearly this long (characters): an endpoint that goes on streaming is cut off.
ANSWER_LIMIT = 20_000

Event = tuple[str, Mapping[str, str]]


class OpenAIEngine:
    """Asks an endpoint. Falls back from JSON schema to JSON object to plain text when the endpoint refuses, and
    remembers it. The caller validates what comes back: some servers ignore a schema silently."""

    def __init__(
        self, *, base_url: str | None, api_key: str, model: str, profile: Profile, name: str = "openai",
        timeout: float | None = None, counts_tokens: bool = False,
    ) -> None:  # fmt: skip
        self.name = name
        self.profile = profile
        self.model = model
        self.timeout = timeout or profile.timeout
        # Asked for only where it is known to be understood: some endpoints refuse what they do not know.
        self._counts_tokens = counts_tokens
        self._base_url = base_url
        self._api_key = api_key
        self._formats = ["json_schema", "json_object", "text"]
        self.last_request: dict[str, Any] | None = None
        self._client: Any = None

    async def complete(self, request: Request, on_text: OnText | None = None) -> Answer:
        """The endpoint's answer. Raises EngineTimeout, EngineRefused, EngineUnavailable or EngineBadAnswer."""
        events: list[Event] = []
        started = time.monotonic()
        try:
            async with asyncio.timeout(self.timeout):
                answer = await self._with_retries(request, on_text, events)
        except TimeoutError:
            raise EngineTimeout(f"no whole answer within {self.timeout:g} s") from None
        return Answer(
            answer.text, answer.finish, tuple(events), answer.tokens_in, answer.tokens_out, time.monotonic() - started
        )

    async def close(self) -> None:
        """Nothing is open: each answer has a connection of its own, as it may have an event loop of its own, and those
        within `connected` share connections that end with the block."""

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Within the block the answers of this event loop share their connections: no handshake for each of many."""
        async with self._open() as self._client:
            try:
                yield
            finally:
                self._client = None

    async def _with_retries(self, request: Request, on_text: OnText | None, events: list[Event]) -> Answer:
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self._once(request, on_text)
            except asyncio.CancelledError:
                raise
            except Exception as error:  # not every fault of an endpoint is an OpenAIError
                fault = classify(error)
                if fault is Fault.FORMAT and request.schema is not None and len(self._formats) > 1:
                    dropped = self._formats.pop(0)
                    events.append(("format_refused", {"format": dropped, "next": self._formats[0]}))
                    attempt -= 1
                    continue
                if fault is not Fault.PASSING or attempt >= TRIES:
                    raise fault.error(error) from error
                wait = _wait(error, attempt)
                events.append(("tried_again", {"why": fault.why(error), "seconds": f"{wait:.1f}"}))
                await asyncio.sleep(wait)

    async def _once(self, request: Request, on_text: OnText | None) -> Answer:
        arguments = self._arguments(request)
        self.last_request = arguments
        async with nullcontext(self._client) if self._client is not None else self._open() as client:
            stream = await client.chat.completions.create(**arguments)
            return await _collect(stream, on_text)

    def _open(self) -> Any:
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient  # late: they take half a second to import

        # Its own silent retries are off: what happened has to be said.
        http = DefaultAsyncHttpxClient(verify=_certificates(), timeout=self.timeout)
        return AsyncOpenAI(
            base_url=self._base_url, api_key=self._api_key, max_retries=0, timeout=self.timeout, http_client=http
        )

    def _arguments(self, request: Request) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            "model": self.model,
            "messages": [turn.as_dict() for turn in request.turns],
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
            "stream": True,
        }
        if self._counts_tokens:
            arguments["stream_options"] = {"include_usage": True}
        if request.schema is not None and self._formats[0] == "json_schema":
            named = {"name": request.purpose, "strict": True, "schema": dict(request.schema)}
            arguments["response_format"] = {"type": "json_schema", "json_schema": named}
        elif request.schema is not None and self._formats[0] == "json_object":
            arguments["response_format"] = {"type": "json_object"}
        return arguments


@lru_cache(maxsize=1)
def _certificates() -> Any:
    """The certificates that are trusted, read once: it takes 60 ms, and each answer has a client of its own."""
    from httpx2 import create_ssl_context

    return create_ssl_context()


async def _collect(stream: Any, on_text: OnText | None) -> Answer:
    """Reads a stream to its end. Raises EngineRefused, or EngineBadAnswer when nothing usable came."""
    text, refusal, finish, seen = "", "", "", 0
    tokens_in = tokens_out = 0
    async with stream:
        async for chunk in stream:
            seen += 1
            usage = getattr(chunk, "usage", None)
            if usage:
                tokens_in, tokens_out = usage.prompt_tokens or 0, usage.completion_tokens or 0
            for choice in getattr(chunk, "choices", None) or ():
                delta = getattr(choice, "delta", None)
                piece = getattr(delta, "content", None)
                if isinstance(piece, str):
                    text += piece
                    if on_text and piece:
                        on_text(text)
                refusal += getattr(delta, "refusal", None) or ""
                finish = getattr(choice, "finish_reason", None) or finish
            if len(text) > ANSWER_LIMIT or seen > ANSWER_LIMIT:
                raise EngineBadAnswer(f"the answer did not end after {ANSWER_LIMIT} characters")
    if refusal or finish == "content_filter":
        raise EngineRefused("the model declined to answer" + (f": {refusal.strip()[:200]}" if refusal else ""))
    if not text.strip():
        raise EngineBadAnswer("the answer is empty")
    return Answer(text, finish or "stop", (), tokens_in, tokens_out)


def _wait(error: Exception, attempt: int) -> float:
    """Seconds before the next try: what the endpoint asks for, else exponential with jitter, at most LONGEST_WAIT."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    try:
        asked = float(headers["retry-after"]) if headers and "retry-after" in headers else 0.0
    except (TypeError, ValueError):
        asked = 0.0
    backoff = FIRST_WAIT * 2 ** (attempt - 1) * (1 + random.random() / 4)  # noqa: S311 - jitter, nothing secret
    return float(min(max(asked, backoff), LONGEST_WAIT))


def open_engine(settings: Settings) -> Engine:
    """The endpoint that the settings name. Raises EngineUnavailable when neither a key nor a base URL is set."""
    if not settings.openai_api_key and not settings.openai_base_url:
        raise EngineUnavailable("engine openai: no key and no address. Set OPENAI_API_KEY or OPENAI_BASE_URL")
    # Servers that need no key want something all the same.
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"
    return OpenAIEngine(
        base_url=settings.openai_base_url,
        api_key=key,
        model=settings.model,
        profile=profile_of("openai"),
        timeout=settings.timeout,
        counts_tokens=settings.openai_base_url is None,
    )
