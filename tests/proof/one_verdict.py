"""Every way to a verdict gives the same: random dossiers, all smallest reasons, every period."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from stagiaire_cli.dossier.dossier import Dossier
from tests.people.agreeing import (
    check_asked,
    check_batch,
    check_columns,
    check_command,
    check_in_terminal,
)
from tests.people.drawn import drawn, of_reasons
from tests.people.ways_in import in_a_child

_SEED = int(os.environ.get("STAGIAIRE_SEED", "1"))
_RANDOM = 2000
_ASKED = 300
_IN_TERMINALS = 12
_AT_ONCE = 4
_ON_SPARK = 60


def prove() -> Iterator[tuple[str, int]]:
    """Count the dossiers whose verdict is the same, by the ways that were compared."""
    sample = random.Random(_SEED)
    dossiers = [*(drawn(sample) for _ in range(_RANDOM)), *of_reasons()]
    seeds = range(_SEED, _SEED + len(dossiers))
    with ProcessPoolExecutor(2) as pool:
        parts = [dossiers[first::8] for first in range(8)]
        list(pool.map(_commands, parts, seeds))
        yield (
            f"dossiers by flags, file and standard input as by the function (seed {_SEED})",
            len(dossiers),
        )
        list(pool.map(_batches, parts, seeds))
        yield "dossiers by batch, from CSV and JSON Lines", len(dossiers)
        asked = dossiers[:_ASKED]
        list(pool.map(_questions, [asked[first::4] for first in range(4)], seeds))
        yield "dossiers by the questionnaire in numbered lines", len(asked)
    # Whoever answers in a terminal waits most of the time.
    with ProcessPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_terminals, [[one] for one in dossiers[:_IN_TERMINALS]], seeds))
        yield "dossiers by the questionnaire in a pseudo-terminal", _IN_TERMINALS
    with tempfile.TemporaryDirectory() as folder:
        check_command(dossiers[:10], sample, Path(folder), in_a_child)
        yield "dossiers by processes of their own", 10
        yield "dossiers by DuckDB, from Parquet", _columns(dossiers, Path(folder))
        yield "dossiers by Spark (none where it is not installed)", _spark(dossiers, Path(folder))


def _commands(dossiers: list[Dossier], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_command(dossiers, random.Random(seed), Path(folder))


def _batches(dossiers: list[Dossier], seed: int) -> None:
    check_batch(dossiers, random.Random(seed))


def _questions(dossiers: list[Dossier], seed: int) -> None:
    check_asked(dossiers, random.Random(seed))


def _terminals(dossiers: list[Dossier], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_in_terminal(dossiers, random.Random(seed), Path(folder))


def _columns(dossiers: list[Dossier], folder: Path) -> int:
    if find_spec("duckdb") is None:
        return 0
    # A file of many days is as many statements: the days are taken a few at a time.
    ordered = sorted(dossiers, key=lambda one: str(one.on))
    for some in _apart(ordered):
        check_columns(some, folder)
    return len(dossiers)


def _apart(dossiers: list[Dossier]) -> Iterator[list[Dossier]]:
    size = -(-len(dossiers) // 12)
    return (dossiers[first : first + size] for first in range(0, len(dossiers), size))


def _spark(dossiers: list[Dossier], folder: Path) -> int:
    if find_spec("pyspark") is None or shutil.which("java") is None:
        return 0
    days = [dossiers[0].on, dossiers[1].on]
    some = [one._replace(on=days[n % 2]) for n, one in enumerate(dossiers[:_ON_SPARK])]
    check_columns(some, folder, "spark")
    return len(some)
