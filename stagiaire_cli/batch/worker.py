"""The worker on a file of text: one row out for each row in, whatever happens to each.

A file is read in blocks of lines. What a block gives depends on nothing but the block, so that
blocks may be worked on by several processes, and is put together in the order of the file.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache, partial
from typing import Final

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.verdict import Verdict, tail_of
from stagiaire_cli.batch.blocks import (
    BLOCK,
    LONGEST_LINE,
    Block,
    Encoding,
    Lines,
    LongLineError,
    blocks,
    is_plain,
    lines_of,
    raw_lines,
)
from stagiaire_cli.batch.quotes import Quotes
from stagiaire_cli.batch.results import (
    NO_LAW,
    BlockResult,
    BlockWriter,
    RowFault,
    Task,
    json_row,
)
from stagiaire_cli.batch.tables.cells import DAYS_KEPT, Columns, Row, bounded, cells_of
from stagiaire_cli.batch.tables.compiled import Given, Tables, in_parts
from stagiaire_cli.console.forms import CSV, JSONL
from stagiaire_cli.console.problems import no_law, problem_sentence
from stagiaire_cli.dossier.answers import BadValueError, Problem, read_day
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import (
    DOCUMENTS_COLUMN,
    ID_COLUMN,
    ON_COLUMN,
    READING_PREFIX,
    UNCOUNTED,
    Fault,
    Layout,
    Read,
    blank_of,
    layout_of,
    read_cells,
    read_csv_line,
    read_json_line,
)
from stagiaire_cli.languages import Language, language
from stagiaire_cli.languages.words import read_in_words
from stagiaire_cli.law.by_date import LAST_DAY, NoLawError, law_on
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.verdict.json import verdict_object

# Tables take some milliseconds to make; so do this many dossiers judged one by one.
WORTH_TABLES: Final = 50
# A verdict in JSON is some fifty times as long as its row.
_OF_VERDICTS: Final = BLOCK >> 5
# Of each column, for rows that are read again to tell what is wrong with them.
_CELLS_KEPT: Final = 1 << 8
# The day of the verdict as a number, and what a row gives on it.
OfDay = tuple[int, Callable[[int, Row], Given]]


class Source(Record):
    """A file of dossiers: its columns (None: JSON Lines), its header line, and its blocks."""

    layout: Layout | None
    encoding: Encoding
    header: str
    blocks: Iterator[Block]


def source_of(file: Lines, encoding: Encoding, *, ignore_columns: bool, form: str = "") -> Source:
    """The blocks of a file: JSON Lines where it starts with a brace, else CSV.

    They are small where each row of them gives a whole verdict: ``form`` is that of the output.
    Raises ``HeaderError`` for a CSV header that cannot be read, ``LongLineError`` for a line that
    has no end.
    """
    first = file.readline(LONGEST_LINE + 1)
    if len(first) > LONGEST_LINE and not (b"\n" in first or b"\r" in first):
        raise LongLineError(1)
    # Where lines end as they did on old machines, this may be the whole file.
    header, *lines = raw_lines(encoding.text(first)) or [""]
    if header.lstrip().startswith("{"):
        size = BLOCK if form == CSV else _OF_VERDICTS
        return Source(None, encoding, "", blocks(file, encoding, 1, None, first, size))
    layout = layout_of(header.rstrip("\r\n"), ignore_columns=ignore_columns)
    rest = "".join(lines).encode(encoding.name, encoding.errors)
    size = _OF_VERDICTS if form == JSONL else BLOCK
    return Source(layout, encoding, header, blocks(file, encoding, 2, layout, rest, size))


class Worker:
    """Works on the blocks of one source, each for itself."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._text = language(task.language)
        self._judges = None if task.layout is None else _Judges(task.layout, task.on)

    def __call__(self, block: Block) -> BlockResult:
        """What the rows of the block give, in their order."""
        text = self._task.encoding.text(block.data)
        writer = BlockWriter(block.line, text, self._task)
        if self._judges is None or self._task.form == JSONL:
            self._one_by_one(block, text, writer)
        else:
            with _uncollected():
                self._in_columns(block, text, writer, self._judges)
        return writer.done()

    def _in_columns(self, block: Block, whole: str, writer: BlockWriter, judges: "_Judges") -> None:
        """CSV to CSV: the cells of a line are looked up, and read only where they are new."""
        layout = judges.layout
        lines = lines_of(whole)
        tables = self._task.tables and len(lines) >= WORTH_TABLES
        by_day: Mapping[str, OfDay] = judges.by_day if tables else {}
        quotes = Quotes(layout, block.opened)
        # Cells without a name must be looked at as well, and lines within a quote not at all.
        plain = is_plain(whole) and not (layout.blanks or block.opened)
        width, separator, blank = len(layout.names), layout.separator, blank_of(layout)
        name_at, on_at = layout.place(ID_COLUMN), layout.place(ON_COLUMN)
        written, given, number = writer.written, writer.given, block.number
        cells: list[str] | Fault | None
        for line, text in enumerate(lines, start=block.line):
            cells = text.split(separator) if plain else None
            # Whatever is not plain to see goes to the reader that knows it all.
            if (
                cells is None
                or len(cells) != width
                or not (text.strip(blank) if name_at < 0 else cells[name_at])
            ):
                cells = quotes.split(line, text)
                if cells is None:
                    continue
            number += 1
            if isinstance(cells, Fault):
                # Which of them is the identifier, nobody can tell.
                name = str(number) if name_at < 0 else ""
                writer.refuse(line, name, self._misread(line, (cells,)))
                continue
            name = cell = cells[name_at] if name_at >= 0 else ""
            if not name.isalnum():
                name = name.strip() or str(number)
                cell = writer.cell(name)
            try:
                on, of_row = by_day[cells[on_at] if on_at >= 0 else ""]
                first, file, rest = of_row(on, cells)
            except KeyError:
                judged = judges.judged(cells)
                if not isinstance(judged, str):
                    writer.refuse(line, name, self._misread(line, judged))
                    continue
                first, file, rest = in_parts(judged)
            given.append((first, file))
            written.append(f"{cell},{first},{file},{rest},\n")

    def _one_by_one(self, block: Block, whole: str, writer: BlockWriter) -> None:
        """Each row is read, and judged as a single dossier is."""
        layout, number = self._task.layout, block.number
        day = -1 if layout is None else layout.place(ON_COLUMN)
        named = layout is None or layout.place(ID_COLUMN) >= 0
        quotes = Quotes(layout, block.opened)
        for line, text in enumerate(lines_of(whole), start=block.line):
            row = self._row(line, text, quotes)
            if row is None:
                continue
            number += 1
            name, read = row[0] or str(number), row[1]
            if named and not isinstance(read, Dossier) and read[0].problem.kind in UNCOUNTED:
                name = ""
            judged = verdict_of(read, self._task.on, day) if isinstance(read, Dossier) else read
            if not isinstance(judged, Verdict):
                writer.refuse(line, name, self._misread(line, judged))
                continue
            tail = tail_of(judged)
            writer.given.append(in_parts(tail)[:2])
            if self._task.form == JSONL:
                writer.written.append(json_row(name, verdict_object(judged, self._text)))
            else:
                writer.written.append(f"{writer.cell(name)},{tail},\n")

    def _row(self, line: int, text: str, quotes: Quotes) -> tuple[str, Read] | None:
        layout = self._task.layout
        if layout is None:
            return read_json_line(text, read_in_words)
        cells = quotes.split(line, text)
        if isinstance(cells, Fault):
            return "", (cells,)
        return None if cells is None else read_csv_line(text, layout, read_in_words)

    def _misread(self, line: int, faults: Iterable[Fault]) -> list[RowFault]:
        return [
            RowFault(
                line, fault.column, fault.problem.kind, fault_sentence(fault, self._text, line)
            )
            for fault in faults
        ]


class _Judges:
    """What judges the rows of CSV: for each day of the law its tables, by the cell of the day."""

    def __init__(self, layout: Layout, on: date | None) -> None:
        self.layout = layout
        places = {
            name.removeprefix(READING_PREFIX): index
            for index, name in enumerate(layout.names)
            if name in FACT or name.startswith(READING_PREFIX)
        }
        columns = Columns(places, layout.place(DOCUMENTS_COLUMN))
        known = cells_of(columns, read_in_words)
        self.by_day = _ByDay(Tables(known), on)
        readers: dict[int, Callable[[str], object]] = {
            at: known.ordinals[name].__getitem__ if name in known.ordinals else known.read[name]
            for name, at in places.items()
        }
        if columns.documents >= 0:
            readers[columns.documents] = known.held.__getitem__
        self._are_answers = [
            (at, lru_cache(_CELLS_KEPT)(partial(_is_answer, read))) for at, read in readers.items()
        ]
        self._on = on
        self._day = layout.place(ON_COLUMN)

    def judged(self, cells: Sequence[str]) -> str | tuple[Fault, ...]:
        """What a row gives that tables do not know, or what is wrong with it."""
        wrong = read_cells(self._unread(cells), self.layout, read_in_words)
        if not isinstance(wrong, Dossier):
            return wrong
        read = read_cells(cells, self.layout, read_in_words)
        if not isinstance(read, Dossier):
            return read
        judged = verdict_of(read, self._on, self._day)
        return tail_of(judged) if isinstance(judged, Verdict) else judged

    def _unread(self, cells: Sequence[str]) -> list[str]:
        """The row without the cells that are answers, which are quicker to read one by one."""
        rest = list(cells)
        for at, is_answer in self._are_answers:
            if rest[at] and is_answer(rest[at]):
                rest[at] = ""
        return rest


def _is_answer(read: Callable[[str], object], cell: str) -> bool:
    try:
        read(cell)
    except KeyError:
        return False
    return True


class _ByDay(dict[str, OfDay]):
    """What a row gives, by the cell of its day.

    Raises ``KeyError`` for a cell that is no day of a law.
    """

    def __init__(self, tables: Tables, on: date | None) -> None:
        self._tables = tables
        self._on = on

    def __missing__(self, cell: str) -> OfDay:
        try:
            day = read_day(cell) if cell.strip() else self._on
            law = law_on(day or LAST_DAY)
        except (BadValueError, NoLawError):
            raise KeyError(cell) from None
        number = day.toordinal() if day else 0
        bounded(self, DAYS_KEPT)[cell] = of_day = number, self._tables.under(law).given
        return of_day


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows leave no cycles, which Python would look for in all that a block has given so far."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def fault_sentence(fault: Fault, text: Language, line: int = 0) -> str:
    """What is wrong with a row, and in which column."""
    problem = fault.problem
    if problem.kind == NO_LAW:
        return no_law(NoLawError(date.fromisoformat(problem.value)), text)
    # A row that has no identifier is known by its line.
    path = "batch.line_column" if problem.kind in UNCOUNTED else "batch.column"
    return problem_sentence(problem, text(path, line=line, column=fault.column), text)


def verdict_of(read: Dossier, on: date | None, day_index: int) -> Verdict | tuple[Fault, ...]:
    """The verdict under the law of the day in the column of that index, else of the other day."""
    try:
        return assess_dossier(read if read.on or on is None else read._replace(on=on))
    except NoLawError as error:
        return (_no_law(error, day_index),)


def _no_law(error: NoLawError, day_index: int) -> Fault:
    return Fault(max(day_index, 0) + 1, Problem(NO_LAW, ON_COLUMN, error.on.isoformat()))
