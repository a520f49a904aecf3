"""``stagiaire batch`` on typed columns: the one statement run by DuckDB, and what Spark shares."""

import contextlib
import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from threading import Thread
from typing import Any, Final

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS
from stagiaire_cli.batch.columns import ROW, Table, checked, judging
from stagiaire_cli.batch.results import FORMULA, FORMULA_BEGINS, Job, RowFault
from stagiaire_cli.batch.tally import Tally
from stagiaire_cli.console.files import OutputError, owned_files, written_by
from stagiaire_cli.console.forms import CSV, JSONL, PARQUET
from stagiaire_cli.console.problems import ERRORS_SHOWN, UsageProblemError
from stagiaire_cli.console.progress import working
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.dossier.rows import ON_COLUMN
from stagiaire_cli.languages import Language

_MEMORY: Final = "800MB"
# The forms as the engines name them.
ENGINE_FORMS: Final = {CSV: "csv", JSONL: "json", PARQUET: "parquet"}
_REFUSED: Final = "bad_value"


def duckdb_run(run: Run, job: Job, tally: Tally) -> None:
    """Judge a Parquet file with DuckDB, in the order of its rows.

    Raises ``UsageProblemError`` for a file that cannot be read or lacks what it takes,
    ``OutputError`` where the result cannot be written.
    """
    duckdb = imported("duckdb", "batch")
    name = job.input
    with _folder() as folder, _connected(duckdb) as base, _errors_told(duckdb, base, job):
        base.execute(f"SET threads = {job.jobs}")
        base.execute(f"SET memory_limit = '{_MEMORY}'")
        base.execute(f"SET temp_directory = {sql_quoted(folder)}")
        source = f"read_parquet({sql_quoted(name)}, file_row_number = true)"
        try:
            described = base.execute(
                f"DESCRIBE SELECT * FROM read_parquet({sql_quoted(name)})"
            ).fetchall()
        except duckdb.Error:
            raise UsageProblemError("not_parquet", file=name) from None
        types = {column[0]: column[1] for column in described}
        columns = checked(types, ignore_columns=job.ignore_columns)
        warn(run, job.on, quiet=job.quiet, sentence="rows_without_day")
        table = Table(
            f"(SELECT *, file_row_number AS {ROW} FROM {source}) AS file",
            {**columns, ROW: "BIGINT"},
            "array_to_string({}, '|')",
            '"',
        )
        days = base.execute(f"SELECT DISTINCT {table.days(job.on)} FROM {table.name}").fetchall()
        worded = wording(run.text, tuple(columns))
        queries = [*judging(table, [day for (day,) in days], job.on, worded)]
        verdicts = os.path.join(folder, "verdicts.parquet")
        [(rows,)] = base.execute(f"SELECT COUNT(*) FROM {source}").fetchall()
        under_way = run.text("batch.under_way", rows=run.text.count(rows))
        with working(run, under_way, quiet=job.quiet, colour=job.colour):
            _judge(base, queries, verdicts)
        judged = f"read_parquet({sql_quoted(verdicts)}, file_row_number = true)"
        count(lambda query: base.execute(query).fetchall(), judged, tally)
        _tell_first(base, judged, tally)
        form = job.form or CSV
        write = partial(_copy, base, _cells(judged, form, raw=job.raw), ENGINE_FORMS[form])
        if form == PARQUET:
            write = partial(shutil.copyfile, verdicts)
        written_by(write, job.output, run.streams)
        if job.rejects:
            refused = f"SELECT file_row_number FROM {judged} WHERE error <> ''"
            rows = f"SELECT * EXCLUDE (file_row_number) FROM {source}"
            rows += f" WHERE file_row_number IN ({refused}) ORDER BY file_row_number"
            written_by(partial(_copy, base, rows, "parquet"), job.rejects, run.streams)


def _judge(base: Any, queries: Sequence[str], verdicts: str) -> None:
    """Have DuckDB write the verdicts of every stretch of the law, in the order of the rows."""
    if len(queries) == 1:
        _copy(base, _numbered(queries[0]), ENGINE_FORMS[PARQUET], verdicts)
        return
    parts = []
    for index, query in enumerate(queries):
        parts.append(f"{verdicts}.{index}")
        _copy(base, query, ENGINE_FORMS[PARQUET], parts[-1])
    together = f"SELECT * FROM read_parquet([{', '.join(map(sql_quoted, parts))}])"
    _copy(base, f"{_numbered(together)} ORDER BY {ROW}", ENGINE_FORMS[PARQUET], verdicts)


def _copy(base: Any, rows: str, kind: str, target: str) -> None:
    """Have DuckDB write rows to a file."""
    header = ", HEADER" if kind == "csv" else ""
    copy = f"COPY ({rows}) TO {sql_quoted(target)} (FORMAT {kind}{header})"
    # DuckDB heeds an interruption once its query is over, or waits for ever if told to stop one. So
    # the query runs in a thread that nobody waits for once the person has stopped.
    copied: Future[Any] = Future()

    def run() -> None:
        try:
            copied.set_result(base.execute(copy))
        except BaseException as error:
            copied.set_exception(error)

    Thread(target=run, daemon=True).start()
    copied.result()


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
    """Count what the rows give, and those that were refused."""
    cells = ", ".join(VERDICT_COLUMNS[1:5])
    query = f"SELECT {cells}, COUNT(*) FROM {judged} WHERE error = '' GROUP BY {cells}"
    for *given, many in rows_of(query):
        tally.count({",".join(given): many})
    [(refused,)] = rows_of(f"SELECT COUNT(*) FROM {judged} WHERE error <> ''")
    tally.reject(refused, (), {_REFUSED: refused} if refused else {})


def _tell_first(base: Any, judged: str, tally: Tally) -> None:
    """Tell of the first rows that were refused, by their number."""
    first = "SELECT file_row_number + 1, error FROM"
    first += f" {judged} WHERE error <> '' ORDER BY file_row_number"
    refused = base.execute(f"{first} LIMIT {ERRORS_SHOWN}").fetchall()
    tally.reject(0, tuple(RowFault(row, 1, _REFUSED, error) for row, error in refused), {})


@contextlib.contextmanager
def _errors_told(duckdb: Any, base: Any, job: Job) -> Iterator[None]:
    """A disk that fails while DuckDB writes is told as any other; so is what it cannot read."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise UsageProblemError("too_large", file=job.input, value=_MEMORY) from None
    except duckdb.Error as error:
        if _is_damaged(duckdb, base, job.input):
            raise UsageProblemError("damaged_parquet", file=job.input) from None
        if not isinstance(error, duckdb.IOException):
            raise
        failed = OSError(errno.EIO, os.strerror(errno.EIO))
        raise OutputError(failed, job.output) from None


def _is_damaged(duckdb: Any, base: Any, name: str) -> bool:
    try:
        # To count would not read what there is to count.
        base.execute(
            f"SELECT SUM(HASH(COLUMNS(*))) FROM read_parquet({sql_quoted(name)})"
        ).fetchall()
    except duckdb.Error:
        return True
    return False


@contextlib.contextmanager
def _connected(duckdb: Any) -> Iterator[Any]:
    """A connection that is closed in the end, unless a query goes on that somebody has stopped."""
    base = duckdb.connect()
    try:
        yield base
    except Exception:
        base.close()
        raise
    base.close()


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    """A private folder that is gone when the run is over."""
    with (
        owned_files(),
        tempfile.TemporaryDirectory(prefix="stagiaire-", ignore_cleanup_errors=True) as folder,
    ):
        yield folder


def wording(text: Language, columns: tuple[str, ...]) -> Callable[[str, str], str]:
    """Says what is wrong with a value, in SQL."""

    def worded(column: str, value: str) -> str:
        where = text("batch.column", column=columns.index(column) + 1)
        kind = "no_law_in" if column == ON_COLUMN else "bad_typed_value"
        parts = text(f"errors.{kind}", where=where, name=column, value="\0").split("\0")
        joined: str = f" || {value} || ".join(sql_quoted(part) for part in parts)
        return joined

    return worded


def imported(module: str, extra: str) -> Any:
    """A library that only some need; raises ``UsageProblemError`` where it is not installed."""
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError:
        raise UsageProblemError("no_engine", engine=module, extra=extra) from None


def sql_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
