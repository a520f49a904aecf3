"""The processes that work on blocks, whose results come back in the order of the file.

Each is asked one block at a time, over a pipe of its own. It ends itself once the process that
writes is gone, however that ended; the one that writes ends them all when it is over or stopped.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Generator, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, cast

from stagiaire_cli.batch.blocks import Block
from stagiaire_cli.batch.results import BlockResult, Task
from stagiaire_cli.batch.worker import Worker
from stagiaire_cli.console.problems import lacks_memory
from stagiaire_cli.console.stopping import STOPS, undisturbed

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# Seconds that a process which has hung up takes at most to be gone.
_GONE: Final = 1
# The exit code of a process that has too little memory.
_NO_MEMORY: Final = 71


class WorkerDiedError(Exception):
    """A process ended before its work did: its number on this machine, and how it ended."""

    def __init__(self, process: int | None, exit_code: int | None) -> None:
        super().__init__(str(process))
        self.process = process
        self.how = _ended(exit_code)


def _ended(exit_code: int | None) -> str:
    """How a process ended: by which signal, or with which exit code."""
    if exit_code is not None and exit_code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-exit_code).name
    return "?" if exit_code is None else str(exit_code)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worked(task: Task, blocks: Iterator[Block], jobs: int) -> Generator[BlockResult]:
    """What each block gives, in their order; a file of one block needs no other process.

    No more blocks are read ahead than keep the processes busy. Whoever stops in the midst closes
    the iterator, which ends the processes. Raises ``WorkerDiedError`` where one ends by itself.
    """
    first = list(islice(blocks, 2))
    every = chain(first, blocks)
    if jobs == 1 or len(first) < 2:
        yield from map(Worker(task), every)
        return
    with _Crew(task, jobs) as crew:
        done: dict[int, BlockResult] = {}
        given = taken = 0

        def in_turn(waiting: int) -> Iterator[BlockResult]:
            """Those that are done, and others until no more than so many wait for their turn."""
            nonlocal taken
            while taken + 1 in done or given - taken > waiting:
                while taken + 1 not in done:
                    done.update(crew.results())
                taken += 1
                yield done.pop(taken)

        for given, block in enumerate(every, start=1):
            while not crew.takes_more():
                done.update(crew.results())
            # Before what is done is taken, so that no process waits for that.
            crew.give(given, block)
            yield from in_turn(2 * jobs)
        yield from in_turn(0)


class _Crew:
    """Some processes, each with a pipe to it; they are started when there is work for them."""

    def __init__(self, task: Task, jobs: int) -> None:
        self._task = task
        self._most = jobs
        self._processes: dict[Connection, BaseProcess] = {}
        self._idle: list[Connection] = []
        # What each works on.
        self._busy: dict[Connection, int] = {}
        # Where no process is to be had, the work is done here.
        self._own: Worker | None = None
        self._own_results: dict[int, BlockResult] = {}

    def __enter__(self) -> "_Crew":
        return self

    def __exit__(self, *_: object) -> None:
        # They keep nothing that would be lost.
        for process in self._processes.values():
            process.kill()
        for connection, process in self._processes.items():
            process.join()
            connection.close()

    def takes_more(self) -> bool:
        """Whether a process has nothing to do, or another can be started."""
        if not self._idle and len(self._processes) < self._most:
            self._start()
        return bool(self._idle) or self._own is not None

    def give(self, number: int, block: Block) -> None:
        """Have a process that has nothing to do work on the block of that number."""
        if self._own is not None:
            self._own_results[number] = self._own(block)
            return
        connection = self._idle.pop()
        self._busy[connection] = number
        try:
            connection.send(block)
        except OSError:
            raise self._died(connection) from None

    def results(self) -> dict[int, BlockResult]:
        """The next results, by the numbers of their blocks; waits until there are some."""
        from multiprocessing.connection import wait

        results, self._own_results = self._own_results, {}
        if results:
            return results
        for ready in wait(list(self._busy)):
            connection = cast("Connection", ready)
            try:
                result = connection.recv()
            except (EOFError, OSError):
                raise self._died(connection) from None
            if isinstance(result, str):
                raise _failure(result)
            results[self._busy.pop(connection)] = result
            self._idle.append(connection)
        return results

    def _start(self) -> None:
        """Start a process; without one, go on with those there are, at the worst with this one."""
        import multiprocessing

        try:
            ours, theirs = multiprocessing.Pipe()
            process = multiprocessing.Process(target=_serve, args=(self._task, theirs), daemon=True)
            with undisturbed():
                process.start()
                self._processes[ours] = process
        except (OSError, MemoryError):
            self._most = len(self._processes)
            if not self._most:
                self._own = Worker(self._task)
            return
        theirs.close()
        self._idle.append(ours)

    def _died(self, connection: "Connection") -> BaseException:
        """Why a process has hung up: what it said last, or how it ended."""
        with contextlib.suppress(EOFError, OSError):
            while connection.poll():
                said = connection.recv()
                if isinstance(said, str):
                    return _failure(said)
        process = self._processes[connection]
        process.join(_GONE)
        if process.exitcode == _NO_MEMORY:
            return MemoryError()
        return WorkerDiedError(process.pid, process.exitcode)


def _serve(task: Task, connection: "Connection") -> None:
    """Work on the blocks that come, until this process is ended."""
    # Ctrl-C, a window closed or an end is for the process that writes: it ends the others.
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    try:
        try:
            threading.Thread(target=_end_with_the_writer, daemon=True).start()
        except RuntimeError:
            # There is no room for it.
            raise MemoryError from None
        worker: Worker | None = None
        while True:
            block = connection.recv()
            # What the blocks before had it learn stays with it.
            worker = worker or Worker(task)
            connection.send(worker(block))
    except EOFError:
        # Nobody is there to be told.
        os._exit(1)
    except BaseException as error:
        if lacks_memory(error):
            # There may be too little even to say so.
            os._exit(_NO_MEMORY)
        with contextlib.suppress(OSError):
            # What it carries may be anything; its kind says whose fault it is.
            connection.send(type(error).__name__)
        os._exit(1)


def _failure(kind: str) -> BaseException:
    """What went wrong in a process, as it would go wrong here."""
    parent = UnicodeError if kind.startswith("Unicode") else RuntimeError
    error: BaseException = type(kind, (parent,), {})()
    return error


def _end_with_the_writer() -> None:
    """Wait until the process that writes is gone, and then end this one, whatever it is at."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    writer: Any = parent_process()
    wait([writer.sentinel])
    os._exit(1)
