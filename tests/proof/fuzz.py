"""Wrong input of every kind, where input comes in: nothing crashes, hangs or is misread."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.fuzz.fuzzing import tried
from tests.fuzz.surfaces import SURFACES

_SEED = int(os.environ.get("STAGIAIRE_SEED", "1"))
_MANY = int(os.environ.get("STAGIAIRE_FUZZ", "10000"))
_PARTS = 4


def prove() -> Iterator[tuple[str, int]]:
    """Count the inputs tried at each place where input comes in."""
    size = -(-_MANY // _PARTS)
    parts = [range(first, min(first + size, _MANY)) for first in range(0, _MANY, size)]
    total = 0
    with ProcessPoolExecutor(2) as pool:
        for name in SURFACES:
            count = sum(pool.map(_tried, [name] * len(parts), parts))
            total += count
            yield f"inputs: {name} (seed {_SEED})", count
    yield "inputs fuzzed, in all", total


def _tried(name: str, numbers: range) -> int:
    with tempfile.TemporaryDirectory() as folder:
        return tried(name, SURFACES[name], _SEED, numbers, Path(folder))
