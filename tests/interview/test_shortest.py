"""The shortest order is the optimum in every state, against a search that knows only the rules."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from math import prod

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.strict_json import strict_json
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.prior import UNIFORM, Prior, read_prior
from stagiaire_cli.interview.questions import CHECKS_QUESTION, OPENING_QUESTION, Choice, Question
from stagiaire_cli.interview.relevance import Order, Remaining, in_order_of_text, left_of
from stagiaire_cli.interview.session import Session, started
from stagiaire_cli.interview.session_file import resumed, saved
from stagiaire_cli.interview.shortest import Shortest, expected_answers
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.definition import READINGS, VERSIONS, Version
from stagiaire_cli.law.facts import FACT, FACTS
from stagiaire_cli.logic.conditions import UNKNOWN, Condition, Truth, facts_of

CASELOAD = read_prior(
    {
        "course_in_country_of_residence": {"yes": 90, "no": 7, "unknown": 3},
        "course_leads_to": {"diploma": 70, "title": 5, "nothing": 25},
        "course_vocational": {"yes": 8, "no": 2},
        "cooperation_programme": {"eu": 0.55, "none": 0.4, "other": 0.05},
        "foreign_employee": {"yes": 812, "no": 9, "unknown": 31},
        "further_internship": {"yes": 3, "no": 1},
        "host_in_employer_group": {"yes": 70, "no": 31},
        "group_seniority_months": {"1": 3, "4": 20, "14": 100},
        "higher_education_degree": {"yes": 99, "no": 1},
        "intra_group_posting": {"yes": 1, "no": 9},
        "hospital_internship": {"public": 1, "none": 19},
        "hospital_cooperation_agreement": {"no": 1},
    }
)
PRIORS = {"uniform": UNIFORM, "caseload": CASELOAD}
OTHER = {"nationality": "other"}
NOW = date(2026, 11, 23)


def alternatives() -> dict[str, tuple[Version, int]]:
    """Each alternative, in the first version that has it under those conditions."""
    found: dict[object, tuple[str, tuple[Version, int]]] = {}
    for version in VERSIONS:
        for place, provision in enumerate(version.provisions):
            # Which article a condition refers to changes nothing of what it asks.
            told = [
                (leaf.facts, type(leaf), *leaf._key()[1:-2])
                for leaf in provision.condition.leaves()
            ]
            name = f"{provision.number} since {version.since}"
            found.setdefault((provision.number, str(told)), (name, (version, place)))
    return dict(found.values())


def values_of(fact: str) -> tuple[object, ...]:
    return (*FACT[fact].values, UNKNOWN)


def chance(prior: Prior, fact: str, value: object) -> Fraction:
    weights = prior.weights[fact]
    return Fraction(weights[values_of(fact).index(value)], sum(weights))


class Search:
    """The least expected number of answers, by trying every question on what is left of a rule.

    Numbers are multiples of the product of what the answers to each fact weigh.
    """

    def __init__(self, prior: Prior) -> None:
        self.prior = prior
        self.unit = prod(map(sum, prior.weights.values()))
        self.after = cache(self._after)
        self.results = cache(self._results)
        self.least = cache(self._least)

    def _after(self, condition: Condition, fact: str) -> tuple[Condition, ...]:
        return tuple(condition.given({fact: value}) for value in values_of(fact))

    def _results(self, condition: Condition) -> frozenset[Truth]:
        """What known answers to every question can still make of it."""
        fact = next(iter(facts_of(condition)), None)
        if fact is None:
            return frozenset({condition.value({})})
        *known, _ = self.after(condition, fact)
        return frozenset[Truth]().union(*map(self.results, known))

    def _least(self, condition: Condition) -> int:
        if len(self.results(condition)) == 1:
            return 0
        return min(self.asking(condition, fact) for fact in facts_of(condition))

    def asking(self, condition: Condition, fact: str) -> int:
        """The least, where the fact is asked first."""
        weights = self.prior.weights[fact]
        pairs = zip(weights, self.after(condition, fact), strict=True)
        after = sum(weight * self.least(child) for weight, child in pairs if weight)
        assert after % sum(weights) == 0
        return self.unit + after // sum(weights)


def alone(version: Version, place: int) -> Remaining:
    """What is left of one alternative of somebody whom the code governs."""
    left = left_of(law_on(version.since), Dossier(OTHER))
    node = left.nodes[left.alternatives][place]
    return Remaining(left.diagrams, ("alone",), (node,), slice(0, 1))


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("name", alternatives())
def test_in_every_state_the_question_is_one_with_the_least_expected_number(
    name: str, prior: str
) -> None:
    """Every answer to any question in any order, "I don't know" included.

    Of the 2° since 2019, with 33 653 such states: those with at most one "I don't know".
    """
    version, place = alternatives()[name]
    most = 1 if name.startswith("2°") and version.since.year >= 2019 else len(FACTS)
    search, order = Search(PRIORS[prior]), Shortest(PRIORS[prior])
    condition = version.provisions[place].condition
    first = condition.given(dict.fromkeys(READINGS, UNKNOWN))
    seen: dict[Condition, int] = {}
    following = [(first, alone(version, place))]
    least = expected_answers(alone(version, place), order, PRIORS[prior])
    assert least.alternatives == Fraction(search.least(first), search.unit)
    for unknown in range(most + 1):
        states, following = following, []
        while states:
            state, left = states.pop()
            if state in seen:
                continue
            seen[state] = unknown
            fact = order(left)
            if len(search.results(state)) == 1:
                assert fact is None
            else:
                assert fact is not None
                assert search.asking(state, fact) == search.least(state)
            for asked in facts_of(state):
                children = zip(values_of(asked), search.after(state, asked), strict=True)
                for value, child in children:
                    if child not in seen:
                        into = following if value == UNKNOWN else states
                        into.append((child, left.given([(asked, value)])))
    assert seen


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: str(version.since))
def test_no_two_alternatives_ask_about_the_same_fact(version: Version) -> None:
    asked = [fact for one in version.provisions for fact in facts_of(one.condition)]
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
            return [
                line
                for line in question.choices
                if person[line.answers[0][0]] not in (value for _, value in line.answers)
            ]
        value = person[question.name]
        offered = [one for one in question.choices if one.answers == ((question.name, value),)]
        return offered or [Choice(str(value), ((question.name, value),))]

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
