"""The smallest description of a set of situations: its prime implicants, and the fewest that cover.

A situation gives each variable one of its values. A set of situations is a whole number with one
bit a situation, the first variable varying slowest and the first situation at the top. A cube gives
each variable a set of values, and holds every situation within them.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from math import prod

Cube = tuple[frozenset[int], ...]


def situation_at(index: int, sizes: Sequence[int]) -> int:
    """The set of one situation, by its index among all."""
    return 1 << prod(sizes) - 1 - index


def primes(situations: int, sizes: Sequence[int]) -> tuple[Cube, ...]:
    """Every cube within the set that no wider cube within it contains.

    ``sizes`` has the number of values of each variable.
    """
    widths = [prod(sizes[variable + 1 :]) for variable in range(len(sizes))]

    @cache
    def primes_of(part: int, variable: int) -> tuple[Cube, ...]:
        if not part:
            return ()
        if variable == len(sizes):
            return ((),)
        children = _children(part, sizes[variable], widths[variable])
        cubes: list[Cube] = []
        for values in _unions(children):
            common = -1
            for value in values:
                common &= children[value]
            rest = [child for value, child in enumerate(children) if value not in values]
            for cube in primes_of(common, variable + 1):
                bits = spread(cube, sizes[variable + 1 :])
                if all(bits & ~child for child in rest):
                    cubes.append((values, *cube))
        return tuple(cubes)

    return primes_of(situations, 0)


def _children(part: int, size: int, width: int) -> list[int]:
    mask = (1 << width) - 1
    return [(part >> (value * width)) & mask for value in reversed(range(size))]


def _unions(children: Sequence[int]) -> Iterator[frozenset[int]]:
    """The sets of values that a prime may need: values that tell nothing apart stay together."""
    classes: dict[int, list[int]] = {}
    for value, child in enumerate(children):
        classes.setdefault(child, []).append(value)
    kinds = [values for child, values in classes.items() if child]
    for count in range(1, len(kinds) + 1):
        for chosen in combinations(kinds, count):
            yield frozenset(value for values in chosen for value in values)


def spread(cube: Cube, sizes: Sequence[int]) -> int:
    """The situations of a cube, as a set."""
    bits, width = 1, 1
    for values, size in zip(reversed(cube), reversed(sizes), strict=True):
        bits = sum(bits << ((size - 1 - value) * width) for value in values)
        width *= size
    return bits


def fewest_cubes(situations: int, sizes: Sequence[int]) -> tuple[Cube, ...]:
    """The fewest prime cubes that together hold the set, and nothing else."""
    cubes = sorted(primes(situations, sizes), key=lambda cube: _literals(cube, sizes))
    held = {cube: spread(cube, sizes) for cube in cubes}
    chosen: list[Cube] = []
    left = situations
    # A prime that alone holds some situation is in every cover.
    for cube in cubes:
        others = 0
        for other in cubes:
            if other is not cube:
                others |= held[other]
        if held[cube] & ~others:
            chosen.append(cube)
            left &= ~held[cube]
    useful = [cube for cube in cubes if held[cube] & left]
    for count in range(len(useful) + 1):
        for more in combinations(useful, count):
            rest = left
            for cube in more:
                rest &= ~held[cube]
            if not rest:
                return tuple(cube for cube in cubes if cube in chosen or cube in more)
    return ()


def _literals(cube: Cube, sizes: Sequence[int]) -> int:
    return sum(len(values) < size for values, size in zip(cube, sizes, strict=True))
