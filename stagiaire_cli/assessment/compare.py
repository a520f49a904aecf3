"""What changes from one version of the article to another, over every complete situation.

The alternatives are compared fact by fact; the status, which follows from them, result by result.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any as _Any
from typing import Final

from stagiaire_cli.assessment.status import RESULT_NAMES, status_of
from stagiaire_cli.law.facts import ORDER, PRESUMED, TERRITORY, VARIABLE
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import FALSE, Any, Condition, Truth, facts_of
from stagiaire_cli.logic.records import Record
from stagiaire_cli.logic.situations import fewest_cubes, situation_at

# Stands beside the alternatives for who is "stagiaire ICT" instead.
DIVERTED: Final = "diverted"


class Side(Record):
    """A version, and the readings chosen with it (pairs of a name and a choice)."""

    version: Version
    readings: tuple[tuple[str, str], ...] = ()


class ResultChange(Record):
    """The result of an alternative on each side."""

    name: str
    before: str
    after: str


class VersionChange(Record):
    """The situations in which something changes in one way.

    ``name`` is an alternative, ``DIVERTED``, or empty for the status. ``situations`` says how many
    complete situations there are. ``groups`` are the fewest that hold them all and no other: for an
    alternative each is pairs of a fact and the values it may have; for the status each is sets of
    joint moves, one of each set. What may be anything is left out.
    """

    name: str
    before: str
    after: str
    situations: int
    groups: tuple[tuple[_Any, ...], ...]


class Comparison(Record):
    """What changes between two sides, out of so many complete situations.

    ``status`` counts those whose status changes; ``moved`` those whose status, or the result of an
    alternative, does.
    """

    total: int
    status: int
    moved: int
    changes: tuple[VersionChange, ...]


@lru_cache
def compare(one: Side, other: Side) -> Comparison:
    """What changes from one side to the other, for somebody whom the code governs."""
    rules = (_rules(one), _rules(other))
    names = [*sorted({*rules[0], *rules[1]} - {DIVERTED}), DIVERTED]
    pairs = {name: tuple(side.get(name, FALSE) for side in rules) for name in names}
    facts = _facts(condition for pair in pairs.values() for condition in pair)
    total = prod(len(VARIABLE[fact].values) for fact in facts)
    changes = [change for name in names for change in _changes(name, pairs[name], total)]
    joint = _Joint(pairs)
    return Comparison(
        total,
        joint.count(lambda before, after: before[0] != after[0]),
        joint.count(lambda before, after: before != after),
        (*joint.changes(), *changes),
    )


def _rules(side: Side) -> dict[str, Condition]:
    """The alternatives of a side by number, and who is diverted, under its readings."""
    # Elsewhere the code governs only since 2021: there is nothing to compare.
    given = {**dict(side.readings), TERRITORY: PRESUMED[TERRITORY]}
    routes = Any(*(route for _, route in side.version.routes))
    rules = {provision.number: provision.condition for provision in side.version.provisions}
    rules[DIVERTED] = routes
    return {name: rule.given(given) for name, rule in rules.items()}


def _facts(conditions: _Any) -> list[str]:
    """The facts of the conditions, readings apart, in their order."""
    return sorted(set(facts_of(*conditions)) & VARIABLE.keys(), key=ORDER.__getitem__)


def _situations(facts: Sequence[str]) -> list[dict[str, object]]:
    """Every complete answer to the facts, the first fact varying slowest."""
    values = product(*(VARIABLE[fact].values for fact in facts))
    return [dict(zip(facts, answers, strict=True)) for answers in values]


def _changes(name: str, pair: tuple[Condition, ...], total: int) -> list[VersionChange]:
    """In which situations one alternative changes, each way, fact by fact."""
    before, after = pair
    if before == after:
        return []
    facts = _facts(pair)
    sizes = [len(VARIABLE[fact].values) for fact in facts]
    share = total // prod(sizes)
    sets: dict[tuple[Truth, Truth], int] = {}
    for index, situation in enumerate(_situations(facts)):
        results = (before.value(situation), after.value(situation))
        if results[0] is not results[1]:
            sets[results] = sets.get(results, 0) | situation_at(index, sizes)
    return [
        VersionChange(
            name,
            RESULT_NAMES[results[0]],
            RESULT_NAMES[results[1]],
            share * situations.bit_count(),
            tuple(
                tuple(
                    (fact, tuple(VARIABLE[fact].values[index] for index in sorted(chosen)))
                    for fact, size, chosen in zip(facts, sizes, cube, strict=True)
                    if len(chosen) < size
                )
                for cube in fewest_cubes(situations, sizes)
            ),
        )
        for results, situations in sorted(sets.items(), key=lambda item: RESULT_NAMES[item[0][1]])
    ]


class _Joint:
    """The results of every alternative on both sides, and how often each lot of them occurs.

    Alternatives that share facts stand in one block; blocks are independent of one another.
    """

    def __init__(self, pairs: Mapping[str, tuple[Condition, ...]]) -> None:
        self._names = list(pairs)
        self._tallies = [
            _tally(tuple((name, *pairs[name]) for name in block)) for block in _blocks(pairs)
        ]
        self._sizes = [len(tally) for tally in self._tallies]
        self._lots = [self._counted(lot) for lot in product(*self._tallies)]

    def _counted(
        self, lot: Sequence[tuple[ResultChange, ...]]
    ) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Status and results on each side, of one lot of moves, and how often it occurs."""
        moves = {move.name: move for block in lot for move in block}
        before, after = (
            self._outcome([moves[name][side] for name in self._names]) for side in (1, 2)
        )
        often = prod(tally[block] for tally, block in zip(self._tallies, lot, strict=True))
        return before, after, often

    def _outcome(self, results: Sequence[str]) -> tuple[str, ...]:
        truths = {name: truth for truth, name in RESULT_NAMES.items()}
        *each, diverted = (truths[result] for result in results)
        return (status_of(False, each, diverted is True), *results[:-1])

    def count(self, differs: Callable[[tuple[str, ...], tuple[str, ...]], bool]) -> int:
        """How many situations have outcomes that differ."""
        return sum(often for before, after, often in self._lots if differs(before, after))

    def changes(self) -> list[VersionChange]:
        """In which situations the status changes, each way, by the results of the alternatives."""
        sets: dict[tuple[str, str], int] = {}
        counts: dict[tuple[str, str], int] = {}
        for index, (before, after, often) in enumerate(self._lots):
            way = (before[0], after[0])
            if before[0] != after[0]:
                sets[way] = sets.get(way, 0) | situation_at(index, self._sizes)
                counts[way] = counts.get(way, 0) + often
        return [
            VersionChange("", *way, counts[way], self._groups(situations))
            for way, situations in sorted(sets.items())
        ]

    def _groups(self, situations: int) -> tuple[tuple[_Any, ...], ...]:
        return tuple(
            tuple(
                tuple(list(tally)[index] for index in sorted(chosen))
                for tally, chosen in zip(self._tallies, cube, strict=True)
                if len(chosen) < len(tally)
            )
            for cube in fewest_cubes(situations, self._sizes)
        )


def _blocks(pairs: Mapping[str, tuple[Condition, ...]]) -> list[list[str]]:
    """The alternatives in blocks that share no fact with another block."""
    blocks: list[list[str]] = []
    for name in pairs:
        mine = set(_facts(pairs[name]))
        shared = [
            block for block in blocks if any(mine & set(_facts(pairs[other])) for other in block)
        ]
        blocks = [block for block in blocks if block not in shared]
        blocks.append([*(other for block in shared for other in block), name])
    return blocks


@lru_cache
def _tally(rules: tuple[tuple[_Any, ...], ...]) -> Mapping[tuple[ResultChange, ...], int]:
    """How many complete answers make the rules of a block move in each joint way."""
    tally: dict[tuple[ResultChange, ...], int] = {}
    for situation in _situations(_facts(rule for _, *pair in rules for rule in pair)):
        moves = tuple(
            ResultChange(name, *(RESULT_NAMES[rule.value(situation)] for rule in pair))
            for name, *pair in rules
        )
        tally[moves] = tally.get(moves, 0) + 1
    return tally
