"""Every session of the questionnaire, as a walk over the states it can be in.

A session is a path from the first question to none left. States that sessions share are walked
once: the next question depends on the answers alone, so every path is a path of this walk.
"""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from stagiaire_cli.assessment.parts import components
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    ELSEWHERE_LINE,
    OPENING_QUESTION,
    Choice,
    Question,
    ask,
)
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.facts import FACT, FACTS
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN, facts_of
from stagiaire_cli.logic.periods import months_later
from tests.people.dossiers import ALL_OF_1, ALL_OF_2, ALL_OF_3, IN_GROUP, NOT_1, NOT_2, NOT_3

FILE = {
    "request": "first_card",
    "adult": True,
    "family_in_application": False,
    "documents_in_french": True,
    "vls_ts": False,
    "polygamy_declaration_due": False,
    "internship_start": UNKNOWN,
}
GIVEN = {**FILE, "nationality": "other"}
del GIVEN["internship_start"]
# What only one check uses, so that the days can be walked without it, and it without the days.
SINGLE = {
    "placed_by_association": False,
    "monthly_means": UNKNOWN,
    "convention_received": UNKNOWN,
    "amendment_received": UNKNOWN,
}
DAYS = {
    "extension": "none",
    "internship_start": date(2020, 1, 1),
    "internship_end": date(2020, 5, 31),
    "earlier_months": 0,
    "convention_sent": date(2019, 10, 1),
}
# Of these the length of the mission decides, unless the means are sufficient.
MISSION = {**FILE, **IN_GROUP, **NOT_1, **NOT_3, "nationality": "other", "eu_ict_permit": True}
for asked_for in ("internship_start", "sufficient_means", "group_seniority_months"):
    del MISSION[asked_for]


# How many sessions there are from each of the starts of a part; a test counts them again, and
# python -m tests.people.sessions writes them anew.
_COUNTS = Path(__file__).with_name("sessions.json")
COUNTS: dict[str, list[int]] = json.loads(_COUNTS.read_text(encoding="utf-8"))


class Part(NamedTuple):
    """Sessions walked together: what is given beforehand, and which answers are tried.

    ``unknown`` says whether "I don't know" is among them, ``checks`` what is said to the question
    whether to check; ``counts`` are the numbers of sessions, one for each of the starts.
    """

    given: dict[str, Any]
    on: date
    unknown: bool
    checks: bool
    counts: list[int]


TODAY = date(2025, 1, 1)
IN_2018 = date(2018, 5, 15)
ANSWERED = "each question answered, {}"
DAYS_OF = "the days of the {} on {}, with I don't know"
MISSION_ON = "the length of the mission on {}, with I don't know"
REST_OF = "the rest of the checks of the {} on {}, with I don't know"
# A day in each version of the article; the whole is proved on the first two.
VERSION_DAYS = (LAST_DAY, TODAY, *(version.since for version in (*VERSIONS[:3], VERSIONS[4])))
MET = {
    "1°": {**ALL_OF_1, **NOT_2, **NOT_3},
    "2°": {**ALL_OF_2, **NOT_1, **NOT_3},
    "3°": {**ALL_OF_3, **NOT_1, **NOT_2},
    "ICT": {**IN_GROUP, **NOT_1, **NOT_3, "eu_ict_permit": True},
}
NO_TRAINING = {**FILE, "declared_training": False}


def _parts() -> Iterator[tuple[str, dict[str, Any], date, bool, bool]]:
    for on in VERSION_DAYS:
        yield ANSWERED.format(on), FILE, on, False, False
    for name, given in (
        ("the 1° and the reservation, with I don't know", {**NO_TRAINING, **NOT_3}),
        ("the 2° and the 3°, with I don't know", {**FILE, **NOT_1}),
        ("the 3° and the reservation, with I don't know", {**NO_TRAINING, **NOT_1}),
        ("the file, with I don't know", MET["1°"]),
    ):
        yield name, given, LAST_DAY, True, False
    yield "the file of today, with I don't know", MET["1°"], TODAY, True, False
    for on in (LAST_DAY, TODAY):
        yield MISSION_ON.format(on), MISSION, on, True, False
    for number, given in MET.items():
        for on in (IN_2018, TODAY):
            yield DAYS_OF.format(number, on), {**GIVEN, **SINGLE, **given}, on, True, True
            yield REST_OF.format(number, on), {**GIVEN, **DAYS, **given}, on, True, True


PARTS = {
    name: Part(given, on, unknown, checks, COUNTS.get(name, []))
    for name, given, on, unknown, checks in _parts()
}


def _first_question(**given: Any) -> Question:
    question = next_question(Interview(Dossier(given, on=LAST_DAY)))
    assert question is not None
    return question


# Every question that the questionnaire has, documents apart: those of the facts, nationality with
# and without the places in the Pacific, the openings, when it was filed, whether to check.
LAW = law_on(LAST_DAY)


def questions_of(on: date) -> list[Question]:
    """Every question about a fact that the law of the day can lead to."""
    law = law_on(on)
    asked = {
        *facts_of(*components(law).values()),
        *(fact for check in law.checks for fact in check.facts),
    }
    return [ask(law, fact.id) for fact in FACTS if fact.id in asked]


WHEN = next_question(Interview(Dossier({"nationality": "other"}), today=date(2026, 11, 23)))
assert WHEN is not None
WHICH_DAY = next_question(
    Interview(Dossier({"nationality": "other"})).answered(WHEN, Choice("another_day"))
)
assert WHICH_DAY is not None
WHETHER = Question(CHECKS_QUESTION, "one", (Choice("yes"), Choice("no")))
QUESTIONS = list(
    dict.fromkeys(
        [
            *questions_of(LAST_DAY),
            *questions_of(TODAY),
            *questions_of(IN_2018),
            _first_question(),
            WHEN,
            WHICH_DAY,
            WHETHER,
        ]
    )
)
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


def kinds(facts: Mapping[str, Any]) -> dict[str, tuple[object, ...]]:
    """For each day, number of months and amount, an answer of every kind that a check tells apart.

    Days are counted from the start of the internship, where that is known.
    """
    first = facts.get("internship_start")
    start = first if isinstance(first, date) else date(2020, 1, 1)

    def days_before(count: int) -> date:
        return start - timedelta(days=count)

    return {
        "internship_start": (start,),
        "internship_end": tuple(
            months_later(start, months) - timedelta(days=1) for months in (2, 5, 13)
        ),
        "earlier_months": (0, 7),
        "convention_sent": (days_before(90), days_before(40), start),
        "convention_received": (days_before(30),),
        "amendment_sent": (days_before(20), start),
        "amendment_received": (days_before(10),),
        "application_complete": (days_before(60),),
        "monthly_means": (Decimal("100.0"), Decimal("5000.0")),
        "group_seniority_months": FACT["group_seniority_months"].values,
    }


def answers_to(
    question: Question, facts: Mapping[str, Any], unknown: bool, checks: bool | None = None
) -> list[tuple[Choice, ...]]:
    """Every answer to a question; documents: none, each alone, and all of them."""
    if question.kind == "day":
        return [(Choice(day.isoformat(), (("on", day),)),) for day in (IN_2018, TODAY)]
    if question.kind in ("date", "act", "months", "euros"):
        days = [value for value in kinds(facts)[question.name] if not question.broken(value)]
        undone = [NOT_YET] if question.kind == "act" else []
        values = (*days, *undone, *([UNKNOWN] if unknown else []))
        return [(Choice(str(value), ((question.name, value),)),) for value in values]
    if question.kind == "documents":
        return [(), *((choice,) for choice in question.choices), question.choices]
    if question.kind == "several":
        sets = (combinations(question.choices, size) for size in range(len(question.choices) + 1))
        return [*(tuple(each) for group in sets for each in group), (Choice(UNKNOWN),)]
    if question.name == CHECKS_QUESTION and checks is not None:
        return [(choice,) for choice in question.choices if (choice.name == "yes") is checks]
    return [(choice,) for choice in question.choices if unknown or choice.name != UNKNOWN]


def answers_in(part: Part, question: Question, interview: Interview) -> list[tuple[Choice, ...]]:
    """The answers that a part tries; of two nationalities that all rules treat alike, one."""
    every = answers_to(question, interview.dossier.facts, part.unknown, part.checks)
    return [each for each in every if "agreement_state" not in [choice.name for choice in each]]


def starts(name: str) -> list[Interview]:
    """The first states of a part, so that it can be walked in pieces: two questions in."""
    part = PARTS[name]
    found = [Interview(Dossier(dict(part.given), on=part.on))]
    for _ in range(2):
        found = [
            interview.answered(question, *answer) if question else interview
            for interview in found
            for question in [next_question(interview)]
            for answer in (answers_in(part, question, interview) if question else [()])
        ]
    return found


def a_start(name: str) -> int:
    """Of the starts of a part, the one with the fewest sessions of those that have several."""
    counts = PARTS[name].counts
    return counts.index(min([count for count in counts if count > 5] or counts))


def walk(part: Part, start: Interview) -> tuple[list[State], int]:
    """Every state that a session can reach from the start, each once; and how many sessions."""
    states: list[State] = []
    paths: dict[tuple[object, ...], int] = {}

    def paths_from(interview: Interview) -> int:
        place = key(interview)
        if place not in paths:
            question = next_question(interview)
            found = [] if question is None else answers_in(part, question, interview)
            states.append(State(interview, question, found))
            # Which documents are ticked changes no later question.
            distinct = found[:1] if question and question.name == DOCUMENTS_QUESTION else found
            paths[place] = sum(
                paths_from(interview.answered(question, *answer))
                for answer in distinct
                if question is not None
            ) + (question is None)
        return paths[place]

    return states, paths_from(start)


def sessions(
    part: Part, interview: Interview
) -> Iterator[list[tuple[Question, tuple[Choice, ...]]]]:
    """Every session from here, as its questions with their answers; documents as held by nobody."""
    question = next_question(interview)
    if question is None:
        yield []
        return
    found = answers_in(part, question, interview)
    for answer in found[:1] if question.name == DOCUMENTS_QUESTION else found:
        for rest in sessions(part, interview.answered(question, *answer)):
            yield [(question, answer), *rest]


def key(interview: Interview) -> tuple[object, ...]:
    """What tells one state from another: the answers, and the questions that answer no fact."""
    asked = {step.question.name for step in interview.steps} & {
        OPENING_QUESTION,
        CHECKS_QUESTION,
        DOCUMENTS_QUESTION,
    }
    asked |= {line for step in interview.steps for line in step.chosen if line == ELSEWHERE_LINE}
    facts = interview.dossier.facts
    return (tuple(facts.get(name) for name in FACT), frozenset(asked))


def _counted(piece: tuple[str, int]) -> int:
    name, place = piece
    return walk(PARTS[name], starts(name)[place])[1]


def recount() -> None:
    """Count the sessions of each start again, after a change of the questions or their order."""
    pieces = [(name, place) for name in PARTS for place in range(len(starts(name)))]
    counts: dict[str, list[int]] = {name: [] for name in PARTS}
    with ProcessPoolExecutor() as pool:
        for (name, _), count in zip(pieces, pool.map(_counted, pieces), strict=True):
            counts[name].append(count)
    parts = (f"  {json.dumps(name, ensure_ascii=False)}: {each}" for name, each in counts.items())
    _COUNTS.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    recount()
