"""``stagiaire batch``: from its options to a file of verdicts, and what there is to say of it."""

import os
from typing import Final

from stagiaire_cli.batch.processes import WorkerDiedError, cores
from stagiaire_cli.batch.results import Job, batch_form
from stagiaire_cli.batch.tally import Tally, chart, plain
from stagiaire_cli.batch.text import judge_text
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day, not_over
from stagiaire_cli.cli.options import ENGINES, ResultOptions
from stagiaire_cli.console.files import silence
from stagiaire_cli.console.forms import PARQUET
from stagiaire_cli.console.parts import discard_parts
from stagiaire_cli.console.problems import (
    ERRORS_SHOWN,
    UsageProblemError,
    check_choice,
    lacks_memory,
    problem_sentence,
)
from stagiaire_cli.console.progress import coloured
from stagiaire_cli.console.run import Run
from stagiaire_cli.console.stopping import stoppable
from stagiaire_cli.console.streams import visible
from stagiaire_cli.dossier.rows import HeaderError
from stagiaire_cli.logic.records import Record

_MOST_JOBS: Final = 1024


class BatchOptions(Record):
    """The options of ``stagiaire batch``, and the file that it takes."""

    input: str
    result: ResultOptions
    on: str | None = None
    rejects: str | None = None
    engine: str | None = None
    jobs: str | None = None
    master: str | None = None
    ignore_columns: bool = False
    encoding: str | None = None
    raw: bool = False


def run(run: Run, options: BatchOptions) -> int:
    """Judge the rows of a file; returns the exit code."""
    file, result = options.input, options.result
    on = given_day(options.on)
    tally = Tally(visible(file), run.text, run.say)
    not_over(file, result.output, options.rejects)
    form = batch_form(result.format, result.output)
    engine = _engine(options.engine, file, form)
    job = Job(
        file,
        result.output,
        options.rejects,
        form,
        on,
        "utf-8" if options.encoding is None else options.encoding,
        _jobs(options.jobs),
        options.master,
        options.ignore_columns,
        options.raw,
        result.quiet,
        coloured(run, no_color=result.no_color),
    )
    with stoppable(lambda: _leave(run)) as stop:
        try:
            return _outcome(run, job, engine, tally)
        except BaseException as error:
            # While all is put in order, a closed terminal may fail as well.
            if not (stop.heard or isinstance(error, KeyboardInterrupt)):
                raise
            discard_parts()
            # What nobody has read by now, nobody waits for.
            silence(run.streams.stdout)
            run.say(run.text("batch.interrupted"))
            return Exit.INTERRUPTED


def _leave(run: Run) -> None:
    """Leave an interrupted run that waits for what may never come, such as a full pipe."""
    discard_parts()
    run.say(run.text("batch.interrupted"))
    os._exit(Exit.INTERRUPTED)


def _outcome(run: Run, job: Job, engine: str, tally: Tally) -> int:
    """Judge, and say how it went; returns the exit code."""
    try:
        _judge(run, job, engine, tally)
    except HeaderError as error:
        for fault in error.faults[:ERRORS_SHOWN]:
            where = visible(f"{job.input}:1:{fault.column}")
            run.fail(problem_sentence(fault.problem, where, run.text))
        return Exit.USAGE
    except WorkerDiedError as error:
        run.fail(run.text("errors.worker_died", process=error.process, how=error.how))
        return Exit.INTERNAL
    except Exception as error:
        if not lacks_memory(error):
            raise
        advice = run.text(f"errors.less_memory.{engine}{'_alone' if job.jobs == 1 else ''}")
        run.fail(run.text("errors.no_memory_for_rows", advice=advice))
        return Exit.INTERNAL
    if not job.quiet:
        _summary(run, tally, colour=job.colour)
    return Exit.SOME_REJECTED if tally.rejected else Exit.QUALIFIES


def _judge(run: Run, job: Job, engine: str, tally: Tally) -> None:
    """Have the engine judge the rows."""
    if engine == "python":
        try:
            judge_text(run, job, tally)
            return
        except UnicodeError:
            # Some encodings cannot tell where text goes on after what is none.
            raise UsageProblemError("not_encoded", file=job.input, value=job.encoding) from None
    try:
        job.input.encode()
    except UnicodeError:
        # These engines name files in UTF-8 alone.
        raise UsageProblemError("not_parquet", file=job.input) from None
    if engine == "spark":
        from stagiaire_cli.batch.spark import spark_run

        spark_run(run, job, tally)
    else:
        from stagiaire_cli.batch.duckdb import duckdb_run

        duckdb_run(run, job, tally)


def _engine(given: str | None, file: str, form: str) -> str:
    """The engine asked for; else Python for text, DuckDB for a file of columns.

    Raises ``UsageProblemError`` for one that does not exist, or cannot do what is asked.
    """
    check_choice("--engine", given or "auto", ENGINES)
    typed = file.casefold().endswith((".parquet", ".pq"))
    engine = given if given and given != "auto" else "duckdb" if typed else "python"
    if engine == "python" and (typed or form == PARQUET):
        raise UsageProblemError("needs_typed")
    return engine


def _jobs(given: str | None) -> int:
    """How many processes; raises ``UsageProblemError`` for what is no such number."""
    if given is None:
        return cores()
    if given.isascii() and given.isdigit() and 1 <= int(given) <= _MOST_JOBS:
        return int(given)
    raise UsageProblemError("bad_option", option="--jobs", value=given, nearest="", expected="jobs")


def _summary(run: Run, tally: Tally, *, colour: bool) -> None:
    if run.streams.shows_progress:
        for line in chart(tally, run.text, run.streams.width, colour=colour):
            print(line, file=run.streams.stderr)
    else:
        for line in plain(tally, run.text):
            run.say(line)
