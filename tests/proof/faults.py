"""Batches that are killed at any moment, in any way: no process is left, no file, no half output.

One in four is judged by DuckDB, and where Spark is installed, one in 200 besides by Spark.
``STAGIAIRE_FAULTS=100`` kills so many, ``STAGIAIRE_SEED=2`` at other moments.
"""

import importlib.util
import os
import random
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from tests.faults.kills import WAYS, Fate, Killer

_SEED = int(os.environ.get("STAGIAIRE_SEED", "1"))
_MANY = int(os.environ.get("STAGIAIRE_FAULTS", "1000"))
_AT_ONCE = 2
_ENGINES = ("python", "python", "python", "duckdb")


def prove() -> Iterator[tuple[str, int]]:
    """Kill batches, and count what is left of them."""
    # What a shell starts in the background ignores both, and so would each batch.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        fates = [fate for part in pool.map(_killed, range(_AT_ONCE)) for fate in part]
    by_spark = _killed_on_spark() if _has_spark() else []
    for engine, many in (("Spark", len(by_spark)), ("DuckDB", len(fates) // len(_ENGINES))):
        yield f"batches on {engine}", many
    fates += by_spark
    wrong = [fate for fate in fates if fate.wrong]
    for way in WAYS:
        codes = Counter(fate.code for fate in fates if fate.way == way)
        listed = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items()))
        yield f"{way}: ended {listed}", codes.total()
    stopped = [fate.seconds for fate in fates if fate.code == 130]
    yield (
        "thousandths of a second until the slowest that was stopped had ended",
        round(1000 * max(stopped, default=0)),
    )
    yield "processes left", sum(fate.processes for fate in fates)
    yield "files left", sum(len(fate.files) for fate in fates)
    assert not wrong, f"{len(wrong)} of {len(fates)}, such as {wrong[0]}"
    assert not any(fate.processes or fate.files for fate in fates)
    yield f"batches killed (seed {_SEED}), in all", len(fates)


def _has_spark() -> bool:
    return importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None


def _killed(part: int) -> list[Fate]:
    with tempfile.TemporaryDirectory() as folder:
        killers = {
            engine: Killer(Path(folder, engine), engine=engine) for engine in sorted({*_ENGINES})
        }
        ways = {engine: cycle(killer.ways) for engine, killer in killers.items()}
        fates = []
        for number in range(part, _MANY, _AT_ONCE):
            engine = _ENGINES[number // _AT_ONCE % len(_ENGINES)]
            sample = random.Random(f"{_SEED} {number}")
            fates.append(killers[engine].killed(next(ways[engine]), sample))
        return fates


def _killed_on_spark() -> list[Fate]:
    """Few, since Spark takes long; KILL, which leaves most, is among them."""
    with tempfile.TemporaryDirectory() as folder:
        killer = Killer(Path(folder, "spark"), rows=3000, engine="spark")
        ways = cycle(["KILL", "TERM to all", "Ctrl-C ten times", "QUIT", "HUP", "TERM twice"])
        return [
            killer.killed(next(ways), random.Random(f"{_SEED} spark {number}"))
            for number in range(max(2, _MANY // 200))
        ]
