"""The reasons of an alternative are those of the dictionary, and its conditions those of them."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagiaire_cli.assessment.alternatives import explained
from stagiaire_cli.assessment.reasons import established
from stagiaire_cli.assessment.status import DOMAINS, facts_asked
from stagiaire_cli.assessment.verdict import ProvisionVerdict
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.shapes import Provision, Version
from stagiaire_cli.logic.conditions import UNKNOWN

EACH = [
    pytest.param(version, provision, id=f"{version.since} {provision.number}")
    for version in VERSIONS
    for provision in version.provisions
]
EVERY = [(version, provision) for version in VERSIONS for provision in version.provisions]


def found(version: Version, provision: Provision, answers: dict[str, Any]) -> ProvisionVerdict:
    return explained(version, provision, provision.condition.value(answers), answers)


def consistent(one: ProvisionVerdict) -> None:
    facts = {fact for ground in one.reasons for fact in ground.facts}
    if one.result == "undetermined":
        assert one.reasons == ()
    else:
        assert one.reasons
        assert {reason.fact for reason in one.because} == facts


@pytest.mark.parametrize(("version", "provision"), EACH)
def test_the_conditions_that_make_a_result_are_those_of_its_reasons(
    version: Version, provision: Provision
) -> None:
    """On every partial assignment of few facts, and on every complete one of many."""
    facts = facts_asked(provision.condition)
    few = len(facts) < 8
    for values in product(*((*([None] if few else []), *DOMAINS[fact]) for fact in facts)):
        answers = dict(zip(facts, values, strict=True))
        consistent(found(version, provision, {k: v for k, v in answers.items() if v is not None}))


@given(st.sampled_from(EVERY), st.data())
def test_so_are_they_where_some_facts_are_not_known(
    which: tuple[Version, Provision], data: st.DataObject
) -> None:
    version, provision = which
    answers = {
        fact: data.draw(st.sampled_from((UNKNOWN, *DOMAINS[fact])))
        for fact in facts_asked(provision.condition)
        if data.draw(st.booleans())
    }
    consistent(found(version, provision, answers))


@given(st.sampled_from(EVERY), st.data())
def test_a_reason_left_out_is_the_reservation_for_somebody_who_is_no_employee(
    which: tuple[Version, Provision], data: st.DataObject
) -> None:
    """It would refuse an employee, and nobody else meets the 2°: true, but not why here."""
    version, provision = which
    answers = {
        fact: data.draw(st.sampled_from(DOMAINS[fact])) for fact in facts_asked(provision.condition)
    }
    result = provision.condition.value(answers)
    if result is None:
        # The text itself is silent on private hospitals in two territories.
        assert provision.number == "3°"
        return
    one = found(version, provision, answers)
    every = established(version, provision.number, result, answers)
    assert set(map(id, one.reasons)) <= set(map(id, every))
    if len(every) > len(one.reasons):
        assert provision.number == "2°"
        assert answers["foreign_employee"] is False
        assert answers["host_in_employer_group"] is True
