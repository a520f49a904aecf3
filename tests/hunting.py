"""Hunts mutants of the law: ``python -m tests.hunting 11`` tries one in eleven, on two cores."""

import functools
import operator
import sys
import time
from datetime import date
from multiprocessing import Pool

from tests.killing import Hunt
from tests.mutated import installed, law_mutants
from tests.test_second_reading import DAYS
from tests.unchanged import Reading

# The name of a mutant, and the test that kills it, "unchanged", or "" for a survivor.
Fate = tuple[str, str]


def fates(share: tuple[int, int]) -> list[Fate]:
    """What becomes of one share of the mutants: those from a place on, by steps."""
    first, step = share
    hunt, reading = Hunt(), Reading()
    whole = reading.of_law()
    by_day = {day: reading.of_day(date.fromisoformat(day)) for day in DAYS}
    found: list[Fate] = []
    for name, values in list(law_mutants())[first::step]:
        same: frozenset[str] = frozenset()
        try:
            with installed(values):
                if reading.of_law() == whole:
                    found.append((name, "unchanged"))
                    continue
                seen = {day: reading.of_day(date.fromisoformat(day)) for day in DAYS}
            same = frozenset(day for day in DAYS if seen[day] == by_day[day])
        except Exception:  # noqa: S110 (a law that cannot be read is one that differs)
            pass
        killer = hunt.killer_of(name, values, same)
        found.append((name, "::".join(map(str, killer or ()))))
    return found


def main(one_in: int) -> int:
    """Print the counts and each survivor; returns 1 if there is one."""
    begun = time.monotonic()
    with Pool(2) as pool:
        found: list[Fate] = functools.reduce(
            operator.iadd, pool.map(fates, [(0, 2 * one_in), (one_in, 2 * one_in)]), []
        )
    survivors = [name for name, fate in found if not fate]
    unchanged = sum(fate == "unchanged" for _, fate in found)
    print(f"{len(found)} tried, {unchanged} change nothing, {len(survivors)} survive")
    print("\n".join(survivors), f"{time.monotonic() - begun:.0f} s", sep="\n")
    return bool(survivors)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
