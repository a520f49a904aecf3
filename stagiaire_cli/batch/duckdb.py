"""``stagiaire batch`` on typed columns: the one statement run by DuckDB, and what Spark shares."""

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS, Verdict, tail_of
from stagiaire_cli.batch.columns import ROW, Table, checked, judging, wording
from stagiaire_cli.batch.parquet import (
    NUMBER,
    TypedRows,
    check_local,
    connected,
    copy_to_file,
    errors_told,
    fetched,
    file_rows,
    identifiers,
    imported,
    numbered_rows,
    sql_quoted,
)
from stagiaire_cli.batch.results import FORMULA, FORMULA_BEGINS, Job, RowFault, json_row
from stagiaire_cli.batch.tally import Tally
from stagiaire_cli.console.files import working_folder, written_by
from stagiaire_cli.console.forms import CSV, JSONL, PARQUET
from stagiaire_cli.console.problems import ERRORS_SHOWN, UsageProblemError
from stagiaire_cli.console.progress import working
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.console.stopping import hear_no_more
from stagiaire_cli.reports.verdict.json import verdict_object

_MEMORY: Final = "800MB"
# The forms as the engines name them.
ENGINE_FORMS: Final = {CSV: "csv", JSONL: "json", PARQUET: "parquet"}
# DuckDB makes room for two of the longest lines.
_LINE: Final = 1 << 20
_NUMBERS_ALONE: Final = "header = false, columns = {'number': 'BIGINT'}, auto_detect = false"


def duckdb_run(run: Run, job: Job, tally: Tally) -> None:
    """Judge a Parquet file with DuckDB, in the order of its rows.

    Raises ``UsageProblemError`` for a file that cannot be read or lacks what it takes,
    ``OutputError`` where the result cannot be written.
    """
    duckdb = imported("duckdb", "batch")
    check_local(job.input)
    with (
        working_folder(job.output, run.streams) as folder,
        connected(duckdb) as base,
        errors_told(duckdb, base, job),
    ):
        base.execute(f"SET threads = {job.jobs}")
        base.execute(f"SET memory_limit = '{_MEMORY}'")
        # DuckDB makes this one itself, but not that in which it is, once somebody has stopped.
        base.execute(f"SET temp_directory = {sql_quoted(os.path.join(folder, 'spilled'))}")
        try:
            described = base.execute(f"DESCRIBE SELECT * FROM {file_rows(job.input)}").fetchall()
        except duckdb.Error:
            raise UsageProblemError("not_parquet", file=job.input) from None
        types = {column[0]: column[1] for column in described}
        columns = checked(types, ignore_columns=job.ignore_columns, spelled=True)
        numbered = numbered_rows(job.input, types)
        table = Table(
            f"(SELECT {identifiers(columns)}, {NUMBER} AS {ROW} FROM {numbered}) AS file",
            {**columns, ROW: "BIGINT"},
            "array_to_string({}, '|')",
            '"',
        )
        rows = TypedRows(table, tuple(types), job.on, run.text)
        warn(run, job.on, quiet=job.quiet, sentence="rows_without_day")
        [(many,)] = base.execute(f"SELECT COUNT(*) FROM {file_rows(job.input)}").fetchall()
        under_way = run.text("batch.under_way", rows=run.text.count(many))
        write = _write_verdicts if job.form == JSONL else _write_columns
        rejects = ""
        with working(run, under_way, quiet=job.quiet, colour=job.colour):
            verdicts = write(base, rows, folder, run, job, tally)
            if job.rejects:
                numbers = sql_quoted(_refused_in(folder))
                refused = f"SELECT * FROM read_csv({numbers}, {_NUMBERS_ALONE})"
                kept = f"SELECT {identifiers(types)} FROM {numbered}"
                kept += f" WHERE {NUMBER} IN ({refused}) ORDER BY {NUMBER}"
                rejects = os.path.join(folder, "rejects.parquet")
                copy_to_file(base, kept, PARQUET, rejects)
        _deliver(verdicts, rejects, run, job)


def _deliver(verdicts: str, rejects: str, run: Run, job: Job) -> None:
    """Give what is written in the folder of the run: both files, or none of them."""

    def give() -> None:
        # What takes the place of files that were there must not be cut in two.
        written_by(partial(shutil.move, verdicts), job.output, run.streams, hear_no_more)

    def give_both(path: str) -> None:
        shutil.move(rejects, path)
        give()

    if rejects:
        written_by(give_both, job.rejects, run.streams)
    else:
        give()


def _write_verdicts(base: Any, rows: TypedRows, folder: str, run: Run, _: Job, tally: Tally) -> str:
    """Write the whole verdict of each row, which SQL does not have; returns the file."""
    refused, verdicts = _Refused(tally), os.path.join(folder, "verdicts.jsonl")
    with (
        open(_refused_in(folder), "w", encoding="utf-8") as numbers,
        open(verdicts, "w", encoding="utf-8", newline="") as out,
    ):
        for cells in fetched(base, rows.query()):
            name, judged = rows.judged(cells)
            if isinstance(judged, Verdict):
                tally.count({tail_of(judged): 1})
                row = json_row(name, verdict_object(judged, run.text))
            else:
                row = json_row(name, refused.told(judged))
                numbers.write(f"{cells[0]}\n")
            out.write(row)
    refused.count()
    return verdicts


def _write_columns(
    base: Any, rows: TypedRows, folder: str, run: Run, job: Job, tally: Tally
) -> str:
    """Write the columns of the verdicts; returns the file."""
    table, verdicts = rows.table, os.path.join(folder, "verdicts.parquet")
    days = base.execute(f"SELECT DISTINCT {table.day(job.on)} FROM {table.name}").fetchall()
    queries = judging(table, [day for (day,) in days], job.on, wording(run.text, ()))
    _judge(base, [*queries], verdicts)
    verdicts = _read_again(base, rows, verdicts, folder, tally)
    judged = f"read_parquet({sql_quoted(verdicts)}, file_row_number = true)"
    count(lambda query: base.execute(query).fetchall(), judged, tally)
    form = job.form or CSV
    if form == PARQUET:
        return verdicts
    # Several threads write text in another order than that of the rows.
    base.execute("SET threads = 1")
    text = os.path.join(folder, "verdicts.csv")
    copy_to_file(base, _cells(judged, form, raw=job.raw), ENGINE_FORMS[form], text)
    return text


def _read_again(base: Any, rows: TypedRows, verdicts: str, folder: str, tally: Tally) -> str:
    """Have the rows that the statement refused read as those of text are, which knows more.

    Returns the file of verdicts, with what is wrong in the same words.
    """
    judged = f"read_parquet({sql_quoted(verdicts)}, file_row_number = true)"
    numbers = f"SELECT file_row_number FROM {judged} WHERE error <> ''"
    refused, corrected = _Refused(tally), os.path.join(folder, "corrected.jsonl")
    longest = _LINE
    with (
        open(_refused_in(folder), "w", encoding="utf-8") as still,
        open(corrected, "w", encoding="utf-8") as file,
    ):
        for cells in fetched(base, rows.query(f" WHERE {ROW} IN ({numbers}) ORDER BY {ROW}")):
            _, found = rows.judged(cells)
            if isinstance(found, Verdict):
                given = [*tail_of(found).split(","), ""]
            else:
                given = [*[""] * (len(VERDICT_COLUMNS) - 2), refused.told(found)]
                still.write(f"{cells[0]}\n")
            row = {ROW: cells[0], **dict(zip(VERDICT_COLUMNS[1:], given, strict=True))}
            longest = max(longest, file.write(json.dumps(row) + "\n"))
    refused.count()
    if not os.path.getsize(corrected):
        return verdicts
    types = {ROW: "BIGINT", **dict.fromkeys(VERDICT_COLUMNS[1:], "VARCHAR")}
    spelled = ", ".join(f"{name}: '{kind}'" for name, kind in types.items())
    again = (
        f"read_json({sql_quoted(corrected)}, format = 'newline_delimited', columns = {{{spelled}}}"
    )
    again += f", maximum_object_size = {longest})"
    cells = ", ".join(
        f"CASE WHEN again.{ROW} IS NULL THEN judged.{name} ELSE again.{name} END AS {name}"
        for name in VERDICT_COLUMNS[1:]
    )
    joined = f"{judged} AS judged LEFT JOIN {again} AS again ON file_row_number = again.{ROW}"
    whole = f"{verdicts}.corrected"
    query = f"SELECT id, {cells} FROM {joined} ORDER BY file_row_number"
    copy_to_file(base, query, ENGINE_FORMS[PARQUET], whole)
    return whole


class _Refused:
    """The rows that are refused: the first are told, all are counted."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._rows = 0
        self._first: list[RowFault] = []
        self._kinds: Counter[str] = Counter()

    def told(self, faults: Sequence[RowFault]) -> str:
        """What is wrong with a row, in words."""
        self._rows += 1
        self._kinds.update(fault.kind for fault in faults)
        self._first += faults[: ERRORS_SHOWN - len(self._first)]
        return " ".join(fault.said for fault in faults)

    def count(self) -> None:
        """Add them to what the run has seen."""
        self._tally.reject(self._rows, tuple(self._first), self._kinds)


def _refused_in(folder: str) -> str:
    """The file of the numbers of the rows that are refused."""
    return os.path.join(folder, "refused.csv")


def _judge(base: Any, queries: Sequence[str], verdicts: str) -> None:
    """Have DuckDB write the verdicts of every stretch of the law, in the order of the rows."""
    if len(queries) == 1:
        copy_to_file(base, _numbered(queries[0]), ENGINE_FORMS[PARQUET], verdicts)
        return
    parts = []
    for index, query in enumerate(queries):
        parts.append(f"{verdicts}.{index}")
        copy_to_file(base, query, ENGINE_FORMS[PARQUET], parts[-1])
    together = f"SELECT * FROM read_parquet([{', '.join(map(sql_quoted, parts))}])"
    copy_to_file(base, f"{_numbered(together)} ORDER BY {ROW}", ENGINE_FORMS[PARQUET], verdicts)


def _numbered(query: str) -> str:
    """The columns of a batch; a row without a name has its number for one."""
    number = f"COALESCE(NULLIF(TRIM(id), ''), CAST({ROW} + 1 AS VARCHAR))"
    return f"SELECT {number} AS id, {', '.join(VERDICT_COLUMNS[1:])} FROM ({query}) AS judged"


def _cells(judged: str, form: str, *, raw: bool) -> str:
    """The verdicts as one of the forms of text has them."""
    cells = {name: name for name in VERDICT_COLUMNS}
    if form == CSV:
        if not raw:
            signs = ", ".join(f"chr({ord(sign)})" for sign in FORMULA_BEGINS)
            # DuckDB spells characters in another way.
            pattern = sql_quoted(re.sub(r"\\u(....)", r"\\x{\1}", FORMULA))
            for name in ("id", "error"):
                cell = cells[name]
                cells[name] = (
                    f"CASE WHEN LEFT({cell}, 1) IN ({signs}) THEN chr(39) ELSE '' END"
                    f" || regexp_replace({cell}, {pattern}, '\\1' || chr(39) || '\\2', 'g')"
                )
        # An empty text would be written as two quotes.
        cells = {name: f"NULLIF({cell}, '')" for name, cell in cells.items()}
    selected = ", ".join(f"{cell} AS {name}" for name, cell in cells.items())
    return f"SELECT {selected} FROM {judged}"


def count(rows_of: Callable[[str], Iterable[Any]], judged: str, tally: Tally) -> None:
    """Count what the rows give."""
    cells = ", ".join(VERDICT_COLUMNS[1:5])
    query = f"SELECT {cells}, COUNT(*) FROM {judged} WHERE error = '' GROUP BY {cells}"
    for *given, many in rows_of(query):
        tally.count({",".join(given): many})
