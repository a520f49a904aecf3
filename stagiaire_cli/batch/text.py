"""Files of text: CSV and JSON Lines, judged block by block."""

import contextlib
import io
import os
from typing import IO, BinaryIO

from stagiaire_cli.batch.blocks import opened
from stagiaire_cli.batch.processes import worked
from stagiaire_cli.batch.results import Job, Task, header_of
from stagiaire_cli.batch.tally import Tally
from stagiaire_cli.batch.worker import source_of
from stagiaire_cli.console.files import writing
from stagiaire_cli.console.forms import CSV, JSONL
from stagiaire_cli.console.problems import (
    UsageProblemError,
    reason_of,
)
from stagiaire_cli.console.progress import progress
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.console.streams import visible


def judge_text(run: Run, job: Job, tally: Tally) -> None:
    """Judge CSV or JSON Lines, block by block, in the order of the file.

    Raises ``UsageProblemError`` for a file that cannot be read, ``HeaderError`` for a header that
    names no columns of ours, ``OutputError`` where the result cannot be written.
    """
    text = run.text
    with contextlib.ExitStack() as files:
        name = job.input
        file = _opened(name, run, files)
        try:
            lines, encoding = opened(file, job.encoding)
            source = source_of(lines, encoding, ignore_columns=job.ignore_columns, form=job.form)
        except LookupError:
            raise UsageProblemError("no_encoding", value=job.encoding) from None
        except OSError as error:
            raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None
        warn(run, job.on, quiet=job.quiet, sentence="rows_without_day")
        refused: IO[str] = io.StringIO()
        if job.rejects:
            # As they came: in the same encoding, with what is no text in it.
            same = (job.encoding.replace("utf-8-sig", "utf-8"), "surrogateescape")
            refused = files.enter_context(writing(job.rejects, run.streams, *same))
            refused.write(source.header)
        form = job.form or (JSONL if source.layout is None else CSV)
        kept = bool(job.rejects)
        task = Task(source.layout, encoding, job.on, form, text.code, job.raw, rejects=kept)
        out = files.enter_context(writing(job.output, run.streams))
        # Where the first block is no text, nothing is written.
        header = header_of(form)
        # Identifiers are anybody's text: a file keeps them as they are, a terminal would obey them.
        watched = run.streams.to_terminal and job.output in (None, "-")
        size = os.fstat(file.fileno()).st_size if name != "-" and file.seekable() else 0
        with progress(run, size, quiet=job.quiet, colour=job.colour) as advance:
            for block in worked(task, source.blocks, job.jobs):
                out.write(header + (_harmless(block.written) if watched else block.written))
                header = ""
                refused.write(block.refused)
                tally.add(block)
                advance(tally.rows, file.tell() if size else 0)
        out.write(header)


def _harmless(rows: str) -> str:
    return "\n".join(map(visible, rows.split("\n")))


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
