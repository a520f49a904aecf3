"""What single cells mean: each distinct one is read once, whatever row and law it stands under."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from stagiaire_cli.dossier.answers import BadValueError, InvalidAnswersError, read_value
from stagiaire_cli.dossier.rows import Reader
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.logic.records import Record

# Beyond this a table starts afresh, so that memory stays the same however many rows there are:
# there are hundreds of tables of words,
_KEPT: Final = 1 << 12
# and few of days, of which there are some thousands in ten years.
DAYS_KEPT: Final = 1 << 14
# Of a day outside these years the calendar itself may end before a period does.
_YEARS: Final = range(1000, 9000)
DOCUMENT_BIT: Final = {name: 1 << index for index, name in enumerate(DOCUMENT_IDS)}
_BIT_OF: Final = DOCUMENT_BIT.__getitem__
# What stands for a day that is none: nothing given, not known, not done yet. Each is the place of
# its bits among three.
NOT_GIVEN: Final = 0
UNDONE: Final = -2
_CODES: Final = {None: NOT_GIVEN, UNKNOWN: -1, NOT_YET: UNDONE}
Row = Sequence[str]
# The answer of a cell, None where nothing is given; raises ``KeyError`` for a cell that is no
# answer, or that tables cannot judge.
Read = Callable[[str], object]


def bounded(table: dict[Any, Any], kept: int = 0) -> dict[Any, Any]:
    """The table, emptied if it has grown too large."""
    if len(table) >= (kept or _KEPT):
        table.clear()
    return table


class Columns(Record):
    """Where a row has what: the place of each fact and reading, and of the documents (-1: none)."""

    places: Mapping[str, int]
    documents: int


def _reading_of(name: str, reader: Reader) -> Read:
    def chosen(cell: str) -> object:
        try:
            return reader({"facts": {}, "readings": {name: cell.strip()}}).readings.get(name)
        except InvalidAnswersError:
            raise KeyError(cell) from None

    return chosen


def _answer_of(name: str, reader: Reader) -> Read:
    fact = FACT[name]

    def answer(cell: str) -> object:
        try:
            value = read_value(fact, cell)
        except BadValueError:
            # The reader may know more words.
            try:
                value = reader({"facts": {name: cell}}).facts.get(name)
            except InvalidAnswersError:
                raise KeyError(cell) from None
        if isinstance(value, date) and value.year not in _YEARS:
            raise KeyError(cell)
        return value

    return answer


class Ordinals(dict[str, int]):
    """The days of a column as numbers, or a number below one where there is no day."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def __missing__(self, cell: str) -> int:
        value: Any = self._read(cell)
        day = value.toordinal() if isinstance(value, date) else _CODES[value]
        bounded(self, DAYS_KEPT)[cell] = day
        return day


class Held(dict[str, int]):
    """Lists of documents as the sum of their bits, read name by name where the list is new."""

    def __missing__(self, cell: str) -> int:
        names = cell.split("|")
        try:
            held = sum(map(_BIT_OF, names))
        except KeyError:
            held = self._spelled(cell)
        else:
            # A name that is there twice adds up to something else.
            if held.bit_count() != len(names):
                held = self._spelled(cell)
        # A file where they differ has a new one in each row.
        if len(self) < _KEPT:
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
    """What reads the cells of a file, whatever law their row stands under.

    Columns of days that may be answered alike share one table.
    """

    columns: Columns
    read: Mapping[str, Read]
    ordinals: Mapping[str, Ordinals]
    held: Held


def cells_of(columns: Columns, reader: Reader) -> Cells:
    """Tables that know no cell yet."""
    read = {
        name: _reading_of(name, reader) if name in READINGS else _answer_of(name, reader)
        for name in columns.places
    }
    alike: dict[bool, Ordinals] = {}
    days = {
        name: alike.setdefault(FACT[name].act, Ordinals(answer))
        for name, answer in read.items()
        if name in FACT and FACT[name].kind == "date"
    }
    return Cells(columns, read, days, Held())
