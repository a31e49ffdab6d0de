"""A local endpoint that speaks /v1/chat/completions, well or badly, as a test chooses. Standard library only."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from canned_moves import BRIEF, EN, ES, INTENTS


@dataclass
class Call:
    """One request: what came in (`body`, `number` from 1), and the ways to answer it."""

    body: dict[str, Any]
    number: int
    handler: BaseHTTPRequestHandler
    stopping: threading.Event

    @property
    def prompt(self) -> str:
        """All turns as one text."""
        return "\n".join(str(turn["content"]) for turn in self.body["messages"])

    @property
    def format(self) -> str:
        """The response format asked for: json_schema, json_object or text."""
        return str(self.body.get("response_format", {"type": "text"})["type"])

    def bytes(self, data: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        """A whole answer with its length."""
        self.handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(data)

    def error(self, status: int, message: str = "no", code: str | None = None, **headers: str) -> None:
        """An error in the form that OpenAI gives it."""
        error = {"error": {"message": message, "type": code or "error", "code": code}}
        self.bytes(json.dumps(error).encode(), status, **headers)

    def say(self, text: str, finish: str = "stop") -> None:
        """The whole text, streamed when that was asked for."""
        if self.body.get("stream"):
            self.stream([delta(text[i : i + 20]) for i in range(0, len(text), 20)] + [delta(None, finish)])
        else:
            choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
            self.bytes(json.dumps(frame(choice, "chat.completion")).encode())

    def stream(self, chunks: list[Any], *, end: str = "done", pause: float = 0.0) -> None:
        """Server-sent events. `end`: done (as it should), cut (closed quietly), drop (broken off), open (never)."""
        self.start_stream()
        for chunk in chunks:
            self.chunk(f"data: {json.dumps(chunk)}\n\n".encode())
            time.sleep(pause)
        if end == "done":
            self.chunk(b"data: [DONE]\n\n")
        if end == "open":
            self.stopping.wait(20)
        if end in {"done", "cut"}:
            self.handler.wfile.write(b"0\r\n\r\n")

    def start_stream(self) -> None:
        """The head of a chunked answer."""
        self.handler.send_response(200)
        self.handler.send_header("Content-Type", "text/event-stream")
        self.handler.send_header("Transfer-Encoding", "chunked")
        self.handler.end_headers()

    def chunk(self, data: bytes) -> None:
        """One piece of a chunked answer."""
        self.handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.handler.wfile.flush()


Behaviour = Callable[[Call], None]


def frame(choice: dict[str, Any], kind: str = "chat.completion.chunk") -> dict[str, Any]:
    """A choice in what surrounds it."""
    return {"id": "f", "object": kind, "created": 1, "model": "fake", "choices": [choice]}


def delta(content: str | None, finish: str | None = None, **more: Any) -> dict[str, Any]:
    """A chunk of a stream."""
    return frame({"index": 0, "delta": {"content": content, **more}, "finish_reason": finish})


@dataclass
class FakeEndpoint:
    """The running endpoint: `base_url`, every request as it was received, and the ports of the clients' connections;
    `asked` is set by the first."""

    base_url: str
    calls: list[dict[str, Any]] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)
    connections: set[int] = field(default_factory=set)


@contextlib.contextmanager
def fake_endpoint(behaviour: Behaviour, *, keeps: bool = False) -> Iterator[FakeEndpoint]:
    """Serves on a free port of 127.0.0.1 until the block ends. `keeps`: connections stay open for the next request, as
    servers of models keep them; else each answer ends with its connection, however it was broken off."""
    fake = FakeEndpoint("")
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # As any server of models does: else each answer waits 40 ms for the client's acknowledgement (Nagle).
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.close_connection = self.close_connection or not keeps
            with lock:
                body = json.loads(raw)
                fake.calls.append(body)
                fake.connections.add(self.client_address[1])
                fake.received.append(f"{self.path}\n{self.headers}\n{json.dumps(body, ensure_ascii=False)}")
                number = len(fake.calls)
            fake.asked.set()
            # The client may hang up first; that is the client's right.
            with contextlib.suppress(OSError):
                behaviour(Call(body, number, self, fake.stopping))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128  # connections that wait to be taken; beyond five they are tried again a second later

    server = Server(("127.0.0.1", 0), Handler)
    fake.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def wordings(prompt: str) -> dict[str, str]:
    """The moves that the prompt asks for, worded as it asks."""
    bank = ES if "Write only in Spanish" in prompt else EN
    formal = "usted, never tú" in prompt or "formal, without" in prompt
    about = re.search(r"^Message: (.*)$", prompt, re.MULTILINE)
    said = about.group(1) if about else ""
    intent = next((name for start, name in INTENTS.items() if said.startswith(start)), "")
    found = re.search(r"^Slots that exist: (.*)$", prompt, re.MULTILINE)
    slots = set(re.findall(r"\{(\w+)\}", found.group(1) if found else ""))
    note = re.search(r"^<note>\n(.*?)\n</note>$", prompt, re.MULTILINE | re.DOTALL)
    detail = re.search(r"^<detail>\n(.*?)\n</detail>$", prompt, re.MULTILINE | re.DOTALL)
    moves: dict[str, str] = {}
    # After the list a repair names what was wrong, in the same form.
    listed = prompt[prompt.index("Moves, in the order") :].split("An earlier answer")[0]
    for move, says in re.findall(r"^- (\w+): (.*)$", listed, re.MULTILINE):
        holds = re.findall(r"\{(\w+)\}", says)
        keys = [f"{intent}.{move}+{slot}" for slot in holds] + [f"{move}+{slot}" for slot in holds]
        chosen = next((bank[key] for key in (*keys, f"{intent}.{move}", move) if key in bank), None)
        if move == "personal" and note:
            chosen = note.group(1)
        if move == "reason":
            brief = re.sub(r"^the reason is: (.*?);.*", r"\1", says)
            chosen = detail.group(1) if detail else BRIEF.get(brief, str(chosen).format(brief=brief))
        if chosen is None:
            raise KeyError(f"no canned wording of {intent}.{move}")
        text = chosen if isinstance(chosen, str) else chosen[0 if formal else 1]
        moves[move] = re.sub(
            r"\[([^\]]*)\]", lambda m: m.group(1) if set(re.findall(r"\{(\w+)\}", m.group(1))) <= slots else "", text
        )
    return moves


def good(call: Call) -> None:
    """Answers as a good model would."""
    call.say(json.dumps(wordings(call.prompt), ensure_ascii=False))


def changed(change: Callable[[dict[str, str]], object], *, ever: bool = True) -> Behaviour:
    """A good answer that `change` spoils: what it returns is the answer, as text or as JSON. `ever`: each time."""

    def behaviour(call: Call) -> None:
        moves = wordings(call.prompt)
        answer = change(dict(moves)) if ever or call.number == 1 else moves
        call.say(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))

    return behaviour


def first(*faults: Behaviour, then: Behaviour = good) -> Behaviour:
    """One fault after the other, then something else for good."""
    return lambda call: (faults[call.number - 1] if call.number <= len(faults) else then)(call)


def without_formats(*refused: str) -> Behaviour:
    """Refuses these response formats as many servers do."""

    def behaviour(call: Call) -> None:
        if call.format in refused:
            call.error(400, f"response_format {call.format} is not supported", "unsupported")
        else:
            good(call)

    return behaviour


def dropped(call: Call) -> None:
    """Closes the connection without a word."""
    cast(Any, call.handler.connection).close()
