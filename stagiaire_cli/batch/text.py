"""Files of text: CSV and JSON Lines, judged block by block."""

import codecs
import contextlib
import os
from collections.abc import Iterator
from typing import BinaryIO, Final

from stagiaire_cli.batch.blocks import Block, LongLineError, opened
from stagiaire_cli.batch.processes import worked
from stagiaire_cli.batch.results import Job, Task, header_of
from stagiaire_cli.batch.tally import Tally
from stagiaire_cli.batch.worker import source_of
from stagiaire_cli.console.files import Sink, writing
from stagiaire_cli.console.forms import CSV, JSONL
from stagiaire_cli.console.problems import UsageProblemError, reason_of
from stagiaire_cli.console.progress import progress
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.console.stopping import hear_no_more
from stagiaire_cli.console.streams import visible

# Of UTF-32, the mark begins with that of UTF-16.
_STARTS: Final = (
    (codecs.BOM_UTF32_LE, "is_utf32"),
    (codecs.BOM_UTF32_BE, "is_utf32"),
    (codecs.BOM_UTF16_LE, "is_utf16"),
    (codecs.BOM_UTF16_BE, "is_utf16"),
    (b"PAR1", "is_parquet"),
    (b"PK\x03\x04", "is_packed"),
    (b"\x1f\x8b", "is_packed"),
    (b"BZh", "is_packed"),
    (b"\xfd7zXZ", "is_packed"),
    (b"\x28\xb5\x2f\xfd", "is_packed"),
    (b"\xd0\xcf\x11\xe0", "is_packed"),
)
_LONGEST: Final = max(len(start) for start, _ in _STARTS)


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
            _check_text(file, job)
            lines, encoding = opened(file, job.encoding)
            source = source_of(lines, encoding, ignore_columns=job.ignore_columns, form=job.form)
        except LookupError:
            raise UsageProblemError("no_encoding", value=job.encoding) from None
        except LongLineError as error:
            raise UsageProblemError("line_too_long", file=name, line=error.line) from None
        except OSError as error:
            raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None
        warn(run, job.on, quiet=job.quiet, sentence="rows_without_day")
        refused: Sink | None = None
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
        with (
            progress(run, size, quiet=job.quiet, colour=job.colour) as advance,
            contextlib.closing(worked(task, _read(source.blocks, name), job.jobs)) as results,
        ):
            for block in results:
                out.write(header + (_harmless(block.written) if watched else block.written))
                header = ""
                if refused:
                    refused.write(block.refused)
                tally.add(block)
                advance(tally.rows, file.tell() if size else 0)
        out.write(header)
        for sink in (out, refused):
            if sink:
                sink.settle()
        # What takes the place of files that were there must not be cut in two.
        hear_no_more()


def _read(blocks: Iterator[Block], name: str) -> Iterator[Block]:
    """The blocks; raises ``UsageProblemError`` where the file cannot be read to its end."""
    try:
        yield from blocks
    except LongLineError as error:
        raise UsageProblemError("line_too_long", file=name, line=error.line) from None
    except OSError as error:
        raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None


def _check_text(file: BinaryIO, job: Job) -> None:
    """Raises ``UsageProblemError`` for bytes that are known to be no text in the encoding."""
    try:
        wide = codecs.lookup(job.encoding).name.startswith(("utf-16", "utf-32"))
    except ValueError:
        raise LookupError(job.encoding) from None
    peek = getattr(file, "peek", None)
    start = peek(_LONGEST)[:_LONGEST] if peek and not wide else b""
    kind = next((kind for mark, kind in _STARTS if start.startswith(mark)), "")
    if kind == "is_parquet" and job.input == "-":
        kind = "typed_stdin"
    if kind:
        raise UsageProblemError(kind, file=job.input)


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
