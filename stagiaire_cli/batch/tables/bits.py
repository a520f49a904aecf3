"""The bits that a row is made of: what each means, in the law of every day.

A word is the sum of the bits of a row. A fact bears on a verdict only through the values that some
rule tells apart, so each such class of values has a bit. The laws of all days share the bits, so
that a cell means the same whatever the day of its row.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any as Number
from typing import Final

from stagiaire_cli.assessment.outcomes import (
    ACTS,
    CLOSING,
    asked_besides,
    deadlines,
    held_name,
    not_yet_name,
)
from stagiaire_cli.assessment.parts import conditions_of_checks
from stagiaire_cli.assessment.status import DOMAINS, settling_facts
from stagiaire_cli.batch.tables.days import PLACE, Compared, FromStart, Lasting, Starts
from stagiaire_cli.batch.tables.values import Value, joined
from stagiaire_cli.law.checks import CHECKS
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.documents import DOCUMENTS
from stagiaire_cli.law.facts import (
    DERIVED,
    EARLIER,
    END,
    FACT,
    FILED,
    MADE_OF,
    ORDER,
    START,
    presumed_of,
)
from stagiaire_cli.law.persons import PROVISION
from stagiaire_cli.logic.conditions import (
    NOT_YET,
    UNKNOWN,
    All,
    Any,
    AtLeast,
    Condition,
    Established,
    Is,
    Leaf,
    Not,
)
from stagiaire_cli.logic.periods import IsDay, LastsAtMost, NotLater

_CENTS: Final = 100


def _leaves() -> Iterator[Leaf]:
    """The leaves of every condition of every day that a column of a batch depends on."""
    for version in VERSIONS:
        yield from (leaf for condition in version.outcomes for leaf in condition.leaves())
        yield from (leaf for _, condition in version.routes for leaf in condition.leaves())
    exempt = (one.when for period in DOCUMENTS for one in period.exempt)
    required = (one.when for period in DOCUMENTS for one in period.required)
    for leaf in (leaf for when in (*exempt, *required) for leaf in when.leaves()):
        # Under which alternative somebody comes is known where an entry is asked.
        if PROVISION not in leaf.facts:
            yield leaf
    yield from (leaf for condition in conditions_of_checks(CHECKS) for leaf in condition.leaves())


class _Steps:
    """The bits of a number that rules only ask to be at least so much."""

    def __init__(self, bounds: Iterable[Number], bit_of: Callable[[object], int]) -> None:
        self._bounds = sorted(bounds)
        self._bits = [*map(bit_of, self._bounds)]

    def bit(self, number: Number) -> int:
        """The bit of the highest bound that it reaches; the lowest is nothing."""
        return self._bits[bisect_right(self._bounds, number) - 1]

    def in_parts(self, parts: int) -> Callable[[int], int]:
        """The same of a number of such parts of one."""
        bounds, bits = [int(bound * parts) for bound in self._bounds], self._bits
        return lambda number: bits[bisect_right(bounds, number) - 1]


class Bits:
    """Which bit means what: first that a fact is open, the first fact highest; then its values."""

    def __init__(self) -> None:
        leaves = tuple(dict.fromkeys(_leaves()))
        asked: dict[str, list[Leaf]] = {}
        for leaf in leaves:
            if isinstance(leaf, Is | AtLeast) and not asked_besides(leaf):
                asked.setdefault(leaf.facts[0], []).append(leaf)
        self._asked = asked
        self._classes: dict[tuple[str, tuple[object, ...]], int] = {}
        self._whole: dict[str, int] = {}
        settling = {name for version in VERSIONS for name in settling_facts(version)}
        self.settling = tuple(sorted(settling, key=ORDER.__getitem__))
        many = len(self.settling)
        self._open = {name: 1 << many - 1 - index for index, name in enumerate(self.settling)}
        self._next = 1 << many
        # In every word: what stands beside the answers is, or is not.
        self.always = self._new()
        # What follows from days weighs as much as those of them that are open, but is one thing.
        self._open |= {name: self._new() for name in DERIVED if name in asked}
        for name, rules in self._asked.items():
            whole = self.open(name) | self.weight(name)
            for value in _values(name, rules):
                key = (name, _truths_of(rules, name, value))
                if key not in self._classes:
                    self._classes[key] = bit = self._new()
                    whole |= bit
            self._whole[name] = whole
        self._steps = {
            name: _Steps([*_values(name, rules)], partial(self._class_of, name))
            for name, rules in self._asked.items()
            if all(isinstance(rule, AtLeast) for rule in rules)
        }
        besides = (*map(not_yet_name, ACTS), *map(held_name, CLOSING))
        self._besides = {name: self._new() for name in besides}
        self._is_day = {leaf.facts[0]: self._new() for leaf in leaves if isinstance(leaf, IsDay)}
        # Of each rule that bounds a day by another the lower bit, that it holds; then, that not.
        self.days: dict[NotLater, int] = {}
        for leaf in leaves:
            if isinstance(leaf, NotLater):
                self.days[leaf] = self._new()
                self._new()
        self._leaves = {leaf: self._bits_of_leaf(leaf) for leaf in leaves}
        self._values: dict[Condition, Value] = {}
        self._compile()

    def _new(self) -> int:
        bit, self._next = self._next, self._next << 1
        return bit

    def _compile(self) -> None:
        """How the days of a row become bits."""
        lasting = [leaf for leaf in self.days if isinstance(leaf, LastsAtMost) and leaf.months]
        bounds = [leaf.months for leaf in lasting]
        bounds += [rule.bound for rule in self._asked.get(EARLIER, ()) if isinstance(rule, AtLeast)]
        most = max(bounds, default=0)
        self.lasting = Lasting(
            {leaf: self.days[leaf] for leaf in lasting}, partial(self.of, EARLIER), most
        )
        others = [leaf for leaf in self.days if leaf not in lasting]
        assert all((leaf.day, leaf.start, leaf.days) == (END, START, 0) for leaf in lasting)
        assert not any(leaf.earlier for leaf in others)
        acts = [leaf for check in CHECKS if check.to_do for _, leaf in deadlines(check)]
        self._limited = tuple(
            dict.fromkeys(
                leaf
                for leaf in (*others, *DERIVED.values(), *acts)
                if leaf.start == START and (leaf.day != END or isinstance(leaf, LastsAtMost))
            )
        )
        self.starts = Starts(most, self._limited)
        self.from_start = tuple(
            FromStart(PLACE[str(leaf.day)], place, self.days[leaf], self.days[leaf] * 2)
            for place, leaf in enumerate(self._limited)
            if leaf in self.days and leaf.day != END
        )
        # How long it lasts in days is only asked of an end that does not come before the start.
        self.short = tuple(
            FromStart(PLACE[END], place, *self._bits_of(leaf))
            for place, leaf in enumerate(self._limited)
            if isinstance(leaf, LastsAtMost) and any(self._bits_of(leaf))
        )
        self.compared = tuple(
            Compared(
                PLACE[str(leaf.day)],
                PLACE[str(leaf.start)],
                leaf.days,
                self.days[leaf],
                self.days[leaf] * 2,
            )
            for leaf in others
            if leaf not in self._limited
        )
        assert not any(leaf.months or leaf.days > 0 for leaf in others if leaf not in self._limited)
        assert not any(leaf.day == FILED for leaf in self.days)
        self.derived_open = sum(self.open(name) for name in DERIVED)

    def _bits_of(self, leaf: NotLater) -> tuple[int, int]:
        """That it holds, and that it does not; under the name too of what follows from it."""
        yes = self.days.get(leaf, 0)
        no = yes * 2
        for name, condition in DERIVED.items():
            if condition == leaf and name in self._asked:
                yes += self.of(name, True)
                no += self.of(name, False)
        return yes, no

    def _bits_of_leaf(self, leaf: Leaf) -> tuple[int, int]:
        """The bits with which it holds, and those with which it does not."""
        if isinstance(leaf, NotLater):
            return self.days[leaf], self.days[leaf] * 2
        name = leaf.facts[0]
        if isinstance(leaf, IsDay):
            return self._is_day[name], 0
        if name in self._besides:
            return self._besides[name], self.always
        place = self._asked[name].index(leaf)
        classes = [(of[1][place], bit) for of, bit in self._classes.items() if of[0] == name]
        yes = sum(bit for truth, bit in classes if truth is True)
        return yes, sum(bit for truth, bit in classes if truth is False)

    def value_of(self, condition: Condition) -> Value:
        """What gives the value of a condition for the rows of a word."""
        if condition not in self._values:
            self._values[condition] = self._value_of(condition)
        return self._values[condition]

    def _value_of(self, condition: Condition) -> Value:
        if isinstance(condition, Leaf):
            yes, no = self._leaves[condition]
            return lambda word: True if word & yes else False if word & no else None
        if isinstance(condition, All | Any):
            decisive = isinstance(condition, Any)
            return joined([self._part(part, decisive) for part in condition.parts], decisive)
        if isinstance(condition, Established):
            part = self.value_of(condition.part)
            return lambda word: part(word) is True
        if isinstance(condition, Not):
            part = self.value_of(condition.part)
            return lambda word: None if (value := part(word)) is None else not value
        constant = condition.value({})
        return lambda _: constant

    def _part(self, part: Condition, decisive: bool) -> tuple[int, int] | Value:
        yes, no = self._leaves[part] if isinstance(part, Leaf) else (0, 0)
        # What stands beside the answers is not, unless it is.
        if not isinstance(part, Leaf) or no == self.always:
            return self.value_of(part)
        return (yes, no) if decisive else (no, yes)

    def open(self, name: str) -> int:
        """The bit of a fact that is open; none where answering it settles nothing."""
        return self._open.get(name, 0)

    def weight(self, name: str) -> int:
        """The bits of the facts to give for it, where they are open."""
        return sum(map(self.open, MADE_OF.get(name, (name,))))

    def whole(self, name: str) -> int:
        """All bits of a fact: those of its values, and that it is open."""
        return self._whole[name]

    def besides(self, name: str) -> int:
        """The bit of something that is no answer, but stands beside the answers."""
        return self._besides[name]

    def limit(self, leaf: NotLater) -> int:
        """The place of its limit among those that a start gives."""
        return self._limited.index(leaf)

    def of(self, name: str, answer: object) -> int:
        """The bits of an answer."""
        if answer == NOT_YET and name in ACTS:
            return self._besides[not_yet_name(name)] + self._is_day.get(name, 0)
        if isinstance(answer, date):
            return self._is_day.get(name, 0)
        rules = self._asked.get(name)
        if answer is None or answer == UNKNOWN or rules is None:
            return self.open(name) if answer is None or answer == UNKNOWN else 0
        steps = self._steps.get(name)
        return steps.bit(answer) if steps else self._class_of(name, answer)

    def in_cents(self, name: str) -> Callable[[int], int] | None:
        """The bits of an amount in cents; None of what is no amount, or that no rule asks about."""
        steps = self._steps.get(name) if name in FACT and FACT[name].kind == "euros" else None
        return None if steps is None else steps.in_parts(_CENTS)

    def _class_of(self, name: str, answer: object) -> int:
        return self._classes[name, _truths_of(self._asked[name], name, answer)]

    def absent(self, places: Iterable[str]) -> int:
        """The bits of a row for the facts that it has no column for, but the months before."""
        presumed = presumed_of({})
        names = {*self._asked, START, END} - {EARLIER, *places}
        if START in places and END in places:
            names -= DERIVED.keys()
        return self.always + sum(self.of(name, presumed.get(name)) for name in names)

    def mask(self, conditions: Iterable[Condition]) -> int:
        """All bits that the conditions look at."""
        mask = self.always
        for condition in conditions:
            for leaf in condition.leaves():
                yes, no = self._leaves[leaf]
                mask |= yes | no
                if isinstance(leaf, Is | AtLeast):
                    mask |= self._whole.get(leaf.facts[0], 0)
        return mask


def _values(name: str, rules: Iterable[Leaf]) -> tuple[object, ...]:
    """A value of each kind that the rules tell apart."""
    if DOMAINS.get(name):
        return DOMAINS[name]
    bounds = (Decimal(rule.bound) / rule.parts for rule in rules if isinstance(rule, AtLeast))
    return (0, *bounds)


def _truths_of(rules: Iterable[Leaf], name: str, value: object) -> tuple[object, ...]:
    return tuple(rule.value({name: value}) for rule in rules)
