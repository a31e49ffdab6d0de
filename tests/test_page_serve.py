"""Serving the page: a free port is found, a taken one is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from app import serve as serving


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What would be served."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(serving, "_run", lambda *words: calls.append(words))
    return calls


def test_a_taken_port_is_told_and_nothing_starts(
    taken: int, runs: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert serving.serve(taken, open_browser=False) == 2
    assert f"127.0.0.1:{taken} cannot be used" in capsys.readouterr().err
    assert runs == []


def test_without_a_port_the_next_free_one_is_taken(
    taken: int, runs: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving, "FIRST_PORT", taken)
    assert serving.serve(open_browser=False) == 0
    port, address, opened = runs[0]
    assert port > taken
    assert (address, opened) == ("127.0.0.1", False)
    assert f"http://127.0.0.1:{port}" in capsys.readouterr().out


@pytest.mark.parametrize(("address", "port"), [("203.0.113.1", 8600), ("127.0.0.1", 99_999)])
def test_an_address_or_port_that_cannot_be_is_told(
    address: str, port: int, runs: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert serving.serve(port, address, open_browser=False) == 2
    assert "cannot be used" in capsys.readouterr().err
    assert runs == []


def test_an_open_address_is_warned_about(runs: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]) -> None:
    assert serving.serve(0, "0.0.0.0", open_browser=False) == 0  # noqa: S104 - the warning is what is tested
    assert "without a password" in capsys.readouterr().err
    assert runs
