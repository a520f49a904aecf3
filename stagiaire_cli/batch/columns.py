"""Dossiers in typed columns: which columns a table has, and the statement that judges them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS as CELLS
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.dossier.answers import nearest
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS, ID_COLUMN, ON_COLUMN
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, FIRST_DAY, LAST_DAY, law_on
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.records import Record
from stagiaire_cli.statement import DAY_COLUMN, NOT_YETS, UNKNOWNS, Wording, statement

ROW: Final = "row_number"
_CELLS: Final = CELLS[1:-1]
_TEXT: Final = ("VARCHAR", "STRING", "ENUM")
_WHOLE: Final = ("TINYINT", "SMALLINT", "INT", "BIGINT", "UTINYINT", "USMALLINT", "UINT", "UBIGINT")
_NUMBER: Final = (*_WHOLE, "DECIMAL", "DOUBLE", "FLOAT")
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "yes_no": ("BOOLEAN", *_TEXT),
    "choice": _TEXT,
    "months": _WHOLE,
    "date": ("DATE",),
    "euros": _NUMBER,
}
_LISTS: Final = ("VARCHAR[]", "ARRAY<STRING>")


class Table(Record):
    """A table as an engine names it, and its columns that are ours, by type.

    ``joined`` makes a text of a list, ``quote`` stands around a name that is a word of SQL.
    """

    name: str
    columns: Mapping[str, str]
    joined: str
    quote: str

    def days(self, on: date | None) -> str:
        """The day of the law of each row."""
        day = f"DATE '{on or LAST_DAY}'"
        return (
            f"COALESCE({self.quote}{ON_COLUMN}{self.quote}, {day})"
            if ON_COLUMN in self.columns
            else day
        )

    def source(self, on: date | None, since: date) -> str:
        """What the statement reads: our columns, of the rows of one stretch of the law."""
        selected = [self._selected(name) for name in self.columns if name != ON_COLUMN]
        where = ""
        if ON_COLUMN in self.columns:
            own = f"{self.quote}{ON_COLUMN}{self.quote}"
            selected.append(f"{self.days(on) if on else own} AS {DAY_COLUMN}")
            day = self.days(on)
            where = f" WHERE {day} >= DATE '{since}'"
            later = next((change for change in DAYS_OF_CHANGE if change > since), None)
            where += f" AND {day} < DATE '{later}'" if later else ""
        return f"(SELECT {', '.join(selected)} FROM {self.name}{where}) AS dossiers"

    def _selected(self, name: str) -> str:
        kind = self.columns[name]
        if kind in _LISTS:
            return f"{self.joined.format(name)} AS {name}"
        if name == ID_COLUMN or kind.startswith("ENUM"):
            return f"CAST({name} AS VARCHAR(200)) AS {name}"
        return name


def checked(types: Mapping[str, str], *, ignore_columns: bool) -> dict[str, str]:
    """The columns that are ours, with their types in capitals.

    Raises ``UsageProblemError`` for a column that is not ours, or of a type that has no answers.
    """
    kept = {}
    for name, kind in types.items():
        if name not in (*DOSSIER_COLUMNS, UNKNOWNS, NOT_YETS):
            if not ignore_columns:
                raise UsageProblemError(
                    "unknown_typed_column", name=name, nearest=nearest(name, DOSSIER_COLUMNS)
                )
            continue
        kind = kind.upper()
        expected = _expected(name)
        if expected and not kind.startswith(expected):
            raise UsageProblemError("bad_type", name=name, value=kind, types=expected[0])
        kept[name] = kind
    return kept


def _expected(name: str) -> tuple[str, ...]:
    if name in FACT:
        return _TYPES[FACT[name].kind]
    if name == ID_COLUMN:
        return ()
    return _TYPES["date"] if name == ON_COLUMN else (*_TEXT, *_LISTS)


def judging(table: Table, days: Iterable[date], on: date | None, wording: Wording) -> Iterator[str]:
    """The statements for rows with those days, each for one stretch of the law.

    They keep the number of the row, if the table has one. Together in one, they would take more
    memory to plan than any file to judge.
    """
    # A table without a row has none.
    asked = set(days) or {on or LAST_DAY}
    since = sorted({law_on(day).since for day in asked if day >= FIRST_DAY})
    for first in since:
        yield f"SELECT * FROM ({_judging(table, first, on, wording)}) AS judged"
    if any(day < FIRST_DAY for day in asked):
        yield _too_early(table, on, wording)


def _judging(table: Table, since: date, on: date | None, wording: Wording) -> str:
    columns = {
        name: name in FACT and FACT[name].kind == "yes_no" and kind != "BOOLEAN"
        for name, kind in table.columns.items()
        if name not in (ON_COLUMN, ROW)
    }
    law, source, kept = law_on(since), table.source(on, since), _kept(table)
    day = DAY_COLUMN if ON_COLUMN in table.columns else on
    return statement(source, law, columns, wording, kept, day=day, typed=True)


def _too_early(table: Table, on: date | None, wording: Wording) -> str:
    """The rows with a day before the first law."""
    day = f"CAST({table.days(on)} AS VARCHAR(10))"
    cells = [
        f"CAST({ID_COLUMN} AS VARCHAR(200))"
        if ID_COLUMN in table.columns
        else "CAST(NULL AS VARCHAR(9))"
    ]
    cells += ["''"] * len(_CELLS)
    cells += [wording(ON_COLUMN, day), *_kept(table)]
    named = zip(cells, (*CELLS, *_kept(table)), strict=True)
    selected = ", ".join(f"{cell} AS {name}" for cell, name in named)
    return f"SELECT {selected} FROM {table.name} WHERE {table.days(on)} < DATE '{FIRST_DAY}'"


def _kept(table: Table) -> tuple[str, ...]:
    return (ROW,) if ROW in table.columns else ()
