"""The status of somebody under one version of the article, and the result of each alternative."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from stagiaire_cli.law.definition import Version
from stagiaire_cli.logic import All, Answers, Any, Condition, Not, Truth

RESULTS: Final[Mapping[Truth, str]] = {True: "met", False: "not_met", None: "undetermined"}


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
