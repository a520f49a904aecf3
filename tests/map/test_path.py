"""A person's path on the map is the path of an interview with the person's answers."""

import random
from typing import Any

import pytest

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.map.graph import FILE_SECTION, QUESTION, START_SECTION, MapSection
from stagiaire_cli.map.path import traced
from stagiaire_cli.map.survey import questionnaire

DRAWN = questionnaire(LAST_DAY)
SECTIONS = {section.name: section for section in DRAWN.sections}
DECLINED = [one.declined for one in DRAWN.law.version.provisions]
OF_ALTERNATIVES = [one for one in DRAWN.sections if one.name not in (START_SECTION, FILE_SECTION)]


def a_path(section: MapSection, chance: random.Random) -> tuple[list[int], dict[str, Any]]:
    """A path taken by chance through facts, and the answers of whoever takes it."""
    facts: dict[str, Any] = dict(section.given.facts)
    path: list[int] = []
    number = section.root
    while number is not None:
        place = DRAWN.places[number]
        if place.kind == QUESTION and place.arrows[0].answers[:1] in ((), ("yes",)):
            break
        path.append(number)
        if not place.arrows:
            break
        arrow = chance.choice(place.arrows)
        if place.kind == QUESTION:
            facts[place.name] = chance.choice(arrow.answers)
        number = arrow.to
    return path, facts


def followed(section: MapSection, facts: dict[str, Any]) -> list[int]:
    """The places that the answers go through from the first of a section."""
    path: list[int] = []
    number = section.root
    while number is not None:
        place = DRAWN.places[number]
        if place.kind == QUESTION and place.name not in facts:
            break
        path.append(number)
        number = next(
            (
                arrow.to
                for arrow in place.arrows
                if place.kind != QUESTION or facts[place.name] in arrow.answers
            ),
            None,
        )
    return path


@pytest.mark.parametrize("section", OF_ALTERNATIVES, ids=lambda one: one.name)
@pytest.mark.parametrize("seed", range(25))
def test_exactly_the_places_that_the_interview_goes_through_are_marked(
    section: MapSection, seed: int
) -> None:
    path, facts = a_path(section, random.Random(seed))
    declined = all(facts.get(fact) == value for fact, value in DECLINED)
    if declined:
        # The answers are those of somebody who chose no line.
        path = followed(SECTIONS["none_of_these"], facts)
    trace = traced(DRAWN, Dossier(facts, on=LAST_DAY))
    assert trace.passed - set(SECTIONS[START_SECTION].places) == set(path)
    question = next_question(Interview(Dossier(facts, on=LAST_DAY)))
    asked = {DRAWN.places[number].name for number in trace.next}
    assert asked == ({question.name} if question else set())


@pytest.mark.parametrize("section", OF_ALTERNATIVES, ids=lambda one: one.name)
def test_the_first_question_not_answered_is_the_one_that_is_next(section: MapSection) -> None:
    for seed in range(25):
        path, facts = a_path(section, random.Random(seed))
        asked = [number for number in path if DRAWN.places[number].kind == QUESTION]
        last = asked[-1]
        before = {name: value for name, value in facts.items() if name != DRAWN.places[last].name}
        dossier = Dossier(before, on=LAST_DAY)
        trace = traced(DRAWN, dossier)
        question = next_question(Interview(dossier))
        assert question is not None
        if question.name == DRAWN.places[last].name:
            assert trace.next == {last}
            assert last not in trace.passed


def test_nothing_is_read_into_answers_that_are_not_given() -> None:
    trace = traced(DRAWN, Dossier({}))
    assert not trace.passed
    assert not trace.arrows
    assert [DRAWN.places[number].name for number in trace.next] == ["nationality"]


def test_whoever_is_outside_the_code_comes_to_no_section() -> None:
    trace = traced(DRAWN, Dossier({"nationality": "french", "company_internship": True}))
    assert trace.passed <= set(SECTIONS[START_SECTION].places)
    assert not trace.next


def test_lines_that_are_both_open_are_each_gone_into_up_to_their_own_end() -> None:
    facts = {
        "nationality": "other",
        "company_internship": False,
        "foreign_employee": True,
        "declared_training": True,
        "further_internship": False,
        "hospital_internship": "public",
    }
    trace = traced(DRAWN, Dossier(facts, on=LAST_DAY))
    names = {DRAWN.places[number].name for number in trace.passed if number > 24}
    assert {"declared_training", "hospital_internship", "qualifies", "several"} <= names
    assert {DRAWN.places[number].name for number in trace.next} == {"complementary_training"}
    assert not trace.passed & set(SECTIONS[FILE_SECTION].places)


def test_months_are_read_by_the_bound_that_they_reach() -> None:
    facts: dict[str, Any] = dict(SECTIONS["none_of_these"].given.facts)
    facts |= {"foreign_employee": True, "further_internship": True, "host_in_employer_group": True}
    for months, then in ((5, "sufficient_means"), (8, "higher_education_degree")):
        given = {**facts, "declared_training": False, "group_seniority_months": months}
        trace = traced(DRAWN, Dossier(given, on=LAST_DAY))
        assert [DRAWN.places[number].name for number in trace.next] == [then]
