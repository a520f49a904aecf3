"""Proof that a mutant changes nothing: on every day, the law that it makes reads the same.

Conditions are compared as decision diagrams, in which what no answer tells apart is one node. A
leaf about days or amounts, which has no list of answers, is a fact of its own there: two conditions
that are one node then give the same result whatever each such leaf says.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import product
from typing import Any as Value
from typing import Final

from stagiaire_cli.law import by_date as law
from stagiaire_cli.law import concordance, dates, definition, documents, facts, persons
from stagiaire_cli.law.persons import ICT, MOBILE
from stagiaire_cli.law.shapes import Check, Version
from stagiaire_cli.logic.conditions import (
    TRUE,
    All,
    Any,
    Condition,
    Established,
    Is,
    Leaf,
    Not,
    Open,
    facts_of,
)
from stagiaire_cli.logic.diagrams import Diagrams

_PROVISIONS: Final = ("1°", "2°", "3°", ICT, MOBILE)
_LEAVES: Final = 60
_REASONS: Final = (
    *("no_amendment_procedure", "mission_letter_if_needed", "smic_not_known"),
    *("allowance_not_known", "hospital_pay_not_known", "hospital_practice_not_known"),
    *("second_extension", "stays_elsewhere", "visa_on_renewal", "pacific_hospitals"),
)


# Since when the law reads so, and how.
Stretch = tuple[date, Value]


def on_day(stretches: Sequence[Stretch], on: date) -> Value:
    """How the law reads on a day; None before there was any."""
    return next((seen for since, seen in reversed(stretches) if since <= on), None)


def _told(condition: Condition, version: Version, number: str) -> Value:
    """A condition of which every part is explained, and what is quoted of each leaf."""
    sources = [(leaf.facts, version.source(leaf, number)) for leaf in condition.leaves()]
    return condition, sources


def _by_article(entries: Sequence[Value]) -> Iterable[Sequence[Value]]:
    found: dict[Value, list[Value]] = {}
    for entry in entries:
        found.setdefault((entry.article, entry.on_renewal), []).append(entry)
    return found.values()


def _joined(entries: Sequence[Value]) -> Value:
    """One rule for those that ask for the same by the same article."""
    first = entries[0]
    if len(entries) == 1:
        return first
    return first._replace(when=_any(tuple(one.when for one in entries)))


def _unless(entries: Sequence[Value], when: Condition) -> Condition:
    """The condition where none of the rules asks for the document."""
    return _unless_any(tuple(entry.when for entry in entries), when) if entries else when


# A diagram is remembered by the identity of its condition, so each is made once.
@cache
def _any(conditions: tuple[Condition, ...]) -> Condition:
    return Any(*conditions)


@cache
def _unless_any(conditions: tuple[Condition, ...], when: Condition) -> Condition:
    return All(when, Not(Any(*conditions)))


@cache
def _governed(when: Condition, outside: Condition) -> Condition:
    """The condition for those whom the code governs: nobody else has a file to remark on."""
    return All(when, Not(outside))


def _remarks(one: law.Law, name: str) -> Iterable[Value]:
    """The remarks that somebody who comes under the alternative may read."""
    for each in one.remarks[name]:
        # What is counted from no day gives none, whatever the delay.
        remark = each if each.counted_from else each._replace(delay=None)
        if not remark.document:
            if not _excluded(remark.when, one.conditions[name]):
                # What is open is told no more than what is refused.
                yield remark._replace(when=Established(remark.when))
            continue
        # The cards and the alternatives are never met together: no file is of both.
        cards = {card for card, _ in one.version.routes}
        together = (other for other in one.conditions if (other in cards) is (name in cards))
        asking = [other for other in together if remark.document in one.required[other]]
        told = [
            any(same.name == remark.name and same.when == TRUE for same in one.remarks[other])
            for other in asking
        ]
        # Where whoever asks for the document tells it, nobody else adds anything.
        if name in asking or not all(told):
            # Without a file, no document is lacked.
            when = _governed(remark.when, one.version.out_of_scope)
            yield remark._replace(without_file=False, when=when)


def _delays(one: Check) -> Value:
    """Which delay applies, the first of which it is known, by what is answered."""
    return [
        (given, next(((d.months, d.days) for d in one.delays if d.when.value(given)), None))
        for given in _answers(*(each.when for each in one.delays))
    ]


def _answers(*conditions: Condition) -> list[dict[str, object]]:
    """Every answer to what the conditions ask about, and none."""
    names = facts_of(*conditions)
    each = product(*((None, *facts.VARIABLE[name].values) for name in names))
    return [dict(zip(names, values, strict=True)) for values in each]


def _excluded(when: Condition, condition: Condition) -> bool:
    """Whether nobody of whom it can be told comes under the alternative."""
    if not all(facts.VARIABLE[name].values for name in facts_of(when)):
        return False
    told = [given for given in _answers(when) if when.value(given)]
    return all(condition.value(given) is False for given in told)


class Reading:
    """What can be seen of the law, under one naming of its leaves about days and amounts."""

    def __init__(self) -> None:
        self._leaves: dict[Condition, str] = {}
        # A mutant shares all but one place with the law; each condition is kept with its diagram,
        # so that no other takes its identity.
        self._known: dict[tuple[int, str], tuple[Condition, int]] = {}
        values = {name: fact.values for name, fact in facts.VARIABLE.items() if fact.values}
        own = {f"leaf {place}": (True, False) for place in range(_LEAVES)}
        reasons: dict[str, tuple[object, ...]] = dict.fromkeys(_REASONS, (True, False))
        self._diagrams = Diagrams(
            {"provision": _PROVISIONS, **values, **definition.READINGS, **reasons, **own}
        )

    def stretches(self) -> list[Stretch]:
        """The law from day to day: since when it reads so."""
        found: list[Stretch] = []
        for day in law.DAYS_OF_CHANGE:
            seen = self._of_day(law.law_on(day))
            if not found or found[-1][1] != seen:
                found.append((day, seen))
        return found

    def tables(self) -> Value:
        """What stands beside the law of each day."""
        return (
            facts.FACTS,
            dict(definition.READINGS),
            dict(facts.PROOFS),
            concordance.CONCORDANCE,
            documents.ON_DELIVERY,
            facts.DISORDERS,
            dates.SUSPENSION,
        )

    def _of_day(self, one: law.Law) -> Value:
        version = one.version
        provisions = [
            (each.number, each.declined, each.chosen, _told(each.condition, version, each.number))
            for each in version.provisions
        ]
        routes = [(name, _told(route, version, name)) for name, route in version.routes]
        frame = [(each.name, each.article, self._of(each.when)) for each in one.outside]
        # Nobody outside the code is warned.
        frame += [
            (each.name, each.article, self._of(All(Not(version.out_of_scope), each.when)))
            for each in persons.WARNINGS
        ]
        listed = [
            (name, [self._entries(kind, name) for kind in self._kinds(one, name)])
            for name in one.conditions
        ]
        return (
            (version.article, version.since, version.until, version.in_force, version.quoted),
            (provisions, routes, self._of(version.out_of_scope), frame),
            (listed, one.documents and one.documents.needless),
            [self._check(each) for each in one.checks],
        )

    def _kinds(self, one: law.Law, name: str) -> Iterable[Iterable[Value]]:
        required = one.required[name]
        # What asks for a document by the same article is one rule.
        yield [_joined(by) for entries in required.values() for by in _by_article(entries)]
        # What is asked for anyway is not told to be useful.
        yield [
            entry._replace(when=_unless(required.get(document, ()), entry.when))
            for document, entries in one.evidence[name].items()
            for entry in entries
            if facts_of(entry.when) or all(r.when != TRUE for r in required.get(document, ()))
        ]
        yield one.exempt[name]
        yield _remarks(one, name)

    def _entries(self, entries: Iterable[Value], name: str) -> Value:
        return [
            (self._of(one.when, name), tuple(facts_of(one.when)), tuple(self._rest(one)))
            for one in entries
        ]

    def _rest(self, one: Value) -> Iterable[Value]:
        """What is in a rule besides its condition and its days, which the stretches show."""
        for field, value in zip(one._fields, one, strict=True):
            if field not in ("when", "since", "until"):
                yield value

    def _check(self, one: Check) -> Value:
        whose = facts_of(*(each.when for each in one.delays))
        signing = [(each.who, each.sure, self._of(each.when)) for each in one.signatories]
        remarks = [(each.name, self._of(each.when)) for each in one.remarks]
        holds = None if one.holds is None else self._of(one.holds)
        plain = (one.name, one.provision, one.article, one.subject, one.counted_from, one.silence)
        # Only a rule on a day is still to be done by a day that may be past.
        dated = one.holds is not None and facts.FACT[one.subject].kind == "date"
        to_do = dated and one.to_do
        applies = self._of(one.applies)
        return (
            (*plain, one.closed_by),
            to_do,
            one.facts,
            applies,
            holds,
            _delays(one),
            whose,
            signing,
            remarks,
        )

    def _of(self, condition: Condition, provision: str = "") -> int:
        key = id(condition), provision
        if key not in self._known:
            told = condition.given({"provision": provision}) if provision else condition
            self._known[key] = condition, self._diagram(told)
        return self._known[key][1]

    def _diagram(self, condition: Condition) -> int:
        return self._diagrams.of(self._named(condition))

    def _named(self, one: Condition) -> Condition:
        """The condition with each leaf that has no list of answers as a fact of its own."""
        if isinstance(one, All | Any):
            return type(one)(*(self._named(part) for part in one.parts))
        if isinstance(one, Not | Established):
            return type(one)(self._named(one.part))
        if isinstance(one, Open):
            # One reason is not another; none of them is ever decided.
            return one if not one.reason else All(Open(), Any(Open(), Is(one.reason)))
        assert isinstance(one, Leaf)
        if isinstance(one, Is):
            return one
        return Is(self._leaves.setdefault(one, f"leaf {len(self._leaves)}"))
