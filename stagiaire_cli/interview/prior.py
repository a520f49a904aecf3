"""How often each answer is supposed to come: alike, or as often as in a caseload."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from stagiaire_cli.dossier.answers import (
    BadValueError,
    InvalidAnswersError,
    Problem,
    nearest,
    read_value,
)
from stagiaire_cli.law.facts import FACT, VARIABLE, Fact
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.logic.records import Record

# Somebody answers each question without regard to the others.
Weights = tuple[int, ...]


class Prior(Record):
    """The weights of the answers to each fact, in the order of its values, ``UNKNOWN`` the last.

    They are whole numbers; an answer's probability is its weight over the sum of its fact's.
    """

    weights: Mapping[str, Weights]

    @property
    def unit(self) -> int:
        """A number that every probability, and every product of those of several facts, divides."""
        return math.prod(map(sum, self.weights.values()))


# Months stand for the classes that rules make of them; nobody is supposed not to know.
UNIFORM: Final = Prior(
    {fact.id: (*(1 for _ in fact.values), 0) for fact in VARIABLE.values() if fact.values}
)


def read_prior(raw: Mapping[str, object]) -> Prior:
    """The prior of an object that has, for facts, the weight of each answer; others are uniform.

    Raises ``InvalidAnswersError`` with every problem found.
    """
    problems: list[Problem] = []
    by_fact = dict(UNIFORM.weights)
    for name, given in raw.items():
        fact = FACT.get(name)
        if fact is None:
            # What follows from other answers is asked of nobody.
            asked = (known for known in by_fact if known in FACT)
            problems.append(Problem("unknown_fact", name, "", (), nearest(name, asked)))
        elif not fact.values:
            problems.append(Problem("no_frequencies", name))
        elif not isinstance(given, Mapping):
            problems.append(Problem("bad_shape", name, "", ("weights",)))
        else:
            weights, wrong = _weights(fact, given)
            problems += wrong
            if not wrong and not any(weights):
                problems.append(Problem("no_weight", name))
            elif not wrong:
                by_fact[name] = _whole(weights)
    if problems:
        raise InvalidAnswersError(problems)
    return Prior(by_fact)


def _weights(fact: Fact, given: Mapping[str, object]) -> tuple[list[Fraction], list[Problem]]:
    """What the answers of one class weigh together; and what is no answer, or no weight."""
    weights = [Fraction(0)] * (len(fact.values) + 1)
    problems = []
    for typed, weight in given.items():
        try:
            index = _index(fact, typed)
        except BadValueError:
            names = tuple(map(_name, (*fact.values, UNKNOWN)))
            expected = names if fact.kind != "months" else ("months",)
            near = nearest(typed, names)
            problems.append(Problem("bad_value", fact.id, typed, expected, near))
            continue
        if (
            isinstance(weight, bool)
            or not isinstance(weight, int | float)
            or (isinstance(weight, float) and not math.isfinite(weight))
            or weight < 0
        ):
            problems.append(Problem("bad_weight", fact.id, typed))
            continue
        # A decimal fraction is what was written, not the nearest binary one.
        weights[index] += Fraction(Decimal(str(weight)))
    return weights, problems


def _index(fact: Fact, typed: str) -> int:
    """The index of an answer among the values of a fact; months are in the class they fall into."""
    value = read_value(fact, typed)
    if value is None:
        raise BadValueError
    if value == UNKNOWN:
        return len(fact.values)
    if fact.kind == "months":
        bounds: list[int] = [int(str(bound)) for bound in fact.values]
        return bisect_right(bounds, int(str(value))) - 1
    return fact.values.index(value)


def _name(value: object) -> str:
    return "yes" if value is True else "no" if value is False else str(value)


def _whole(weights: Iterable[Fraction]) -> Weights:
    """The same proportions in the smallest whole numbers."""
    each = list(weights)
    parts = math.lcm(*(weight.denominator for weight in each))
    whole = [int(weight * parts) for weight in each]
    common = math.gcd(*whole)
    return tuple(weight // common for weight in whole)
