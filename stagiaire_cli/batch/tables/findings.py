"""What the checks of somebody find, by the bits that they ask."""

from collections.abc import Sequence

from stagiaire_cli.assessment.outcomes import Outcome, conditions_of_outcome, deadlines, outcome
from stagiaire_cli.batch.tables.bits import Bits
from stagiaire_cli.batch.tables.cells import bounded
from stagiaire_cli.law.checks import CHECK_NAMES
from stagiaire_cli.law.shapes import Check
from stagiaire_cli.logic.conditions import Condition
from stagiaire_cli.logic.periods import NotLater
from stagiaire_cli.logic.records import Record


class Found(Record):
    """What checks find: the cells of those that fail and are open, and what is to be done.

    Of what is to be done there are the places of its limits, of which the last counts.
    """

    cells: str
    to_do: tuple[tuple[int, ...], ...]


class Outcomes(dict[int, int]):
    """What checks of one kind find, as bits of their own, by the bits that they ask.

    The lowest says that they fail, the next that they are open; then come the last days of what is
    to be done, after one that says that it is.
    """

    def __init__(self, check: Check, shift: int, bits: Bits) -> None:
        self.name = check.name
        self.mask = bits.mask(conditions_of_outcome(check))
        self.shift = shift
        states, lasts = outcome(check), deadlines(check) if check.to_do else ()
        truths = [states.fails, states.open, states.to_do, *(when for when, _ in lasts)]
        self.many = len(truths)
        self._places = [bits.limit(leaf) for _, leaf in lasts]
        self._truths = [*enumerate(map(bits.value_of, truths), shift)]

    def __missing__(self, word: int) -> int:
        bounded(self)[word] = code = sum([1 << at for at, value in self._truths if value(word)])
        return code

    def fails(self, code: int) -> bool:
        """Whether they fail."""
        return bool(code >> self.shift & 1)

    def is_open(self, code: int) -> bool:
        """Whether they are open."""
        return bool(code >> self.shift & 2)

    def to_do(self, code: int) -> tuple[int, ...]:
        """The places of the limits of what is to be done, if anything is."""
        code >>= self.shift
        return tuple(
            place for at, place in enumerate(self._places, 3) if code & 4 and code >> at & 1
        )


Kind = tuple[str, Outcome, tuple[tuple[Condition, NotLater], ...]]


def kind_of(check: Check) -> Kind:
    """What checks of several alternatives have in common, so that one table does for all."""
    return check.name, outcome(check), deadlines(check) if check.to_do else ()


class Finding(dict[int, Found]):
    """What the checks of a situation find, by the sum of their outcomes.

    ``met`` says of each table whether an alternative is met that has its check.
    """

    def __init__(self, tables: Sequence[Outcomes], met: Sequence[bool]) -> None:
        self._tables = tables
        self._met = met
        self.asked = [(table, table.mask) for table in tables]

    def __missing__(self, code: int) -> Found:
        fails = {
            table.name
            for table, met in zip(self._tables, self._met, strict=True)
            if met and table.fails(code)
        }
        is_open = {table.name for table in self._tables if table.is_open(code)}
        to_do = dict.fromkeys(table.to_do(code) for table in self._tables)
        to_do.pop((), None)
        named = ("|".join(one for one in CHECK_NAMES if one in names) for names in (fails, is_open))
        bounded(self)[code] = found = Found(",".join(named), tuple(to_do))
        return found


class FoundOf(dict[int, Found]):
    """What the checks of a situation find, by the bits that they ask."""

    def __init__(self, finding: Finding) -> None:
        self._finding = finding

    def __missing__(self, word: int) -> Found:
        finding = self._finding
        code = sum([table[word & mask] for table, mask in finding.asked])
        bounded(self)[word] = found = finding[code]
        return found
