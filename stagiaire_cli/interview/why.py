"""The reason why a question is asked: how far the verdict is, and what each answer does.

What is counted are the questions about the situation: those about dates and means come after, for
whoever wants them, and the documents last.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from operator import attrgetter
from typing import TypeVar

from stagiaire_cli.assessment.parts import components_to_tell
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
    Question,
    checks_about,
)
from stagiaire_cli.interview.relevance import DATED, Order, Remaining, left_of
from stagiaire_cli.law.by_date import LAST_DAY, law_on, today
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT, NATIONALITY
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
    the checks that need the answer.
    """

    bounds: Bounds | None
    possible: Possible
    effects: tuple[tuple[Choice, Possible], ...]
    checks: tuple[str, ...]


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
    before = left_of(law, dossier, components_to_tell).possible()
    effects = []
    for choice in () if CHECKS_QUESTION in interview.asked else _choices(question):
        answered = dossier._replace(facts={**facts, **dict(choice.answers)})
        each = [left_of(applied, answered, components_to_tell).possible() for applied in laws]
        less = {
            part: results
            for part, results in each[0].items()
            if results != before[part] and all(after.get(part) == results for after in each)
        }
        effects.append((choice, less))
    checks = dict.fromkeys(check.name for check in checks_about(law, dossier, question.name))
    return Why(questions_left(interview, question), before, tuple(effects), tuple(checks))


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
    return tuple(choice for [choice] in _answers(question)) if _has_values(question) else ()


def _has_values(question: Question) -> bool:
    return bool(FACT[question.name].values) and question.name not in DATED


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
                    for value in (*FACT[fact].values, UNKNOWN)
                    for after in (left.given([(fact, value)]),)
                ],
            )
        )
    return known[key]


def questions_from(
    left: Remaining, order: Order, known: dict[object, Bounds] | None = None
) -> Bounds:
    """The fewest and the most questions that answers can lead to."""

    def _one_more(_: str, each: Sequence[tuple[object, Bounds]]) -> Bounds:
        return _after([bounds for _, bounds in each])

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
    if question.name != OPENING_QUESTION and (not asked or question.name in DATED):
        return None
    known: dict[object, Bounds] = {}
    bounds = []
    for chosen in _answers(question):
        following = interview.answered(question, *chosen)
        if question.name == NATIONALITY:
            after = next_question(following)
            if after is not None:
                further = questions_left(following, after)
                if further is None:
                    return None
                bounds.append(further)
                continue
        dossier = following.dossier
        left = left_of(law_on(dossier.on or LAST_DAY), dossier)
        bounds.append(questions_from(left, interview.order, known))
    return _after(bounds)


def _answers(question: Question) -> Iterator[tuple[Choice, ...]]:
    """Every answer to a question about the situation."""
    if question.kind == "several":
        for size in range(len(question.choices) + 1):
            yield from combinations(question.choices, size)
        yield (Choice(UNKNOWN),)
    elif question.kind == "one":
        yield from ((choice,) for choice in question.choices)
    else:
        values = (*FACT[question.name].values, UNKNOWN)
        yield from ((Choice(str(value), ((question.name, value),)),) for value in values)
