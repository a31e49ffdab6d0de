"""Lines of a batch worked on by all cores, their results in the order of the lines, memory flat.

The first lines are worked on here, one by one: a short batch, or one that somebody types, gets each result at once and
pays for no second process. What follows goes to workers in small parcels; only a few parcels are under way at a time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Literal, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
FIRST = 64  # lines worked on here; starting a worker costs as much as some hundred checks
_PARCEL = 16
_UNDER_WAY = 3  # parcels per worker


def in_order(
    work: Callable[[_Item], _Result], items: Iterable[_Item], kind: Literal["processes", "threads"]
) -> Iterator[_Result]:
    """The result of each item, in the order of the items.

    `processes` is for work that keeps Python busy (`work` must be a function of a module), `threads` for work that
    waits for another program. A worker that dies costs nothing: its items are worked on here.
    """
    stream = iter(items)
    for item in islice(stream, FIRST):
        yield work(item)
    following = list(islice(stream, _PARCEL))
    workers = max(1, os.cpu_count() or 1)
    if not following or workers == 1:
        yield from map(work, following)
        yield from map(work, stream)
        return
    with _executor(kind, workers) as executor:
        try:
            yield from _parcelled(executor, work, _parcels(following, stream), workers * _UNDER_WAY)
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _parcels(first: list[_Item], stream: Iterator[_Item]) -> Iterator[list[_Item]]:
    yield first
    while parcel := list(islice(stream, _PARCEL)):
        yield parcel


def _parcelled(
    executor: Executor, work: Callable[[_Item], _Result], parcels: Iterator[list[_Item]], most: int
) -> Iterator[_Result]:
    under_way: deque[tuple[list[_Item], Future[list[_Result]] | None]] = deque()
    for parcel in parcels:
        under_way.append((parcel, _sent(executor, work, parcel)))
        if len(under_way) >= most:
            yield from _received(work, *under_way.popleft())
    while under_way:
        yield from _received(work, *under_way.popleft())


def _sent(executor: Executor, work: Callable[[_Item], _Result], parcel: list[_Item]) -> Future[list[_Result]] | None:
    try:
        return executor.submit(_all, work, parcel)
    except BrokenProcessPool:
        return None


def _received(
    work: Callable[[_Item], _Result], parcel: list[_Item], sent: Future[list[_Result]] | None
) -> list[_Result]:
    try:
        return sent.result() if sent else _all(work, parcel)
    except BrokenProcessPool:
        return _all(work, parcel)


def _all(work: Callable[[_Item], _Result], parcel: list[_Item]) -> list[_Result]:
    return [work(item) for item in parcel]


def _executor(kind: str, workers: int) -> Executor:
    if kind == "threads":
        return ThreadPoolExecutor(workers + 1)
    # Not forked: a process with threads may not be.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
