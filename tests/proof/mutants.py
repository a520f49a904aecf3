"""Each rule changed in one place, some 7 900 times: a named test fails, or the law reads the same.

``STAGIAIRE_ONE_IN`` tries one mutant in so many; ``STAGIAIRE_FATES`` names a file for the list of
mutants with what becomes of each.
"""

import os
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.mutants.killing import UNCHANGED, Hunt
from tests.mutants.mutated import law_mutants

_ONE_IN = int(os.environ.get("STAGIAIRE_ONE_IN", "1"))
_FATES = os.environ.get("STAGIAIRE_FATES", os.devnull)
# Mutants that follow one another are alike, and the same tests kill them.
_TOGETHER = 40
_LAW: list[tuple[str, dict[str, Any]]] = []
_HUNT: list[Hunt] = []


def prove() -> Iterator[tuple[str, int]]:
    """Count the mutants killed, and those proved to change nothing; none survives."""
    # A fork has the law, the tests and the time that each takes from here.
    _LAW[:] = list(law_mutants())[::_ONE_IN]
    _HUNT[:] = [Hunt()]
    found: dict[str, str] = {}
    with get_context("fork").Pool(2) as pool, Path(_FATES).open("w", encoding="utf-8") as told:
        for name, fate in pool.imap(_fate, range(len(_LAW)), chunksize=_TOGETHER):
            found[name] = fate
            print(name, fate or "SURVIVES", sep="\t", file=told, flush=True)
    survivors = [name for name, fate in found.items() if not fate]
    assert not survivors, "\n".join([f"{len(survivors)} of {len(found)} survive:", *survivors])
    killed = Counter(_root(name) for name, fate in found.items() if fate != UNCHANGED)
    for root, count in killed.items():
        yield f"mutants of {root} killed by a test", count
    yield "mutants of the law killed, in all", killed.total()
    yield "mutants with which the law reads the same on every day", len(found) - killed.total()


def _root(name: str) -> str:
    """The value of the law that is changed."""
    return name.split("[")[0].split(".")[0].split()[0]


def _fate(place: int) -> tuple[str, str]:
    name, values = _LAW[place]
    return name, _HUNT[0].fate(name, values)
