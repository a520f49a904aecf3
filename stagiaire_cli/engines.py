"""``stagiaire batch`` on typed columns: the one statement, run by DuckDB here or by Spark."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from stagiaire_cli.languages import Language
from stagiaire_cli.output import OutputError, silence
from stagiaire_cli.parallel import cores
from stagiaire_cli.problems import UsageProblemError
from stagiaire_cli.reports import CSV, JSONL, PARQUET
from stagiaire_cli.results import COLUMNS, ERRORS_SHOWN, FORMULA, Misread, form_of
from stagiaire_cli.rows import ON
from stagiaire_cli.run import Run, warn
from stagiaire_cli.tally import Tally
from stagiaire_cli.typed import ROW, Table, checked, judging

_MEMORY: Final = "800MB"


def duckdb_run(
    run: Run, options: Mapping[str, Any], on: date | None, jobs: int, tally: Tally
) -> None:
    """Judge a Parquet file with DuckDB, in the order of its rows.

    Raises ``UsageProblemError`` for a file that cannot be read or lacks what it takes,
    ``OutputError`` where the result cannot be written.
    """
    duckdb = _imported("duckdb", "batch")
    name = options["input"]
    with _folder() as folder, duckdb.connect() as base, _told(duckdb, options):
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
        warn(run, on, options)
        table = Table(
            f"(SELECT *, file_row_number AS {ROW} FROM {source}) AS file",
            {**columns, ROW: "BIGINT"},
            "array_to_string({}, '|')",
            '"',
        )
        days = base.execute(f"SELECT DISTINCT {table.days(on)} FROM {table.name}").fetchall()
        query = judging(table, [day for (day,) in days], on, _wording(run.text, tuple(columns)))
        if ON in columns:
            query = f"SELECT * FROM ({query}) AS judged ORDER BY {ROW}"
        verdicts = os.path.join(folder, "verdicts.parquet")
        base.execute(f"COPY ({query}) TO {_quoted(verdicts)} (FORMAT parquet)")
        judged = f"read_parquet({_quoted(verdicts)})"
        _count(base.execute, judged, tally)
        form = form_of(options) or CSV
        _deliver(run, options, lambda to: base.execute(_copy(judged, form, to, options)), folder)
        if options["rejects"]:
            refused = f"SELECT {ROW} FROM {judged} WHERE error <> ''"
            rows = f"SELECT * EXCLUDE (file_row_number) FROM {source}"
            rows += f" WHERE file_row_number IN ({refused}) ORDER BY file_row_number"
            kept = {**options, "output": options["rejects"]}
            how = "(FORMAT parquet)"
            _deliver(
                run, kept, lambda to: base.execute(f"COPY ({rows}) TO {_quoted(to)} {how}"), folder
            )


def _copy(judged: str, form: str, target: str, options: Mapping[str, Any]) -> str:
    """What writes the verdicts in one of the forms."""
    number = f"COALESCE(NULLIF(TRIM(id), ''), CAST({ROW} + 1 AS VARCHAR))"
    cells = {"id": number, **{name: name for name in COLUMNS[1:]}}
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
    how = {CSV: "csv, HEADER", JSONL: "json", PARQUET: "parquet"}[form]
    return f"COPY (SELECT {shown} FROM {judged}) TO {_quoted(target)} (FORMAT {how})"


def _count(execute: Callable[[str], Any], judged: str, tally: Tally) -> None:
    """Count what the rows give, and tell of the first that were refused."""
    cells = ", ".join(COLUMNS[1:5])
    query = f"SELECT {cells}, COUNT(*) FROM {judged} WHERE error = '' GROUP BY {cells}"
    for *given, many in execute(query).fetchall():
        tally.count({",".join((*given, "", "")): many})
    refused = f"SELECT {ROW} + 1, error FROM {judged} WHERE error <> '' ORDER BY {ROW}"
    first = execute(f"{refused} LIMIT {ERRORS_SHOWN}").fetchall()
    rows = execute(f"SELECT COUNT(*) FROM ({refused}) AS refused").fetchone()[0]
    misread = tuple(Misread(row, 1, "bad_value", said) for row, said in first)
    tally.reject(rows, misread, {"bad_value": rows} if rows else {})


def _deliver(
    run: Run, options: Mapping[str, Any], write: Callable[[str], object], folder: str
) -> None:
    """Have the result written beside its place and moved there, or to standard output."""
    output = options["output"]
    to_stdout = output in (None, "-")
    target = os.path.join(folder, "output") if to_stdout else os.path.realpath(output)
    part = target if to_stdout else f"{target}.{os.getpid()}.part"
    try:
        if not to_stdout:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        write(part)
        if not to_stdout:
            os.chmod(part, 0o600)
            os.replace(part, target)
            return
        _show(run, target)
    except BrokenPipeError:
        raise
    except OSError as error:
        if to_stdout:
            silence(run.streams)
        raise OutputError(error, output) from None
    finally:
        if not to_stdout:
            with contextlib.suppress(OSError):
                os.unlink(part)


@contextlib.contextmanager
def _told(duckdb: Any, options: Mapping[str, Any]) -> Iterator[None]:
    """A disk that fails while DuckDB writes is told as any other."""
    try:
        yield
    except duckdb.IOException:
        error = OSError(errno.EIO, os.strerror(errno.EIO))
        raise OutputError(error, options["output"]) from None


def _show(run: Run, file: str) -> None:
    """A file to standard output, byte for byte."""
    stdout = run.streams.stdout
    buffer = getattr(stdout, "buffer", None)
    stdout.flush()
    if buffer is None:
        with open(file, encoding="utf-8", newline="") as written:
            shutil.copyfileobj(written, stdout)
        return
    with open(file, "rb") as content:
        shutil.copyfileobj(content, buffer)
    buffer.flush()


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    """A private folder that is gone when the run is over."""
    mask = os.umask(0o077)
    try:
        with tempfile.TemporaryDirectory(prefix="stagiaire-") as folder:
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
    except Exception:
        raise UsageProblemError("no_spark", master=master) from None
    try:
        try:
            frame = spark.read.parquet(name) if _is_path(name) else spark.table(name)
        except AnalysisException:
            raise UsageProblemError("not_parquet", file=name) from None
        columns = checked(dict(frame.dtypes), ignore_columns=options["ignore_columns"])
        warn(run, on, options)
        frame.createOrReplaceTempView("stagiaire_input")
        table = Table("stagiaire_input", columns, "array_join({}, '|')", "`")
        days = spark.sql(f"SELECT DISTINCT {table.days(on)} AS day FROM stagiaire_input").collect()
        query = judging(table, [row.day for row in days], on, _wording(run.text, tuple(columns)))
        judged = spark.sql(query)
        form = form_of(options) or CSV
        writer = judged.write.mode("overwrite")
        output = options["output"]
        if form == CSV:
            writer.option("header", "true").option("emptyValue", "").csv(output)
        elif form == JSONL:
            writer.json(output)
        else:
            writer.parquet(output)
        found = {CSV: spark.read.option("header", "true"), JSONL: spark.read, PARQUET: spark.read}
        result = getattr(found[form], {CSV: "csv", JSONL: "json", PARQUET: "parquet"}[form])(output)
        counted = result.fillna("").groupBy(*COLUMNS[1:5], "error").count().collect()
        refused = 0
        for row in counted:
            if row["error"]:
                refused += row["count"]
            else:
                tally.count({",".join((*row[:4], "", "")): row["count"]})
        tally.reject(refused, (), {"bad_value": refused} if refused else {})
    finally:
        spark.stop()


def _is_path(name: str) -> bool:
    return "/" in name or os.sep in name or os.path.exists(name)
