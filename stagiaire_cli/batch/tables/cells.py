"""What single cells mean: each distinct one is read once, whatever row and law it stands under."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from stagiaire_cli.dossier.answers import BadValueError, InvalidAnswersError, read_value
from stagiaire_cli.dossier.rows import Reader
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.logic.records import Record

# Beyond this a table starts afresh, so that memory stays the same however many rows there are.
_KEPT: Final = 1 << 17
# Lists of documents are long, and a file where they differ has a new one in each row.
_LISTS_KEPT: Final = 1 << 12
# Of a day outside these years the calendar itself may end before a period does.
_YEARS: Final = range(1000, 9000)
DOCUMENT_BIT: Final = {name: 1 << index for index, name in enumerate(DOCUMENT_IDS)}
# What stands for a day that is none: nothing given, not known, not done yet.
NOT_GIVEN: Final = 0
_CODES: Final = {None: NOT_GIVEN, UNKNOWN: -1, NOT_YET: -2}
UNDONE: Final = _CODES[NOT_YET]
Row = Sequence[str]


def bounded(table: dict[Any, Any]) -> dict[Any, Any]:
    """The table, emptied if it has grown too large."""
    if len(table) >= _KEPT:
        table.clear()
    return table


class Columns(Record):
    """Where a row has what: the place of each fact and reading, and of the documents (-1: none)."""

    places: Mapping[str, int]
    documents: int


class Values(dict[str, object]):
    """The answers of the cells of one column, None where nothing is given.

    Raises ``KeyError`` for a cell that is no answer, or that tables cannot judge.
    """

    def __init__(self, name: str, reader: Reader) -> None:
        self._name = name
        self._reader = reader

    def __missing__(self, cell: str) -> object:
        value = self._read(cell)
        if isinstance(value, date) and value.year not in _YEARS:
            raise KeyError(cell)
        bounded(self)[cell] = value
        return value

    def _read(self, cell: str) -> object:
        name = self._name
        try:
            if name in READINGS:
                chosen = {"facts": {}, "readings": {name: cell.strip()}}
                return self._reader(chosen).readings.get(name)
            try:
                return read_value(FACT[name], cell)
            except BadValueError:
                # The reader may know more words.
                return self._reader({"facts": {name: cell}}).facts.get(name)
        except InvalidAnswersError:
            raise KeyError(cell) from None


class Ordinals(dict[str, int]):
    """The days of a column as numbers, or a number below one where there is no day."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def __missing__(self, cell: str) -> int:
        value: Any = self._values[cell]
        day = value.toordinal() if isinstance(value, date) else _CODES[value]
        bounded(self)[cell] = day
        return day


class Held(dict[str, int]):
    """Lists of documents as the sum of their bits, read name by name where the list is new."""

    def __missing__(self, cell: str) -> int:
        try:
            held = reduce(or_, map(DOCUMENT_BIT.__getitem__, cell.split("|")), 0)
        except KeyError:
            held = self._spelled(cell)
        if len(self) < _LISTS_KEPT:
            self[cell] = held
        return held

    def _spelled(self, cell: str) -> int:
        """The same of any list that may be typed."""
        held = 0
        for part in cell.split("|") if "," not in cell else cell.replace("|", ",").split(","):
            bit = DOCUMENT_BIT.get(part)
            if bit is None:
                name = part.strip()
                bit = DOCUMENT_BIT[name] if name else 0
            held |= bit
        return held


class Cells(Record):
    """The tables of the cells of a file, which the laws of all days share."""

    columns: Columns
    values: Mapping[str, Values]
    ordinals: Mapping[str, Ordinals]
    held: Held

    def documents(self, cells: Row) -> tuple[str, ...]:
        """The documents that a row says are held."""
        if self.columns.documents < 0:
            return ()
        held = self.held[cells[self.columns.documents]]
        return tuple(name for name, bit in DOCUMENT_BIT.items() if bit & held)


def cells_of(columns: Columns, reader: Reader) -> Cells:
    """Tables that know no cell yet."""
    values = {name: Values(name, reader) for name in columns.places}
    days = {
        name: Ordinals(column)
        for name, column in values.items()
        if name in FACT and FACT[name].kind == "date"
    }
    return Cells(columns, values, days, Held())
