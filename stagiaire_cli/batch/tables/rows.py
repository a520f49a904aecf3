"""From the cells of a row to its word of bits."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from operator import getitem
from typing import Final

from stagiaire_cli.assessment.outcomes import ACTS
from stagiaire_cli.batch.tables.bits import Bits
from stagiaire_cli.batch.tables.cells import UNDONE, Cells, Read, Row, bounded
from stagiaire_cli.batch.tables.days import DAYS, PLACE
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import EARLIER, END, FACT, FILED, START, VERDICT_DAY, presumed_of
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN, facts_of

# An amount has fewer: nine of euros, two of cents.
_DIGITS: Final = 12
# So many columns that have few answers each have few together.
_TOGETHER: Final = 4

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


class _Together(dict[tuple[str, ...], int]):
    """The bits of the cells of some columns, which are looked up at once."""

    def __init__(self, each: Sequence[_Known]) -> None:
        self._each = each

    def __missing__(self, cells: tuple[str, ...]) -> int:
        word = sum(map(getitem, self._each, cells))
        bounded(self)[cells] = word
        return word


class _Source:
    """The text of the function that makes a word, and the tables that it looks up.

    What is asked of every row is written out for the columns that the file has, since loops over
    them take twice as long.
    """

    def __init__(self) -> None:
        self._known: dict[str, object] = {"bisect_left": bisect_left}
        self._lines = ["def word_of(on, cells):"]

    def line(self, text: str, depth: int = 1) -> None:
        """Add a line of so many levels."""
        self._lines.append("    " * depth + text)

    def named(self, table: object) -> str:
        """The name under which the text knows a table."""
        name = f"t{len(self._known)}"
        self._known[name] = table
        return name

    def made(self) -> Words:
        """The function; nothing of its text comes from a file."""
        exec("\n".join(self._lines), self._known)  # noqa: S102
        words: Words = self._known["word_of"]  # type: ignore[assignment]
        return words


def words_of(bits: Bits, cells: Cells) -> Words:
    """The function that makes the word of a row."""
    places = cells.columns.places
    source = _Source()
    names = [name for name in places if name != EARLIER and name not in cells.ordinals]
    known = {name: _known(name, cells.read[name], bits) for name in names}
    few = [name for name in names if name in READINGS or FACT[name].kind in ("yes_no", "choice")]
    groups = [few[first : first + _TOGETHER] for first in range(0, len(few), _TOGETHER)]
    groups += [[name] for name in names if name not in few]
    each = []
    for group in groups:
        tables = [known[name] for name in group]
        table = source.named(_Together(tables) if len(group) > 1 else tables[0])
        each.append(f"{table}[{', '.join(f'cells[{places[name]}]' for name in group)}]")
    days = sum(bits.of(name, date.max) for name in DAYS if name in places)
    source.line(" + ".join([f"word = {bits.absent(places) + days}", *each]))
    _write_months(source, bits, cells)
    # A row without days has the same of them as any other.
    start, end, filed = "0", "0", "0"
    if any(name in places for name in DAYS):
        of = _write_days(source, bits, cells)
        start, end, filed = (of.get(PLACE[name], "0") for name in (START, END, FILED))
        _write_start(source, bits, of, start, end)
        if START in places and END in places:
            source.line(f"if {start} <= 0 or {end} <= 0:")
            source.line(f"word += {bits.derived_open}", 2)
        for day, than, between, yes, no in bits.compared:
            if day in of and than in of:
                source.line(f"if {of[day]} > 0 and {of[than]} > 0:")
                limit = f"{of[than]} + {between}"
                source.line(f"word += {yes} if {of[day]} <= {limit} else {no}", 2)
    source.line(f"return word + {source.named(bits.lasting)}[lasts], {start}, {end}, {filed}")
    return source.made()


def _write_days(source: _Source, bits: Bits, cells: Cells) -> dict[int, str]:
    """The days of a row by their place, as the text names them: those that rows have."""
    places, of = cells.columns.places, {PLACE[VERDICT_DAY]: "day"}
    source.line("day = on or 1")
    for name in (name for name in DAYS if name in places):
        of[PLACE[name]] = day = f"day_{PLACE[name]}"
        source.line(f"{day} = {source.named(cells.ordinals[name])}[cells[{places[name]}]]")
        # A word begins with what a day is worth; where there is none, by its number, it is changed.
        worth = bits.of(name, date.max)
        others = tuple(bits.of(name, value) - worth for value in (None, NOT_YET, UNKNOWN))
        if any(others):
            source.line(f"if {day} <= 0:")
            source.line(f"word += {others}[{day}]", 2)
        if name in ACTS:
            source.line(f"if {day} == {UNDONE}:")
            source.line(f"{day} = day", 2)
    return of


def _write_start(source: _Source, bits: Bits, of: dict[int, str], start: str, end: str) -> None:
    """What is counted from the first day."""
    if start == "0":
        return
    source.line(f"if {start} > 0:")
    source.line(f"last, limits = {source.named(bits.starts)}[{start}]", 2)
    for day, limit, yes, no in bits.from_start:
        if day in of:
            source.line(f"if {of[day]} > 0:", 2)
            source.line(f"word += {yes} if {of[day]} <= limits[{limit}] else {no}", 3)
    source.line(f"if {end} >= {start}:", 2)
    source.line(f"lasts += bisect_left(last, {end})", 3)
    for _, limit, yes, no in bits.short:
        source.line(f"word += {yes} if {end} <= limits[{limit}] else {no}", 3)


def _write_months(source: _Source, bits: Bits, cells: Cells) -> None:
    """The code of the months before; where none are given, what is presumed of the row."""
    places, code_of = cells.columns.places, bits.lasting.code_of
    unless = FACT[EARLIER].not_presumed_if
    depends_on = [] if unless is None else list(facts_of(unless))
    assert len(depends_on) == 1
    [name] = depends_on
    presumed = str(code_of(presumed_of({}).get(EARLIER)))
    if name in places:
        table = source.named(_Presumed(name, cells.read[name], code_of))
        presumed = f"{table}[cells[{places[name]}]]"
    if EARLIER not in places:
        source.line(f"lasts = {presumed}")
        return
    months = source.named(_Months(cells.read[EARLIER], code_of))
    source.line(f"lasts = {months}[cells[{places[EARLIER]}]]")
    source.line("if lasts < 0:")
    source.line(f"lasts = {presumed}", 2)
