"""The shortest order is the optimum in every state, against a search that knows only the rules."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from math import prod

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.strict_json import strict_json
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.prior import UNIFORM
from stagiaire_cli.interview.questions import CHECKS_QUESTION, OPENING_QUESTION, Choice, Question
from stagiaire_cli.interview.relevance import Order, in_order_of_text, left_of
from stagiaire_cli.interview.session import Session, started
from stagiaire_cli.interview.session_file import resumed, saved
from stagiaire_cli.interview.shortest import Shortest, expected_answers
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.facts import FACT, FACTS, TERRITORY
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import UNKNOWN, facts_of
from tests.people.optimum import (
    CASELOAD,
    OTHER,
    PRIORS,
    alone,
    alternatives,
    chance,
    states_with_the_least,
    values_of,
)
from tests.people.respondent import chosen_at_opening

NOW = date(2026, 11, 23)


# Those of the 2° with what it reserves are in the proof ``shortest``: they take a minute.
FEW_STATES = [name for name in alternatives() if not name.startswith("2°") or "2009" in name]


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("name", FEW_STATES)
def test_in_every_state_the_question_is_one_with_the_least_expected_number(
    name: str, prior: str
) -> None:
    assert states_with_the_least(name, prior) >= 3**3


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: str(version.since))
def test_no_two_alternatives_ask_about_the_same_fact(version: Version) -> None:
    named = Counter(fact for one in version.provisions for fact in facts_of(one.condition))
    # Since 2021 the 2° and the 3° differ in the Pacific; where it is, is known before.
    assert {fact for fact, count in named.items() if count > 1} <= {TERRITORY}
    left = left_of(law_on(version.since), Dossier(OTHER))
    each = [left.diagrams.facts([node]) for node in left.nodes[left.alternatives]]
    asked = [fact for facts in each for fact in facts]
    assert TERRITORY not in asked
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: str(version.since))
def test_the_least_of_all_alternatives_is_the_sum_and_never_more_than_by_the_text(
    version: Version, prior: str
) -> None:
    order = Shortest(PRIORS[prior])
    places = range(len(version.provisions))
    each = [expected_answers(alone(version, place), order, PRIORS[prior]) for place in places]
    left = left_of(law_on(version.since), Dossier(OTHER))
    shortest = expected_answers(left, order, PRIORS[prior])
    by_text = expected_answers(left, in_order_of_text, PRIORS[prior])
    assert shortest.alternatives == sum(one.alternatives for one in each)
    assert shortest.alternatives <= by_text.alternatives


def test_a_caseload_makes_more_of_a_difference_than_answers_that_are_all_alike() -> None:
    left = left_of(law_on(LAST_DAY), Dossier(OTHER))
    gained = [
        expected_answers(left, in_order_of_text, prior).alternatives
        - expected_answers(left, Shortest(prior), prior).alternatives
        for prior in (UNIFORM, CASELOAD)
    ]
    assert Fraction(0) < gained[0] < gained[1]


def test_between_equals_the_order_is_that_of_the_text() -> None:
    left = left_of(law_on(LAST_DAY), Dossier(OTHER))
    assert Shortest(UNIFORM)(left) == in_order_of_text(left) == FACTS[0].id


def counted(interview: Interview, person: dict[str, object]) -> int:
    """How many questions about the situation somebody who answers so is asked."""
    count = 0
    while (question := next_question(interview)) is not None:
        if question.name not in person:
            assert question.name == CHECKS_QUESTION or question.kind == "documents"
            break
        count += 1
        value = person[question.name]
        interview = interview.answered(question, Choice("", ((question.name, value),)))
    return count


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("order", ["text", "shortest"])
@pytest.mark.parametrize("number", ["1°", "3°"])
def test_what_is_expected_is_the_average_over_everybody_asked_in_the_interview(
    number: str, order: str, prior: str
) -> None:
    supposed = PRIORS[prior]
    law = law_on(VERSIONS[1].since)
    asked = next(facts_of(one.condition) for one in law.version.provisions if one.number == number)
    given = {
        fact: False if FACT[fact].kind == "yes_no" else FACT[fact].values[-1]
        for one in law.version.provisions
        for fact in facts_of(one.condition)
        if one.number != number
    }
    chosen: Order = in_order_of_text if order == "text" else Shortest(supposed)
    dossier = Dossier({**OTHER, **given}, on=law.since)
    average = Fraction(0)
    for values in product(*map(values_of, asked)):
        person = dict(zip(asked, values, strict=True))
        probability = prod(chance(supposed, fact, value) for fact, value in person.items())
        if probability:
            interview = Interview(dossier, order=chosen)
            average += probability * counted(interview, person)
    found = expected_answers(left_of(law, dossier), chosen, supposed)
    # No documents are listed for that time, so that no question has another purpose.
    assert found.alternatives == found.situation == average


def played(session: Session, answers: Callable[[Question], list[Choice]]) -> Iterator[Session]:
    """The session after each answer, to its end."""
    while session.question is not None:
        session = session.answered(*answers(session.question))
        yield session


def answering(person: dict[str, object]) -> Callable[[Question], list[Choice]]:
    """The answers of somebody of whom everything is known, who checks nothing and has nothing."""

    def answer(question: Question) -> list[Choice]:
        if question.kind == "documents":
            return []
        if question.name == CHECKS_QUESTION:
            return [Choice("no")]
        if question.name == OPENING_QUESTION:
            return list(chosen_at_opening(question, person))
        value = person[question.name]
        offered = [one for one in question.choices if one.answers == ((question.name, value),)]
        # An internship in the Pacific is a line of its own, after that of other nationalities.
        return offered[:1] or [Choice(str(value), ((question.name, value),))]

    return answer


@pytest.mark.parametrize("seed", range(30))
def test_the_verdict_does_not_depend_on_the_order_nor_on_a_change_of_it_midway(seed: int) -> None:
    sample = random.Random(seed)
    on = sample.choice([version.since for version in VERSIONS])
    person: dict[str, object] = {
        fact.id: sample.choice((*fact.values, *fact.values, UNKNOWN)) if fact.values else UNKNOWN
        for fact in FACTS
    }
    # Whoever declines an alternative knows it; and most are governed by the code.
    for provision in law_on(on).version.provisions:
        if person[provision.declined[0]] == UNKNOWN:
            person[provision.declined[0]] = provision.declined[1]
    person["nationality"] = "other"
    orders = (in_order_of_text, Shortest(UNIFORM), Shortest(CASELOAD))
    verdicts = []
    answers = answering(person)
    for first in orders:
        begun = started(Dossier({}, on=on), {}, NOW, order=first)
        for session in played(begun, answers):
            if sample.random() < 0.15:
                kept = strict_json(saved(session))
                assert isinstance(kept, dict)
                parts = {name: kept[name] for name in ("facts", "documents", "readings", "on")}
                again = resumed(read_dossier(parts), kept, NOW, sample.choice(orders))
                assert again.dossier == session.dossier
                *_, ended = again, *played(again, answers)
                verdicts.append(assess_dossier(ended.dossier))
        verdicts.append(assess_dossier(session.dossier))
    same = {
        (
            one.status,
            str(one.provisions and [p.result for p in one.provisions]),
            one.file.result,
            one.file.missing,
        )
        for one in verdicts
    }
    assert len(same) == 1


def test_going_back_and_changing_an_answer_follow_the_order() -> None:
    order = Shortest(CASELOAD)
    session = started(Dossier({}, on=LAST_DAY), {}, NOW, order=order)
    person = {fact.id: fact.values[0] for fact in FACTS if fact.values}
    answers = answering(person)
    path = [session, *played(session, answers)]
    for before, after in pairwise(path):
        back = after.back()
        assert back.question is not None
        assert back.question.name == after.interview.steps[-1].question.name
        assert back.interview.order is order
        assert before.question is not None
    last = path[-1]
    changed = last.at("foreign_employee").answered(Choice("no", (("foreign_employee", False),)))
    assert changed.interview.order is order
    assert changed.dossier.facts["foreign_employee"] is False
