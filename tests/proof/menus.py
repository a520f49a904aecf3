"""Whole sessions as they are typed: in numbered lines, and in menus to the same verdict."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.people.fingers import pressed
from tests.people.menus import PLAYED, played_in_lines, played_in_menus
from tests.people.sessions import PARTS

_IN_MENUS = 200
_HANDS, _KEYS = 50, 200


def prove() -> Iterator[tuple[str, int]]:
    """Type each session of the parts in lines; and so many drawn at random, in menus."""
    pieces = [(name, place) for name in PLAYED for place in range(len(PARTS[name].counts))]
    sessions: Counter[str] = Counter()
    with ProcessPoolExecutor() as pool:
        found = pool.map(played_in_lines, *zip(*pieces, strict=True))
        for (name, place), count in zip(pieces, found, strict=True):
            assert count == PARTS[name].counts[place], (name, place)
            sessions[name] += count
        yield "sessions typed in numbered lines", sessions.total()
        asked = list(pool.map(played_in_menus, range(_IN_MENUS)))
        yield "sessions typed in menus", len(asked)
        yield "questions of these menus", sum(asked)
        yield "keys pressed at random", sum(pool.map(_at_random, range(_HANDS)))
    yield "sessions typed, in all", sessions.total() + len(asked)


def _at_random(seed: int) -> int:
    """Press keys at random: none of them loses an answer or leaves the terminal broken."""
    with tempfile.TemporaryDirectory() as folder:
        pressed(seed, _KEYS, Path(folder))
    return _KEYS
