"""The rules as one SQL statement, for dossiers in the typed columns of a table.

The three-valued logic of SQL is the Kleene logic of the rules, so a condition is written as it
stands. The statement has only what DuckDB, Spark, PostgreSQL and SQLite read alike.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from stagiaire_cli.assessment.parts import conditions_of
from stagiaire_cli.dossier.answers import read_day
from stagiaire_cli.dossier.rows import DOCUMENTS_COLUMN, ID_COLUMN, READING_PREFIX
from stagiaire_cli.law.by_date import LAST_DAY, Law, law_on
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT, MADE_OF
from stagiaire_cli.logic.conditions import facts_of
from stagiaire_cli.statement.columns import (
    DAY_COLUMN,
    NOT_YETS,
    TYPES,
    UNKNOWNS,
    AnswerColumns,
)
from stagiaire_cli.statement.names import BadTableError, table_name
from stagiaire_cli.statement.steps import Steps
from stagiaire_cli.statement.values import Wording, plainly
from stagiaire_cli.statement.verdict import VerdictColumns

__all__ = [
    "DAY_COLUMN",
    "NOT_YETS",
    "TYPES",
    "UNKNOWNS",
    "BadTableError",
    "Wording",
    "columns_asked",
    "sql",
    "statement",
]


def sql(table: str, on: date | str | None = None) -> str:
    """The statement that gives the columns of a batch for each row of a table.

    ``table`` is its name, with those of its schema and catalogue if need be (``intake.dossiers``);
    a part with other signs than letters, digits and ``_`` is quoted, or may be given so.
    The table has the columns of the facts that the law of the day asks about (``columns_asked``):
    yes or no as booleans, choices as text, months as whole numbers, days as dates or
    ``YYYY-MM-DD``, amounts in euros; besides them ``id``, ``documents``, ``reading_NAME``,
    ``unknown`` and ``not_yet`` as text. ``on`` is the day of the law and of the verdict; where none
    is given, the law is that of 30 April 2021, and nothing is late. Raises ``NoLawError`` for a day
    before 1 June 2009, ``BadValueError`` for what is no day, ``BadTableError`` for no such name.
    """
    day = None if on is None else read_day(on)
    law = law_on(day or LAST_DAY)
    return statement(table_name(table), law, dict.fromkeys(columns_asked(law), False), day=day)


def columns_asked(law: Law) -> tuple[str, ...]:
    """The columns that the statement reads under the law."""
    readings = [READING_PREFIX + name for name in READINGS]
    return (ID_COLUMN, *_facts(law), DOCUMENTS_COLUMN, *readings, UNKNOWNS, NOT_YETS)


def _facts(law: Law) -> tuple[str, ...]:
    names = facts_of(*conditions_of(law))
    asked = {part for name in names for part in MADE_OF.get(name, (name,))}
    return tuple(name for name in FACT if name in asked)


def statement(
    table: str,
    law: Law,
    columns: Mapping[str, bool],
    wording: Wording = plainly,
    kept: Sequence[str] = (),
    *,
    day: date | str | None = None,
    typed: bool = False,
) -> str:
    """The same for a table that has only some columns; true of those with yes or no in words.

    ``wording`` writes what is wrong with a row; ``kept`` are columns to give as they are; ``day``
    is that of the verdict, or the name of the column that has it; ``typed`` says that the types of
    the columns have been checked before.
    """
    steps = Steps()
    answers = AnswerColumns(steps, columns, wording, day=day, typed=typed)
    answers.read(_facts(law))
    steps.read(ID_COLUMN, ID_COLUMN if ID_COLUMN in columns else "CAST(NULL AS VARCHAR(9))")
    for name in kept:
        steps.read(name, name)
    verdict = VerdictColumns(law, steps, answers, day)
    cells = {
        "provisions": verdict.provisions(),
        "file": verdict.file,
        "missing": verdict.missing,
        "settled_by": verdict.settled_by(),
        "failed_checks": verdict.failed_checks(),
        "open_checks": verdict.open_checks(),
        "act_by": verdict.act_by(),
    }
    wrong = answers.wrong
    judged = {name: f"CASE WHEN {wrong} THEN '' ELSE {cell} END" for name, cell in cells.items()}
    outputs = {ID_COLUMN: ID_COLUMN, "status": verdict.status, **judged, "error": "error"}
    outputs |= {name: name for name in kept}
    return steps.statement(table, outputs)
