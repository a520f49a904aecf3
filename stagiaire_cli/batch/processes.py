"""The processes that work on blocks, whose results come back in the order of the file."""

import os
import signal
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from stagiaire_cli.batch.blocks import Block
from stagiaire_cli.batch.results import BlockResult, Task
from stagiaire_cli.batch.worker import Worker


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worked(task: Task, blocks: Iterator[Block], jobs: int) -> Iterator[BlockResult]:
    """What each block gives, in their order; a file of one block needs no other process.

    No more blocks are read ahead than keep the processes busy.
    """
    first = list(islice(blocks, 2))
    if jobs == 1 or len(first) < 2:
        yield from map(Worker(task), chain(first, blocks))
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, initializer=_leave_stops_to_the_writer)
    ahead: deque[Future[BlockResult]] = deque()
    try:
        for block in chain(first, blocks):
            ahead.append(pool.submit(_work, task, block))
            if len(ahead) > 2 * jobs:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_stops_to_the_writer() -> None:
    # Ctrl-C, a window closed or an end is for the process that writes: it tells the others.
    for name in ("SIGINT", "SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


# A process makes its worker once, and keeps with it what the blocks before had it learn.
_worker = lru_cache(maxsize=1)(Worker)


def _work(task: Task, block: Block) -> BlockResult:
    return _worker(task)(block)
