"""What answers make of each part of the article: satisfied, failed, open or no longer relevant."""

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from stagiaire_cli.law.definition import Version
from stagiaire_cli.law.wording import CONDITION, Part
from stagiaire_cli.logic import UNKNOWN, facts_of
from stagiaire_cli.verdict import ProvisionVerdict

NOT_NEEDED: Final = "not_needed"


def states(found: ProvisionVerdict, version: Version) -> Mapping[str, str]:
    """The state of each wording of an alternative: those that ``Reason.result`` may have.

    Conditions that come from the same words have the state of what they make together; a
    reservation is met where it does not apply. What is open and cannot change the result any more
    is no longer needed.
    """
    left = bearing(found, version)
    marked: dict[str, str] = {}
    for words, group in groupby(found.conditions, lambda reason: reason.words):
        reasons = list(group)
        state = reasons[0].result if len(reasons) == 1 else reasons[0].requirement
        if state == "undetermined" and left.isdisjoint(reason.fact for reason in reasons):
            state = NOT_NEEDED
        marked[words] = state
    return marked


def bearing(found: ProvisionVerdict, version: Version) -> frozenset[str]:
    """The facts and readings that can still change the result of an alternative."""
    known = {
        reason.fact: reason.answer
        for reason in found.conditions
        if reason.answer not in (None, UNKNOWN)
    }
    conditions = (one.condition for one in version.provisions if one.number == found.number)
    return frozenset(facts_of(*(condition.given(known) for condition in conditions)))


def state_of(part: Part, marked: Mapping[str, str]) -> str:
    """The state of a part of the article; nothing for one that is no condition."""
    return marked.get(part.words, NOT_NEEDED) if part.kind == CONDITION else ""
