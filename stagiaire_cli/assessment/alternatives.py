"""Why an alternative is met, refused or open: what each of its conditions does for the result."""

from collections.abc import Iterable
from functools import lru_cache

from stagiaire_cli.assessment.reasons import Reason, established
from stagiaire_cli.assessment.status import RESULT_NAMES, facts_asked, settling
from stagiaire_cli.assessment.verdict import ConditionResult, ProvisionVerdict
from stagiaire_cli.law.shapes import Provision, Version
from stagiaire_cli.logic.conditions import (
    All,
    Answers,
    Any,
    Condition,
    Established,
    Leaf,
    Not,
    Truth,
)


def explained(
    version: Version, provision: Provision, result: Truth, answers: Answers
) -> ProvisionVerdict:
    """The result of an alternative with its conditions, its reasons, and what would settle it."""
    given = tuple(map(answers.get, facts_asked(provision.condition)))
    return _explained_by(version, provision, result, given)


# Many dossiers answer an alternative alike; what is remembered of each takes some kilobytes.
@lru_cache(maxsize=4096)
def _explained_by(
    version: Version, provision: Provision, result: Truth, given: tuple[object, ...]
) -> ProvisionVerdict:
    number, condition = provision.number, provision.condition
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
