"""Runs of ``stagiaire batch`` that are ended at a moment of chance, in a way of chance."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.people.terminal import ENVIRONMENT, PATIENCE

# DuckDB has so little memory that it needs the disk.
_SPILLS = """
from stagiaire_cli import __main__ as program
run = program._run
def spilling():
    from stagiaire_cli.batch import duckdb
    duckdb._MEMORY = "60MB"
    run()
program._run = spilling
program.entry()
"""
_OURS = "*.stagiaire-*"
_BEFORE = b"what was there before\n"
# Blocks are of four mebibytes: several of them, of rows that take little time.
_ROWS = 30_000
_WIDE = 420
# In each stretch of the law some, and some that are refused.
_ROWS_OF_PARQUET = """
    SELECT repeat('x', {wide}) || range AS id,
        CASE WHEN range % 100 = 7 THEN 'perhaps' ELSE 'yes' END AS company_internship,
        CASE range % 2 WHEN 0 THEN DATE '2020-01-01' ELSE DATE '2024-08-01' END AS "on"
    FROM range({rows})
"""
# How a run is ended: which signals, to whom ("run", "group", "worker"), how many times.
WAYS: dict[str, tuple[int, str, int]] = {
    "Ctrl-C": (signal.SIGINT, "group", 1),
    "Ctrl-C twice": (signal.SIGINT, "group", 2),
    "Ctrl-C ten times": (signal.SIGINT, "group", 10),
    "INT to the run alone": (signal.SIGINT, "run", 1),
    "TERM": (signal.SIGTERM, "run", 1),
    "TERM to all": (signal.SIGTERM, "group", 1),
    "TERM twice": (signal.SIGTERM, "run", 2),
    "HUP": (signal.SIGHUP, "group", 1),
    "QUIT": (signal.SIGQUIT, "group", 1),
    "KILL": (signal.SIGKILL, "run", 1),
    "KILL of a worker": (signal.SIGKILL, "worker", 1),
    "TERM of a worker": (signal.SIGTERM, "worker", 1),
}


class Fate(NamedTuple):
    """How a run ended: its code, the seconds from the first signal on, what is left of it."""

    way: str
    code: int
    seconds: float
    processes: int
    files: Sequence[str]
    wrong: str


class Killer:
    """Ends runs of an engine on one file of dossiers in a folder."""

    def __init__(self, folder: Path, rows: int = _ROWS, engine: str = "python") -> None:
        self._folder = folder
        self._engine = engine
        typed = engine != "python"
        kind = "parquet" if typed else "csv"
        self._source = folder / f"dossiers.{kind}"
        self._short = folder / f"short.{kind}"
        self._out = folder / "verdicts.csv"
        self._rejects = folder / f"refused.{kind}"
        # What goes among the temporary files of the system is seen there.
        self._temporary = folder / "temporary"
        self._temporary.mkdir(parents=True)
        # Spark keeps no rows that it refuses.
        self._writes = [self._out] if engine == "spark" else [self._out, self._rejects]
        self._program = [sys.executable, "-m", "stagiaire_cli"]
        if engine == "duckdb":
            self._program = [sys.executable, "-c", _SPILLS]
        self.ways = [way for way, (_, whom, _) in WAYS.items() if not (typed and whom == "worker")]
        self._done = 5 if typed else 0
        if typed:
            self._write_typed(rows)
        else:
            self._write_text(rows)
        # The first run of a machine lasts longer; one of Spark is long enough.
        for _ in range(1 if engine == "spark" else 2):
            start = time.monotonic()
            self.started(2).communicate(timeout=PATIENCE)
            self._lasts = time.monotonic() - start
        self._whole = _content(self._out)

    def _write_text(self, rows: int) -> None:
        wide = "x" * _WIDE
        with self._source.open("w", encoding="ascii") as stream:
            stream.write("id,company_internship,adult\n")
            stream.writelines(f"{wide}{number},yes,\n" for number in range(rows))
        self._short.write_text("id,adult\na,yes\n", encoding="ascii")

    def _write_typed(self, rows: int) -> None:
        import duckdb

        with duckdb.connect() as base:
            for file, many in ((self._source, rows), (self._short, 1)):
                select = _ROWS_OF_PARQUET.format(wide=_WIDE, rows=many)
                base.execute(f"COPY ({select}) TO '{file}' (FORMAT parquet)")

    def _command(self, source: Path) -> list[str]:
        command = [*self._program, "batch", str(source), "--quiet", "--lang", "en"]
        command += ["--engine", self._engine, "--output", str(self._out)]
        return [*command, "--rejects", str(self._rejects)] if len(self._writes) > 1 else command

    def _environment(self) -> dict[str, str]:
        return {**ENVIRONMENT, "TMPDIR": str(self._temporary)}

    def started(self, jobs: int) -> "subprocess.Popen[bytes]":
        """A run of so many processes, in a session of its own."""
        for file in self._writes:
            if file.is_dir():
                shutil.rmtree(file)
            file.write_bytes(_BEFORE)
        return subprocess.Popen(
            [*self._command(self._source), "--jobs", str(jobs)],
            stderr=subprocess.PIPE,
            env=self._environment(),
            start_new_session=True,
        )

    def _alive(self, run: "subprocess.Popen[bytes]") -> list[int]:
        """The processes of a run; the Java of Spark has a session of its own."""
        named = _naming(str(self._folder)) if self._engine == "spark" else []
        return [*alive(run.pid), *(process for process in named if process != run.pid)]

    def killed(self, way: str, sample: random.Random) -> Fate:
        """A run that is ended in that way, at a moment of chance."""
        number, whom, times = WAYS[way]
        after = sample.uniform(0, 0.8 * self._lasts)
        run = self.started(2 if whom == "worker" else sample.choice((1, 2, 2, 2)))
        if whom == "worker":
            # They are there from about the middle on.
            after /= 2
            while run.poll() is None and len(alive(run.pid)) < 2:
                time.sleep(0.01)
        time.sleep(after)
        # Until our first line runs, whatever ends Python ends it, in its own way.
        listens, works = _listens(run.pid), any(self._folder.glob(_OURS))
        first = time.monotonic()
        for _ in range(times):
            _send(run, number, whom)
            time.sleep(sample.choice((0, 0.001, 0.01, 0.05)) if times > 1 else 0)
        try:
            _, said = run.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            return Fate(way, 0, PATIENCE, len(self._alive(run)), (), "hangs")
        seconds = time.monotonic() - first
        # A Java that was still starting hears late that nobody is there any more.
        deadline = time.monotonic() + (30 if self._engine == "spark" else 2)
        while self._alive(run) and time.monotonic() < deadline:
            time.sleep(0.01)
        left = len(self._alive(run))
        wrong = self._wrong(number, whom, run.returncode, said, listens=listens, works=works)
        if run.returncode == -signal.SIGKILL:
            again = self._command(self._short)
            subprocess.run(again, env=self._environment(), timeout=PATIENCE, check=True)
        ours = {self._source, self._short, self._temporary, *self._writes}
        files = sorted(str(path) for path in {*self._folder.iterdir()} - ours)
        files += map(str, self._temporary.iterdir())
        return Fate(way, run.returncode, seconds, left, files, wrong)

    def _wrong(
        self, number: int, whom: str, code: int, said: bytes, *, listens: bool, works: bool
    ) -> str:
        """What is wrong with the code, with what was said, with the output; or nothing.

        ``listens`` says whether our first line had run, ``works`` whether anything was begun.
        """
        out = _content(self._out)
        unchanged = {_BEFORE} == {*map(_content, self._writes)}
        # What is said of a row that is refused begins with its place.
        place = str(self._source).encode()
        lines = sum(not line.startswith(place) for line in said.splitlines())
        if code == self._done:
            fine = out == self._whole and not lines
        elif (number, whom) == (signal.SIGKILL, "run"):
            fine = code == -number and out in (_BEFORE, self._whole)
        elif (number, whom) == (signal.SIGKILL, "worker"):
            fine = code == 70 and unchanged and lines == 1 and b"worker process" in said
        elif not listens:
            # Python says 1 where Ctrl-C meets it before it can run anything of ours.
            fine = code in (130, -number, 1) and unchanged
        else:
            fine = code == 130 and unchanged and lines in ((1,) if works else (0, 1))
        if fine and whom == "worker" and number != signal.SIGKILL:
            fine = code == self._done
        if fine:
            return ""
        told = f"code {code}, unchanged {unchanged}, listens {listens}, works {works}"
        return f"{told}, said {said!r}"


def _content(file: Path) -> bytes:
    """What is in a file, or in the parts of a folder."""
    if not file.is_dir():
        return file.read_bytes()
    return b"".join(sorted(part.read_bytes() for part in file.glob("part-*")))


def _listens(process: int) -> bool:
    """Whether a process has said what is to happen on a signal that Python knows nothing of."""
    try:
        status = Path("/proc", str(process), "status").read_text(encoding="utf-8")
    except OSError:
        return False
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def _send(run: "subprocess.Popen[bytes]", number: int, whom: str) -> None:
    """Send a signal; where nobody is there any more, to nobody."""
    if run.poll() is not None:
        return
    if whom == "worker":
        others = sorted(set(alive(run.pid)) - {run.pid})
        if others:
            os.kill(others[-1], number)
    elif whom == "group":
        os.killpg(run.pid, number)
    else:
        run.send_signal(number)


def alive(session: int) -> list[int]:
    """The processes of a session that are not over yet."""
    return [process for process, state in _of_session(session) if state not in "ZX"]


def _of_session(session: int) -> Iterator[tuple[int, str]]:
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            stat = Path("/proc", name, "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        # The name of the program, in parentheses, may have anything in it.
        state, _parent, _group, its_session = stat.rpartition(")")[2].split()[:4]
        if int(its_session) == session:
            yield int(name), state


def _naming(folder: str) -> list[int]:
    """The processes whose arguments name a folder."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            arguments = Path("/proc", name, "cmdline").read_bytes()
            if folder.encode() in arguments and int(name) != os.getpid():
                found.append(int(name))
    return found
