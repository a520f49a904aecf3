"""The bits that a row is made of: what each means, how days become bits, what settles a word.

A word is the sum of the bits of a row. A fact bears on a verdict only through the values that some
rule tells apart, so each such class of values has a bit.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from stagiaire_cli.assessment.row import conditions_of
from stagiaire_cli.assessment.status import DOMAINS, settling_facts
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.facts import FACT, presumed_of
from stagiaire_cli.logic.conditions import UNKNOWN, Answers, AtLeast, Condition, Leaf, facts_of
from stagiaire_cli.logic.periods import NotLater, days_later
from stagiaire_cli.logic.records import Record
from stagiaire_cli.logic.ways import ways

# No set of facts settles it: more than any sum of keys.
_NEVER: Final = 1 << 2 * len(FACT)
# Beyond this a table starts afresh, so that memory stays the same however many rows there are.
_KEPT: Final = 1 << 17


def bounded(table: dict[Any, Any]) -> dict[Any, Any]:
    """The table, emptied if it has grown too large."""
    if len(table) >= _KEPT:
        table.clear()
    return table


_Span = tuple[list[date], list[int]]
Spans = tuple[_Span, ...]


class Days:
    """The rules that bound a day by another, and their bits."""

    def __init__(self, leaves: Iterable[NotLater], first: int) -> None:
        self.bits: dict[NotLater, int] = {}
        for leaf in leaves:
            self.bits[leaf] = first
            first <<= 2
        self.ends = tuple(dict.fromkeys(str(leaf.day) for leaf in self.bits))
        starts = (name for leaf in self.bits for name in (leaf.start, leaf.earlier) if name)
        self.starts_alone = tuple(dict.fromkeys(map(str, starts)))
        unless = (FACT[name].not_presumed_if for name in self.starts_alone)
        # What is presumed of a start depends on these.
        self.starts = (
            *self.starts_alone,
            *facts_of(*(condition for condition in unless if condition is not None)),
        )

    def mask(self, leaf: NotLater) -> int:
        """Its two bits: that it holds, that it does not."""
        return self.bits[leaf] * 3

    def spans(self, answers: Answers) -> Spans:
        """For each day that is bounded: where what follows from it changes, and the bits between.

        Between two such days every rule says the same, so it is asked on the first of them.
        """
        return tuple(self._span(name, answers) for name in self.ends)

    def _span(self, name: str, answers: Answers) -> _Span:
        leaves = [leaf for leaf in self.bits if leaf.day == name]
        days: set[date] = set()
        for leaf in leaves:
            start, earlier = answers.get(str(leaf.start)), answers.get(str(leaf.earlier), 0)
            if isinstance(start, date):
                days |= {start, days_later(leaf.limit(start), 1)}
                if isinstance(earlier, int):
                    days.add(days_later(leaf.limit(start, earlier), 1))
        limits = sorted(days)
        words = [
            sum(
                self.bits[leaf] * (2 - value)
                for leaf in leaves
                if (value := leaf.value({**answers, name: day})) is not None
            )
            for day in (date.min, *limits)
        ]
        return limits, words


class Bits:
    """Which bit means what: first that a fact is open, the first fact highest; then its values."""

    def __init__(self, law: Law) -> None:
        leaves = dict.fromkeys(
            leaf for condition in conditions_of(law) for leaf in condition.leaves()
        )
        asked: dict[str, list[Leaf]] = {}
        for leaf in leaves:
            if not isinstance(leaf, NotLater):
                asked.setdefault(leaf.facts[0], []).append(leaf)
        self._asked = asked
        self._classes: dict[tuple[str, tuple[object, ...]], int] = {}
        self._whole: dict[str, int] = {}
        self.settling = settling_facts(law.version)
        many = len(self.settling)
        self._open = {name: 1 << many - 1 - index for index, name in enumerate(self.settling)}
        bit = 1 << many
        for name, rules in self._asked.items():
            whole = self.open(name)
            for value in _values(name, rules):
                key = (name, _truths_of(rules, name, value))
                if key not in self._classes:
                    self._classes[key] = bit
                    whole |= bit
                    bit <<= 1
            self._whole[name] = whole
        self.days = Days((leaf for leaf in leaves if isinstance(leaf, NotLater)), bit)

    def open(self, name: str) -> int:
        """The bit of a fact that is open; none where answering it settles nothing."""
        return self._open.get(name, 0)

    def of(self, name: str, answer: object) -> int:
        """The bit of an answer."""
        rules = self._asked.get(name)
        if rules is None:
            return 0
        if answer is None or answer == UNKNOWN:
            return self.open(name)
        return self._classes[name, _truths_of(rules, name, answer)]

    def absent(self, places: Iterable[str]) -> int:
        """The bits of a row for the facts that it has no column for."""
        presumed = presumed_of({})
        return sum(self.of(name, presumed.get(name)) for name in self._asked.keys() - set(places))

    def mask(self, conditions: Iterable[Condition]) -> int:
        """All bits that the conditions look at."""
        mask = 0
        for condition in conditions:
            for leaf in condition.leaves():
                if isinstance(leaf, NotLater):
                    mask |= self.days.mask(leaf)
                else:
                    mask |= self._whole.get(leaf.facts[0], 0)
        return mask


def _values(name: str, rules: Iterable[Leaf]) -> tuple[object, ...]:
    """A value of each kind that the rules tell apart."""
    if name in DOMAINS:
        return DOMAINS[name]
    bounds = (Decimal(rule.bound) / rule.parts for rule in rules if isinstance(rule, AtLeast))
    return (0, *bounds)


def _truths_of(rules: Iterable[Leaf], name: str, value: object) -> tuple[object, ...]:
    return tuple(rule.value({name: value}) for rule in rules)


class _Way(Record):
    """One way for a condition to come out: so many facts, their bits, and those of facts open."""

    facts: int
    holds: int
    open: int


class SettlingTable:
    """The fewest facts that settle the status: those of each alternative, put together.

    A set of facts is a key: their number, then the facts, so that the least key is the set wanted
    and keys of sets that have no fact in common add up. Alternatives have none in common.
    """

    def __init__(self, law: Law, bits: Bits) -> None:
        conditions = law.version.outcomes
        asked = [fact for condition in conditions for fact in set(facts_of(condition))]
        assert len(asked) == len(set(asked))
        self._ways = [
            tuple(_compiled_ways(condition, target, bits) for target in (True, False))
            for condition in conditions
        ]
        keys: list[dict[int, tuple[int, int]]] = [{} for _ in conditions]
        self._outside, *self._each = zip(keys, map(bits.mask, zip(conditions)), strict=True)
        self._names: dict[int, str] = {}
        self._bits = bits
        self._facts = len(bits.settling)

    def learn(self, word: int) -> None:
        """Work out what settles the status of a word."""
        tables = (self._outside, *self._each)
        for (keys, mask), (yes, no) in zip(tables, self._ways, strict=True):
            if word & mask not in keys:
                bounded(keys)[word & mask] = (self._least(yes, word), self._least(no, word))
        key = self._key(word)
        if key not in self._names:
            facts = -key % (1 << self._facts) if key < _NEVER else 0
            names = (name for name in self._bits.settling if facts & self._bits.open(name))
            bounded(self._names)[key] = "|".join(names)

    def settled(self, word: int) -> str:
        """The names of the facts."""
        return self._names[self._key(word)]

    def _least(self, possible: Iterable[_Way], word: int) -> int:
        """The least key of the ways that the word leaves."""
        return min(
            (
                ((left := word & way.open).bit_count() << self._facts) - left
                for way in possible
                if (word & (way.holds | way.open)).bit_count() == way.facts
            ),
            default=_NEVER,
        )

    def _key(self, word: int) -> int:
        least, refused = _NEVER, 0
        for keys, mask in self._each:
            yes, no = keys[word & mask]
            refused += no
            if yes < least:
                least = yes
        keys, mask = self._outside
        yes, no = keys[word & mask]
        return min(yes, no + min(least, refused), _NEVER)


def _compiled_ways(condition: Condition, target: bool, bits: Bits) -> tuple[_Way, ...]:
    every_way = ways(condition, target, {}, DOMAINS, len(FACT))
    return tuple(
        _Way(
            len(way),
            sum({bits.of(name, value) for name, values in way.items() for value in values}),
            sum(map(bits.open, way)),
        )
        for way in every_way
    )
