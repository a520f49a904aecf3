"""What changes between versions: counted again by the oracle, and described exactly."""

from collections.abc import Callable
from datetime import date
from itertools import product
from math import prod
from typing import Any

import pytest

from stagiaire_cli.assessment.compare import DIVERTED, Comparison, ResultChange, Side, compare
from stagiaire_cli.assessment.status import RESULT_NAMES
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import READINGS, RESERVATION_READING, VERSIONS
from stagiaire_cli.law.facts import FACT, FACTS
from tests.second_reading import article as oracle

SECOND = [fact.id for fact in FACTS if fact.group == "definition"][7:12]
ICT = [fact.id for fact in FACTS if fact.group == "reservation"]
THIRD = [fact.id for fact in FACTS if fact.group == "definition"][12:]
DAYS = [version.since.isoformat() for version in VERSIONS]
PAIRS = [(one, other) for place, one in enumerate(DAYS) for other in DAYS[place:]]
# How the 1 280 answers to the facts of the 1° come out, counted by the oracle below.
FIRST = [fact.id for fact in FACTS if fact.group == "definition"][:7]


def assignments(names: list[str]) -> list[dict[str, Any]]:
    values = product(*(FACT[name].values for name in names))
    return [dict(zip(names, each, strict=True)) for each in values]


def compared(one: str, other: str) -> Comparison:
    return compare(*(Side(law_on(date.fromisoformat(day)).version) for day in (one, other)))


def outcome(facts: dict[str, Any], first: bool, on: str) -> tuple[str, ...]:
    """Status and results without a reading: open where the two readings disagree."""
    both = {
        reading: oracle.second_alternative(facts, on, reading)
        for reading in READINGS[RESERVATION_READING]
    }
    second = next(iter(both.values())) if len(set(both.values())) == 1 else None
    third = oracle.third_alternative(facts, on)
    results = (first, second, third)
    if True in results:
        status = "qualifies"
    elif None in results:
        status = "undetermined"
    elif oracle.is_ict(facts, on) or oracle.is_mobile(facts, on):
        status = "diverted"
    else:
        status = "does_not_qualify"
    return (status, *(RESULT_NAMES[result] for result in results))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_situations_that_change_are_those_that_the_oracle_counts(one: str, other: str) -> None:
    """Every assignment of the 2°, the reservation and the 3°, beside both results of the 1°."""
    firsts = [oracle.first_alternative(facts, one) for facts in assignments(FIRST)]
    weights = {first: firsts.count(first) for first in (True, False)}
    moved = status = 0
    ways: dict[tuple[str, str], int] = {}
    for facts in assignments([*SECOND, *ICT]):
        for third in assignments(THIRD):
            whole = {**facts, **third}
            for first, weight in weights.items():
                before, after = (outcome(whole, first, day) for day in (one, other))
                moved += weight * (before != after)
                status += weight * (before[0] != after[0])
                if before[0] != after[0]:
                    way = (before[0], after[0])
                    ways[way] = ways.get(way, 0) + weight
    found = compared(one, other)
    # A version that does not ask about the reservation, or the 3°, has fewer situations.
    whole_total = 1280 * len(assignments([*SECOND, *ICT])) * len(assignments(THIRD))
    scale = whole_total // found.total
    assert whole_total == scale * found.total
    assert (found.moved * scale, found.status * scale) == (moved, status)
    told = {(c.before, c.after): c.situations * scale for c in found.changes if not c.name}
    assert told == ways


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_groups_of_an_alternative_hold_its_changes_and_nothing_else(
    one: str, other: str
) -> None:
    plain: dict[str, Callable[[dict[str, Any], str], tuple[bool, bool]]] = {
        "2°": lambda facts, on: (
            oracle.second_alternative(facts, on, "situation"),
            oracle.second_alternative(facts, on, "conditions"),
        ),
        "3°": lambda facts, on: (oracle.third_alternative(facts, on),) * 2,
        DIVERTED: lambda facts, on: (oracle.is_ict(facts, on) or oracle.is_mobile(facts, on),) * 2,
    }
    for change in compared(one, other).changes:
        if not change.name:
            continue
        names = THIRD if change.name == "3°" else [*SECOND, *ICT]
        for facts in assignments(names):
            results = [
                RESULT_NAMES[each[0] if each[0] is each[1] else None]
                for each in (plain[change.name](facts, day) for day in (one, other))
            ]
            told = any(
                all(facts[fact] in values for fact, values in group) for group in change.groups
            )
            assert told is (results == [change.before, change.after]), (change.name, facts)


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
    differ = sum(
        len(
            {
                oracle.second_alternative(facts, on, choice)
                for choice in READINGS[RESERVATION_READING]
            }
        )
        > 1
        for facts in assignments([*SECOND, *ICT])
    )
    unmet = [
        sum(not oracle.first_alternative(facts, on) for facts in assignments(FIRST)),
        sum(not oracle.third_alternative(facts, on) for facts in assignments(THIRD)),
    ]
    asked = {fact for rule in (version.ict, version.mobile) for fact in _facts(rule)}
    scale = prod(len(FACT[fact].values) for fact in ICT if fact not in asked)
    assert found.status * scale == differ * prod(unmet)
    assert found.status > 0


def _facts(rule: Any) -> set[str]:
    return {fact for leaf in rule.leaves() for fact in leaf.facts}
