"""A batch by tables: every state of each alternative gives what its dossier has alone."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.people.tabled import RESERVED_SINCE, SINCE, of_alternatives, of_what_is_reserved

_CHANCE = 0.08


def prove() -> Iterator[tuple[str, int]]:
    """Compare each state, in each version; of what is reserved, a part drawn at random."""
    with ProcessPoolExecutor() as pool:
        total = 0
        for since, seen in zip(SINCE, pool.map(of_alternatives, SINCE), strict=True):
            total += seen
            yield f"states of the alternatives since {since}", seen
        chances = [_CHANCE] * len(RESERVED_SINCE)
        found = pool.map(of_what_is_reserved, RESERVED_SINCE, chances)
        for since, seen in zip(RESERVED_SINCE, found, strict=True):
            assert seen > 1000, since
            total += seen
            yield f"states of what is reserved since {since}", seen
        yield "states compared with the tables, in all", total
