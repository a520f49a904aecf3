"""Runs of ``stagiaire batch`` that are ended at a moment of chance, in a way of chance."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.people.terminal import ENVIRONMENT, PATIENCE

_PROGRAM = [sys.executable, "-m", "stagiaire_cli", "batch"]
_PART = ".stagiaire-part"
_BEFORE = b"what was there before\n"
# Blocks are of four mebibytes: several of them, of rows that take little time.
_ROWS = 30_000
_WIDE = 420
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
    """Ends runs on one file of dossiers in a folder."""

    def __init__(self, folder: Path, rows: int = _ROWS) -> None:
        self._folder = folder
        self._source = folder / "dossiers.csv"
        self._short = folder / "short.csv"
        self._out = folder / "verdicts.csv"
        self._rejects = folder / "refused.csv"
        wide = "x" * _WIDE
        with self._source.open("w", encoding="ascii") as stream:
            stream.write("id,company_internship,adult\n")
            stream.writelines(f"{wide}{number},yes,\n" for number in range(rows))
        self._short.write_text("id,adult\na,yes\n", encoding="ascii")
        # The first run of a machine lasts longer.
        for _ in range(2):
            start = time.monotonic()
            self.started(2).communicate(timeout=PATIENCE)
            self._lasts = time.monotonic() - start
        self._whole = self._out.read_bytes()

    def started(self, jobs: int) -> "subprocess.Popen[bytes]":
        """A run of so many processes, in a session of its own."""
        self._out.write_bytes(_BEFORE)
        self._rejects.write_bytes(_BEFORE)
        command = [*_PROGRAM, str(self._source), "--quiet", "--lang", "en", "--jobs", str(jobs)]
        command += ["--output", str(self._out), "--rejects", str(self._rejects)]
        return subprocess.Popen(
            command, stderr=subprocess.PIPE, env=ENVIRONMENT, start_new_session=True
        )

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
        listens, works = _listens(run.pid), any(self._folder.glob(f"*{_PART}"))
        first = time.monotonic()
        for _ in range(times):
            _send(run, number, whom)
            time.sleep(sample.choice((0, 0.001, 0.01, 0.05)) if times > 1 else 0)
        try:
            _, said = run.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            return Fate(way, 0, PATIENCE, len(alive(run.pid)), (), "hangs")
        seconds = time.monotonic() - first
        deadline = time.monotonic() + 2
        while alive(run.pid) and time.monotonic() < deadline:
            time.sleep(0.01)
        left = len(alive(run.pid))
        wrong = self._wrong(number, whom, run.returncode, said, listens=listens, works=works)
        if run.returncode == -signal.SIGKILL:
            again = [*_PROGRAM, str(self._short), "--quiet", "--output", str(self._out)]
            again += ["--rejects", str(self._rejects)]
            subprocess.run(again, env=ENVIRONMENT, timeout=PATIENCE, check=True)
        ours = {path.name for path in (self._source, self._short, self._out, self._rejects)}
        files = sorted({path.name for path in self._folder.iterdir()} - ours)
        return Fate(way, run.returncode, seconds, left, files, wrong)

    def _wrong(
        self, number: int, whom: str, code: int, said: bytes, *, listens: bool, works: bool
    ) -> str:
        """What is wrong with the code, with what was said, with the output; or nothing.

        ``listens`` says whether our first line had run, ``works`` whether anything was begun.
        """
        out, rejects = self._out.read_bytes(), self._rejects.read_bytes()
        unchanged = out == rejects == _BEFORE
        lines = said.count(b"\n")
        if code == 0:
            fine = out == self._whole and not said
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
            fine = code == 0
        if fine:
            return ""
        told = f"code {code}, unchanged {unchanged}, listens {listens}, works {works}"
        return f"{told}, said {said!r}"


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
