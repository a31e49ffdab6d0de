"""The embedded model: llama.cpp in this process through xllamacpp, driven through its own loopback endpoint."""

from __future__ import annotations

import os
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guardrails.home import model_path
from puentes.engines.base import Answer, Engine, OnText, Request, profile_of
from puentes.engines.openai_endpoint import OpenAIEngine
from puentes.errors import EngineUnavailable
from puentes.settings import Settings

# Tokens: the longest prompt (rules, facts, a note of 2,000 characters) is below 3,000, an answer below 700.
CONTEXT = 4096


@dataclass(frozen=True, slots=True)
class _Running:
    server: Any  # kept alive by this reference
    address: str
    key: str


_lock = threading.Lock()
_running: dict[Path, _Running] = {}


def server_for(path: Path) -> tuple[str, str]:
    """The address and key of the server for a model file, started at first use, one per process and file.

    Raises EngineUnavailable when the file is missing or cannot be loaded.
    """
    with _lock:
        if path not in _running:
            _running[path] = _start(path)
        return _running[path].address, _running[path].key


def _start(path: Path) -> _Running:
    if not path.is_file():
        raise EngineUnavailable(f"engine local: no model file at {path}. Run: puentes setup")
    try:
        from xllamacpp import CommonParams, Server
    except ImportError as error:
        raise EngineUnavailable(f"engine local: xllamacpp cannot be loaded ({error}). Install Puentes again") from error
    params = CommonParams()
    params.model.path = str(path)
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = max(1, os.cpu_count() or 1)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    # Other users of this machine can reach loopback; the key keeps the endpoint for this process.
    key = secrets.token_urlsafe(24)
    params.api_keys = [key]
    params.ui = False
    params.verbosity = -1
    try:
        server = Server(params)
    except Exception as error:  # a foreign library: whatever it raises, the file cannot be used
        raise EngineUnavailable(f"engine local: {path} cannot be loaded ({error}). Run: puentes doctor") from error
    return _Running(server, server.listening_address, key)


class LocalEngine:
    """Loads the model at the first request, then asks it as any endpoint."""

    name = "local"

    def __init__(self, path: Path, timeout: float | None = None) -> None:
        self.path = path
        self.profile = profile_of("local")
        self._timeout = timeout
        self._inner: OpenAIEngine | None = None

    async def complete(self, request: Request, on_text: OnText | None = None) -> Answer:
        """The model's answer. Raises EngineUnavailable when it cannot be loaded, EngineTimeout when it is too slow."""
        import asyncio

        if self._inner is None:
            address, key = await asyncio.to_thread(server_for, self.path)
            self._inner = OpenAIEngine(
                base_url=f"{address}/v1",
                api_key=key,
                model="local",
                profile=self.profile,
                name=self.name,
                timeout=self._timeout,
                counts_tokens=True,
            )
        return await self._inner.complete(request, on_text)

    async def close(self) -> None:
        """The model stays loaded for the next message of this process."""


def open_engine(settings: Settings) -> Engine:
    """The embedded model. Raises EngineUnavailable when its file is not there."""
    path = settings.model_path or model_path()
    if not path.is_file():
        raise EngineUnavailable(f"engine local: no model file at {path}. Run: puentes setup")
    return LocalEngine(path, settings.timeout)
