"""Every session of the questionnaire, as a walk over the states it can be in.

A session is a path from the first question to none left. States that sessions share are walked
once: the next question depends on the answers alone, so every path is a path of this walk.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from stagiaire_cli.answers import Dossier
from stagiaire_cli.assessment import components
from stagiaire_cli.interview import (
    DOCUMENTS,
    OPENING,
    Choice,
    Interview,
    Question,
    ask,
    next_question,
)
from stagiaire_cli.law import LAST_DAY, law_on
from stagiaire_cli.law.facts import FACT, FACTS, domains
from stagiaire_cli.logic import UNKNOWN, facts_of

FILE = {
    "request": "first_card",
    "family_in_application": False,
    "documents_in_french": True,
    "vls_ts": False,
    "internship_start": UNKNOWN,
}
NOT_1 = {"company_internship": False}
NOT_2 = {"declared_training": False, "foreign_employee": False}
NOT_3 = {"hospital_internship": "none"}
ALL_OF_1 = {
    "company_internship": True,
    "course_in_country_of_residence": True,
    "course_leads_to": "diploma",
    "course_school_or_university": True,
    "cooperation_programme": "none",
}

# What is given beforehand, whether "I don't know" is among the answers, and how many sessions
# there are from each of the starts.
PARTS: dict[str, tuple[dict[str, Any], bool, tuple[int, ...]]] = {
    "each question answered": (
        FILE,
        False,
        (20, 348, 57, 124, 1911, 2196, 367, 12897, 12897, 1, 1, 1, 1),
    ),
    "the 1° and the reservation, with I don't know": (
        {**FILE, "declared_training": False, **NOT_3},
        True,
        (2722, 54, 2602, 1, 1, 1, 1, 443, 1, 323),
    ),
    "the 2° and the 3°, with I don't know": (
        {**FILE, **NOT_1},
        True,
        (54, 372, 1030, 10020, 10020, 1, 1, 1, 1, 1, 223, 33, 7359, 7359),
    ),
    "the 3° and the reservation, with I don't know": (
        {**FILE, **NOT_1, "declared_training": False},
        True,
        (964, 33, 33, 1, 1, 1, 1, 15, 1, 1, 1, 15),
    ),
    "the file, with I don't know": (
        {**ALL_OF_1, **NOT_2, **NOT_3},
        True,
        (207, 99, 297, 1, 1, 1, 1, 207, 99, 297),
    ),
}


def _first_question(**given: Any) -> Question:
    question = next_question(Interview(Dossier(given)))
    assert question is not None
    return question


# Every question that the questionnaire has, documents apart: those of the facts, nationality with
# and without the places in the Pacific, and the opening with two or three lines.
LAW = law_on(LAST_DAY)
QUESTIONS = [
    *(ask(LAW, fact.id) for fact in FACTS if fact.id in facts_of(*components(LAW))),
    _first_question(),
]
OPENINGS = [
    _first_question(nationality="other", **dict(provision.declined for provision in answered))
    for size in (0, 1)
    for answered in combinations(LAW.version.provisions, size)
]


class State(NamedTuple):
    """A place in the walk: the interview so far, its next question, and the answers to that."""

    interview: Interview
    question: Question | None
    answers: list[tuple[Choice, ...]]


def answers_to(
    question: Question, facts: Mapping[str, Any], unknown: bool
) -> list[tuple[Choice, ...]]:
    """Every answer to a question; documents: none, each alone, and all of them."""
    if question.kind in ("date", "months"):
        kinds = domains(facts)[question.name]
        values = (*kinds, UNKNOWN) if unknown else kinds
        return [(Choice(str(value), ((question.name, value),)),) for value in values]
    if question.kind == "documents":
        return [(), *((choice,) for choice in question.choices), question.choices]
    if question.kind == "several":
        sets = (combinations(question.choices, size) for size in range(len(question.choices) + 1))
        return [*(tuple(each) for group in sets for each in group), (Choice(UNKNOWN),)]
    return [(choice,) for choice in question.choices if unknown or choice.name != UNKNOWN]


def starts(part: str) -> list[Interview]:
    """The first states of a part, so that it can be walked in pieces: two questions in."""
    given, unknown, _ = PARTS[part]
    found = [Interview(Dossier(dict(given)))]
    for _ in range(2):
        found = [
            interview.answered(question, *answer) if question else interview
            for interview in found
            for question in [next_question(interview)]
            for answer in (
                answers_to(question, interview.dossier.facts, unknown) if question else [()]
            )
        ]
    return found


def walk(start: Interview, unknown: bool) -> tuple[list[State], int]:
    """Every state that a session can reach from the start, each once; and how many sessions."""
    states: list[State] = []
    paths: dict[tuple[object, ...], int] = {}

    def paths_from(interview: Interview) -> int:
        place = key(interview)
        if place not in paths:
            question = next_question(interview)
            facts = interview.dossier.facts
            found = [] if question is None else answers_to(question, facts, unknown)
            states.append(State(interview, question, found))
            # Which documents are ticked changes no later question.
            distinct = found[:1] if question and question.name == DOCUMENTS else found
            paths[place] = sum(
                paths_from(interview.answered(question, *answer))
                for answer in distinct
                if question is not None
            ) + (question is None)
        return paths[place]

    return states, paths_from(start)


def sessions(
    interview: Interview, unknown: bool
) -> Iterator[list[tuple[Question, tuple[Choice, ...]]]]:
    """Every session from here, as its questions with their answers; documents as held by nobody."""
    question = next_question(interview)
    if question is None:
        yield []
        return
    found = answers_to(question, interview.dossier.facts, unknown)
    for answer in found[:1] if question.name == DOCUMENTS else found:
        for rest in sessions(interview.answered(question, *answer), unknown):
            yield [(question, answer), *rest]


def key(interview: Interview) -> tuple[object, ...]:
    """What tells one state from another: the answers, and the questions that answer no fact."""
    asked = {step.question.name for step in interview.steps} & {OPENING, DOCUMENTS}
    facts = interview.dossier.facts
    return (tuple(facts.get(name) for name in FACT), frozenset(asked))
