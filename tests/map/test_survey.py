"""The map of the questionnaire is the questionnaire: every path is a session, and the reverse."""

import random
from datetime import date

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    NONE_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
)
from stagiaire_cli.interview.relevance import in_order_of_text, left_of
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.facts import NATIONALITY, VARIABLE
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.map.graph import (
    IN_PACIFIC,
    OTHER_TEXT,
    OUTCOME,
    QUESTION,
    SEVERAL,
    STAYS_OPEN,
    MapSection,
)
from stagiaire_cli.map.survey import questionnaire
from tests.people.paths import DATED, dated, dates_in_order, followed, sections
from tests.people.sessions import TODAY, a_start

DAYS = tuple(dict.fromkeys((*(version.since for version in VERSIONS), LAST_DAY, TODAY)))
MAPS = {day: questionnaire(day) for day in DAYS}
IN_2012 = VERSIONS[1].since


@pytest.mark.parametrize("section", sections(MAPS[IN_2012]), ids=lambda section: section.name)
def test_every_path_of_a_section_is_a_session_with_the_same_end(section: MapSection) -> None:
    """In the version with the fewest questions; the proof ``paths`` follows those of each."""
    assert followed(MAPS[IN_2012], section)


@pytest.mark.parametrize("day", DAYS)
def test_paths_drawn_at_random_are_sessions_with_the_same_end(day: date) -> None:
    sample = random.Random(day.toordinal())
    for section in sections(MAPS[day]):
        assert sum(followed(MAPS[day], section, sample) for _ in range(20)) >= 20


@pytest.mark.parametrize("day", DAYS)
def test_the_start_is_what_an_interview_starts_with(day: date) -> None:
    drawn = MAPS[day]
    seen = set()

    def go(number: int, interview: Interview) -> None:
        place = drawn.places[number]
        question = next_question(interview)
        seen.add(place.name)
        if place.name == OPENING_QUESTION:
            assert question is not None
            assert question.name == OPENING_QUESTION
            lines = {choice.name: choice for choice in question.choices}
            led = {answer: arrow.to for arrow in place.arrows for answer in arrow.answers}
            assert led.keys() == {*lines, NONE_LINE, SEVERAL, UNKNOWN}
            for name in (*lines, NONE_LINE):
                chosen = () if name == NONE_LINE else (lines[name],)
                after = next_question(interview.answered(question, *chosen))
                first = drawn.places[led[name]]
                if first.kind == QUESTION:
                    assert after is not None
                    assert after.name == first.name
                else:
                    assert after is None
        elif place.kind == OUTCOME:
            if place.name == OTHER_TEXT:
                assert interview.dossier.on is None
            elif place.name == IN_PACIFIC:
                assert interview.dossier.facts["territory"] != "covered"
                assert question is not None
                assert question.name == OPENING_QUESTION
            elif place.name == STAYS_OPEN:
                assert assess_dossier(interview.dossier._replace(on=day)).status == "undetermined"
            else:
                assert question is None
                assert assess_dossier(interview.dossier).status == place.name
        else:
            assert question is not None
            assert question.name == place.name
            choices = {choice.name: choice for choice in question.choices}
            for arrow in place.arrows:
                if not arrow.answers:
                    assert place.name == ON_DAY_QUESTION
                    choice = Choice(day.isoformat(), ((ON_QUESTION, day),))
                    go(arrow.to, interview.answered(question, choice))
                for answer in arrow.answers:
                    go(arrow.to, interview.answered(question, choices.pop(str(answer))))
            assert not choices

    root = drawn.sections[0].root
    assert root is not None
    go(root, Interview(Dossier({}), today=day))
    assert {NATIONALITY, ON_QUESTION, ON_DAY_QUESTION, OPENING_QUESTION} <= seen


@pytest.mark.parametrize("day", DAYS)
def test_whoever_chooses_several_lines_is_asked_what_the_sections_ask(day: date) -> None:
    drawn = MAPS[day]
    drawn_facts = {place.name for place in drawn.places.values() if place.kind == QUESTION}
    seen: set[object] = set()
    asked = set()
    todo = [left_of(drawn.law, Dossier({NATIONALITY: "other"}, on=day))]
    while todo:
        left = todo.pop()
        if left.key not in seen:
            seen.add(left.key)
            fact = in_order_of_text(left)
            if fact is not None:
                asked.add(fact)
                values = (*VARIABLE[fact].values, UNKNOWN)
                todo += [left.answered(fact, value) for value in values]
    assert asked <= drawn_facts


@pytest.mark.parametrize("day", DAYS)
def test_no_two_places_are_alike(day: date) -> None:
    places = MAPS[day].places
    # Places are alike where they ask the same and their answers lead to places that are alike.
    alike = dict.fromkeys(places, 0)
    for _ in places:
        told = {
            number: (
                place._replace(arrows=()),
                tuple((arrow.answers, alike[arrow.to]) for arrow in place.arrows),
            )
            for number, place in places.items()
        }
        kinds = {one: kind for kind, one in enumerate(dict.fromkeys(told.values()))}
        alike = {number: kinds[one] for number, one in told.items()}
    assert len(set(alike.values())) == len(places)


@pytest.mark.parametrize("day", DAYS)
def test_questions_have_the_first_numbers_and_arrows_lead_on(day: date) -> None:
    drawn = MAPS[day]
    numbers = [number for section in drawn.sections for number in section.places]
    assert sorted(numbers) == sorted(drawn.places) == list(range(1, len(numbers) + 1))
    questions = [number for number in numbers if drawn.places[number].kind == QUESTION]
    assert questions == list(range(1, len(questions) + 1))
    place_of = {number: place for place, number in enumerate(numbers)}
    for section in drawn.sections:
        for number in section.places:
            for arrow in drawn.places[number].arrows:
                if arrow.to in section.places:
                    assert place_of[number] < place_of[arrow.to]


@pytest.mark.parametrize("name", DATED)
def test_dates_are_asked_for_in_the_order_that_is_drawn(name: str) -> None:
    # Of a card nothing may be asked from there: how many states there are says nothing.
    assert dates_in_order(name, [a_start(name)]) >= 0


def test_every_question_about_dates_is_asked_of_somebody() -> None:
    assert dated(MAPS[IN_2012])


def test_a_reading_that_is_chosen_is_drawn() -> None:
    chosen = questionnaire(LAST_DAY, {"l313_7_2_scope": "situation"})
    assert chosen.places != MAPS[LAST_DAY].places
