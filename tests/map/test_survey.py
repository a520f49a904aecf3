"""The map of the questionnaire is the questionnaire: every path is a session, and the reverse."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.status import judge
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    NATIONALITY,
    NONE_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
)
from stagiaire_cli.interview.relevance import facts_to_check, in_order_of_text, left_of, presuming
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.map.graph import (
    DATES,
    FILE_SECTION,
    OTHER_TEXT,
    OUTCOME,
    QUESTION,
    SEVERAL,
    START_SECTION,
    STAYS_OPEN,
    VERDICT,
    Map,
    MapSection,
    Place,
)
from stagiaire_cli.map.survey import questionnaire
from tests.people.sessions import PARTS, TODAY, starts, walk

DAYS = tuple(dict.fromkeys((*(version.since for version in VERSIONS), LAST_DAY, TODAY)))
MAPS = {day: questionnaire(day) for day in DAYS}
BY_ALTERNATIVE = [
    (day, section)
    for day, drawn in MAPS.items()
    for section in drawn.sections
    if section.name not in (START_SECTION, FILE_SECTION)
]
# One text is enough to walk through every day that can be answered: it takes seconds for each.
DATED = [name for name, part in PARTS.items() if part.checks and part.on == TODAY]
OF_ITS_OWN = (CHECKS_QUESTION, DOCUMENTS_QUESTION, VERDICT)


def replayed(drawn: Map, number: int, facts: dict[str, Any]) -> Iterator[tuple[Place, Dossier]]:
    """Each end of the paths from a place, with the dossier of whoever takes the path.

    At every step the interview must ask the question of the place; each of its answers, "I don't
    know" among them, must lead somewhere, and only once.
    """
    place = drawn.places[number]
    dossier = Dossier(facts, on=drawn.on)
    if place.kind == OUTCOME and place.arrows:
        yield place, dossier
    if place.kind == OUTCOME or place.name in OF_ITS_OWN:
        if not place.arrows or place.name in OF_ITS_OWN:
            yield place, dossier
            return
        [arrow] = place.arrows
        yield from replayed(drawn, arrow.to, facts)
        return
    question = next_question(Interview(dossier))
    assert question is not None
    assert question.name == place.name
    offered = (*FACT[place.name].values, UNKNOWN)
    drawn_answers = [answer for arrow in place.arrows for answer in arrow.answers]
    assert sorted(map(str, drawn_answers)) == sorted(map(str, offered))
    for arrow in place.arrows:
        for answer in arrow.answers:
            yield from replayed(drawn, arrow.to, {**facts, place.name: answer})


@pytest.mark.parametrize(
    ("day", "section"), BY_ALTERNATIVE, ids=lambda one: getattr(one, "name", str(one))
)
def test_every_path_of_a_section_is_a_session_with_the_same_end(
    day: date, section: MapSection
) -> None:
    drawn = MAPS[day]
    assert section.root is not None
    ends = 0
    for place, dossier in replayed(drawn, section.root, dict(section.given.facts)):
        ends += 1
        question = next_question(Interview(dossier))
        asked = None if question is None else question.name
        if place.name in OF_ITS_OWN:
            assert asked == (None if place.name == VERDICT else place.name)
            continue
        answers = presuming(dossier)
        status, results = judge(drawn.law.version, answers)
        assert status == place.name
        by = drawn.law.version.numbers(results)
        if status == "undetermined":
            pairs = zip(drawn.law.version.provisions, results, strict=True)
            by = tuple(one.number for one, result in pairs if result is None)
        if status == "diverted":
            by = tuple(name for name, route in drawn.law.version.routes if route.value(answers))
        assert place.names == tuple(by)
        if place.arrows:
            after = drawn.places[place.arrows[0].to]
            assert asked == (None if after.name == VERDICT else after.name)
        else:
            assert asked is None
    assert ends


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
                todo += [left.given([(fact, value)]) for value in (*FACT[fact].values, UNKNOWN)]
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
    part = PARTS[name]
    [dates] = [one for one in questionnaire(part.on).places.values() if one.kind == DATES]
    verdict = assess_dossier(Dossier({**part.given}, on=part.on))
    by = verdict.cards if verdict.status == "diverted" else tuple(verdict.met)
    [chain] = [
        one for one in dates.chains if (one.status, one.names) == (verdict.status, tuple(by))
    ]
    order = {fact: place for place, fact in enumerate(chain.facts)}
    for start in starts(name):
        for state in walk(part, start)[0]:
            if state.question is not None and CHECKS_QUESTION in state.interview.asked:
                asked = [one.question.name for one in state.interview.steps]
                asked = asked[asked.index(CHECKS_QUESTION) + 1 :]
                if state.question.name != DOCUMENTS_QUESTION:
                    asked.append(state.question.name)
                places = [order[fact] for fact in asked if fact != DOCUMENTS_QUESTION]
                assert places == sorted(places)


@pytest.mark.parametrize("day", [LAST_DAY, TODAY])
def test_every_question_about_dates_is_asked_of_somebody(day: date) -> None:
    drawn = MAPS[day]
    [dates] = [one for one in drawn.places.values() if one.kind == DATES]
    wanted = {(one.status, one.names): set(one.facts) for one in dates.chains}
    asked = {name: frozenset(facts) for name, facts in wanted.items()}
    for section in drawn.sections:
        if section.root is None or section.name == START_SECTION:
            continue
        current: tuple[str, tuple[str, ...]] = ("", ())
        for place, dossier in replayed(drawn, section.root, dict(section.given.facts)):
            if place.kind == OUTCOME and place.name != VERDICT:
                current = (place.name, place.names)
            elif place.name == CHECKS_QUESTION:
                left = set(facts_to_check(drawn.law, dossier))
                filed = dossier._replace(on=None) if drawn.law is MAPS[LAST_DAY].law else dossier
                left |= set(facts_to_check(drawn.law, filed))
                assert left <= asked[current]
                assert left <= asked[current]
                wanted[current] -= left
    assert not any(wanted.values()), wanted


def test_a_reading_that_is_chosen_is_drawn() -> None:
    chosen = questionnaire(LAST_DAY, {"l313_7_2_scope": "situation"})
    assert chosen.places != MAPS[LAST_DAY].places
