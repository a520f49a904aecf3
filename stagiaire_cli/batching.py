"""``stagiaire batch``: from its options to a file of verdicts, and what there is to say of it."""

import contextlib
import io
import os
from collections.abc import Mapping
from datetime import date
from typing import IO, Any, BinaryIO, Final

from stagiaire_cli.batch import source_of
from stagiaire_cli.blocks import opened
from stagiaire_cli.exits import Exit
from stagiaire_cli.options import ENGINES
from stagiaire_cli.output import writing
from stagiaire_cli.parallel import cores, worked
from stagiaire_cli.problems import (
    ERRORS_SHOWN,
    UsageProblemError,
    check_choice,
    reason_of,
    sentence,
)
from stagiaire_cli.progress import coloured, progress
from stagiaire_cli.reports import CSV, JSONL, PARQUET
from stagiaire_cli.results import Task, form_of, header_of
from stagiaire_cli.rows import HeaderError
from stagiaire_cli.run import Run, warn
from stagiaire_cli.sources import given_day, not_over
from stagiaire_cli.streams import visible
from stagiaire_cli.tally import Tally, chart, plain

_MOST_JOBS: Final = 1024


def batch(run: Run, options: Mapping[str, Any]) -> int:
    """Judge the rows of a file; returns the exit code."""
    on = given_day(options)
    tally = Tally(visible(options["input"]), run.text, run.say)
    not_over(options, "input", "output", "rejects")
    engine = _engine(options)
    jobs = _jobs(options["jobs"])
    try:
        code = _judged(run, options, on, engine, jobs, tally)
    except KeyboardInterrupt:
        run.say(run.text("batch.interrupted"))
        return Exit.INTERRUPTED
    if code == Exit.USAGE:
        return code
    if not options["quiet"]:
        _summary(run, tally, colour=coloured(run, options))
    return Exit.SOME_REJECTED if tally.rejected else Exit.QUALIFIES


def _judged(
    run: Run, options: Mapping[str, Any], on: date | None, engine: str, jobs: int, tally: Tally
) -> int:
    """Have the engine judge the rows; returns the exit code so far."""
    if engine == "python":
        try:
            return _text(run, options, on, jobs, tally)
        except UnicodeError:
            # Some encodings cannot tell where text goes on after what is none.
            name = options["encoding"] or "utf-8"
            raise UsageProblemError("not_encoded", file=options["input"], value=name) from None
    from stagiaire_cli.engines import duckdb_run
    from stagiaire_cli.spark import spark_run

    try:
        options["input"].encode()
    except UnicodeError:
        # These engines name files in UTF-8 alone.
        raise UsageProblemError("not_parquet", file=options["input"]) from None
    if engine == "spark":
        spark_run(run, options, on, tally)
    else:
        duckdb_run(run, options, on, jobs, tally)
    return Exit.QUALIFIES


def _engine(options: Mapping[str, Any]) -> str:
    """The engine asked for; else Python for text, DuckDB for a file of columns.

    Raises ``UsageProblemError`` for one that does not exist, or cannot do what is asked.
    """
    given = options["engine"] or "auto"
    check_choice("--engine", given, ENGINES)
    typed = options["input"].casefold().endswith((".parquet", ".pq"))
    engine = given if given != "auto" else "duckdb" if typed else "python"
    if engine == "python" and (typed or form_of(options) == PARQUET):
        raise UsageProblemError("needs_typed")
    return engine


def _text(run: Run, options: Mapping[str, Any], on: date | None, jobs: int, tally: Tally) -> int:
    """CSV and JSON Lines, read by us."""
    text = run.text
    with contextlib.ExitStack() as files:
        name, given = options["input"], options["encoding"] or "utf-8"
        file = _opened(name, run, files)
        try:
            lines, encoding = opened(file, given)
            source = source_of(lines, encoding, ignore_columns=options["ignore_columns"])
        except LookupError:
            raise UsageProblemError("no_encoding", value=given) from None
        except HeaderError as error:
            for fault in error.faults[:ERRORS_SHOWN]:
                run.fail(sentence(fault.problem, visible(f"{name}:1:{fault.column}"), text))
            return Exit.USAGE
        except OSError as error:
            raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None
        warn(run, on, options, "rows_without_day")
        refused: IO[str] = io.StringIO()
        if options["rejects"]:
            # As they came: in the same encoding, with what is no text in it.
            same = (given.replace("utf-8-sig", "utf-8"), "surrogateescape")
            refused = files.enter_context(writing(options["rejects"], run.streams, *same))
            refused.write(source.header)
        form = form_of(options) or (JSONL if source.layout is None else CSV)
        kept = bool(options["rejects"])
        task = Task(source.layout, encoding, on, form, text.code, options["raw"], rejects=kept)
        out = files.enter_context(writing(options["output"], run.streams))
        # Where the first block is no text, nothing is written.
        header = header_of(form)
        # Identifiers are anybody's text: a file keeps them as they are, a terminal would obey them.
        watched = run.streams.to_terminal and options["output"] in (None, "-")
        size = os.fstat(file.fileno()).st_size if name != "-" and file.seekable() else 0
        with progress(run, options, size) as advance:
            for done in worked(task, source.blocks, jobs):
                out.write(header + (_harmless(done.written) if watched else done.written))
                header = ""
                refused.write(done.refused)
                tally.add(done)
                advance(tally.rows, file.tell() if size else 0)
        out.write(header)
    return Exit.QUALIFIES


def _harmless(rows: str) -> str:
    return "\n".join(map(visible, rows.split("\n")))


def _jobs(given: str | None) -> int:
    """How many processes; raises ``UsageProblemError`` for what is no such number."""
    if given is None:
        return cores()
    if given.isascii() and given.isdigit() and 1 <= int(given) <= _MOST_JOBS:
        return int(given)
    raise UsageProblemError("bad_option", option="--jobs", value=given, nearest="", expected="jobs")


def _opened(name: str, run: Run, files: contextlib.ExitStack) -> BinaryIO:
    """The file of dossiers; ``-`` is standard input.

    Raises ``UsageProblemError`` where it cannot be read.
    """
    if name == "-":
        return run.streams.stdin.buffer
    try:
        return files.enter_context(open(name, "rb"))
    except (OSError, ValueError) as error:
        raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None


def _summary(run: Run, tally: Tally, *, colour: bool) -> None:
    if run.streams.shows_progress:
        for line in chart(tally, run.text, run.streams.width, colour=colour):
            print(line, file=run.streams.stderr)
    else:
        for line in plain(tally, run.text):
            run.say(line)
