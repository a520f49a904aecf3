"""What many rows give: the lines to write, and what there is to count of them."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS
from stagiaire_cli.batch.blocks import Encoding, raw_lines
from stagiaire_cli.console.forms import BATCH_ENDINGS, CSV, JSONL, named_by
from stagiaire_cli.console.problems import ERRORS_SHOWN
from stagiaire_cli.dossier.rows import Layout
from stagiaire_cli.logic.records import Record

NO_LAW: Final = "no_law"
# Where a spreadsheet may begin a cell, whatever it splits at, and what it may pass over before the
# sign of a formula, in its wide and small forms too. Python and DuckDB read the pattern alike.
_BEGINS: Final = r",;|\t\n\v\f\r\x85\u2028\u2029"
_PASSED: Final = (
    r' "\0-\x08\x0e-\x1f\x7f-\x84\x86-\xa0\xad\u1680\u180e\u2000-\u200f\u202a-\u202f'
    r"\u205f-\u206f\u3000\ufeff"
)
_SIGNS: Final = r"=+@\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe6b\ufe63\u2212\-"
FORMULA: Final = f"(^|[{_BEGINS}])([{_PASSED}]*[{_SIGNS}])"
# What is taken for the beginning of a formula where a cell begins with it.
FORMULA_BEGINS: Final = ("\t", "\r")
_FORMULA: Final = re.compile(FORMULA)
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
    return form or named_by(output, BATCH_ENDINGS)


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
        # That a cell goes on is told once, where it begins.
        self._misread += (fault for fault in misread if fault.kind != "in_quote")
        self._kinds.update(fault.kind for fault in misread)
        if self._task.rejects:
            self._raw = self._raw or raw_lines(self._text)
            self._refused.append(self._raw[line - self._line])
        error = " ".join(fault.said for fault in misread)
        if self._task.form == JSONL:
            self.written.append(json_row(name, error))
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


def json_row(name: str, given: object) -> str:
    """A line of JSON: the identifier, and the verdict, or in words why there is none."""
    row = {"id": name, "error" if isinstance(given, str) else "verdict": given}
    return json.dumps(row, ensure_ascii=False) + "\n"


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula, nor a part of it, whatever it splits at."""
    begins = "'" if cell.startswith(FORMULA_BEGINS) else ""
    return begins + _FORMULA.sub(r"\1'\2", cell)
