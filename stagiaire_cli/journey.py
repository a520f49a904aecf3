"""The questionnaire from where somebody stands: how far the verdict is, what each answer does.

What is counted are the questions about the situation: those about dates and means come after, for
whoever wants them, and the documents last.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from operator import attrgetter
from typing import TypeVar

from stagiaire_cli.interview import (
    NATIONALITY,
    ON,
    ON_DAY,
    OPENING,
    Choice,
    Interview,
    Question,
    next_question,
)
from stagiaire_cli.law import LAST_DAY, law_on
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic import UNKNOWN
from stagiaire_cli.relevance import Left, Order, left_of

_Found = TypeVar("_Found")
Bounds = tuple[int, int]


def over_states(
    left: Left,
    order: Order,
    ended: Callable[[Left], _Found],
    asked: Callable[[str, Sequence[tuple[object, _Found]]], _Found],
    known: dict[object, _Found] | None = None,
    state: Callable[[Left], object] = attrgetter("key"),
) -> _Found:
    """Something worked out over every state that answers can lead to, each state once.

    ``ended`` is what it is where no question is left; ``asked`` puts together, for a question, what
    it is after each of the answers, "I don't know" the last. ``state`` tells one state from
    another: where what is decided matters too, that is all the nodes.
    """
    known = {} if known is None else known
    place = state(left)
    if place not in known:
        fact = order(left)
        known[place] = (
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
    return known[place]


def questions_from(left: Left, order: Order, known: dict[object, Bounds] | None = None) -> Bounds:
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
    if question.name in (ON, ON_DAY) or (question.name != OPENING and question.name not in FACT):
        return None
    known: dict[object, Bounds] = {}
    bounds = []
    for chosen in _answers(question):
        following = interview.answered(question, *chosen)
        if question.name == NATIONALITY:
            after = next_question(following)
            if after is not None:
                found = questions_left(following, after)
                if found is None:
                    return None
                bounds.append(found)
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
