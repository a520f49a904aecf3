"""The reason why a question is asked: how far the verdict is, and what each answer does.

What is counted are the questions about the situation: those about dates and means come after, for
whoever wants them, and the documents last.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from operator import attrgetter
from typing import TypeVar

from stagiaire_cli.assessment.parts import components_to_tell
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    ELSEWHERE_LINE,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
    Question,
    checks_about,
    name_of,
)
from stagiaire_cli.interview.relevance import DATED, Order, Remaining, left_of
from stagiaire_cli.law.by_date import LAST_DAY, Law, law_on, today
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import (
    FACT,
    MADE_OF,
    NATIONALITY,
    PACIFIC,
    TERRITORY,
    VARIABLE,
    domains,
)
from stagiaire_cli.logic.conditions import UNKNOWN, Truth
from stagiaire_cli.logic.records import Record

_Found = TypeVar("_Found")
Bounds = tuple[int, int]
Possible = Mapping[str, frozenset[Truth]]


class Why(Record):
    """Why a question is asked: how far the verdict is, what is possible, what each answer does.

    ``bounds`` are the fewest and the most questions left, if they can be told; ``possible`` is what
    known answers can still make of each part of the verdict (``components``); ``effects`` has, for
    each answer, the parts of which it leaves less, with what it leaves; ``checks`` are the names of
    the checks that need the answer. A day may be asked for what it ``decides`` with another: the
    effects are then of that.
    """

    bounds: Bounds | None
    possible: Possible
    effects: tuple[tuple[Choice, Possible], ...]
    checks: tuple[str, ...]
    decides: str = ""


def why(interview: Interview, question: Question) -> Why:
    """Why the question is asked now, or would be if its answer were not known."""
    dossier = interview.dossier
    facts = {name: value for name, value in dossier.facts.items() if name != question.name}
    readings = {name: chosen for name, chosen in dossier.readings.items() if name != question.name}
    dossier = dossier._replace(facts=facts, readings=readings)
    law = law_on(dossier.on or LAST_DAY)
    # Before the day is known, an answer does only what it does under each text it may be.
    undated = (
        dossier.on is None and ON_QUESTION not in interview.asked and interview.today is not None
    )
    laws = (law, today()) if undated else (law,)
    places = [one.name for one in question.choices if question.name == TERRITORY]
    before = _possible(law, dossier, [place for place in places if place != UNKNOWN])
    decides = _decided(interview, question)
    effects = []
    choices = _values_of(decides) if decides else _choices(question)
    for choice in () if CHECKS_QUESTION in interview.asked else choices:
        answered = dossier._replace(facts={**facts, **dict(choice.declines or choice.answers)})
        inside = PACIFIC if choice.name == ELSEWHERE_LINE else ()
        each = [_possible(applied, answered, inside) for applied in laws]
        less = {
            part: results
            for part, results in each[0].items()
            if results != before[part] and all(after.get(part) == results for after in each)
        }
        effects.append((choice, less))
    checks = dict.fromkeys(check.name for check in checks_about(law, dossier, question.name))
    bounds = questions_left(interview, question)
    return Why(bounds, before, tuple(effects), tuple(checks), decides)


def _possible(law: Law, dossier: Dossier, places: Sequence[str]) -> Possible:
    """What answers can make of each part of the verdict, in any of the places if there are some."""
    if not places:
        return left_of(law, dossier, components_to_tell).possible()
    somewhere = ({**dossier.facts, TERRITORY: place} for place in places)
    each = [_possible(law, dossier._replace(facts=facts), ()) for facts in somewhere]
    return {part: frozenset[Truth]().union(*(one[part] for one in each)) for part in each[0]}


def _decided(interview: Interview, question: Question) -> str:
    """What the day that is asked for decides with another, where that is what comes next."""
    if question.name not in DATED or CHECKS_QUESTION in interview.asked:
        return ""
    dossier = interview.dossier
    fact = interview.order(left_of(law_on(dossier.on or LAST_DAY), dossier))
    return fact if fact is not None and question.name in MADE_OF.get(fact, ()) else ""


def _choices(question: Question) -> tuple[Choice, ...]:
    """The answers that bear on the situation; of an opening, the lines, each as declined."""
    if (
        question.name not in FACT
        and question.name not in READINGS
        and question.name != OPENING_QUESTION
    ):
        return ()
    if question.choices:
        return question.choices
    return _values_of(question.name) if _has_values(question) else ()


def _has_values(question: Question) -> bool:
    return bool(FACT[question.name].values) and question.name not in DATED


def _values_of(fact: str) -> tuple[Choice, ...]:
    """The answers to a fact, "I don't know" the last."""
    values = (*VARIABLE[fact].values, UNKNOWN)
    return tuple(Choice(name_of(value), ((fact, value),)) for value in values)


def over_states(
    left: Remaining,
    order: Order,
    ended: Callable[[Remaining], _Found],
    asked: Callable[[str, Sequence[tuple[object, _Found]]], _Found],
    known: dict[object, _Found] | None = None,
    state: Callable[[Remaining], object] = attrgetter("key"),
) -> _Found:
    """Something worked out over every state that answers can lead to, each state once.

    ``ended`` is what it is where no question is left; ``asked`` puts together, for a question, what
    it is after each of the answers, "I don't know" the last. ``state`` tells one state from
    another: where what is decided matters too, that is all the nodes.
    """
    known = {} if known is None else known
    key = state(left)
    if key not in known:
        fact = order(left)
        known[key] = (
            ended(left)
            if fact is None
            else asked(
                fact,
                [
                    (value, over_states(after, order, ended, asked, known, state))
                    for value in (*VARIABLE[fact].values, UNKNOWN)
                    for after in (left.answered(fact, value),)
                ],
            )
        )
    return known[key]


def questions_from(
    left: Remaining, order: Order, known: dict[object, Bounds] | None = None
) -> Bounds:
    """The fewest and the most questions that answers can lead to."""

    def _one_more(fact: str, each: Sequence[tuple[object, Bounds]]) -> Bounds:
        # Somebody who does not know the first of two days is not asked for the other.
        further = left.questions(fact) - 1
        return _after(
            [
                (least + further * (value != UNKNOWN), most + further * (value != UNKNOWN))
                for value, (least, most) in each
            ]
        )

    return over_states(left, order, lambda _: (0, 0), _one_more, known)


def _after(each: Sequence[Bounds]) -> Bounds:
    return 1 + min(least for least, _ in each), 1 + max(most for _, most in each)


def questions_left(interview: Interview, question: Question) -> Bounds | None:
    """The fewest and the most questions about the situation from this one on, itself included.

    None where that depends on the day of filing, which decides the text; and for the questions
    after.
    """
    asked = question.name in FACT and question.name not in interview.dossier.facts
    asked = asked and CHECKS_QUESTION not in interview.asked
    asked = asked and (question.name not in DATED or bool(_decided(interview, question)))
    if question.name != OPENING_QUESTION and not asked:
        return None
    known: dict[object, Bounds] = {}
    bounds = []
    for chosen in _answers(question, interview):
        following = interview.answered(question, *chosen)
        after = next_question(following)
        # What comes after these is no fact that the order chooses, or the other of two days.
        early = question.name in (NATIONALITY, TERRITORY)
        other_day = question.name in DATED and after is not None and _decided(following, after)
        if after is not None and (early or other_day):
            further = questions_left(following, after)
            if further is None:
                return None
            bounds.append(further)
            continue
        dossier = following.dossier
        left = left_of(law_on(dossier.on or LAST_DAY), dossier)
        # A day has diagrams of its own.
        bounds.append(
            questions_from(left, interview.order, {} if question.name in DATED else known)
        )
    return _after(bounds)


def _answers(question: Question, interview: Interview) -> Iterator[tuple[Choice, ...]]:
    """Every answer to a question about the situation."""
    if question.kind == "several":
        for size in range(len(question.choices) + 1):
            yield from combinations(question.choices, size)
        yield (Choice(UNKNOWN),)
    elif question.kind == "one":
        yield from ((choice,) for choice in question.choices)
    else:
        every = domains(interview.dossier.facts)
        values = (*every[question.name], UNKNOWN)
        yield from ((Choice(str(value), ((question.name, value),)),) for value in values)
