"""The days of a row: which are compared, and how long it is from the first to the last."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from stagiaire_cli.batch.tables.cells import DAYS_KEPT, bounded
from stagiaire_cli.law.facts import END, FACT, START, VERDICT_DAY
from stagiaire_cli.logic.periods import LastsAtMost, NotLater, months_later
from stagiaire_cli.logic.records import Record

# The days of a row, each at its place; last that of the verdict.
DAYS: Final = (
    START,
    END,
    *(fact.id for fact in FACT.values() if fact.kind == "date" and fact.id not in (START, END)),
    VERDICT_DAY,
)
PLACE: Final = {name: place for place, name in enumerate(DAYS)}
# Far from where the calendar ends.
_ANY: Final = date(2000, 1, 1)


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


class Starts(dict[int, Start]):
    """What follows from each first day, as numbers of days."""

    def __init__(self, most: int, limited: Iterable[NotLater]) -> None:
        # The last day of no month, of one, and so on.
        self._lasting = [_counted(LastsAtMost(END, START, months)) for months in range(most + 1)]
        self._limited = [*map(_counted, limited)]
        self._months = {months for months, _ in (*self._lasting, *self._limited)}

    def __missing__(self, start: int) -> Start:
        first = date.fromordinal(start)
        later = {months: months_later(first, months).toordinal() for months in self._months}
        lasts, limits = (
            tuple([later[months] + days for months, days in rules])
            for rules in (self._lasting, self._limited)
        )
        bounded(self, DAYS_KEPT)[start] = made = Start(lasts, limits)
        return made


def _counted(rule: NotLater) -> tuple[int, int]:
    """The months that a rule counts from a start to its limit, and the days beyond them."""
    return rule.months, (rule.limit(_ANY) - months_later(_ANY, rule.months)).days


class Lasting(dict[int, int]):
    """The bits of how long a stay lasts, with what was done before.

    The key is the number of months that it takes at least, none where that is not known, and with
    it the code of those before (``code_of``).
    """

    # More months than any rule counts.
    _FEWER: Final = 32

    def __init__(
        self,
        bits: Mapping[LastsAtMost, int],
        of_earlier: Callable[[object], int],
        most: int,
    ) -> None:
        self._bits = dict(bits)
        self._of_earlier = of_earlier
        self._capped = most + 1
        assert most + 1 < self._FEWER

    def code_of(self, earlier: object) -> int:
        """The code of the months before; the highest where they are not known."""
        known = min(earlier, self._capped) if isinstance(earlier, int) else self._FEWER - 1
        return self._FEWER * known

    def __missing__(self, key: int) -> int:
        code, months = divmod(key, self._FEWER)
        earlier = None if code == self._FEWER - 1 else code
        word = self._of_earlier(earlier)
        for leaf in self._bits if months else ():
            if months > leaf.months:
                word += self._bits[leaf] * 2
            elif not leaf.earlier:
                word += self._bits[leaf]
            elif earlier is not None:
                word += self._bits[leaf] * (1 if months + earlier <= leaf.months else 2)
        self[key] = word
        return word
