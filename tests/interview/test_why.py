"""How far the verdict is and what each answer does: as walking every session tells it."""

from datetime import date

import pytest

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    ELSEWHERE_LINE,
    ON_QUESTION,
    Choice,
    ask,
)
from stagiaire_cli.interview.relevance import DATED, in_order_of_text, left_of
from stagiaire_cli.interview.why import Bounds, Why, questions_from, questions_left, why
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, LAST_DAY, law_on
from stagiaire_cli.law.facts import FACT, NATIONALITY
from stagiaire_cli.logic.conditions import UNKNOWN
from tests.people.dossiers import ALL_OF_1, ALL_OF_2, IN_GROUP, NOT_1, NOT_2, NOT_3
from tests.people.sessions import FILE, MISSION, PARTS, key, starts, walk

WALKED = [name for name, part in PARTS.items() if part.unknown and not part.checks]


@pytest.mark.parametrize("name", WALKED)
def test_the_bounds_are_the_shortest_and_the_longest_session(name: str) -> None:
    part = PARTS[name]
    [first, *_] = starts(name)
    states, _ = walk(part, first)
    found: dict[object, Bounds] = {}
    # A state comes before those that it leads to.
    for interview, question, answers in reversed(states):
        bounds = (0, 0)
        # Days asked for once the checks are wanted are no questions about the situation.
        wanted = CHECKS_QUESTION in interview.asked
        if question and question.name in FACT and not (wanted and question.name in DATED):
            each = [found[key(interview.answered(question, *answer))] for answer in answers]
            bounds = (1 + min(a for a, _ in each), 1 + max(b for _, b in each))
        found[key(interview)] = bounds
    for place, (interview, question, _) in enumerate(states):
        expected = found[key(interview)]
        if question is None or not expected[1]:
            continue
        # The count from a state has all the states after it: some are enough.
        if place % 5 == 0 or expected[1] <= 3:
            assert questions_left(interview, question) == expected


@pytest.mark.parametrize("since", DAYS_OF_CHANGE, ids=str)
def test_every_law_leads_to_a_verdict_in_as_many_questions_as_it_says(since: date) -> None:
    least, most = questions_from(
        left_of(law_on(since), Dossier({NATIONALITY: "other"}, on=since)), in_order_of_text
    )
    assert 1 <= least < most <= len(FACT) - len(DATED)


def because(facts: dict[str, object]) -> tuple[str, Why]:
    interview = Interview(Dossier(facts, on=LAST_DAY))
    question = next_question(interview)
    assert question is not None
    return question.name, why(interview, question)


def test_an_answer_that_closes_an_alternative_says_so() -> None:
    name, found = because({NATIONALITY: "other", **NOT_2, **NOT_3})
    assert name == "company_internship"
    assert found.possible["1°"] == {True, False}
    assert found.possible["3°"] == {False}
    effects = {choice.name: less for choice, less in found.effects}
    assert "1°" not in effects["yes"]
    assert effects["no"]["1°"] == {False}
    assert effects[UNKNOWN]["1°"] == {False, None}


def test_the_last_condition_of_an_alternative_meets_it() -> None:
    facts = {**NOT_1, **NOT_3, **ALL_OF_2, NATIONALITY: "other"}
    del facts["further_internship"]
    name, found = because(facts)
    assert name == "further_internship"
    effects = {choice.name: less for choice, less in found.effects}
    assert effects["no"]["2°"] == {True}


def test_a_question_about_the_file_says_which_documents_it_bears_on() -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, NATIONALITY: "other", "request": "renewal"}
    name, found = because(given)
    assert name == "adult"
    # Nobody under 18 owes a card, nor its documents.
    effects = {choice.name: less for choice, less in found.effects}
    assert effects["no"]["stamped_convention"] == {False}
    assert "stamped_convention" not in effects["yes"]
    name, found = because({**given, "adult": True})
    assert name == "family_in_application"
    effects = {choice.name: less for choice, less in found.effects}
    assert effects["no"] == {"family_civil_status": {False}}
    # Somebody who stays three months at the most needs no file.
    assert "family_civil_status" not in effects["yes"]


def test_the_place_of_the_internship_in_the_pacific_is_told_to_be_outside_the_code() -> None:
    _, found = because({})
    effects = {choice.name: less for choice, less in found.effects}
    assert effects[ELSEWHERE_LINE]["out_of_scope"] == {True}
    assert effects["french"]["out_of_scope"] == {True}


def test_a_question_about_a_day_says_which_checks_need_it() -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, NATIONALITY: "other"}
    interview = Interview(Dossier(given, on=LAST_DAY))
    asked = next_question(interview)
    assert asked is not None
    question = asked._replace(name="convention_sent", kind="date", choices=())
    found = why(interview, question)
    assert found.checks == ("sent_in_time",)
    assert found.effects == ()
    assert found.bounds is None


def test_how_far_it_is_cannot_be_said_before_the_day_that_decides_the_text() -> None:
    interview = Interview(Dossier({}), today=date(2026, 11, 23))
    nationality = next_question(interview)
    assert nationality is not None
    assert questions_left(interview, nationality) is None
    when = next_question(Interview(Dossier({NATIONALITY: "other"})))
    assert when is not None
    assert when.name == ON_QUESTION
    assert questions_left(Interview(Dossier({NATIONALITY: "other"})), when) is None


def test_before_the_day_an_answer_does_only_what_it_does_under_each_text() -> None:
    interview = Interview(Dossier({}), today=date(2026, 11, 23))
    nationality = next_question(interview)
    assert nationality is not None
    effects = {choice.name: less for choice, less in why(interview, nationality).effects}
    assert effects["french"]["out_of_scope"] == {True}
    # The places in the Pacific have been within the code since 2021.
    assert "out_of_scope" not in effects[ELSEWHERE_LINE]


def test_a_question_that_only_a_check_needs_is_no_question_about_the_situation() -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, **FILE, NATIONALITY: "other"}
    del given["internship_start"]
    interview = Interview(Dossier(given, on=LAST_DAY))
    whether = next_question(interview)
    assert whether is not None
    interview = interview.answered(whether, Choice("yes"))
    question = next_question(interview)
    assert question is not None
    assert question.name == "course_vocational"
    found = why(interview, question)
    assert (found.bounds, found.effects) == (None, ())
    assert "duration" in found.checks


def test_a_day_of_a_mission_says_what_its_length_decides() -> None:
    given = {**MISSION, "sufficient_means": False, "group_seniority_months": 1}
    name, found = because(given)
    assert (name, found.decides, found.bounds) == ("internship_start", "short_mission", (1, 2))
    assert {choice.name: less.get("mobile ICT") for choice, less in found.effects} == {
        "yes": {True},
        "no": {False},
        UNKNOWN: {None},
    }
    name, found = because({**given, "internship_start": date(2020, 1, 1)})
    assert (name, found.decides, found.bounds) == ("internship_end", "short_mission", (1, 1))


def test_a_card_that_an_answer_not_known_leaves_open_is_told_to_be_open() -> None:
    facts = {**IN_GROUP, **NOT_1, **NOT_3, NATIONALITY: "other", "group_seniority_months": UNKNOWN}
    del facts["higher_education_degree"]
    law = law_on(LAST_DAY)
    found = why(Interview(Dossier(facts, on=LAST_DAY)), ask(law, "higher_education_degree"))
    effects = {choice.name: less.get("ICT") for choice, less in found.effects}
    assert found.possible["ICT"] == {False, None}
    assert effects == {"yes": {None}, "no": {False}, UNKNOWN: {None}}
