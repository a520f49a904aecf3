"""The dictionary of reasons, against every complete assignment of every version."""

from functools import cache
from itertools import product
from typing import Any

import pytest

from stagiaire_cli.assessment.reasons import OUT_OF_SCOPE, conditions, established, reasons_for
from stagiaire_cli.assessment.status import DOMAINS
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import Truth, facts_of, reasons_of
from stagiaire_cli.logic.situations import primes, situation_at

EACH = [
    pytest.param(version, name, id=f"{version.since} {name}")
    for version in VERSIONS
    for name in conditions(version)
]
TARGETS = (True, False)


@cache
def assignments(version: Version, name: str) -> tuple[tuple[tuple[object, ...], Truth], ...]:
    """Every complete assignment of the facts and readings, in their order, with its result.

    It is open where the texts that were read do not say: in some places, of the 3° since 2023.
    """
    condition = conditions(version)[name]
    facts = facts_of(condition)
    found = []
    for values in product(*(DOMAINS[fact] for fact in facts)):
        result = condition.value(dict(zip(facts, values, strict=True)))
        assert result is not None or "pacific_hospitals" in reasons_of(condition)
        found.append((values, result))
    return tuple(found)


def results_within(version: Version, name: str, way: dict[str, Any]) -> set[Truth]:
    """The results of all the assignments that have the values."""
    facts = facts_of(conditions(version)[name])
    bounds = [(place, way[fact]) for place, fact in enumerate(facts) if fact in way]
    return {
        result
        for values, result in assignments(version, name)
        if all(values[place] in allowed for place, allowed in bounds)
    }


@pytest.mark.parametrize(("version", "name"), EACH)
def test_a_reason_gives_its_result_whatever_else_is_answered(version: Version, name: str) -> None:
    for target in TARGETS:
        for ground in reasons_for(version, name, target):
            assert results_within(version, name, dict(ground.facts)) == {target}


@pytest.mark.parametrize(("version", "name"), EACH)
def test_a_reason_without_one_of_its_facts_or_with_one_more_value_gives_it_no_more(
    version: Version, name: str
) -> None:
    for target in TARGETS:
        for ground in reasons_for(version, name, target):
            for fact, values in ground.facts.items():
                rest = {other: ground.facts[other] for other in ground.facts if other != fact}
                assert results_within(version, name, rest) > {target}
                for value in set(DOMAINS[fact]) - set(values):
                    wider = {**rest, fact: (*values, value)}
                    assert results_within(version, name, wider) > {target}


@pytest.mark.parametrize(("version", "name"), EACH)
def test_every_complete_assignment_has_a_reason_for_its_result(version: Version, name: str) -> None:
    facts = facts_of(conditions(version)[name])
    ways = {
        target: [
            [
                (place, ground.facts[fact])
                for place, fact in enumerate(facts)
                if fact in ground.facts
            ]
            for ground in reasons_for(version, name, target)
        ]
        for target in TARGETS
    }
    for values, result in assignments(version, name):
        if result is None:
            assert not any(
                all(values[place] in allowed for place, allowed in way)
                for target in TARGETS
                for way in ways[target]
            )
            continue
        assert any(
            all(values[place] in allowed for place, allowed in way) for way in ways[result]
        ), values


@pytest.mark.parametrize(("version", "name"), EACH)
def test_the_reasons_are_all_that_there_are_and_no_two_are_equal(
    version: Version, name: str
) -> None:
    """Beside the prime implicants of the set of assignments, which nothing of the rules made."""
    facts = facts_of(conditions(version)[name])
    sizes = [len(DOMAINS[fact]) for fact in facts]
    for target in TARGETS:
        held = 0
        for place, (_, result) in enumerate(assignments(version, name)):
            if result is target:
                held |= situation_at(place, sizes)
        wanted = {
            frozenset(
                (fact, frozenset(DOMAINS[fact][value] for value in cube[place]))
                for place, fact in enumerate(facts)
                if len(cube[place]) < sizes[place]
            )
            for cube in primes(held, sizes)
        }
        found = [
            frozenset((fact, frozenset(values)) for fact, values in ground.facts.items())
            for ground in reasons_for(version, name, target)
        ]
        assert len(found) == len(set(found))
        assert set(found) == wanted


@pytest.mark.parametrize(("version", "name"), EACH)
def test_reasons_are_numbered_and_name_facts_and_values_in_the_order_of_the_law(
    version: Version, name: str
) -> None:
    order = facts_of(conditions(version)[name])
    for target in TARGETS:
        found = reasons_for(version, name, target)
        assert [ground.number for ground in found] == list(range(1, len(found) + 1))
        for ground in found:
            assert list(ground.facts) == [fact for fact in order if fact in ground.facts]
            for fact, values in ground.facts.items():
                assert list(values) == [one for one in DOMAINS[fact] if one in values]


def test_the_answers_establish_the_reasons_that_hold_for_them() -> None:
    version = VERSIONS[-1]
    assert [one.number for one in established(version, "1°", False, {})] == []
    facts = {"company_internship": False, "course_leads_to": "nothing", "course_vocational": True}
    assert [dict(one.facts) for one in established(version, "1°", False, facts)] == [
        {"company_internship": (False,)},
        {"course_leads_to": ("nothing",)},
    ]
    unknown = {**facts, "company_internship": "unknown"}
    assert len(established(version, "1°", False, unknown)) == 1


@pytest.mark.parametrize(("months", "held"), [(0, True), (5, True), (6, False), (40, False)])
def test_a_number_of_months_counts_as_the_last_bound_that_it_reaches(
    months: int, held: bool
) -> None:
    version = VERSIONS[-1]
    found = established(version, "ICT", False, {"group_seniority_months": months})
    assert bool(found) is held


def test_who_is_neither_french_nor_european_nor_algerian_is_in_scope() -> None:
    version = VERSIONS[-1]
    [inside] = reasons_for(version, OUT_OF_SCOPE, False)
    assert inside.facts == {"nationality": ("other", "agreement_state")}


def test_a_name_that_the_version_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        reasons_for(VERSIONS[0], "3°", True)
