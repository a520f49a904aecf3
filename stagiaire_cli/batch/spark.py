"""``stagiaire batch`` on typed columns beyond one machine: the one statement, run by Spark."""

import contextlib
import logging
import os
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any, Final

from stagiaire_cli.batch.columns import Table, checked, judging, wording
from stagiaire_cli.batch.duckdb import ENGINE_FORMS, count
from stagiaire_cli.batch.parquet import imported, unheeding
from stagiaire_cli.batch.processes import cores
from stagiaire_cli.batch.results import Job
from stagiaire_cli.batch.tally import Tally
from stagiaire_cli.console.files import OutputError, owned_files
from stagiaire_cli.console.forms import CSV, JSONL
from stagiaire_cli.console.parts import folder_of
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.progress import working
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.console.stopping import hear_no_more

_REFUSED: Final = "bad_value"
# A moment is a day in one time zone alone.
_ADJUSTED: Final = "timestamp with time zone"
# Java does not always hear that its writer is gone: who waits for that ends both.
_GUARDED: Final = 'exec 3<&0; (cat <&3 >/dev/null; kill -9 0) & exec "$@" 3<&-'


def spark_run(run: Run, job: Job, tally: Tally) -> None:
    """Judge what Spark reads, a folder or file of Parquet or a table, to a folder of its own.

    On this machine the folder takes its place once it is whole. Raises ``UsageProblemError`` where
    Spark, its Java or the input is not there, or where it stops before the end, ``OutputError``
    where the folder cannot be put in its place.
    """
    if job.output in (None, "-"):
        raise UsageProblemError("spark_output")
    if job.form == JSONL:
        raise UsageProblemError("spark_form")
    imported("pyspark", "spark")
    from py4j.protocol import Py4JError
    from pyspark.errors import AnalysisException, PySparkException

    assert job.output is not None
    master = job.master or f"local[{cores()}]"
    target = os.path.realpath(job.output)
    # Elsewhere, the machines of a cluster write, each to what it knows under that name.
    beside = target if master.startswith("local") and _replaceable(target) else None
    javas: list[subprocess.Popen[bytes]] = []
    # What goes wrong comes as an exception; the rest is not for whom we serve.
    logging.disable()
    try:
        with owned_files(), folder_of(beside, lambda: _end(javas)) as folder:
            spark = _started(master, folder, javas)
            files = spark.sparkContext._jsc.hadoopConfiguration().get("fs.defaultFS")
            whole = os.path.join(folder, "verdicts") if beside and files[:5] == "file:" else ""
            try:
                _judge(spark, run, job, whole or job.output, tally)
            except AnalysisException:
                # A statement that is wrong is ours.
                raise
            except (PySparkException, Py4JError, ConnectionError):
                raise UsageProblemError(
                    "spark_stopped", file=job.input, output=job.output
                ) from None
            except KeyboardInterrupt:
                # There is no time for Spark to put its things in order.
                _end(javas)
                raise
            finally:
                # Where Java is gone, there is nothing left to stop.
                with contextlib.suppress(Py4JError, OSError), warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    spark.stop()
            if whole:
                _replace(target, whole, os.path.join(folder, "before"))
    except OSError as error:
        raise OutputError(error, job.output) from None


def _replaceable(target: str) -> bool:
    """Whether a folder of this machine may take the place: of a folder or file, or of nothing."""
    there = os.path.isdir(target) or os.path.isfile(target) or not os.path.lexists(target)
    # Between commas, Spark takes each part for a folder of its own.
    return there and os.path.isdir(os.path.dirname(target)) and "," not in target


def _replace(target: str, whole: str, before: str) -> None:
    """Put a folder in the place of what was there."""
    hear_no_more()
    replaces = os.path.lexists(target)
    if replaces:
        os.rename(target, before)
    try:
        os.rename(whole, target)
    except OSError:
        if replaces:
            os.rename(before, target)
        raise


def _started(master: str, folder: str, javas: list[subprocess.Popen[bytes]]) -> Any:
    """A session of Spark whose own files are in the folder; the Java of it is one of ``javas``.

    Raises ``UsageProblemError`` where it does not start.
    """
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        # Too many columns for Spark to compile a stage of them to its profit.
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    conf = SparkConf().setMaster(master).setAppName("stagiaire").setAll([*settings.items()])

    def start() -> Any:
        if not SparkContext._gateway:
            SparkContext._gateway = _launched(conf, folder, javas)
            SparkContext._jvm = SparkContext._gateway.jvm
        return SparkSession.builder.config(conf=conf).getOrCreate()

    try:
        # In the main thread, Spark would hear Ctrl-C in the place of us.
        spark = unheeding(start)
        spark.sparkContext.setLogLevel("OFF")
    except Exception:
        raise UsageProblemError("no_spark", master=master) from None
    return spark


def _launched(conf: Any, folder: str, javas: list[subprocess.Popen[bytes]]) -> Any:
    """The way to a Java of its own, which keeps all its temporary files in the folder."""
    java_gateway = imported("pyspark.java_gateway", "spark")

    def started(command: list[str], **settings: Any) -> "subprocess.Popen[bytes]":
        if os.name == "posix":
            command = ["/bin/sh", "-c", _GUARDED, "sh", *command]
        # What is sent to all from a terminal is for us, who end it.
        java = subprocess.Popen(command, start_new_session=True, **settings)
        javas.append(java)
        return java

    quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
    options = f"{os.environ.get('SPARK_SUBMIT_OPTS', '')} -XX:-UsePerfData"
    options += f' "-Djava.io.tmpdir={quoted}"'
    temporary = tempfile.tempdir
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with _environment(SPARK_LOCAL_DIRS=folder, SPARK_SUBMIT_OPTS=options):
        java_gateway.Popen, tempfile.tempdir = started, folder
        try:
            return java_gateway.launch_gateway(conf, silent)
        finally:
            java_gateway.Popen, tempfile.tempdir = subprocess.Popen, temporary


@contextlib.contextmanager
def _environment(**given: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _end(javas: list[subprocess.Popen[bytes]]) -> None:
    """End what was started, at once; who starts Spark again in this process has another."""
    from pyspark import SparkContext

    while javas:
        SparkContext._gateway = SparkContext._jvm = None
        java = javas.pop()
        with contextlib.suppress(ProcessLookupError):
            # Until it is waited for, no other group has its number.
            os.killpg(java.pid, signal.SIGKILL) if os.name == "posix" else java.kill()
        java.wait()


def _judge(spark: Any, run: Run, job: Job, output: str, tally: Tally) -> None:
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
    kind = ENGINE_FORMS[job.form or CSV]
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
