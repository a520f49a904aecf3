"""What is checked besides the definition: the convention, its dates, the means, the decision."""

from datetime import date
from functools import lru_cache

from stagiaire_cli.assessment.file import Met
from stagiaire_cli.assessment.verdict import CheckVerdict, Silence
from stagiaire_cli.dossier.dossier import in_cents
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.law.shapes import Check, Delay
from stagiaire_cli.logic.conditions import (
    FALSE,
    TRUE,
    UNKNOWN,
    All,
    Answers,
    Any,
    AtLeast,
    Condition,
    can_be,
    facts_of,
    reasons_of,
)
from stagiaire_cli.logic.periods import NotLater, days_later, months_later

_Limits = tuple[tuple[date | int, tuple[object, ...]], ...]
_RESULTS = {True: "ok", False: "fails", None: "unknown"}


def assess_checks(
    law: Law, met: Met, answers: Answers, on: date | None
) -> tuple[CheckVerdict, ...]:
    """The checks of each alternative that is met, or of the card that somebody is diverted to.

    ``on`` is the day that the dossier is judged on, if it has one.
    """
    known = {name: value for name, value in answers.items() if value != UNKNOWN}
    results = (
        (check, _assessed(check, answers, known))
        for check in law.checks
        if met.get(check.provision)
    )
    return tuple(
        result._replace(remarks=(*result.remarks, "past")) if _past(check, result, on) else result
        for check, result in results
        if result is not None
    )


def _past(check: Check, result: CheckVerdict, on: date | None) -> bool:
    """Whether something was still to be done by a day that is past."""
    late = isinstance(result.limit, date) and on is not None and result.limit < on
    return late and check.to_do and result.result == "unknown"


@lru_cache(maxsize=1024)
def used_by(law: Law, checks: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The facts that the checks, by name and alternative, ask about."""
    return frozenset(
        fact
        for check in law.checks
        if (check.name, check.provision) in checks
        for fact in check.facts
    )


def still_needed(check: Check, answers: Answers) -> tuple[str, ...]:
    """The facts not given that the check would still use, in the order to ask for them."""
    applies = check.applies.given(answers)
    if not can_be(applies, True):
        return ()
    parts = [applies, *(one.when.given(answers) for one in check.signatories)]
    if check.holds is not None:
        holds = check.holds.given(answers)
        if can_be(holds, True) or can_be(holds, False):
            parts.append(holds)
    start: tuple[str, ...] = ()
    delays = [delay.when.given(answers) for delay in check.delays]
    if answers.get(check.counted_from) != UNKNOWN and any(can_be(when, True) for when in delays):
        parts += delays
        start = () if check.counted_from in answers else (check.counted_from,)
    return (*facts_of(*parts), *start)


def _assessed(check: Check, answers: Answers, known: Answers) -> CheckVerdict | None:
    """What the check finds, of the answers and of those known; None where it does not apply."""
    applies = check.applies.value(answers)
    if applies is False:
        return None
    result = CheckVerdict(
        check.name,
        check.provision,
        "info",
        check.article,
        remarks=tuple(remark.name for remark in check.remarks if remark.when.value(answers)),
    )
    if applies is None:
        return _open(result, facts_of(check.applies.given(known)))
    if check.signatories:
        return _signed(check, result, answers)
    silence = _silence(check, answers)
    if check.holds is None:
        if silence is None:
            return _open(result, _unsaid(check, known))
        return result._replace(value=silence.day, silence=silence)
    holds = check.holds.value(answers)
    judged = result._replace(
        result=_RESULTS[holds],
        value=_value(known.get(check.subject)),
        limit=_limit(check.holds, check.subject, known),
        silence=silence,
    )
    if holds is not None:
        return judged
    if judged.limit is None:
        limits, depends_on = _limits(check.holds, check.subject, known)
        if limits:
            # What is to be known of a limit is given with it.
            remarks = tuple(
                remark.name for remark in check.remarks if remark.when.value(answers) is not False
            )
            judged = judged._replace(limits=limits, depends_on=depends_on, remarks=remarks)
    rest = check.holds.given(known)
    return _open(judged, facts_of(rest), next(reasons_of(rest), ""))


def _open(result: CheckVerdict, facts: tuple[str, ...], reason: str = "") -> CheckVerdict:
    """The check as one that the facts would decide, or that no answer can for the reason."""
    # Where nothing is left to give, the days given contradict each other.
    reason = reason or ("" if facts else "days_contradict")
    return result._replace(result="unknown", facts=facts, reason=reason)


def _signed(check: Check, verdict: CheckVerdict, answers: Answers) -> CheckVerdict:
    due = [(signatory, signatory.when.value(answers)) for signatory in check.signatories]
    return verdict._replace(
        signatories=tuple(signatory.who for signatory, signs in due if signs and signatory.sure),
        perhaps=tuple(
            signatory.who
            for signatory, signs in due
            if signs is None or (signs and not signatory.sure)
        ),
        facts=facts_of(*(signatory.when for signatory, signs in due if signs is None)),
    )


def _silence(check: Check, answers: Answers) -> Silence | None:
    """When the silence of the administration counts."""
    start = answers.get(check.counted_from)
    if not isinstance(start, date):
        return None
    days = (_after(start, delay) for delay in check.delays if delay.when.value(answers))
    return next((Silence(day, check.silence, start) for day in days), None)


def _after(start: date, delay: Delay) -> date:
    return days_later(months_later(start, delay.months), delay.days)


def _unsaid(check: Check, known: Answers) -> tuple[str, ...]:
    """What is not known of a delay: the day it runs from, and whose it is."""
    start = () if check.counted_from in known else (check.counted_from,)
    whose = facts_of(*(delay.when.given(known) for delay in check.delays))
    return (*start, *whose)


def _value(answer: object) -> date | int | None:
    """What is checked: a day, or an amount in cents."""
    return answer if answer is None or isinstance(answer, date) else in_cents(answer)


def _limit(holds: Condition, subject: str, known: Answers) -> date | int | None:
    """The last day, or the least amount, that holds; None where there is none, or none is known."""
    others = {name: value for name, value in known.items() if name != subject}
    left = holds.given(others)
    if left in (TRUE, FALSE) or set(facts_of(left)) != {subject}:
        return None
    return _bound(left)


def _limits(holds: Condition, subject: str, known: Answers) -> tuple[_Limits, str]:
    """The limits that there may be, each with the answers that make it, to the one open fact."""
    open_ = set(facts_of(holds.given(known))) - {subject}
    if len(open_) != 1:
        return (), ""
    [fact] = open_
    limits: dict[date | int, tuple[object, ...]] = {}
    for value in _values(fact):
        limit = _limit(holds, subject, {**known, fact: value})
        if limit is not None:
            limits[limit] = (*limits.get(limit, ()), value)
    return tuple(limits.items()), fact


def _values(fact: str) -> tuple[object, ...]:
    """Every answer to a fact; of months, which have no end, none."""
    return FACT[fact].values if FACT[fact].kind in ("yes_no", "choice") else ()


def _bound(left: Condition) -> date | int | None:
    if isinstance(left, NotLater):
        return left.latest()
    if isinstance(left, AtLeast):
        return left.bound
    if isinstance(left, All | Any):
        days = [day for day in map(_bound, left.parts) if isinstance(day, date)]
        if len(days) == len(left.parts):
            return min(days) if isinstance(left, All) else max(days)
    return None
