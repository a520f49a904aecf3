"""What would decide a condition: the ways to it, and the fewest facts."""

from collections.abc import Iterable, Mapping
from itertools import product

from stagiaire_cli.logic.conditions import (
    UNKNOWN,
    All,
    Answers,
    Any,
    AtLeast,
    Condition,
    Domains,
    Established,
    Is,
    Leaf,
    Not,
    facts_of,
)

Way = dict[str, tuple[object, ...]]
_OF_NOTHING: Mapping[str, tuple[str, ...]] = {}


def fewest_facts(
    condition: Condition,
    targets: tuple[bool, ...],
    answers: Answers,
    domains: Domains,
    order: Mapping[str, int],
    made_of: Mapping[str, tuple[str, ...]] = _OF_NOTHING,
) -> tuple[str, ...]:
    """The smallest set of facts, some answers to which bring the condition to one of the targets.

    Between equals, the first in the order; empty where no fact can do it. A fact answered
    ``UNKNOWN`` counts as undecided: somebody may still find out. One that is ``made_of`` others
    stands for those of them that are undecided.
    """

    def is_open(fact: str) -> bool:
        return answers.get(fact, UNKNOWN) == UNKNOWN

    undecided = list(filter(is_open, facts_of(condition)))
    names = {index: fact for fact, index in order.items()}
    first: list[int] | None = None
    for most in range(1, len(undecided) + 1):
        # No set with more facts than the best known can be better.
        if first is not None and len(first) <= most - 1:
            break
        for target in targets:
            for way in ways(condition, target, answers, domains, most):
                facts = (one for fact in way for one in made_of.get(fact, (fact,)))
                indexes = sorted({order[fact] for fact in facts if is_open(fact)})
                if first is None or (len(indexes), indexes) < (len(first), first):
                    first = indexes
    return tuple(names[index] for index in first or ())


def way_to(condition: Condition, domains: Domains, order: Mapping[str, int]) -> dict[str, object]:
    """The fewest answers with which the condition holds; between equals, the first in the order."""
    names = fewest_facts(condition, (True,), {}, domains, order)
    candidates = ways(condition, True, {}, domains, len(names))
    way = next(way for way in candidates if set(way) == set(names))
    return {name: way[name][0] for name in sorted(way, key=order.__getitem__)}


def ways(
    condition: Condition, target: bool, answers: Answers, domains: Domains, most: int
) -> list[Way]:
    """Each way to bring the condition to the target with at most so many undecided facts.

    A way has the facts, each with the values that do.
    """
    if isinstance(condition, Not):
        return ways(condition.part, not target, answers, domains, most)
    if isinstance(condition, Established):
        if condition.value(answers) is target:
            return [{}]
        return ways(condition.part, True, answers, domains, most) if target else []
    if isinstance(condition, All | Any):
        each = (ways(part, target, answers, domains, most) for part in condition.parts)
        if isinstance(condition, All) is not target:
            return _distinct(way for options in each for way in options)
        joint: list[Way] = [{}]
        for options in each:
            merged = (_merged(way, option) for way, option in product(joint, options))
            joint = _distinct(way for way in merged if way is not None and len(way) <= most)
            if not joint:
                break
        return joint
    value = condition.value(answers)
    if value is not None:
        return [{}] if value is target else []
    if isinstance(condition, Is | AtLeast):
        values = tuple(
            value
            for value in domains.get(condition.fact, ())
            if condition.value({condition.fact: value}) is target
        )
        return [{condition.fact: values}] if values else []
    if isinstance(condition, Leaf):
        # A leaf about several facts, such as days: some answers to all of them do either way.
        left = [fact for fact in condition.facts if answers.get(fact, UNKNOWN) == UNKNOWN]
        return [{fact: domains[fact] for fact in left}] if left else []
    return []


def _merged(first: Way, second: Way) -> Way | None:
    """Both ways at once, or None where no value does for both."""
    both = dict(first)
    for fact, values in second.items():
        if fact in both:
            values = tuple(value for value in both[fact] if value in values)
            if not values:
                return None
        both[fact] = values
    return both


def _distinct(repeated: Iterable[Way]) -> list[Way]:
    return list({frozenset(way.items()): way for way in repeated}.values())
