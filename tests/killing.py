"""The tests of the law as functions to call: those that a mutant of the law has to fail one of.

Each module is executed again under the mutant, so that what a test reads from the law when it is
imported is the mutant's too: a test that only repeats the law back to itself kills nothing.
"""

import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final

from tests import mutated
from tests.calling import Killer, calls, first_failing
from tests.mutated import installed
from tests.test_second_reading import DAYS

MODULES: Final = (
    "test_second_reading",
    "test_tables_of_law",
    "test_filing",
    "test_checking",
    "test_assessment",
    "test_law",
    "test_definition",
    "test_wording",
)
# Each takes longer than all the others: what they add is on every assignment, not on every rule.
SLOW: Final = (
    "test_the_status_is_the_oracle_on_every_complete_assignment_of_the_definition",
    "test_the_facts_that_settle_it_are_the_fewest_and_first_that_trying_all_finds",
    "test_three_values_say_what_all_completions_say",
    "test_the_second_differs_nowhere_else",
    "test_a_verdict_that_turns_on_a_reading_says_how_many_situations_it_decides",
)
BY_DAY: Final = (
    "test_the_checks_and_the_file_are_those_of_the_second_reading",
    "test_what_was_not_sent_is_told_until_when_and_whether_that_is_past",
)
# Those that take long, and what they are about.
ONLY_FOR: Final = {
    "test_the_status_is_the_oracle_on_every_version": ("VERSIONS", "OUTSIDE", "LAW"),
    "test_an_answer_contradicts_only_the_answer_without_which_it_makes_no_sense": ("FACTS",),
}


@cache
def _code(module: str) -> CodeType:
    path = Path(__file__).with_name(f"{module}.py")
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
                timed.append((time.perf_counter() - begun, (module, name, place)))
    return [killer for _, killer in sorted(timed)]


class Hunt:
    """The killers in the order to try them: those first that have killed what is alike."""

    def __init__(self) -> None:
        self._killers = killers()
        self._first: dict[str, list[Killer]] = {}

    def killer_of(
        self, name: str, values: dict[str, Any], same: frozenset[str] = frozenset()
    ) -> Killer | None:
        """The test that fails under the mutant; None where every test passes.

        ``same`` are days on which the mutant reads as the law does, and the second reading is not
        tried.
        """
        known = self._first.setdefault(_alike(name), [])
        others = self._first.setdefault(name.split("[")[0], [])
        every = [*known[:8], *others[:30], *self._killers]
        order = dict.fromkeys(one for one in every if _may_kill(one, name, same))
        with installed(values):
            killer = first_failing(order, loaded)
        if killer is not None:
            for kept in (known, others):
                if killer in kept:
                    kept.remove(killer)
                kept.insert(0, killer)
        return killer


def _may_kill(killer: Killer, name: str, same: frozenset[str]) -> bool:
    module, function, place = killer
    if module == "test_second_reading" and function in BY_DAY:
        return DAYS[place] not in same
    root = name.split("[")[0].split()[0]
    return function not in ONLY_FOR or root in ONLY_FOR[function]


def _alike(name: str) -> str:
    """Mutants of the same rule under another day or alternative, and changed in the same field."""
    return "".join(one for one in name if not one.isdigit())[:60]
