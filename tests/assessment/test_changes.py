"""What would change a verdict: the smallest sets of answers to act on, as trying all finds them."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, FACTS, PROOFS
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import UNKNOWN, facts_of
from tests.conftest import cases
from tests.people.dossiers import ALL_OF_1, ALL_OF_2, ALL_OF_3, IN_GROUP, NOT_1, NOT_2, NOT_3

TRADES = {"declared_training": True, "host_trades_with_employer": True}
ACTS = {fact.id: fact.values for fact in FACTS if fact.actionable}
DECLINED: Mapping[str, Mapping[str, Any]] = {"1°": NOT_1, "2°": NOT_2, "3°": NOT_3}


def situations(version: Version, number: str) -> Iterator[dict[str, Any]]:
    """Every answer to the facts of an alternative that can be acted on, or none; others known."""
    condition = next(one.condition for one in version.provisions if one.number == number)
    mine = [fact for fact in facts_of(condition) if fact in FACT]
    fixed = {"company_internship": True, "foreign_employee": True}
    acted = [fact for fact in mine if fact in ACTS]
    for values in product(*((*ACTS[fact], None) for fact in acted)):
        yield {**fixed, **dict(zip(acted, values, strict=True))}


def tried(version: Version, number: str, answers: Mapping[str, Any]) -> set[frozenset[str]]:
    """The smallest sets of facts that some other answers meet the alternative with."""
    condition = next(one.condition for one in version.provisions if one.number == number)
    acted = [fact for fact in facts_of(condition) if fact in ACTS]
    found: set[frozenset[str]] = set()
    for size in range(1, len(acted) + 1):
        for chosen in combinations(acted, size):
            if any(smaller <= set(chosen) for smaller in found):
                continue
            for values in product(*(ACTS[fact] for fact in chosen)):
                if condition.value({**answers, **dict(zip(chosen, values, strict=True))}):
                    found.add(frozenset(chosen))
                    break
    return found


@pytest.mark.parametrize("number", ["1°", "2°", "3°"])
@pytest.mark.parametrize(
    "version", [VERSIONS[1], VERSIONS[3], VERSIONS[5]], ids=lambda one: str(one.since)
)
def test_the_sets_that_qualify_are_all_the_smallest_that_trying_every_set_finds(
    version: Version, number: str
) -> None:
    others = {n: facts for n, facts in DECLINED.items() if n != number}
    for place, situation in enumerate(situations(version, number)):
        # One in seven of the 1°, whose programmes have many values: each value comes up.
        if number == "1°" and place % 7:
            continue
        facts = {**{k: v for each in others.values() for k, v in each.items()}, **situation}
        verdict = assess({k: v for k, v in facts.items() if v is not None}, on=version.since)
        found = {frozenset(one.facts) for one in verdict.changes if one.numbers == (number,)}
        known = {k: v for k, v in situation.items() if v is not None}
        known |= {"eu_ict_permit": False, "territory": "covered"}
        declined = next(one.declined for one in version.provisions if one.number == number)
        none = verdict.status == "qualifies" or known.get(declined[0]) == declined[1]
        expected = set() if none else tried(version, number, known)
        assert found == expected, situation


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_each_change_gives_what_it_says_and_only_by_answers_to_act_on(
    case: dict[str, Any],
) -> None:
    answers = case["answers"]
    verdict = assess(answers["facts"], (), answers.get("on"), answers.get("readings"))
    for one in verdict.changes:
        assert one.facts.keys() <= ACTS.keys()
        for values in product(*one.facts.values()):
            changed = {**answers["facts"], **dict(zip(one.facts, values, strict=True))}
            after = assess(changed, (), answers.get("on"), answers.get("readings"))
            assert after.status == one.would_give
            assert after.met == one.numbers
        for name in one.facts:
            assert verdict.dossier.facts.get(name) not in one.facts[name]
    if verdict.status == "qualifies":
        assert verdict.changes == ()
        assert not is_final(verdict)


def is_final(verdict: Verdict) -> bool:
    """Whether the verdict says that nothing still open changes it."""
    return bool({"final", "final_presumed"} & {one.name for one in verdict.notes})


def test_what_settles_it_otherwise_is_still_open_and_of_the_fewest_facts() -> None:
    verdict = assess({**NOT_1, **NOT_3, "foreign_employee": True, "further_internship": False})
    otherwise = [one for one in verdict.changes if not one.numbers]
    assert [dict(one.facts) for one in otherwise] == [{"declared_training": (False,)}]
    assert otherwise[0].would_give == "does_not_qualify"


def test_what_changes_the_fewest_answers_comes_first() -> None:
    # The hospital takes fewer answers than the course that lacks all.
    lacks = dict.fromkeys(("course_school_or_university", "course_vocational"), False)
    lacks |= {"course_in_country_of_residence": False}
    student = {"company_internship": True, "course_leads_to": "nothing", **lacks}
    student |= {"cooperation_programme": "none", "foreign_employee": False}
    trained = {**ALL_OF_3, "training_recognised": False, "declared_training": False}
    verdict = assess({**student, **trained})
    assert verdict.changes[0].numbers == ("3°",)
    assert {one.numbers for one in verdict.changes} == {("1°",), ("3°",)}
    sizes = [len(one.facts) for one in verdict.changes]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("on", [version.since for version in VERSIONS])
def test_nothing_is_advised_towards_an_alternative_that_somebody_declined(on: date) -> None:
    """One that they chose, or did not speak of, is advised; of all declined, none is."""
    chosen = {
        "1°": {"company_internship": True, "course_in_country_of_residence": False},
        "2°": {**ALL_OF_2, "further_internship": True, "host_trades_with_employer": False}
        | {"host_in_employer_group": False},
        "3°": {**ALL_OF_3, "training_recognised": False},
    }
    there = {one.number for one in law_on(on).version.provisions}
    declined = {"1°": NOT_1, "2°": {"declared_training": False}, "3°": NOT_3}
    for number in there:
        others = [facts for other, facts in declined.items() if other != number]
        facts = {key: value for each in others for key, value in each.items()} | chosen[number]
        assert {one.numbers for one in assess(facts, on=on).changes} == {(number,)}
        open_ = {key: value for each in others for key, value in each.items()}
        towards = {one.numbers for one in assess(open_, on=on).changes if one.numbers}
        assert towards <= {(number,)}
    nobody = {key: value for each in declined.values() for key, value in each.items()}
    assert assess(nobody, on=on).changes == ()


def test_somebody_diverted_qualifies_with_a_host_outside_the_group() -> None:
    verdict = assess({**NOT_1, **NOT_3, **IN_GROUP, **TRADES})
    assert verdict.status == "diverted"
    outside = next(one for one in verdict.changes if "host_in_employer_group" in one.facts)
    assert outside.would_give == "qualifies"
    assert outside.proofs == ("stamped_convention",)


@pytest.mark.parametrize("nationality", ["french", "algerian", UNKNOWN])
def test_nobody_qualifies_by_acting_whom_the_code_may_not_govern(nationality: str) -> None:
    verdict = assess({**ALL_OF_1, "course_leads_to": "nothing", "nationality": nationality})
    assert verdict.changes == ()


def test_a_refusal_is_final_unless_the_card_of_the_ict_is_still_open() -> None:
    refused = {**NOT_1, **NOT_3}
    assert is_final(assess({**refused, "foreign_employee": False}))
    open_ = {**refused, **IN_GROUP, "host_trades_with_employer": False}
    del open_["group_seniority_months"]
    verdict = assess(open_)
    assert verdict.status == "does_not_qualify"
    assert not is_final(verdict)


def test_only_a_reading_left_open_is_final_as_to_the_answers() -> None:
    verdict = assess(
        {
            **NOT_1,
            **NOT_3,
            **ALL_OF_2,
            "further_internship": True,
            "host_trades_with_employer": True,
            "host_in_employer_group": True,
            "group_seniority_months": 0,
            "eu_ict_permit": False,
        }
    )
    assert verdict.status == "undetermined"
    assert verdict.open_readings
    assert is_final(verdict)


def test_each_fact_to_act_on_has_documents_that_prove_it_and_the_law_lists_them() -> None:
    assert PROOFS.keys() == ACTS.keys()
    for names in PROOFS.values():
        assert set(names) <= set(DOCUMENT_IDS)
    law = law_on(VERSIONS[3].since)
    for provision in law.version.provisions:
        listed = {*law.required[provision.number], *law.evidence[provision.number]}
        for fact in facts_of(provision.condition):
            if fact in PROOFS:
                assert set(PROOFS[fact]) <= listed
