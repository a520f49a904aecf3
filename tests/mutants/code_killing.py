"""Which test notices each mutant of our code.

``python -m tests.mutants.code_killing logic.conditions`` lists those of a module.

Each mutant is tried in a fork of its own, in which the program and the tests are imported again, so
that what is worked out on import is the mutant's too.
"""

import importlib
import os
import resource
import signal
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

import pytest
from hypothesis import Phase, settings

from tests.mutants.calling import Killer, calls, first_failing
from tests.mutants.code_mutating import code_mutants

_HERE: Final = Path(__file__).parent
# The modules of the program, and the tests that judge each.
_JUDGED: Final = (
    *("assessment.test_assess", "interview.test_interview", "interview.test_why"),
    *("assessment.test_file", "assessment.test_checks"),
)
TESTS: Final[Mapping[str, tuple[str, ...]]] = {
    "logic.conditions": (
        "logic.test_conditions",
        "assessment.test_assess",
        "assessment.test_file",
        "assessment.test_checks",
    ),
    "assessment.status": _JUDGED,
    "assessment.assess": _JUDGED,
    "assessment.parts": _JUDGED,
    "assessment.outcomes": ("assessment.test_second_reading", *_JUDGED),
    "interview.relevance": ("interview.test_relevance", *_JUDGED),
    "interview.interview": ("interview.test_questions", *_JUDGED),
    "interview.questions": ("interview.test_questions", *_JUDGED),
}
# Each takes longer than most others together.
SLOW: Final = (
    "test_sessions_end_and_each_question_is_new_and_can_change_the_verdict",
    "test_the_bounds_are_the_shortest_and_the_longest_session",
    "test_the_facts_that_settle_it_are_the_fewest_and_first_that_trying_all_finds",
    "test_the_fewest_facts_are_as_few_as_trying_them_all_finds",
    "test_a_witness_is_found_exactly_where_the_fact_can_matter",
    "test_a_part_is_walked_from_each_of_its_starts",
)
# No test takes as much: a mutant that makes one do so does not end, or might as well not.
_SECONDS: Final = 10
_BYTES: Final = 4 << 30


def source_of(module: str) -> str:
    """The source of a module of the program."""
    path = _HERE.parents[1].joinpath("stagiaire_cli", *module.split(".")).with_suffix(".py")
    return path.read_text(encoding="utf-8")


def argued() -> dict[str, str]:
    """Why no test can notice a mutant, by its module and name; or why none needs to."""
    groups = tomllib.loads((_HERE / "survivors.toml").read_text(encoding="utf-8"))["survivors"]
    return {name: one["because"] for one in groups for name in one["mutants"]}


def fates(module: str) -> dict[str, Killer | None]:
    """The test that notices each mutant of a module; None where none does."""
    with ProcessPoolExecutor(2) as pool:
        shares = pool.map(_share, [module] * 2, range(2))
        return {name: fate for share in shares for name, fate in share}


def _share(module: str, first: int) -> list[tuple[str, Killer | None]]:
    """What becomes of every second mutant: first those tests are tried that noticed one nearby."""
    killers = _killers(TESTS[module])
    near: dict[str, list[Killer]] = {}
    found: list[tuple[str, Killer | None]] = []
    for place, (name, tree) in enumerate(code_mutants(source_of(module))):
        if place % 2 != first:
            continue
        known = near.setdefault(name.split(" | ")[0], [])
        order = [*dict.fromkeys([*known, *killers])]
        killer = _killer_of(order, f"stagiaire_cli.{module}", compile(tree, module, "exec"))
        found.append((f"{module}.{name}", killer))
        if killer is not None:
            known[:] = [killer, *(one for one in known if one != killer)][:8]
    return found


def _killers(modules: Iterable[str]) -> list[Killer]:
    """Every test that may notice something, the quickest first; each passes as things are."""
    timed: list[tuple[float, Killer]] = []
    for module in modules:
        for name, function in vars(_loaded(module)).items():
            if not name.startswith("test_") or name in SLOW:
                continue
            for place, arguments in enumerate(calls(function)):
                begun = time.perf_counter()
                function(**arguments)
                timed.append((time.perf_counter() - begun, Killer(module, name, place)))
    return [killer for _, killer in sorted(timed)]


def _loaded(module: str) -> ModuleType:
    """A module of tests; what it draws is the same each time, and made no simpler if it fails."""
    importlib.import_module("tests.conftest")
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", derandomize=True, database=None, phases=phases)
    settings.load_profile("mutants")
    return importlib.import_module(f"tests.{module}")


def _killer_of(order: list[Killer], module: str, code: CodeType) -> Killer | None:
    """The first of the tests that fails, or does not end, where the code is that of the module."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            _try(order, module, code, writer)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        begun = told.read()
    os.waitpid(child, 0)
    return None if begun.endswith(b".") else order[len(begun) - 1]


def _try(order: list[Killer], module: str, code: CodeType, writer: int) -> None:
    """A byte is written before each test, and a point where all have passed."""
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    signal.signal(signal.SIGVTALRM, lambda *_: pytest.fail("it does not end"))
    for name in [*sys.modules]:
        if name.split(".")[0] in ("stagiaire_cli", "tests"):
            del sys.modules[name]
    as_written = SourceFileLoader.get_code

    def changed(loader: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if fullname == module else as_written(loader, fullname)

    SourceFileLoader.get_code = changed  # type: ignore[assignment, method-assign]

    def begun() -> Iterator[Killer]:
        for killer in order:
            os.write(writer, b"t")
            signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS, _SECONDS)
            yield killer

    if first_failing(begun(), _loaded) is None:
        os.write(writer, b".")


if __name__ == "__main__":
    for asked in sys.argv[1:] or TESTS:
        start = time.monotonic()
        each = fates(asked)
        for name, killer in each.items():
            print(name, killer or "NO TEST", sep="\n    ")
        alive = sum(killer is None for killer in each.values())
        print(f"{asked}: {len(each)} mutants, {alive} alive, {time.monotonic() - start:.0f} s")
