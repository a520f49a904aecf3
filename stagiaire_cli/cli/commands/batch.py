"""``stagiaire batch``: from its options to a file of verdicts, and what there is to say of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from stagiaire_cli.batch.processes import cores
from stagiaire_cli.batch.results import batch_form
from stagiaire_cli.batch.tally import Tally, chart, plain
from stagiaire_cli.batch.text import judge_text
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day, not_over
from stagiaire_cli.cli.options import ENGINES
from stagiaire_cli.console.forms import PARQUET
from stagiaire_cli.console.problems import (
    ERRORS_SHOWN,
    UsageProblemError,
    check_choice,
    problem_sentence,
)
from stagiaire_cli.console.progress import coloured
from stagiaire_cli.console.run import Run
from stagiaire_cli.console.streams import visible
from stagiaire_cli.dossier.rows import HeaderError

_MOST_JOBS: Final = 1024


def run(run: Run, options: Mapping[str, Any]) -> int:
    """Judge the rows of a file; returns the exit code."""
    on = given_day(options)
    tally = Tally(visible(options["input"]), run.text, run.say)
    not_over(options, "input", "output", "rejects")
    engine = _engine(options)
    jobs = _jobs(options["jobs"])
    try:
        _judge(run, options, on, engine, jobs, tally)
    except HeaderError as error:
        for fault in error.faults[:ERRORS_SHOWN]:
            where = visible(f"{options['input']}:1:{fault.column}")
            run.fail(problem_sentence(fault.problem, where, run.text))
        return Exit.USAGE
    except KeyboardInterrupt:
        run.say(run.text("batch.interrupted"))
        return Exit.INTERRUPTED
    if not options["quiet"]:
        _summary(run, tally, colour=coloured(run, options))
    return Exit.SOME_REJECTED if tally.rejected else Exit.QUALIFIES


def _judge(
    run: Run, options: Mapping[str, Any], on: date | None, engine: str, jobs: int, tally: Tally
) -> None:
    """Have the engine judge the rows."""
    if engine == "python":
        try:
            judge_text(run, options, on, jobs, tally)
            return
        except UnicodeError:
            # Some encodings cannot tell where text goes on after what is none.
            name = options["encoding"] or "utf-8"
            raise UsageProblemError("not_encoded", file=options["input"], value=name) from None
    try:
        options["input"].encode()
    except UnicodeError:
        # These engines name files in UTF-8 alone.
        raise UsageProblemError("not_parquet", file=options["input"]) from None
    if engine == "spark":
        from stagiaire_cli.batch.spark import spark_run

        spark_run(run, options, on, tally)
    else:
        from stagiaire_cli.batch.duckdb import duckdb_run

        duckdb_run(run, options, on, jobs, tally)


def _engine(options: Mapping[str, Any]) -> str:
    """The engine asked for; else Python for text, DuckDB for a file of columns.

    Raises ``UsageProblemError`` for one that does not exist, or cannot do what is asked.
    """
    given = options["engine"] or "auto"
    check_choice("--engine", given, ENGINES)
    typed = options["input"].casefold().endswith((".parquet", ".pq"))
    engine = given if given != "auto" else "duckdb" if typed else "python"
    if engine == "python" and (typed or batch_form(options) == PARQUET):
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
