"""Descriptions of sets of situations: exact, prime, and as few as can be."""

from itertools import combinations, product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagiaire_cli.logic.situations import Cube, fewest_cubes, primes, situation_at, spread

SIZES = (2, 3, 2)
COUNT = prod(SIZES)


def every_cube(sizes: tuple[int, ...]) -> list[Cube]:
    """All cubes there are, each set of values of each variable."""
    values = [
        [
            frozenset(kept)
            for count in range(1, size + 1)
            for kept in combinations(range(size), count)
        ]
        for size in sizes
    ]
    return list(product(*values))


def test_a_cube_holds_the_situations_whose_values_it_has() -> None:
    for cube in every_cube(SIZES):
        held = 0
        for place, situation in enumerate(product(*(range(size) for size in SIZES))):
            if all(value in values for value, values in zip(situation, cube, strict=True)):
                held |= situation_at(place, SIZES)
        assert spread(cube, SIZES) == held


@pytest.mark.parametrize("part", range(16))
def test_the_primes_are_the_widest_cubes_within_every_set_of_situations(part: int) -> None:
    """All 4 096 sets of the twelve situations of three variables, in sixteen parts."""
    cubes = {cube: spread(cube, SIZES) for cube in every_cube(SIZES)}
    for situations in range(part, 1 << COUNT, 16):
        within = [cube for cube, held in cubes.items() if not held & ~situations]
        widest = {
            cube
            for cube in within
            if not any(other != cube and cubes[cube] & ~cubes[other] == 0 for other in within)
        }
        assert set(primes(situations, SIZES)) == widest


@pytest.mark.parametrize("part", range(16))
def test_the_fewest_cover_the_set_and_no_smaller_cover_exists(part: int) -> None:
    """A seventh of all sets, each beside every smaller choice of its primes."""
    for situations in range(part, 1 << COUNT, 16 * 7):
        found = fewest_cubes(situations, SIZES)
        held = [spread(cube, SIZES) for cube in primes(situations, SIZES)]
        union = 0
        for cube in found:
            union |= spread(cube, SIZES)
        assert union == situations
        for smaller in combinations(held, max(len(found) - 1, 0)):
            covered = 0
            for bits in smaller:
                covered |= bits
            assert not found or covered != situations


@given(st.integers(0, (1 << 48) - 1))
def test_a_description_of_many_variables_is_exact(situations: int) -> None:
    sizes = (2, 2, 3, 2, 2)
    situations &= (1 << prod(sizes)) - 1
    union = 0
    for cube in primes(situations, sizes):
        assert not spread(cube, sizes) & ~situations
        union |= spread(cube, sizes)
    assert union == situations
