"""What changes between versions: counted again by the oracle, and described exactly."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import product
from math import prod
from typing import Any, TypeVar

import pytest

from stagiaire_cli.assessment.compare import DIVERTED, Comparison, ResultChange, Side, compare
from stagiaire_cli.assessment.status import RESULT_NAMES
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import READINGS, RESERVATION_READING, VERSIONS
from stagiaire_cli.law.facts import FACTS, VARIABLE
from tests.second_reading import article as oracle

_Result = TypeVar("_Result")

SECOND = [fact.id for fact in FACTS if fact.group == "definition"][7:12]
# What the reservation asks besides, and whether the stay lasts ninety days at most.
ICT = [*(fact.id for fact in FACTS if fact.group == "reservation"), "short_mission"]
THIRD = [fact.id for fact in FACTS if fact.group == "definition"][12:]
FIRST = [fact.id for fact in FACTS if fact.group == "definition"][:7]
DAYS = [version.since.isoformat() for version in VERSIONS]
PAIRS = [(one, other) for place, one in enumerate(DAYS) for other in DAYS[place:]]
# Elsewhere the code governs only since 2021: there is nothing to compare.
PLACE = {"territory": "covered"}
CHOICES = READINGS[RESERVATION_READING]


@cache
def assignments(*names: str) -> tuple[dict[str, Any], ...]:
    values = product(*(VARIABLE[name].values for name in names))
    return tuple({**PLACE, **dict(zip(names, each, strict=True))} for each in values)


def compared(one: str, other: str) -> Comparison:
    return compare(*(Side(law_on(date.fromisoformat(day)).version) for day in (one, other)))


def agreed(results: Iterable[bool]) -> bool | None:
    """The result without a reading: open where the readings disagree."""
    each = set(results)
    return each.pop() if len(each) == 1 else None


@cache
def firsts(on: str) -> list[bool]:
    return [oracle.first_alternative(facts, on) for facts in assignments(*FIRST)]


@cache
def seconds(on: str) -> list[bool | None]:
    return [
        agreed(oracle.second_alternative(facts, on, reading) for reading in CHOICES)
        for facts in assignments(*SECOND, *ICT)
    ]


@cache
def diverted(on: str) -> list[bool]:
    return [
        oracle.is_ict(facts, on) or oracle.is_mobile(facts, on)
        for facts in assignments(*SECOND, *ICT)
    ]


@cache
def thirds(on: str) -> list[bool | None]:
    return [oracle.third_alternative(facts, on) for facts in assignments(*THIRD)]


def outcome(results: Sequence[bool | None], *, is_diverted: bool) -> tuple[str, ...]:
    """The status, and each result by name."""
    if True in results:
        status = "qualifies"
    elif None in results:
        status = "undetermined"
    else:
        status = "diverted" if is_diverted else "does_not_qualify"
    return (status, *(RESULT_NAMES[result] for result in results))


def both(results: Callable[[str], Sequence[_Result]], pair: tuple[str, str]) -> Any:
    """How many assignments have each two results, on the one day and the other."""
    one, other = pair
    return Counter(zip(results(one), results(other), strict=True)).items()


@pytest.mark.parametrize("pair", PAIRS)
def test_the_situations_that_change_are_those_that_the_oracle_counts(pair: tuple[str, str]) -> None:
    """Every assignment of each alternative; those with the same two results count together."""

    def reserved(on: str) -> list[tuple[bool | None, bool]]:
        return list(zip(seconds(on), diverted(on), strict=True))

    moved = status = 0
    ways: dict[tuple[str, str], int] = {}
    lots = product(both(firsts, pair), both(reserved, pair), both(thirds, pair))
    for (first, often), (second, as_often), (third, so_often) in lots:
        weight = often * as_often * so_often
        before, after = (
            outcome((first[day], second[day][0], third[day]), is_diverted=second[day][1])
            for day in (0, 1)
        )
        moved += weight * (before != after)
        if before[0] != after[0]:
            way = (before[0], after[0])
            status += weight
            ways[way] = ways.get(way, 0) + weight
    found = compared(*pair)
    # A version that does not ask about the reservation, or the 3°, has fewer situations.
    whole_total = prod(len(assignments(*names)) for names in (FIRST, (*SECOND, *ICT), THIRD))
    assert len(assignments(*FIRST)) == 1280
    scale = whole_total // found.total
    assert whole_total == scale * found.total
    assert (found.moved * scale, found.status * scale) == (moved, status)
    told = {(c.before, c.after): c.situations * scale for c in found.changes if not c.name}
    assert told == ways


@pytest.mark.parametrize("pair", PAIRS)
def test_the_groups_of_an_alternative_hold_its_changes_and_nothing_else(
    pair: tuple[str, str],
) -> None:
    plain: dict[str, Callable[[str], Sequence[bool | None]]] = {
        "2°": seconds,
        "3°": thirds,
        DIVERTED: diverted,
    }
    for change in compared(*pair).changes:
        if not change.name:
            continue
        names = THIRD if change.name == "3°" else [*SECOND, *ICT]
        each = (plain[change.name](day) for day in pair)
        for facts, *results in zip(assignments(*names), *each, strict=True):
            told = any(
                all(facts[fact] in values for fact, values in group) for group in change.groups
            )
            moves = [RESULT_NAMES[result] for result in results] == [change.before, change.after]
            assert told is moves, (change.name, facts)


def test_the_groups_of_the_status_name_the_results_that_make_it() -> None:
    found = compared("2021-05-01", "2023-01-01")
    [change] = [c for c in found.changes if (c.name, c.before) == ("", "does_not_qualify")]
    [group] = change.groups
    assert list(group) == [
        ((ResultChange("1°", "not_met", "not_met"),),),
        ((ResultChange("3°", "not_met", "met"),),),
        ((ResultChange("2°", "not_met", "not_met"), ResultChange(DIVERTED, "not_met", "not_met")),),
    ]


def test_the_same_text_changes_nothing() -> None:
    for day in DAYS:
        found = compared(day, day)
        assert (found.status, found.moved, found.changes) == (0, 0, ())


@pytest.mark.parametrize("on", [day for day in DAYS if day >= "2016-11-01"])
def test_a_reading_decides_the_situations_in_which_the_readings_disagree(on: str) -> None:
    version = law_on(date.fromisoformat(on)).version
    sides = (
        Side(version, ((RESERVATION_READING, choice),)) for choice in READINGS[RESERVATION_READING]
    )
    found = compare(*sides)
    differ = seconds(on).count(None)
    unmet = [firsts(on).count(False), thirds(on).count(False)]
    asked = {fact for rule in (version.ict, version.mobile) for fact in _facts(rule)}
    scale = prod(len(VARIABLE[fact].values) for fact in ICT if fact not in asked)
    assert found.status * scale == differ * prod(unmet)
    assert found.status > 0


def _facts(rule: Any) -> set[str]:
    return {fact for leaf in rule.leaves() for fact in leaf.facts}
