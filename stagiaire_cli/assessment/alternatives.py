"""Each alternative explained: what each of its conditions does, and the state of each wording."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final

from stagiaire_cli.assessment.reasons import Reason, established
from stagiaire_cli.assessment.status import RESULT_NAMES, facts_asked, settling
from stagiaire_cli.assessment.verdict import ConditionResult, ProvisionVerdict
from stagiaire_cli.law.definition import Provision, Version
from stagiaire_cli.law.quotation import CONDITION, Part
from stagiaire_cli.logic.conditions import (
    UNKNOWN,
    All,
    Answers,
    Any,
    Condition,
    Established,
    Leaf,
    Not,
    Truth,
    facts_of,
)


def explained(
    version: Version, provision: Provision, result: Truth, answers: Answers
) -> ProvisionVerdict:
    """The result of an alternative with its conditions, its reasons, and what would settle it."""
    given = tuple(map(answers.get, facts_asked(provision.condition)))
    return _explained_by(version, provision, result, given)


# The domain is finite: few distinct answers to one alternative, however many dossiers.
@lru_cache(maxsize=65536)
def _explained_by(
    version: Version, provision: Provision, result: Truth, given: tuple[object, ...]
) -> ProvisionVerdict:
    number, condition, _ = provision
    answers = {
        fact: answer
        for fact, answer in zip(facts_asked(condition), given, strict=True)
        if answer is not None
    }
    conditions = tuple(
        ConditionResult(
            fact,
            answers.get(fact),
            state,
            RESULT_NAMES[part.value(answers)],
            *version.source(leaf, number),
            bool(leaf.article),
        )
        for part in (condition.parts if isinstance(condition, All) else (condition,))
        for leaf, state in _states(part, True, answers)
        for fact in leaf.facts
    )
    name = RESULT_NAMES[result]
    telling = tuple(reason for reason in conditions if reason.result == name)
    reasons: tuple[Reason, ...] = ()
    if result is not None:
        # What is reserved to employees refuses nobody else, even where it would make no difference.
        bearing = {reason.fact for reason in telling}
        given_reasons = established(version, number, result, answers)
        reasons = tuple(reason for reason in given_reasons if bearing.issuperset(reason.facts))
        decisive = {fact for reason in reasons for fact in reason.facts}
        telling = tuple(reason for reason in telling if reason.fact in decisive)
    return ProvisionVerdict(
        number,
        name,
        telling,
        conditions,
        settling(condition, answers) if result is None else (),
        reasons,
    )


def _states(
    condition: Condition, wanted: bool, answers: Answers, idle: bool = False
) -> Iterable[tuple[Leaf, str]]:
    """Each leaf, with what it does for the condition to come out as wanted."""
    if isinstance(condition, Leaf):
        value = condition.value(answers)
        met = value if value is None else value is wanted
        yield condition, "not_needed" if idle and not met else RESULT_NAMES[met]
    elif isinstance(condition, Not):
        yield from _states(condition.part, not wanted, answers, idle)
    elif isinstance(condition, Established):
        yield from _states(condition.part, wanted, answers, idle)
    elif isinstance(condition, All | Any):
        one_is_enough = isinstance(condition, Any) == wanted
        enough = one_is_enough and condition.value(answers) is wanted
        for part in condition.parts:
            spare = enough and part.value(answers) is not wanted
            yield from _states(part, wanted, answers, idle or spare)


NOT_NEEDED: Final = "not_needed"


def states(found: ProvisionVerdict, version: Version) -> Mapping[str, str]:
    """The state of each wording of an alternative: those that ``ConditionResult.result`` may have.

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
