"""Dossiers in typed columns: which columns a table has, and the statement that judges them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS as CELLS
from stagiaire_cli.console.problems import UsageProblemError, expected
from stagiaire_cli.dossier.answers import BadValueError, nearest, read_day
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS, ID_COLUMN, ON_COLUMN, READING_PREFIX
from stagiaire_cli.dossier.spelled import MIDNIGHTS
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.words import names_of_values, words
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, FIRST_DAY, LAST_DAY, law_on
from stagiaire_cli.law.facts import FACT, Fact
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.logic.records import Record
from stagiaire_cli.statement import DAY_COLUMN, NOT_YETS, TYPES, UNKNOWNS, Wording, statement

ROW: Final = "row_number"
_CELLS: Final = CELLS[1:-1]
# The types of an engine by what they hold, as DuckDB and Spark name them.
_TEXT: Final = r"VARCHAR|STRING|ENUM\(.*\)|(VAR)?CHAR\(\d+\)"
_WHOLE: Final = r"U?(TINYINT|SMALLINT|INTEGER|INT|BIGINT|HUGEINT)"
_SINGLE: Final = r"FLOAT"
_NUMBER: Final = rf"{_WHOLE}|{_SINGLE}|DOUBLE|DECIMAL\(\d+, ?\d+\)"
_TIME: Final = r"TIMESTAMP_S|TIMESTAMP_MS|TIMESTAMP_NS|TIMESTAMP_NTZ|TIMESTAMP"
_LIST: Final = r"VARCHAR\[\d*\]|ARRAY<STRING>"
# What a column has that holds nothing in any row.
_NOTHING: Final = r'"?NULL"?|VOID'
_TYPES: Final[Mapping[str, str]] = {
    "yes_no": rf"BOOLEAN|{_TEXT}",
    "choice": _TEXT,
    "months": _NUMBER,
    "date": rf"DATE|{_TIME}",
    "euros": _NUMBER,
}
# What to make of a column of another type.
_BEST: Final = {**TYPES, "choice": "VARCHAR", "date": "DATE"}
_LAST: Final = "9999-12-31"
# Of a text: which one is read at once, as what, and what no column may have stands for the others.
_PLAIN: Final[Mapping[str, tuple[str, str, str]]] = {
    "date": (
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "CASE WHEN {0} > '0001' THEN CAST(TRY_CAST({0} AS DATE) AS VARCHAR) END",
        "'no day'",
    ),
    "months": ("[0-9]{1,4}", "CAST({0} AS INTEGER)", "-1"),
    "euros": ("[0-9]{1,9}([.][0-9]{1,2})?", "CAST({0} AS DECIMAL(11, 2))", "-1"),
}


class Table(Record):
    """A table as an engine names it, and its columns that are ours, by type.

    ``joined`` makes a text of a list, ``quote`` stands around a name that is a word of SQL;
    ``alone`` says that nobody reads again what the statement refuses: days and numbers are then
    none of text.
    """

    name: str
    columns: Mapping[str, str]
    joined: str
    quote: str
    alone: bool = False

    def day(self, on: date | None) -> str:
        """The day of the law of each row, as a text that may be no day."""
        day = f"'{on or LAST_DAY}'"
        return f"COALESCE({self.text_of(ON_COLUMN)}, {day})" if ON_COLUMN in self.columns else day

    def source(self, on: date | None, since: date) -> str:
        """What the statement reads: our columns, of the rows of one stretch of the law."""
        selected = [f"{self.text_of(name)} AS {name}" for name in self.columns if name != ON_COLUMN]
        where = ""
        if ON_COLUMN in self.columns:
            day = self.day(on)
            selected.append(f"{day if on else self.text_of(ON_COLUMN)} AS {DAY_COLUMN}")
            last = min((change for change in DAYS_OF_CHANGE if change > since), default=None)
            before = f"{day} < '{last}'" if last else f"{day} <= '{_LAST}'"
            where = f" WHERE {day} LIKE '____-__-__' AND {day} >= '{since}' AND {before}"
        return f"(SELECT {', '.join(selected)} FROM {self.name}{where}) AS dossiers"

    def beyond(self, on: date | None) -> str:
        """The condition that a row has no day of a law."""
        day = self.day(on)
        return f"{day} NOT LIKE '____-__-__' OR {day} < '{FIRST_DAY}' OR {day} > '{_LAST}'"

    def text_of(self, name: str) -> str:
        """A column as the statement reads it, whatever its type is."""
        kind, column = self.columns[name], f"{self.quote}{name}{self.quote}"
        if _is(_NOTHING, kind):
            of_fact = TYPES[FACT[name].kind] if name in FACT else "VARCHAR(200)"
            return f"CAST(NULL AS {of_fact})"
        if name != ID_COLUMN and _is(_LIST, kind):
            return self.joined.format(column)
        if name == ID_COLUMN or (kind.startswith("ENUM") and _is(_TEXT, kind)):
            return f"CAST({column} AS VARCHAR(200))"
        if _is(_SINGLE, kind):
            # The shortest number that is the same: 614.99, not 614.989990234375.
            return f"CAST(CAST({column} AS VARCHAR(40)) AS DOUBLE)"
        if kind == "DATE" or _is(_TIME, kind):
            return self._day_text(column, kind)
        if self._spells(name):
            return _plain(column, FACT[name].kind if name in FACT else "date")
        if self.alone and _is(_TEXT, kind) and name in FACT and FACT[name].kind == "choice":
            return _in_words(column, FACT[name])
        if self.alone and name.startswith(READING_PREFIX):
            return f"TRIM({column})"
        return column

    def cell_of(self, name: str) -> str:
        """The same as it is read where the statement refuses it: a text as it stands."""
        spelled = self._spells(name)
        return f"{self.quote}{name}{self.quote}" if spelled else self.text_of(name)

    def _spells(self, name: str) -> bool:
        """Whether a column has days or numbers as text."""
        kind = FACT[name].kind if name in FACT else "date" if name == ON_COLUMN else ""
        return kind in _PLAIN and _is(_TEXT, self.columns[name])

    @staticmethod
    def _day_text(column: str, kind: str) -> str:
        text = f"CAST({column} AS VARCHAR(40))"
        if kind == "DATE":
            return text
        midnights = ", ".join(f"'{time}'" for time in MIDNIGHTS)
        midnight = f"{text} LIKE '____-__-__ %' AND SUBSTR({text}, 11) IN ({midnights})"
        return f"CASE WHEN {midnight} THEN SUBSTR({text}, 1, 10) ELSE {text} END"


def _is(pattern: str, kind: str) -> bool:
    return re.fullmatch(pattern, kind, re.DOTALL) is not None


def _plain(column: str, kind: str) -> str:
    """A day or number of a text that is plainly one, in DuckDB; another is to be refused."""
    plain, read, refused = _PLAIN[kind]
    text = f"CAST({column} AS VARCHAR)"
    number = f"CASE WHEN regexp_full_match({text}, '{plain}') THEN {read.format(text)} END"
    return f"CASE WHEN TRIM({text}) <> '' THEN COALESCE({number}, {refused}) END"


def _in_words(column: str, fact: Fact) -> str:
    """A choice by its identifier, from that or from its name in any language."""
    values = ", ".join(f"'{value}'" for value in fact.values)
    named = {**names_of_values(fact), **dict.fromkeys(words("unknown"), UNKNOWN)}
    # No engine has to know how the other quotes an apostrophe.
    spelled = {name.replace("'", "’"): value for name, value in named.items()}
    cases = " ".join(f"WHEN '{name}' THEN '{value}'" for name, value in spelled.items())
    text = f"TRIM({column})"
    plain = f"LOWER(REPLACE({text}, CHR(39), '’'))"
    return (
        f"CASE WHEN {text} IN ({values}) THEN {text} ELSE CASE {plain} {cases} ELSE {text} END END"
    )


def checked(
    types: Mapping[str, str], *, ignore_columns: bool, spelled: bool = False
) -> dict[str, str]:
    """The columns that are ours, with their types in capitals; days and numbers may be ``spelled``.

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
        allowed, best = _expected(name)
        allowed += f"|{_TEXT}" if spelled else ""
        if not _is(f"{allowed}|{_NOTHING}", kind.upper()):
            raise UsageProblemError("bad_type", name=name, value=kind, types=best)
        kept[name] = kind.upper()
    return kept


def _expected(name: str) -> tuple[str, str]:
    """The types that a column may have, and the one that is best."""
    if name == ID_COLUMN:
        return ".*", ""
    if name in FACT or name == ON_COLUMN:
        kind = FACT[name].kind if name in FACT else "date"
        return _TYPES[kind], _BEST[kind]
    lists = "" if name.startswith(READING_PREFIX) else f"|{_LIST}"
    return _TEXT + lists, _BEST["choice"]


def judging(table: Table, days: Iterable[str], on: date | None, wording: Wording) -> Iterator[str]:
    """The statements for rows with those days, each for one stretch of the law.

    They keep the number of the row, if the table has one. Together in one, they would take more
    memory to plan than any file to judge.
    """
    read = {_day_of(day) for day in days}
    # A table without a row has none.
    known = {day for day in read if day is not None and day >= FIRST_DAY}
    if not read:
        known = {on or LAST_DAY}
    for first in sorted({law_on(day).since for day in known}):
        yield f"SELECT * FROM ({_judging(table, first, on, wording)}) AS judged"
    if read - known or not known:
        yield _refusing(table, on, wording)


def _day_of(text: str) -> date | None:
    try:
        return read_day(text)
    except BadValueError:
        return None


def _judging(table: Table, since: date, on: date | None, wording: Wording) -> str:
    columns = {
        name: name in FACT and FACT[name].kind == "yes_no" and _is(_TEXT, kind)
        for name, kind in table.columns.items()
        if name not in (ON_COLUMN, ROW)
    }
    law, source, kept = law_on(since), table.source(on, since), _kept(table)
    day = DAY_COLUMN if ON_COLUMN in table.columns else on
    return statement(source, law, columns, wording, kept, day=day, typed=True)


def _refusing(table: Table, on: date | None, wording: Wording) -> str:
    """The rows with a day before the first law, or with no day at all."""
    named = {
        ID_COLUMN: table.text_of(ID_COLUMN)
        if ID_COLUMN in table.columns
        else "CAST(NULL AS VARCHAR(9))",
        **dict.fromkeys(_CELLS, "''"),
        CELLS[-1]: wording(ON_COLUMN, table.day(on)),
        **{name: name for name in _kept(table)},
    }
    selected = ", ".join(f"{cell} AS {name}" for name, cell in named.items())
    return f"SELECT {selected} FROM {table.name} WHERE {table.beyond(on)}"


def _kept(table: Table) -> tuple[str, ...]:
    return (ROW,) if ROW in table.columns else ()


def wording(text: Language, columns: tuple[str, ...]) -> Wording:
    """Says what is wrong with a value, in SQL; ``columns`` are those of the file."""

    def worded(column: str, value: str, listed: str = "", /) -> str:
        place = columns.index(column) + 1 if column in columns else 1
        kind = "bad_typed_value"
        if listed:
            kind = "given_and_listed"
        elif column == ON_COLUMN:
            kind = "no_law_in"
        elif column in FACT:
            kind = "bad_value"
        fact = FACT.get(column)
        allowed: tuple[str, ...] = ("",)
        if fact:
            allowed = tuple(map(str, fact.values)) if fact.kind == "choice" else (fact.kind,)
            allowed = ("act",) if fact.act else allowed
        parts = text(
            f"errors.{kind}",
            where=text("batch.column", column=place),
            name=column,
            value="\0",
            expected=listed or expected(allowed, text),
            nearest="",
        ).split("\0")
        return f" || {value} || ".join(_quoted(part) for part in parts)

    return worded


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
