"""The shortest order: in every state it asks what a search that knows only the rules finds best."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product

from tests.people.optimum import PRIORS, alternatives, states_with_the_least


def prove() -> Iterator[tuple[str, int]]:
    """Each alternative under each set of conditions that it has had, with each prior."""
    # Those with most states first, so that no core waits for the last.
    names = sorted(alternatives(), key=lambda name: not name.startswith("2°"))
    pairs = list(product(names, PRIORS))
    states: Counter[str] = Counter()
    with ProcessPoolExecutor() as pool:
        found = pool.map(states_with_the_least, *zip(*pairs, strict=True))
        for (name, _), count in zip(pairs, found, strict=True):
            states[name] += count
    for name, count in states.items():
        yield f"states of the {name}", count
    yield "states in which the shortest order is best, in all", states.total()
