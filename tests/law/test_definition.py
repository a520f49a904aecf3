"""The rules against the oracle, on every complete and every partial assignment."""

import random
from datetime import date
from functools import cache
from itertools import pairwise, product

import pytest

from stagiaire_cli.assessment.status import judge
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL, after
from stagiaire_cli.law.definition import RESERVATION_READING, VERSIONS
from stagiaire_cli.law.facts import FACT, PRESUMED, VARIABLE
from stagiaire_cli.logic.conditions import UNKNOWN, Condition, facts_of
from tests.people.assignments import CHOICES, Value, assignments, condition
from tests.second_reading import article as oracle

DAYS = ("2019-02-28", "2019-03-01")
# A day on which nothing that is known has still to begin.
LAST = max(VERSIONS[-1].since, after(TEXTS_READ_UNTIL))
# The first and the last day of each version.
EDGES = tuple(
    day.isoformat() for version in VERSIONS for day in (version.since, version.until or LAST)
)
SINCE_2011 = tuple(day for day in EDGES if day >= "2011-09-08")
SINCE_2016 = tuple(day for day in EDGES if day >= "2016-11-01")


def test_an_alternative_asks_only_about_its_own_facts_so_that_each_can_be_enumerated_alone() -> (
    None
):
    for day in EDGES:
        assert set(facts_of(condition(day, "1°"))) == set(oracle.facts_of("1°", day))
        if day in SINCE_2011:
            assert set(facts_of(condition(day, "3°"))) == set(oracle.facts_of("3°", day))
        second = {*oracle.FACTS_OF["2°"], *oracle.reserved_on(day)}
        if day in SINCE_2016:
            second.add(RESERVATION_READING)
        assert set(facts_of(condition(day, "2°"))) == second
        others = {*oracle.facts_of("1°", day), *oracle.facts_of("3°", day)}
        # Where the internship takes place bears on two of them.
        assert second & others == ({"territory"} if day >= "2021-05-01" else set())


@pytest.mark.parametrize("day", EDGES)
def test_the_first_is_the_oracle_on_every_complete_assignment(day: str) -> None:
    rule = condition(day, "1°")
    every = list(assignments(oracle.facts_of("1°", day)))
    assert len(every) >= 1280
    for facts in every:
        assert rule.value(facts) is oracle.first_alternative(facts, day), facts


@pytest.mark.parametrize("day", SINCE_2011)
def test_the_third_is_the_oracle_on_every_complete_assignment(day: str) -> None:
    rule = condition(day, "3°")
    every = list(assignments(oracle.facts_of("3°", day)))
    assert len(every) >= 32
    for facts in every:
        assert rule.value(facts) is oracle.third_alternative(facts, day), facts


def test_before_8_september_2011_there_is_no_third() -> None:
    for day in set(EDGES) - set(SINCE_2011):
        version = law_on(date.fromisoformat(day)).version
        assert [provision.number for provision in version.provisions] == ["1°", "2°"]


@pytest.mark.parametrize("day", EDGES)
@pytest.mark.parametrize("reading", [*CHOICES, None])
def test_the_second_is_the_oracle_on_every_complete_assignment_and_open_where_readings_disagree(
    day: str, reading: str | None
) -> None:
    rule = condition(day, "2°")
    seen = 0
    for facts in assignments([*oracle.facts_of("2°", day), *oracle.reserved_on(day)]):
        if reading is None:
            results = {oracle.second_alternative(facts, day, choice) for choice in CHOICES}
            wanted = results.pop() if len(results) == 1 else None
            given = facts
        else:
            wanted = oracle.second_alternative(facts, day, reading)
            given = {**facts, RESERVATION_READING: reading}
        assert rule.value(given) is wanted, given
        seen += 1
    reserved = 1 if day < "2016-11-01" else 3 * 2**4 if day < "2019-03-01" else 3 * 2**5
    length_and_place = 1 if day < "2016-11-01" else 2 if day < "2021-05-01" else 2 * 4
    assert seen == 2**5 * reserved * length_and_place


@pytest.mark.parametrize("day", EDGES)
@pytest.mark.parametrize("reading", CHOICES)
def test_the_status_is_the_oracle_on_every_version(day: str, reading: str) -> None:
    """Every assignment of the 2° and of its reservation, beside each result of the others."""
    version = law_on(date.fromisoformat(day)).version
    firsts: list[dict[str, Value]] = [
        dict.fromkeys(oracle.FACTS_OF["1°"], value) for value in (True, False)
    ]
    firsts[0] |= {"course_leads_to": "title", "cooperation_programme": "none"}
    firsts[1] |= {"course_leads_to": "nothing", "cooperation_programme": "eu"}
    for first in firsts:
        first["programme_field"] = "other"
    thirds = [
        {
            **dict.fromkeys(oracle.FACTS_OF["3°"], True),
            "hospital_internship": hospital,
            "hospital_cooperation_agreement": agreement,
        }
        for hospital in FACT["hospital_internship"].values
        for agreement in (True, False)
    ]
    # What another version asks about is answered too, and without effect.
    others = {name: VARIABLE[name].values[-1] for name in (*oracle.RESERVED, "short_mission")}
    for facts in assignments([*oracle.facts_of("2°", day), *oracle.reserved_on(day)]):
        beside = product(firsts, thirds)
        if "territory" in facts and facts["foreign_employee"] != facts["further_internship"]:
            # Neither the 2° with an internship nor another card: the place bears on the 3° alone.
            beside = product(firsts[1:], thirds)
        for first, third in beside:
            complete = {**PRESUMED, **others, **facts, **first, **third}
            complete[RESERVATION_READING] = reading
            assert judge(version, complete)[0] == oracle.status(complete, day, reading), complete


@pytest.mark.parametrize("hospital", FACT["hospital_internship"].values)
def test_the_status_is_the_oracle_on_assignments_of_the_whole_definition(hospital: str) -> None:
    """Some of all facts at once, drawn at random; the proof ``situations`` tries each."""
    reading = "conditions"
    sample = random.Random(hospital)
    for _ in range(6000):
        day = sample.choice(EDGES)
        version = law_on(date.fromisoformat(day)).version
        facts = {
            name: sample.choice(VARIABLE[name].values)
            for name in (*oracle.DEFINITION, *oracle.RESERVED, "short_mission", "territory")
        }
        complete: dict[str, Value] = {**PRESUMED, RESERVATION_READING: reading, **facts}
        complete["hospital_internship"] = hospital
        found, _ = judge(version, complete)
        assert found == oracle.status(complete, day, reading), complete


@pytest.mark.parametrize("nationality", FACT["nationality"].values)
@pytest.mark.parametrize("territory", FACT["territory"].values)
@pytest.mark.parametrize("day", EDGES)
def test_the_frame_comes_before_the_definition(nationality: str, territory: str, day: str) -> None:
    version = law_on(date.fromisoformat(day)).version
    base = {name: FACT[name].values[-1] for name in (*oracle.DEFINITION, *oracle.RESERVED)}
    base["short_mission"] = False
    for first, third in product((True, False), ("public", "private_nonprofit", "none")):
        facts = {
            **base,
            "nationality": nationality,
            "territory": territory,
            "company_internship": first,
            "course_in_country_of_residence": True,
            "course_leads_to": "diploma",
            "course_vocational": True,
            "hospital_internship": third,
            "complementary_training": True,
            "training_recognised": True,
            "hospital_cooperation_agreement": True,
        }
        assert judge(version, facts)[0] == oracle.status(facts, day, "situation")


def agreement(rule: Condition, names: list[str]) -> list[dict[str, Value]]:
    """The partial assignments on which every completion agrees and the rule does not say so.

    Wherever the rule does decide, every completion must agree with it.
    """

    @cache
    def completions(state: tuple[Value, ...]) -> bool | None:
        for place, value in enumerate(state):
            if value is None:
                found = {
                    completions((*state[:place], each, *state[place + 1 :]))
                    for each in VARIABLE[names[place]].values
                }
                return found.pop() if len(found) == 1 else None
        return rule.value(dict(zip(names, state, strict=True)))

    differing = []
    for state in product(*((None, *VARIABLE[name].values) for name in names)):
        facts = {name: value for name, value in zip(names, state, strict=True) if value is not None}
        told, agreed = rule.value(facts), completions(state)
        if told is not agreed:
            assert told is None, facts
            differing.append(facts)
    return differing


@pytest.mark.parametrize("number", ["1°", "3°"])
@pytest.mark.parametrize("day", [DAYS[1], LAST.isoformat()])
def test_three_values_say_what_all_completions_say(number: str, day: str) -> None:
    rule = condition(day, number)
    # Of whom nobody can say, no completion does either.
    assert agreement(rule, oracle.facts_of(number, day)) == []


def test_before_2016_three_values_say_what_all_completions_say_of_the_second() -> None:
    for day in ("2009-06-01", "2016-10-31"):
        assert agreement(condition(day, "2°"), oracle.facts_of("2°", day)) == []


def test_the_second_stays_open_on_four_states_of_729_where_every_completion_refuses() -> None:
    """Somebody who may be an employee, in the group, all else of the ICT met.

    If they are an employee, they are "stagiaire ICT", so not of the 2°; if not, not of the 2°
    either. The two reasons exclude each other, and Kleene's logic does not look across them.
    """
    names = [*oracle.facts_of("2°", DAYS[1]), "higher_education_degree"]
    fixed = {
        "group_seniority_months": 6,
        "sufficient_means": True,
        "resides_outside_eu": True,
        "intra_group_posting": True,
        "eu_ict_permit": False,
        "short_mission": True,
        RESERVATION_READING: "conditions",
    }
    rest = condition(DAYS[1], "2°").given(fixed)
    common = {
        "further_internship": True,
        "host_in_employer_group": True,
        "higher_education_degree": True,
    }
    found = agreement(rest, names)
    assert len(found) == 4
    for others in (
        {},
        {"declared_training": True},
        {"host_trades_with_employer": True},
        {"declared_training": True, "host_trades_with_employer": True},
    ):
        assert common | others in found


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("reading", [*CHOICES, None])
def test_the_second_differs_nowhere_else(day: str, reading: str | None) -> None:
    """On every partial assignment of its facts and of those of its reservation."""
    rule = condition(day, "2°").given({} if reading is None else {RESERVATION_READING: reading})
    rule = rule.given({"short_mission": True, "resides_outside_eu": True})
    names = [name for name in (*oracle.FACTS_OF["2°"], *oracle.RESERVED) if name in facts_of(rule)]
    for facts in agreement(rule, names):
        rest = {name: facts.get(name) for name in oracle.RESERVED}
        ict_but_for_employment = bool(
            (rest["group_seniority_months"] or 0) >= (6 if day > DAYS[0] else 3)
            and rest["higher_education_degree"]
            and rest["sufficient_means"]
            and (day == DAYS[0] or rest["intra_group_posting"])
        )
        mobile_but_for_employment = rest["intra_group_posting"] and rest["eu_ict_permit"]
        assert reading != "situation"
        assert "foreign_employee" not in facts
        assert facts.get("declared_training") in (None, True)
        assert facts.get("host_trades_with_employer") in (None, True)
        assert facts["further_internship"]
        assert facts["host_in_employer_group"]
        assert ict_but_for_employment or mobile_but_for_employment


def test_an_unknown_answer_is_worth_no_answer_to_the_rules() -> None:
    for version in VERSIONS:
        for provision in version.provisions:
            for fact in facts_of(provision.condition):
                assert provision.condition.value({fact: UNKNOWN}) is None


def test_every_day_since_2009_has_one_version() -> None:
    for earlier, later in pairwise(VERSIONS):
        assert earlier.until is not None
        assert (later.since - earlier.until).days == 1
    assert VERSIONS[-1].until is None
