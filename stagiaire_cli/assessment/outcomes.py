"""What a check comes to, as conditions: that it fails, that it is open, that something is to do.

Every engine evaluates the same conditions, over the answers and a few names of our own: the day of
the verdict, the documents that close a check, and the acts that are not done yet, whose day is then
the day of the verdict (``as_of``).
"""

from collections.abc import Container, Iterator
from datetime import date
from functools import cache

from stagiaire_cli.law.checks import CHECKS
from stagiaire_cli.law.dates import ALWAYS
from stagiaire_cli.law.facts import DISORDERS, SENT_BEFORE, VERDICT_DAY
from stagiaire_cli.law.shapes import Check
from stagiaire_cli.logic.conditions import (
    FALSE,
    NOT_YET,
    TRUE,
    UNKNOWN,
    All,
    Answers,
    Any,
    Condition,
    Established,
    Is,
    Leaf,
    Not,
    facts_of,
)
from stagiaire_cli.logic.periods import IsDay, NotLater
from stagiaire_cli.logic.records import Record

# The acts that a check wants done by some day.
ACTS = tuple(dict.fromkeys(check.subject for check in CHECKS if check.to_do))
CLOSING = tuple(dict.fromkeys(check.closed_by for check in CHECKS if check.closed_by))


class Outcome(Record):
    """Two-valued conditions of one check, for somebody under its alternative.

    ``open`` is that it lacks an answer, or cannot be told; ``to_do`` that something is not known to
    be done that must be by a day, whether that day is past or not; otherwise it is fine.
    """

    fails: Condition
    open: Condition
    to_do: Condition


def not_yet_name(act: str) -> str:
    """The name under which conditions ask whether the act is not done yet."""
    return f"{act}_not_yet"


def held_name(document: str) -> str:
    """The name under which conditions ask whether the document is held."""
    return f"{document}_held"


def as_of(answers: Answers, on: date | None, documents: Container[str] = ()) -> dict[str, object]:
    """The answers with what the outcomes ask besides.

    An act that is not done yet has the day of the verdict; without one, a day that is never late.
    What is not sent yet is not received either.
    """
    day = on or ALWAYS
    known = {**answers, VERDICT_DAY: day}
    for act in ACTS:
        known[not_yet_name(act)] = answers.get(act) == NOT_YET
        if answers.get(act) == NOT_YET:
            known[act] = day
    for received, sent in SENT_BEFORE.items():
        if answers.get(sent) == NOT_YET and known.get(received, UNKNOWN) == UNKNOWN:
            known[received] = NOT_YET
    return known | {held_name(name): name in documents for name in CLOSING}


@cache
def outcome(check: Check) -> Outcome:
    """What the check comes to."""
    maybe = Not(Established(Not(check.applies)))
    sure = Established(check.applies)
    sound = All(*(Not(Established(when)) for when in _disorders(check)))
    if check.signatories:
        return Outcome(FALSE, All(maybe, Not(sure)), FALSE)
    counted = check.turns_on
    closed: Condition = FALSE
    if check.closed_by:
        closed = All(Is(held_name(check.closed_by)), Not(Established(IsDay(counted))))
    if check.holds is None:
        whose = Any(*(Established(delay.when) for delay in check.delays))
        decided: Condition = All(Established(IsDay(counted)), whose)
        fails: Condition = FALSE
    else:
        decided = Any(Established(check.holds), Established(Not(check.holds)))
        fails = All(sure, sound, Established(Not(check.holds)))
    is_open = All(maybe, Any(Not(sure), Not(sound), All(Not(decided), Not(closed))))
    undone = Any(Is(not_yet_name(counted)), Not(Established(IsDay(counted))))
    to_do = All(sure, sound, Not(closed), undone) if check.to_do else FALSE
    return Outcome(fails, is_open, to_do)


@cache
def deadlines(check: Check) -> tuple[tuple[Condition, NotLater], ...]:
    """The last days of an act, each with the condition under which it is one; the latest counts."""
    rule = check.holds
    parts = rule.parts if isinstance(rule, Any) else (rule,)
    return tuple(_deadline(part) for part in parts if part is not None)


def _deadline(part: Condition) -> tuple[Condition, NotLater]:
    if isinstance(part, All):
        *when, leaf = part.parts
        assert isinstance(leaf, NotLater)
        return Established(All(*when)), leaf
    assert isinstance(part, NotLater)
    return TRUE, part


def act_by(check: Check, known: Answers) -> date | None:
    """The last day of what is to be done, where it is not past; of several that may be, the first.

    ``known`` are the answers as of the day of the verdict.
    """
    day = known[VERDICT_DAY]
    assert isinstance(day, date)
    if outcome(check).to_do.value(known) is not True:
        return None
    limits = [_last_day(leaf, known) for when, leaf in deadlines(check) if when.value(known)]
    last = max((limit for limit in limits if limit is not None), default=None)
    return last if last is not None and last >= day else None


def _last_day(leaf: NotLater, known: Answers) -> date | None:
    start = known.get(str(leaf.start))
    return leaf.limit(start) if isinstance(start, date) else None


def disorder_facts(check: Check, known: Answers) -> bool:
    """Whether days that the check uses contradict each other."""
    return any(when.value(known) for when in _disorders(check))


@cache
def _disorders(check: Check) -> tuple[Condition, ...]:
    """That days contradict each other of which the check uses one.

    An act that is not done yet is checked on the day of the verdict, which is used then.
    """
    used = set(_days_used(check))
    undone = Is(not_yet_name(check.subject)) if check.to_do else FALSE
    whens = {one.facts: one.when for one in DISORDERS if used & set(one.facts)}
    for one in DISORDERS:
        if check.to_do and VERDICT_DAY in one.facts:
            whens.setdefault(one.facts, All(undone, one.when))
    return tuple(whens.values())


def _days_used(check: Check) -> Iterator[str]:
    """The days that a check compares, or counts from; whether it applies is another matter."""
    yield from (name for name in (check.subject, check.counted_from) if name)
    if check.holds is not None:
        leaves = (leaf for leaf in check.holds.leaves() if isinstance(leaf, NotLater))
        yield from facts_of(*leaves)


def conditions_of_outcome(check: Check) -> tuple[Condition, ...]:
    """Every condition that the cells of a batch ask of a check."""
    result = outcome(check)
    whens = (when for when, _ in deadlines(check)) if check.to_do else ()
    return (result.fails, result.open, result.to_do, *whens)


_BESIDES = frozenset({VERDICT_DAY, *map(not_yet_name, ACTS), *map(held_name, CLOSING)})


def asked_besides(leaf: Leaf) -> bool:
    """Whether a leaf asks for something that is no answer, but stands beside the answers."""
    return not _BESIDES.isdisjoint(leaf.facts)
