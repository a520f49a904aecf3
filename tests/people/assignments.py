"""Complete assignments of facts, and the condition of an alternative on a day."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.facts import VARIABLE
from stagiaire_cli.logic.conditions import Condition

Value = Any
CHOICES = ("situation", "conditions")


def condition(day: str, number: str) -> Condition:
    version = law_on(date.fromisoformat(day)).version
    return {found.number: found.condition for found in version.provisions}[number]


def assignments(facts: Iterable[str]) -> Iterable[dict[str, Value]]:
    names = list(facts)
    for values in product(*(VARIABLE[name].values for name in names)):
        yield dict(zip(names, values, strict=True))
