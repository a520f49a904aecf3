"""What many rows give: the lines to write, and what there is to count of them."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS
from stagiaire_cli.batch.blocks import Encoding, raw_lines
from stagiaire_cli.console.forms import BATCH_FORMATS, CSV, JSONL
from stagiaire_cli.console.problems import ERRORS_SHOWN
from stagiaire_cli.dossier.rows import Layout
from stagiaire_cli.logic.records import Record

NO_LAW: Final = "no_law"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_QUOTED: Final = re.compile('[",\n\r]')


class Job(Record):
    """What a run of ``batch`` is to do: from which file, to which, and how.

    ``form`` is that of the output, or nothing where the input decides; ``on`` is the day for rows
    without their own; ``raw`` leaves cells as they are; ``rejects`` is the file for rows refused.
    """

    input: str
    output: str | None
    rejects: str | None
    form: str
    on: date | None
    encoding: str
    jobs: int
    master: str | None
    ignore_columns: bool
    raw: bool
    quiet: bool
    colour: bool


class Task(Record):
    """What to do with each block of a source.

    ``on`` is the day for rows without their own; ``form`` is that of the output; ``language`` the
    code of the language of errors and verdicts; ``raw`` leaves cells as they are, ``rejects`` keeps
    the rows refused; ``tables`` says whether many rows are judged by tables.
    """

    layout: Layout | None
    encoding: Encoding
    on: date | None
    form: str
    language: str
    raw: bool = False
    rejects: bool = False
    tables: bool = True


class RowFault(Record):
    """A mistake in a row: the physical line and the column, its kind, and the sentence of it."""

    line: int
    column: int
    kind: str
    said: str


class BlockResult(Record):
    """What a block gives: the rows, those refused as they came, and what there is to count.

    ``given`` counts rows by what they give, from ``status`` to ``missing``; ``misread`` has
    the first mistakes, ``kinds`` counts all by kind.
    """

    written: str
    refused: str
    rejected: int
    given: Mapping[str, int]
    misread: tuple[RowFault, ...]
    kinds: Mapping[str, int]


def batch_form(form: str | None, output: str | None) -> str:
    """The form of the output that is asked for, or that its name tells; else nothing."""
    ending = (output or "").rpartition(".")[2].casefold()
    return form or (ending if ending in BATCH_FORMATS else "")


def header_of(form: str) -> str:
    """What stands before the rows."""
    return ",".join(VERDICT_COLUMNS) + "\n" if form == CSV else ""


class BlockWriter:
    """What a block has given so far."""

    def __init__(self, line: int, text: str, task: Task) -> None:
        self.written: list[str] = []
        self.given: list[tuple[str, str]] = []
        self._line = line
        self._text = text
        self._task = task
        self._misread: list[RowFault] = []
        self._kinds: Counter[str] = Counter()
        self._refused: list[str] = []
        self._raw: list[str] = []
        self._rejected = 0

    def refuse(self, line: int, name: str, misread: Sequence[RowFault]) -> None:
        """Count a row that has no verdict, and write what is wrong with it."""
        self._rejected += 1
        self._misread += misread
        self._kinds.update(fault.kind for fault in misread)
        if self._task.rejects:
            self._raw = self._raw or raw_lines(self._text)
            self._refused.append(self._raw[line - self._line])
        error = " ".join(fault.said for fault in misread)
        if self._task.form == JSONL:
            whole = json.dumps({"id": name, "error": error}, ensure_ascii=False)
            self.written.append(whole + "\n")
        else:
            empty = "," * (len(VERDICT_COLUMNS) - 1)
            self.written.append(f"{self.cell(name)}{empty}{self.cell(error)}\n")

    def cell(self, text: str) -> str:
        """A cell of CSV, which no spreadsheet runs as a formula unless it is left as it is."""
        cell = text if self._task.raw else guarded(text)
        return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell

    def done(self) -> BlockResult:
        """All that the block gave."""
        return BlockResult(
            "".join(self.written),
            "".join(self._refused),
            self._rejected,
            {",".join(parts): many for parts, many in Counter(self.given).items()},
            tuple(self._misread[:ERRORS_SHOWN]),
            self._kinds,
        )


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return "'" + cell if cell.startswith(FORMULA) else cell
