"""``stagiaire batch`` on typed columns: the one statement, run by DuckDB here or by Spark."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from datetime import date
from functools import partial
from threading import Thread
from typing import Any, Final

from stagiaire_cli.languages import Language
from stagiaire_cli.output import OutputError, written_by
from stagiaire_cli.parallel import cores
from stagiaire_cli.problems import UsageProblemError
from stagiaire_cli.progress import working
from stagiaire_cli.reports import CSV, JSONL, PARQUET
from stagiaire_cli.results import COLUMNS, ERRORS_SHOWN, FORMULA, Misread, form_of
from stagiaire_cli.rows import ON
from stagiaire_cli.run import Run, warn
from stagiaire_cli.tally import Tally
from stagiaire_cli.typed import ROW, Table, checked, judging

_MEMORY: Final = "800MB"
# The forms as the engines name them.
_KINDS: Final = {CSV: "csv", JSONL: "json", PARQUET: "parquet"}
_REFUSED: Final = "bad_value"


def duckdb_run(
    run: Run, options: Mapping[str, Any], on: date | None, jobs: int, tally: Tally
) -> None:
    """Judge a Parquet file with DuckDB, in the order of its rows.

    Raises ``UsageProblemError`` for a file that cannot be read or lacks what it takes,
    ``OutputError`` where the result cannot be written.
    """
    duckdb = _imported("duckdb", "batch")
    name = options["input"]
    with _folder() as folder, _connected(duckdb) as base, _told(duckdb, options):
        base.execute(f"SET threads = {jobs}")
        base.execute(f"SET memory_limit = '{_MEMORY}'")
        base.execute(f"SET temp_directory = {_quoted(folder)}")
        source = f"read_parquet({_quoted(name)}, file_row_number = true)"
        try:
            found = base.execute(f"DESCRIBE SELECT * FROM read_parquet({_quoted(name)})").fetchall()
        except duckdb.Error:
            raise UsageProblemError("not_parquet", file=name) from None
        columns = checked(
            {one[0]: one[1] for one in found}, ignore_columns=options["ignore_columns"]
        )
        warn(run, on, options, "rows_without_day")
        table = Table(
            f"(SELECT *, file_row_number AS {ROW} FROM {source}) AS file",
            {**columns, ROW: "BIGINT"},
            "array_to_string({}, '|')",
            '"',
        )
        days = base.execute(f"SELECT DISTINCT {table.days(on)} FROM {table.name}").fetchall()
        query = judging(table, [day for (day,) in days], on, _wording(run.text, tuple(columns)))
        order = f" ORDER BY {ROW}" if ON in columns else ""
        verdicts = os.path.join(folder, "verdicts.parquet")
        [(rows,)] = base.execute(f"SELECT COUNT(*) FROM {source}").fetchall()
        with working(run, options, run.text("batch.under_way", rows=run.text.count(rows))):
            _copy(base, f"{_numbered(query)}{order}", _KINDS[PARQUET], verdicts)
        judged = f"read_parquet({_quoted(verdicts)}, file_row_number = true)"
        _count(lambda query: base.execute(query).fetchall(), judged, tally)
        _tell_first(base, judged, tally)
        form = form_of(options) or CSV
        write = partial(_copy, base, _cells(judged, form, options), _KINDS[form])
        if form == PARQUET:
            write = partial(shutil.copyfile, verdicts)
        written_by(write, options["output"], run.streams)
        if options["rejects"]:
            refused = f"SELECT file_row_number FROM {judged} WHERE error <> ''"
            rows = f"SELECT * EXCLUDE (file_row_number) FROM {source}"
            rows += f" WHERE file_row_number IN ({refused}) ORDER BY file_row_number"
            written_by(partial(_copy, base, rows, "parquet"), options["rejects"], run.streams)


def _copy(base: Any, rows: str, kind: str, target: str) -> None:
    """Have DuckDB write rows to a file."""
    header = ", HEADER" if kind == "csv" else ""
    copy = f"COPY ({rows}) TO {_quoted(target)} (FORMAT {kind}{header})"
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
    return f"SELECT {number} AS id, {', '.join(COLUMNS[1:])} FROM ({query}) AS judged"


def _cells(judged: str, form: str, options: Mapping[str, Any]) -> str:
    """The verdicts as one of the forms of text has them."""
    cells = {name: name for name in COLUMNS}
    if form == CSV:
        if not options["raw"]:
            signs = ", ".join(f"chr({ord(sign)})" for sign in FORMULA)
            for name in ("id", "error"):
                cell = cells[name]
                cells[name] = (
                    f"CASE WHEN LEFT({cell}, 1) IN ({signs}) THEN '''' || {cell} ELSE {cell} END"
                )
        # An empty text would be written as two quotes.
        cells = {name: f"NULLIF({cell}, '')" for name, cell in cells.items()}
    shown = ", ".join(f"{cell} AS {name}" for name, cell in cells.items())
    return f"SELECT {shown} FROM {judged}"


def _count(rows_of: Callable[[str], Iterable[Any]], judged: str, tally: Tally) -> None:
    """Count what the rows give, and those that were refused."""
    cells = ", ".join(COLUMNS[1:5])
    query = f"SELECT {cells}, COUNT(*) FROM {judged} WHERE error = '' GROUP BY {cells}"
    for *given, many in rows_of(query):
        tally.count({",".join(given): many})
    [(refused,)] = rows_of(f"SELECT COUNT(*) FROM {judged} WHERE error <> ''")
    tally.reject(refused, (), {_REFUSED: refused} if refused else {})


def _tell_first(base: Any, judged: str, tally: Tally) -> None:
    """Tell of the first rows that were refused, by their number."""
    first = "SELECT file_row_number + 1, error FROM"
    first += f" {judged} WHERE error <> '' ORDER BY file_row_number"
    found = base.execute(f"{first} LIMIT {ERRORS_SHOWN}").fetchall()
    tally.reject(0, tuple(Misread(row, 1, _REFUSED, said) for row, said in found), {})


@contextlib.contextmanager
def _told(duckdb: Any, options: Mapping[str, Any]) -> Iterator[None]:
    """A disk that fails while DuckDB writes is told as any other."""
    try:
        yield
    except duckdb.IOException:
        error = OSError(errno.EIO, os.strerror(errno.EIO))
        raise OutputError(error, options["output"]) from None


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
    mask = os.umask(0o077)
    try:
        with tempfile.TemporaryDirectory(prefix="stagiaire-", ignore_cleanup_errors=True) as folder:
            yield folder
    finally:
        os.umask(mask)


def _wording(text: Language, columns: tuple[str, ...]) -> Callable[[str, str], str]:
    """Says what is wrong with a value, in SQL."""

    def said(column: str, value: str) -> str:
        where = text("batch.column", column=columns.index(column) + 1)
        kind = "no_law_in" if column == ON else "bad_typed_value"
        parts = text(f"errors.{kind}", where=where, name=column, value="\0").split("\0")
        joined: str = f" || {value} || ".join(_quoted(part) for part in parts)
        return joined

    return said


def _imported(module: str, extra: str) -> Any:
    """A library that only some need; raises ``UsageProblemError`` where it is not installed."""
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError:
        raise UsageProblemError("no_engine", engine=module, extra=extra) from None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def spark_run(run: Run, options: Mapping[str, Any], on: date | None, tally: Tally) -> None:
    """Judge what Spark reads, a folder or file of Parquet or a table, to a folder of its own.

    Raises ``UsageProblemError`` where Spark, its Java or the input is not there.
    """
    if options["output"] in (None, "-"):
        raise UsageProblemError("spark_output")
    _imported("pyspark", "spark")
    from pyspark.errors import AnalysisException
    from pyspark.sql import SparkSession

    name = options["input"]
    master = options["master"] or f"local[{cores()}]"
    try:
        spark = (
            SparkSession.builder.master(master)
            .appName("stagiaire")
            .config("spark.ui.enabled", "false")
            # Too many columns for Spark to compile a stage of them to its profit.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        # What goes wrong comes as an exception; the rest is not for whom we serve.
        spark.sparkContext.setLogLevel("OFF")
    except Exception:
        raise UsageProblemError("no_spark", master=master) from None
    try:
        try:
            frame = spark.read.parquet(name) if _is_path(name) else spark.table(name)
        except AnalysisException:
            raise UsageProblemError("not_parquet", file=name) from None
        columns = checked(dict(frame.dtypes), ignore_columns=options["ignore_columns"])
        warn(run, on, options, "rows_without_day")
        frame.createOrReplaceTempView("stagiaire_input")
        table = Table("stagiaire_input", columns, "array_join({}, '|')", "`")
        days = spark.sql(f"SELECT DISTINCT {table.days(on)} AS day FROM stagiaire_input").collect()
        query = judging(table, [row.day for row in days], on, _wording(run.text, tuple(columns)))
        kind, output = _KINDS[form_of(options) or CSV], options["output"]
        shape = {"header": "true"} if kind == "csv" else {}
        empty = {"emptyValue": ""} if kind == "csv" else {}
        with working(run, options, run.text("batch.on_spark", master=master)):
            writer = spark.sql(query).write.mode("overwrite").format(kind)
            writer.options(**shape, **empty).save(output)
        written = spark.read.format(kind).options(**shape).load(output)
        written.fillna("").createOrReplaceTempView("stagiaire_output")
        _count(lambda counts: spark.sql(counts).collect(), "stagiaire_output", tally)
    finally:
        spark.stop()


def _is_path(name: str) -> bool:
    return "/" in name or os.sep in name or os.path.exists(name)
