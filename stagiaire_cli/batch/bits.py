"""The bits that a row is made of: what each means, how days become bits, what settles a word.

A word is the sum of the bits of a row. A fact bears on a verdict only through the values that some
rule tells apart, so each such class of values has a bit.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from stagiaire_cli.assessment.outcomes import (
    ACTS,
    CLOSING,
    asked_besides,
    deadlines,
    held_name,
    not_yet_name,
)
from stagiaire_cli.assessment.row import conditions_of
from stagiaire_cli.assessment.status import DOMAINS, settled, settling, settling_facts
from stagiaire_cli.batch.cells import bounded
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.checks import VERDICT_DAY
from stagiaire_cli.law.facts import DERIVED, END, FACT, FILED, MADE_OF, START, VARIABLE, presumed_of
from stagiaire_cli.logic.conditions import (
    NOT_YET,
    UNKNOWN,
    All,
    Answers,
    Any,
    AtLeast,
    Condition,
    Established,
    Is,
    Leaf,
    Not,
    Truth,
    facts_of,
)
from stagiaire_cli.logic.periods import IsDay, LastsAtMost, NotLater
from stagiaire_cli.logic.records import Record
from stagiaire_cli.logic.ways import ways

# No set of facts settles it: more than any sum of keys.
_NEVER: Final = 1 << 2 * len(VARIABLE)
EARLIER: Final = "earlier_months"
# The days of a row, each at its place; last that of the verdict.
DAYS: Final = (
    START,
    END,
    *(fact.id for fact in FACT.values() if fact.kind == "date" and fact.id not in (START, END)),
    VERDICT_DAY,
)
PLACE: Final = {name: place for place, name in enumerate(DAYS)}


class Compared(Record):
    """Two days, at their places, with the bits that the one is not later than the other, or is.

    ``days`` is what the limit lies after the other day, or before it.
    """

    day: int
    start: int
    days: int
    yes: int
    no: int


class FromStart(Record):
    """A day, at its place, compared with a limit, at its own, that the start gives; the bits."""

    day: int
    limit: int
    yes: int
    no: int


class Start(Record):
    """What a first day gives: the last days of so many months, and the limits of other rules."""

    lasts: tuple[int, ...]
    limits: tuple[int, ...]


@lru_cache(maxsize=1 << 14)
def _lasts(start: int, most: int) -> tuple[int, ...]:
    """The last day of no month, of one, and so on."""
    first = date.fromordinal(start)
    return tuple(
        LastsAtMost(END, START, months).limit(first).toordinal() for months in range(most + 1)
    )


class Starts(dict[int, Start]):
    """What follows from each first day, as numbers of days."""

    def __init__(self, most: int, limited: Iterable[NotLater]) -> None:
        self._most = most
        self._limited = tuple(limited)

    def __missing__(self, start: int) -> Start:
        first = date.fromordinal(start)
        limits = tuple(leaf.limit(first).toordinal() for leaf in self._limited)
        bounded(self)[start] = made = Start(_lasts(start, self._most), limits)
        return made


class Lasting(dict[int, int]):
    """The bits of how long a stay lasts, with what was done before.

    The key is the number of months that it takes at least, none where that is not known, and with
    it the code of those before (``code_of``).
    """

    # More months than any rule counts.
    _FEWER: Final = 32

    def __init__(self, leaves: Iterable[LastsAtMost], bits: "Bits", most: int) -> None:
        self._leaves = tuple(leaves)
        self._bits = bits
        self._capped = most + 1
        assert most + 1 < self._FEWER

    def code_of(self, earlier: object) -> int:
        """The code of the months before; the highest where they are not known."""
        known = min(earlier, self._capped) if isinstance(earlier, int) else self._FEWER - 1
        return self._FEWER * known

    def __missing__(self, key: int) -> int:
        code, months = divmod(key, self._FEWER)
        earlier = None if code == self._FEWER - 1 else code
        word = self._bits.of(EARLIER, earlier)
        for leaf in self._leaves if months else ():
            if months > leaf.months:
                word += self._bits.days[leaf] * 2
            elif not leaf.earlier:
                word += self._bits.days[leaf]
            elif earlier is not None:
                word += self._bits.days[leaf] * (1 if months + earlier <= leaf.months else 2)
        self[key] = word
        return word


class Bits:
    """Which bit means what: first that a fact is open, the first fact highest; then its values."""

    def __init__(self, law: Law) -> None:
        leaves = tuple(
            dict.fromkeys(leaf for condition in conditions_of(law) for leaf in condition.leaves())
        )
        asked: dict[str, list[Leaf]] = {}
        for leaf in leaves:
            if isinstance(leaf, Is | AtLeast) and not asked_besides(leaf):
                asked.setdefault(leaf.facts[0], []).append(leaf)
        self._asked = asked
        self._classes: dict[tuple[str, tuple[object, ...]], int] = {}
        self._whole: dict[str, int] = {}
        self.settling = settling_facts(law.version)
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
        self._compile(law)

    def _new(self) -> int:
        bit, self._next = self._next, self._next << 1
        return bit

    def _compile(self, law: Law) -> None:
        """How the days of a row become bits."""
        lasting = [leaf for leaf in self.days if isinstance(leaf, LastsAtMost) and leaf.months]
        bounds = [leaf.months for leaf in lasting]
        bounds += [rule.bound for rule in self._asked.get(EARLIER, ()) if isinstance(rule, AtLeast)]
        most = max(bounds, default=0)
        self.lasting = Lasting(lasting, self, most)
        others = [leaf for leaf in self.days if leaf not in lasting]
        assert all((leaf.day, leaf.start, leaf.days) == (END, START, 0) for leaf in lasting)
        assert not any(leaf.earlier for leaf in others)
        acts = [leaf for check in law.checks if check.to_do for _, leaf in deadlines(check)]
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

    def value(self, condition: Condition, word: int) -> Truth:
        """The value of a condition for the rows of a word."""
        if isinstance(condition, Leaf):
            yes, no = self._leaves[condition]
            return True if word & yes else False if word & no else None
        if isinstance(condition, All | Any):
            decisive = isinstance(condition, Any)
            values = [self.value(part, word) for part in condition.parts]
            return decisive if decisive in values else None if None in values else not decisive
        if isinstance(condition, Not | Established):
            value = self.value(condition.part, word)
            if isinstance(condition, Established):
                return value is True
            return None if value is None else not value
        return condition.value({})

    def open(self, name: str) -> int:
        """The bit of a fact that is open; none where answering it settles nothing."""
        return self._open.get(name, 0)

    def weight(self, name: str) -> int:
        """The bits of the facts to give for it, where they are open."""
        return sum(map(self.open, MADE_OF.get(name, (name,))))

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
        return self._classes[name, _truths_of(rules, name, answer)]

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


class _Way(Record):
    """One way for a condition to come out: so many facts, their bits, and what there is to give.

    ``fits`` has for each fact the bits of its values that do and that it is open; ``weight`` those
    of the facts to give.
    """

    facts: int
    fits: int
    weight: int


class _Keys(dict[int, tuple[int, int]]):
    """The least keys of what brings a condition to hold, and not to, by the bits that it asks."""

    def __init__(self, condition: Condition, bits: Bits) -> None:
        self._ways = [_compiled_ways(condition, target, bits) for target in (True, False)]
        self._shift = len(bits.settling)

    def __missing__(self, word: int) -> tuple[int, int]:
        yes, no = (self._least(ways, word) for ways in self._ways)
        bounded(self)[word] = yes, no
        return yes, no

    def _least(self, possible: Iterable[_Way], word: int) -> int:
        """The least key of the ways that the word leaves."""
        return min(
            (
                ((left := word & way.weight).bit_count() << self._shift) - left
                for way in possible
                if (word & way.fits).bit_count() == way.facts
            ),
            default=_NEVER,
        )


class _Names(dict[int, str]):
    """The names of the facts of a key."""

    def __init__(self, bits: Bits) -> None:
        self._bits = bits

    def __missing__(self, key: int) -> str:
        settling = self._bits.settling
        facts = -key % (1 << len(settling)) if key < _NEVER else 0
        names = "|".join(name for name in settling if facts & self._bits.open(name))
        bounded(self)[key] = names
        return names


class SettlingTable:
    """The fewest facts that settle the status: those of each alternative, put together.

    A set of facts is a key: their number, then the facts, so that the least key is the set wanted
    and keys of sets that have no fact in common add up. What alternatives share must be answered
    for that; while it is open, the set is searched for as for a single dossier.
    """

    def __init__(self, law: Law, bits: Bits) -> None:
        conditions = law.version.outcomes
        keys = [_Keys(condition, bits) for condition in conditions]
        self._outside, *self._each = zip(keys, map(bits.mask, zip(conditions)), strict=True)
        self._names = _Names(bits)
        self._searched: dict[int, str] = {}
        self._settled = settled(law.version)
        self._mask = bits.mask(conditions)
        asked = [fact for condition in conditions for fact in set(facts_of(condition))]
        self._shared = sum(bits.weight(fact) for fact in set(asked) if asked.count(fact) > 1)

    def learn(self, word: int, answers: Answers) -> None:
        """Search for what settles the status of a word where what is shared is open."""
        if word & self._shared and word & self._mask not in self._searched:
            names = settling(self._settled, answers, (True,))
            bounded(self._searched)[word & self._mask] = "|".join(names)

    def names(self, word: int) -> str:
        """The names of the facts; raises ``KeyError`` for a word to search for first."""
        if word & self._shared:
            return self._searched[word & self._mask]
        least, refused = _NEVER, 0
        for keys, mask in self._each:
            yes, no = keys[word & mask]
            refused += no
            if yes < least:
                least = yes
        keys, mask = self._outside
        yes, no = keys[word & mask]
        return self._names[min(yes, no + min(least, refused), _NEVER)]


def _compiled_ways(condition: Condition, target: bool, bits: Bits) -> tuple[_Way, ...]:
    every_way = ways(condition, target, {}, DOMAINS, len(VARIABLE))
    return tuple(
        _Way(
            len(way),
            sum({bits.of(name, value) for name, values in way.items() for value in values})
            | sum(map(bits.open, way)),
            # Facts to give may be common to what two of them are made of.
            union(map(bits.weight, way)),
        )
        for way in every_way
    )


def union(words: Iterable[int]) -> int:
    """All bits of the words."""
    union = 0
    for word in words:
        union |= word
    return union
