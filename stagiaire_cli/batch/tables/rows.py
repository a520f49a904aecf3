"""From the cells of a row to its word of bits."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from operator import getitem, itemgetter
from typing import Final

from stagiaire_cli.assessment.outcomes import ACTS
from stagiaire_cli.batch.tables.bits import Bits
from stagiaire_cli.batch.tables.cells import NOT_GIVEN, UNDONE, Cells, Read, Row, bounded
from stagiaire_cli.batch.tables.days import DAYS, PLACE
from stagiaire_cli.law.checks import VERDICT_DAY
from stagiaire_cli.law.facts import EARLIER, END, FACT, FILED, START, presumed_of
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN, facts_of

# An amount has fewer: nine of euros, two of cents.
_DIGITS: Final = 12

# The word of a row before its file is known, and its first day, its last, and that of the file.
Words = Callable[[int, Row], tuple[int, int, int, int]]


class _Known(dict[str, int]):
    """The bits of the cells of one column, each read where it is new."""

    def __init__(self, name: str, read: Read, bits: Bits) -> None:
        self._name = name
        self._read = read
        self._bits = bits
        self._presumed = presumed_of({}).get(name)

    def __missing__(self, cell: str) -> int:
        value = self._read(cell)
        word = self._bits.of(self._name, self._presumed if value is None else value)
        bounded(self)[cell] = word
        return word


class _Amounts(_Known):
    """The same of amounts: as people write most of them, they are compared as numbers of cents."""

    def __init__(self, name: str, read: Read, bits: Bits, of_cents: Callable[[int], int]) -> None:
        super().__init__(name, read, bits)
        self._of_cents = of_cents

    def __missing__(self, cell: str) -> int:
        whole, _, cents = cell.partition(".")
        digits = whole + cents
        if len(cents) == 2 < len(digits) < _DIGITS and digits.isascii() and digits.isdigit():
            return self._of_cents(int(digits))
        return super().__missing__(cell)


def _known(name: str, read: Read, bits: Bits) -> _Known:
    of_cents = bits.in_cents(name)
    return _Known(name, read, bits) if of_cents is None else _Amounts(name, read, bits, of_cents)


class _Months(dict[str, int]):
    """The codes of the months before, by the cell; -1 where nothing is given."""

    def __init__(self, read: Read, code_of: Callable[[object], int]) -> None:
        self._read = read
        self._code_of = code_of

    def __missing__(self, cell: str) -> int:
        value = self._read(cell)
        code = -1 if value is None else self._code_of(value)
        bounded(self)[cell] = code
        return code


class _Presumed(dict[str, int]):
    """The codes of the months before where none are given, by the cell that it depends on."""

    def __init__(self, name: str, read: Read, code_of: Callable[[object], int]) -> None:
        self._name = name
        self._read = read
        self._code_of = code_of

    def __missing__(self, cell: str) -> int:
        value = self._read(cell)
        facts = {} if value is None else {self._name: value}
        bounded(self)[cell] = code = self._code_of(presumed_of(facts).get(EARLIER))
        return code


def words_of(bits: Bits, cells: Cells) -> Words:
    """The function that makes the word of a row."""
    places = cells.columns.places
    dated = any(name in places for name in DAYS)
    names = [name for name in places if name != EARLIER and name not in cells.ordinals]
    tables = [_known(name, cells.read[name], bits) for name in names]
    pick = _picking([places[name] for name in names])
    base = bits.absent(places)
    lasting, months = bits.lasting, _months_of(bits, cells)
    # A row without days has the same of them as any other.
    if not dated:
        if months is None:
            base += lasting[lasting.code_of(presumed_of({}).get(EARLIER))]
            return lambda _, cells: (sum(map(getitem, tables, pick(cells)), base), 0, 0, 0)
        of_row = months
        return lambda _, cells: (
            sum(map(getitem, tables, pick(cells)), base) + lasting[of_row(cells)],
            0,
            0,
            0,
        )
    presumed = lasting.code_of(presumed_of({}).get(EARLIER))
    # Only the days that rows have; then that of the verdict, and a place for all others.
    present = [name for name in DAYS if name in places]
    days = [cells.ordinals[name] for name in present]
    # What a day is worth, and what stands for it otherwise, by its number.
    marks = [
        (bits.of(name, date.max), tuple(bits.of(name, value) for value in (None, NOT_YET, UNKNOWN)))
        for name in present
    ]
    pick_days = _picking([places[name] for name in present])
    given = [PLACE[name] for name in (*present, VERDICT_DAY)]
    at = {place: given.index(place) if place in given else len(given) for place in PLACE.values()}
    acts = tuple(at[PLACE[name]] for name in ACTS if name in places)
    starts, short = bits.starts, bits.short
    from_start = [one._replace(day=at[one.day]) for one in bits.from_start if one.day in given]
    compared = [
        one._replace(day=at[one.day], start=at[one.start])
        for one in bits.compared
        if one.day in given and one.start in given
    ]
    lacking = bits.derived_open if START in places and END in places else 0
    at_start, at_end, at_filed = at[PLACE[START]], at[PLACE[END]], at[PLACE[FILED]]

    def word_of(on: int, cells: Row) -> tuple[int, int, int, int]:
        word = sum(map(getitem, tables, pick(cells)), base)
        day = on or 1
        of_row = [*map(getitem, days, pick_days(cells)), day, NOT_GIVEN]
        for number, (of_day, others) in zip(of_row, marks, strict=False):
            word += of_day if number > 0 else others[number]
        for place in acts:
            if of_row[place] == UNDONE:
                of_row[place] = day
        start, end = of_row[at_start], of_row[at_end]
        lasts = presumed if months is None else months(cells)
        if start > 0:
            last, limits = starts[start]
            for place, limit, yes, no in from_start:
                if (other := of_row[place]) > 0:
                    word += yes if other <= limits[limit] else no
            if end >= start:
                lasts += bisect_left(last, end)
                for _, limit, yes, no in short:
                    word += yes if end <= limits[limit] else no
        if start <= 0 or end <= 0:
            word += lacking
        for place, than, between, yes, no in compared:
            if (other := of_row[place]) > 0 and (known := of_row[than]) > 0:
                word += yes if other <= known + between else no
        return word + lasting[lasts], start, end, of_row[at_filed]

    return word_of


def _months_of(bits: Bits, cells: Cells) -> Callable[[Row], int] | None:
    """The code of the months before in a row; None where all rows have the same."""
    places, code_of = cells.columns.places, bits.lasting.code_of
    unless = FACT[EARLIER].not_presumed_if
    depends_on = [] if unless is None else list(facts_of(unless))
    assert len(depends_on) == 1
    [name] = depends_on
    given, at = places.get(EARLIER, -1), places.get(name, -1)
    if given < 0 and at < 0:
        return None
    known = _Months(cells.read[EARLIER], code_of) if given >= 0 else None
    presumed = code_of(presumed_of({}).get(EARLIER))
    if at < 0 and known is not None:
        only = known

        def alone(cells: Row) -> int:
            code = only[cells[given]]
            return presumed if code < 0 else code

        return alone
    without = _Presumed(name, cells.read[name], code_of)
    if known is None:
        return lambda cells: without[cells[at]]
    both = known

    def of_row(cells: Row) -> int:
        code = both[cells[given]]
        return without[cells[at]] if code < 0 else code

    return of_row


def _picking(indexes: Sequence[int]) -> Callable[[Row], tuple[str, ...]]:
    """What takes the cells at the places out of a row."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple(cells[index] for index in indexes)
