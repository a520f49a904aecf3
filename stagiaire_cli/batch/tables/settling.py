"""What settles the status of a word of bits."""

from collections.abc import Iterable
from typing import Final

from stagiaire_cli.assessment.status import DOMAINS
from stagiaire_cli.batch.tables.bits import Bits
from stagiaire_cli.batch.tables.cells import bounded
from stagiaire_cli.batch.tables.values import union
from stagiaire_cli.law.facts import VARIABLE
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import Condition, facts_of
from stagiaire_cli.logic.records import Record
from stagiaire_cli.logic.ways import ways

# No set of facts settles it: more than any sum of keys.
_NEVER: Final = 1 << 2 * len(VARIABLE)


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
    and keys of sets that have no fact in common add up. What alternatives share is either no part
    of the set, or answered by it.
    """

    def __init__(self, version: Version, bits: Bits) -> None:
        conditions = version.outcomes
        keys = [_Keys(condition, bits) for condition in conditions]
        self._outside, *self._each = zip(keys, map(bits.mask, zip(conditions)), strict=True)
        self._names = _Names(bits)
        asked = [fact for condition in conditions for fact in set(facts_of(condition))]
        shared = [fact for fact in dict.fromkeys(asked) if asked.count(fact) > 1]
        assert len(shared) <= 1
        self._open = sum(map(bits.open, shared))
        self._kept = ~sum(map(bits.whole, shared))
        self._answered = [bits.of(fact, value) for fact in shared for value in DOMAINS[fact]]
        self._key_of_shared = (1 << len(bits.settling)) - self._open

    def names(self, word: int) -> str:
        """The names of the facts."""
        if not word & self._open:
            return self._names[self._key(word)]
        rest = word & self._kept
        with_it = min([self._key(rest + bit) for bit in self._answered]) + self._key_of_shared
        return self._names[min(self._key(rest), with_it, _NEVER)]

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
