"""What is checked besides the definition: the convention, its dates, the means, the decision."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from stagiaire_cli.assessment.file import Met
from stagiaire_cli.assessment.outcomes import (
    act_by,
    as_of,
    disorder_facts,
    not_yet_name,
    outcome,
)
from stagiaire_cli.assessment.verdict import CheckVerdict, Silence
from stagiaire_cli.dossier.dossier import in_cents
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.dates import SUSPENSION, after
from stagiaire_cli.law.facts import VARIABLE, VERDICT_DAY
from stagiaire_cli.law.shapes import Check, Delay
from stagiaire_cli.logic.conditions import (
    FALSE,
    NOT_YET,
    TRUE,
    UNKNOWN,
    All,
    Answers,
    Any,
    AtLeast,
    Condition,
    Open,
    can_be,
    facts_of,
    reasons_of,
)
from stagiaire_cli.logic.periods import NotLater, days_later

_Limits = tuple[tuple[date | int, tuple[object, ...]], ...]


def checked(met: Met, status: str) -> Met:
    """The alternatives that have checks: those met, and while the status is open those open."""
    return met if status == "undetermined" else {name: True for name in met if met[name]}


def assess_checks(
    law: Law, met: Met, answers: Answers, on: date | None, documents: Collection[str] = ()
) -> tuple[CheckVerdict, ...]:
    """The checks of each alternative, or of each card of the "stagiaire ICT".

    Of one that is not met yet, what it would come to if it is (``if_met``). ``on`` is the day that
    the dossier is judged on, if it has one; ``documents`` are those held.
    """
    known = as_of(answers, on, documents)
    results = ((check, _assessed(check, known)) for check in law.checks if check.provision in met)
    return tuple(
        result._replace(if_met=not met[check.provision], act_by=act_by(check, known))
        for check, result in results
        if result is not None
    )


@lru_cache(maxsize=1024)
def used_by(law: Law, checks: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The facts that the checks, by name and alternative, ask about."""
    return frozenset(
        fact
        for check in law.checks
        if (check.name, check.provision) in checks
        for fact in check.facts
    )


def still_needed(check: Check, answers: Answers, documents: Collection[str]) -> tuple[str, ...]:
    """The facts not given that the check would still use, in the order to ask for them."""
    answers = as_of(answers, None)
    applies = check.applies.given(answers)
    if not can_be(applies, True):
        return ()
    parts = [applies, *(one.when.given(answers) for one in check.signatories)]
    if check.closed_by in documents and not isinstance(answers.get(check.turns_on), date):
        return facts_of(*parts)
    if check.holds is not None:
        holds = check.holds.given(answers)
        if can_be(holds, True) or can_be(holds, False):
            parts.append(holds)
    start: tuple[str, ...] = ()
    delays = [delay.when.given(answers) for delay in check.delays]
    whose = any(can_be(when, True) for when in delays)
    if answers.get(check.counted_from) not in (UNKNOWN, NOT_YET) and whose:
        parts += delays
        start = () if check.counted_from in answers else (check.counted_from,)
    return (*facts_of(*parts), *start)


def _assessed(check: Check, answers: Answers) -> CheckVerdict | None:
    """What the check finds of the answers; None where it does not apply."""
    applies = check.applies.value(answers)
    if applies is False:
        return None
    known = {name: value for name, value in answers.items() if value != UNKNOWN}
    states = outcome(check)
    result = CheckVerdict(
        check.name,
        check.provision,
        "info",
        check.article,
        remarks=tuple(remark.name for remark in check.remarks if remark.when.value(answers)),
    )
    is_open = states.open.value(answers)
    if is_open and disorder_facts(check, answers):
        return result._replace(result="unknown", reason="days_contradict")
    if applies is None:
        return _open(result, facts_of(check.applies.given(known)))
    if check.signatories:
        return _signed(check, result, answers)
    silence = _silence(check, answers)
    if silence is not None and silence.is_suspended:
        begun = silence.since < SUSPENSION.first
        result = _with(result, "suspension" if begun else "put_off")
    if check.holds is None:
        return _told(check, result, silence, is_open is True, known)
    undone = answers.get(not_yet_name(check.subject)) is True
    # An act that is not done has the day of the verdict only to be judged, not to tell its limits.
    told = {name: day for name, day in known.items() if not (undone and name == check.subject)}
    judged = result._replace(
        value=_value(told.get(check.subject)),
        limit=_limit(check.holds, check.subject, known),
        silence=silence,
    )
    if undone:
        judged = _with(judged, "not_done")
    if judged.limit is None and (is_open or undone):
        judged = _with_limits(check, check.holds, judged, told)
    if states.fails.value(answers):
        return _failed(judged)
    if is_open:
        if check.to_do and _past(judged, answers):
            judged = _with(judged, "past")
        rest = check.holds.given(known)
        return _open(judged, facts_of(rest), next(reasons_of(rest), ""))
    if undone:
        return judged
    if check.holds.value(answers) is None:
        return _with(judged, "stamp_given")
    return judged._replace(result="ok")


def _failed(judged: CheckVerdict) -> CheckVerdict:
    """The check as one that fails; of the days that its limit may be, the last is past as well."""
    days = [limit for limit, _ in judged.limits if isinstance(limit, date)]
    limit = max(days) if days else judged.limit
    return judged._replace(result="fails", limit=limit, limits=(), depends_on="")


def _told(
    check: Check, result: CheckVerdict, silence: Silence | None, is_open: bool, known: Answers
) -> CheckVerdict:
    """A check that has only a day to tell."""
    if is_open:
        if known.get(check.counted_from) == NOT_YET:
            return _open(result, (), "not_begun")
        return _open(result, _unsaid(check, known))
    if silence is None:
        return _with(result, "stamp_given")
    return result._replace(value=silence.day, silence=silence)


def _with_limits(
    check: Check, holds: Condition, judged: CheckVerdict, known: Answers
) -> CheckVerdict:
    """The check with each limit that there may be, and what is to be known of them."""
    limits, depends_on = _limits(holds, check.subject, known)
    if not limits:
        return judged
    open_remarks = (one.name for one in check.remarks if one.when.value(known) is None)
    judged = judged._replace(limits=limits, depends_on=depends_on)
    return _with(judged, *open_remarks)


def _with(result: CheckVerdict, *remarks: str) -> CheckVerdict:
    return result._replace(remarks=(*result.remarks, *remarks))


def _past(result: CheckVerdict, answers: Answers) -> bool:
    """Whether something was still to be done by a day that is past."""
    day = answers[VERDICT_DAY]
    return isinstance(result.limit, date) and isinstance(day, date) and result.limit < day


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
    delay = next((delay for delay in check.delays if delay.when.value(answers)), None)
    if delay is None:
        return None
    return Silence(end_of(start, delay), check.silence, start, delay.after(start))


def end_of(start: date, delay: Delay) -> date:
    """The end of a period, put off by the days of 2020 on which none ran (``SUSPENSION``)."""
    end = delay.after(start)
    first, resumed = SUSPENSION.first, after(SUSPENSION.last)
    if end < first or start >= resumed:
        return end
    if start >= first:
        return delay.after(resumed)
    return days_later(resumed, (end - first).days)


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
    return VARIABLE[fact].values if VARIABLE[fact].kind in ("yes_no", "choice") else ()


def _bound(left: Condition) -> date | int | None:
    if isinstance(left, NotLater):
        return left.latest()
    if isinstance(left, AtLeast):
        return left.bound
    if isinstance(left, All | Any):
        # What no answer decides takes nothing from the limit that holds in any case.
        bounding = isinstance(left, All)
        parts = [one for one in left.parts if not (bounding and isinstance(one, Open))]
        days = [day for day in map(_bound, parts) if isinstance(day, date)]
        if days and len(days) == len(parts):
            return min(days) if isinstance(left, All) else max(days)
    return None
