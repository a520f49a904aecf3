"""Every session of the questionnaire: it ends, and asks nothing twice and nothing useless."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.people.sessions import PARTS, starts
from tests.people.useful import played


def prove() -> Iterator[tuple[str, int]]:
    """Walk the situations, the files and the checks, from each start of a part for itself."""
    for name in PARTS:
        assert len(starts(name)) == len(PARTS[name].counts), name
    pieces = [(name, place) for name in PARTS for place in range(len(starts(name)))]
    sessions: Counter[str] = Counter()
    places = 0
    with ProcessPoolExecutor() as pool:
        for (name, _), (count, states) in zip(
            pieces, pool.map(played, *zip(*pieces, strict=True)), strict=True
        ):
            sessions[name] += count
            places += states
    for name, count in sessions.items():
        assert count == sum(PARTS[name].counts), name
        yield f"sessions: {name}", count
    yield "sessions played, in all", sessions.total()
    yield "places in these sessions that were looked at", places
