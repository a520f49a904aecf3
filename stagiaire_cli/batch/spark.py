"""``stagiaire batch`` on typed columns beyond one machine: the one statement, run by Spark."""

import contextlib
import os
from typing import Any, Final

from stagiaire_cli.batch.columns import Table, checked, judging, wording
from stagiaire_cli.batch.duckdb import ENGINE_FORMS, count, imported
from stagiaire_cli.batch.processes import cores
from stagiaire_cli.batch.results import Job
from stagiaire_cli.batch.tally import Tally
from stagiaire_cli.console.forms import CSV, JSONL
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.progress import working
from stagiaire_cli.console.run import Run, warn

_REFUSED: Final = "bad_value"
# A moment is a day in one time zone alone.
_ADJUSTED: Final = "timestamp with time zone"


def spark_run(run: Run, job: Job, tally: Tally) -> None:
    """Judge what Spark reads, a folder or file of Parquet or a table, to a folder of its own.

    Raises ``UsageProblemError`` where Spark, its Java or the input is not there, or where it
    stops before the end.
    """
    if job.output in (None, "-"):
        raise UsageProblemError("spark_output")
    if job.form == JSONL:
        raise UsageProblemError("spark_form")
    imported("pyspark", "spark")
    from py4j.protocol import Py4JError
    from pyspark.errors import AnalysisException, PySparkException
    from pyspark.sql import SparkSession

    master = job.master or f"local[{cores()}]"
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
        _judge(spark, run, job, tally)
    except AnalysisException:
        # A statement that is wrong is ours.
        raise
    except (PySparkException, Py4JError):
        raise UsageProblemError("spark_stopped", file=job.input, output=job.output) from None
    finally:
        # Where Java is gone, there is nothing left to stop.
        with contextlib.suppress(Py4JError, OSError):
            spark.stop()


def _judge(spark: Any, run: Run, job: Job, tally: Tally) -> None:
    """Have Spark write the verdicts of every stretch of the law, and count them."""
    from pyspark.errors import AnalysisException

    name = job.input
    try:
        frame = spark.read.parquet(name) if _is_path(name) else spark.table(name)
    except AnalysisException:
        raise UsageProblemError("not_parquet", file=name) from None
    types = {name: _ADJUSTED if kind == "timestamp" else kind for name, kind in frame.dtypes}
    columns = checked(types, ignore_columns=job.ignore_columns)
    warn(run, job.on, quiet=job.quiet, sentence="rows_without_day")
    frame.createOrReplaceTempView("stagiaire_input")
    table = Table("stagiaire_input", columns, "array_join({}, '|')", "`", alone=True)
    days = spark.sql(f"SELECT DISTINCT {table.day(job.on)} AS day FROM stagiaire_input").collect()
    worded = wording(run.text, tuple(types))
    *queries, last = judging(table, [row.day for row in days], job.on, worded)
    kind, output = ENGINE_FORMS[job.form or CSV], job.output
    shape = {"header": "true"} if kind == "csv" else {}
    empty = {"emptyValue": ""} if kind == "csv" else {}
    under_way = run.text("batch.on_spark", master=spark.sparkContext.master)
    with working(run, under_way, quiet=job.quiet, colour=job.colour):
        mode = "overwrite"
        for query, whole in (*((query, "false") for query in queries), (last, "true")):
            writer = spark.sql(query).write.mode(mode).format(kind).options(**shape, **empty)
            # Only a folder that has the verdicts of all is marked as a success.
            writer.option("mapreduce.fileoutputcommitter.marksuccessfuljobs", whole).save(output)
            mode = "append"
    written = spark.read.format(kind).options(**shape).load(output)
    written.fillna("").createOrReplaceTempView("stagiaire_output")
    count(lambda counts: spark.sql(counts).collect(), "stagiaire_output", tally)
    [(refused,)] = spark.sql("SELECT COUNT(*) FROM stagiaire_output WHERE error <> ''").collect()
    tally.reject(refused, (), {_REFUSED: refused} if refused else {})


def _is_path(name: str) -> bool:
    return "/" in name or os.sep in name or os.path.exists(name)
