"""Batches that are killed at any moment, in any way: no process is left, no file, no half output.

``STAGIAIRE_FAULTS=100`` kills so many, ``STAGIAIRE_SEED=2`` at other moments.
"""

import os
import random
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.kills import WAYS, Fate, Killer

_SEED = int(os.environ.get("STAGIAIRE_SEED", "1"))
_MANY = int(os.environ.get("STAGIAIRE_FAULTS", "1000"))
_AT_ONCE = 2


def prove() -> Iterator[tuple[str, int]]:
    """Kill batches, and count what is left of them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        fates = [fate for part in pool.map(_killed, range(_AT_ONCE)) for fate in part]
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


def _killed(part: int) -> list[Fate]:
    ways = list(WAYS)
    with tempfile.TemporaryDirectory() as folder:
        killer = Killer(Path(folder))
        return [
            killer.killed(ways[number // _AT_ONCE % len(ways)], random.Random(f"{_SEED} {number}"))
            for number in range(part, _MANY, _AT_ONCE)
        ]
