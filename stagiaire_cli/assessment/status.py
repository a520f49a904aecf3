"""The status of somebody under one version of the article, and what would settle it.

The domain is finite: few distinct answers to one condition, however many dossiers.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import MADE_OF, ORDER, domains
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import All, Answers, Any, Condition, Not, Truth, facts_of
from stagiaire_cli.logic.ways import fewest_facts

RESULT_NAMES: Final[Mapping[Truth, str]] = {True: "met", False: "not_met", None: "undetermined"}


def judge(version: Version, answers: Answers) -> tuple[str, tuple[Truth, ...]]:
    """The status, and the result of each alternative."""
    results = tuple(provision.condition.value(answers) for provision in version.provisions)
    outside = version.out_of_scope.value(answers)
    diverted = any(route.value(answers) for _, route in version.routes)
    return status_of(outside, results, diverted), results


def status_of(outside: Truth, results: Sequence[Truth], diverted: bool) -> str:
    """The status: the first that applies."""
    if outside:
        return "out_of_scope"
    if outside is None:
        return "undetermined"
    if True in results:
        return "qualifies"
    if None in results:
        return "undetermined"
    return "diverted" if diverted else "does_not_qualify"


@lru_cache
def settled(version: Version) -> Condition:
    """That the status is no longer undetermined."""
    outside, *each = version.outcomes
    return Any(outside, All(Not(outside), Any(*each, All(*map(Not, each)))))


# The values of facts, and of readings, that rules tell apart.
DOMAINS: Final = {**domains({}), **READINGS}

facts_asked = lru_cache(maxsize=4096)(facts_of)


def settling_facts(version: Version) -> tuple[str, ...]:
    """The facts that may settle the status, in their order; those that another is made of too."""
    names = {part for name in facts_of(*version.outcomes) for part in MADE_OF.get(name, (name,))}
    return tuple(sorted(names & ORDER.keys(), key=ORDER.__getitem__))


def settling(
    condition: Condition, answers: Answers, targets: tuple[bool, ...] = (True, False)
) -> tuple[str, ...]:
    """The smallest set of open facts that some answers bring the condition to a target with."""
    known = tuple((fact, answers[fact]) for fact in _settlers(condition) if fact in answers)
    return _settling(condition, known, targets)


@lru_cache(maxsize=4096)
def _settlers(condition: Condition) -> tuple[str, ...]:
    """The facts that a condition asks about, and those that they are made of."""
    asked = facts_asked(condition)
    return tuple(dict.fromkeys((*asked, *(one for name in asked for one in MADE_OF.get(name, ())))))


# Dossiers by the million are seldom alike, and what is remembered of them takes memory.
@lru_cache(maxsize=8192)
def _settling(
    condition: Condition, known: tuple[tuple[str, object], ...], targets: tuple[bool, ...]
) -> tuple[str, ...]:
    answers = dict(known)
    return fewest_facts(condition, targets, answers, domains(answers), ORDER, MADE_OF)
