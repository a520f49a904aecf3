"""The tests of the law as functions to call: those that a mutant of the law has to fail one of.

Each module is executed again under the mutant, so that what a test reads from the law when it is
imported is the mutant's too: a test that only repeats the law back to itself kills nothing.
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from heapq import nlargest
from itertools import chain
from operator import itemgetter
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.verdict import Verdict
from tests.mutants import mutated
from tests.mutants.calling import Killer, calls, first_failing
from tests.mutants.mutated import installed
from tests.mutants.unchanged import Reading, on_day
from tests.people.drawn import drawn

MODULES: Final = (
    "assessment.test_second_reading",
    "law.test_tables",
    "assessment.test_file",
    "assessment.test_checks",
    "assessment.test_assess",
    "law.test_by_date",
    "law.test_definition",
    "law.test_quotation",
)
# Each takes longer than all the others: what they add is on every assignment, not on every rule.
SLOW: Final = (
    "test_the_status_is_the_oracle_on_assignments_of_the_whole_definition",
    "test_the_facts_that_settle_it_are_the_fewest_and_first_that_trying_all_finds",
    "test_three_values_say_what_all_completions_say",
    "test_the_second_differs_nowhere_else",
)

UNCHANGED: Final = "unchanged"
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
# Tried before anything is read: what killed its like, what killed others of the same value.
_ALIKE, _OTHERS = 3, 2
_SEED, _DRAWN = 1, 24


_TESTS: Final = Path(__file__).parent.parent


@cache
def _code(module: str) -> CodeType:
    path = _TESTS.joinpath(*module.split(".")).with_suffix(".py")
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


def loaded(module: str) -> ModuleType:
    """The module of tests, read again."""
    found = ModuleType(f"tests.{module}")
    exec(_code(module), vars(found))  # noqa: S102 (our own tests)
    return found


def _functions(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name, function in vars(module).items():
        drawn = hasattr(function, "hypothesis")
        if name.startswith("test_") and name not in SLOW and not drawn:
            yield name, function


def killers() -> list[Killer]:
    """Every test that may kill, the quickest first; each passes under the law as it is."""
    timed: list[tuple[float, Killer]] = []
    for module in MODULES:
        for name, function in _functions(loaded(module)):
            for place, arguments in enumerate(calls(function)):
                mutated.forget()
                begun = time.perf_counter()
                function(**arguments)
                took = time.perf_counter() - begun
                words = tuple(one for one in arguments.values() if isinstance(one, str) and one)
                timed.append((took, Killer(module, name, place, words)))
    return [killer for _, killer in sorted(timed)]


class Hunt:
    """What becomes of mutants, the tests being tried first that have killed what is alike."""

    def __init__(self) -> None:
        self._killers = killers()
        self._calls: dict[tuple[str, str], list[Killer]] = {}
        for killer in self._killers:
            self._calls.setdefault(killer.test, []).append(killer)
        self._first: dict[str, list[Killer]] = {}
        self._reading = Reading()
        self._stretches = self._reading.stretches()
        self._tables = self._reading.tables()
        sample = random.Random(_SEED)
        self._dossiers = [drawn(sample) for _ in range(_DRAWN)]
        self._verdicts = self._judged()

    def _judged(self) -> list[Verdict]:
        return [assess_dossier(one) for one in self._dossiers]

    def fate(self, name: str, values: dict[str, Any]) -> str:
        """The test that fails under the mutant, UNCHANGED, or "" where every test passes."""
        known = self._first.setdefault(_alike(name), [])
        others = self._first.setdefault(name.split("[")[0], [])
        # Of the tests that killed its like, first the calls that name what is mutated here.
        functions = dict.fromkeys(one.test for one in (*known[:_ALIKE], *others[:_OTHERS]))
        named = (nlargest(2, self._calls[one], lambda one: _named(one, name)) for one in functions)
        tried = dict.fromkeys((*chain.from_iterable(named), *known[:_ALIKE], *others[:_OTHERS]))
        load = cache(loaded)
        with installed(values):
            killer = first_failing(tried, load)
            if killer is None:
                differs = self._differs()
                if differs is None:
                    # Should the reading overlook something, a verdict may show it.
                    return UNCHANGED if self._judged() == self._verdicts else ""
                order = self._in_turn(lambda one: differs(one) + _named(one, name))
                killer = first_failing((one for one in order if one not in tried), load)
        if killer is None:
            return ""
        for kept in (known, others):
            if killer in kept:
                kept.remove(killer)
            kept.insert(0, killer)
        return str(killer)

    def _in_turn(self, apt: Callable[[Killer], int]) -> list[Killer]:
        """Every call, the aptest of each test before the next of any."""
        each = [sorted(calls, key=apt, reverse=True) for calls in self._calls.values()]
        turns = ((turn, -apt(one), one) for calls in each for turn, one in enumerate(calls))
        return [one for *_, one in sorted(turns, key=itemgetter(0, 1))]

    def _differs(self) -> Callable[[Killer], bool] | None:
        """Whether the law reads otherwise on the day of a test; None where it does on no day.

        A law that cannot be read is one that differs.
        """
        try:
            stretches, tables = self._reading.stretches(), self._reading.tables()
        except Exception:
            return lambda _: True
        if (stretches, tables) == (self._stretches, self._tables):
            return None

        @cache
        def on(day: str) -> bool:
            then = date.fromisoformat(day)
            return bool(on_day(stretches, then) != on_day(self._stretches, then))

        return lambda one: any(_ISO.fullmatch(word) and on(word) for word in one.about)


def _named(killer: Killer, name: str) -> int:
    return sum(word in name for word in killer.about)


def _alike(name: str) -> str:
    """Mutants of the same rule under another day or alternative, and changed in the same field."""
    return "".join(one for one in name if not one.isdigit())[:60]
