"""Dossiers in rows, one a physical line: CSV as people have it, and JSON Lines; none is lost.

A line break inside a field is refused: otherwise a quote that nobody closes swallows the rows that
follow. So each line that is not blank is one row, whatever is wrong with it.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from stagiaire_cli.dossier.answers import (
    NOT_YET_WORDS,
    UNKNOWN_WORDS,
    InvalidAnswersError,
    Problem,
    as_given,
    nearest,
    read_dossier,
)
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.spelled import names_listed
from stagiaire_cli.dossier.strict_json import NotJsonError, strict_json
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.logic.records import Record

SEPARATORS: Final = (",", ";", "\t")
ID_COLUMN: Final = "id"
DOCUMENTS_COLUMN: Final = "documents"
ON_COLUMN: Final = "on"
READING_PREFIX: Final = "reading_"
# What is wrong with rows of which not even the cells can be told apart.
UNCOUNTED: Final = frozenset(
    ("too_many", "too_few", "quote", "in_quote", "nul", "undecodable", "json_line")
)
# What a fact may be answered beside a list that has it.
_SAID_BY: Final = {UNKNOWN: UNKNOWN_WORDS, NOT_YET: NOT_YET_WORDS}
_LONGEST: Final = 60
_COMPARED: Final = 100
_UNREADABLE: Final = re.compile("[\0\udc80-\udcff]")
DOSSIER_COLUMNS: Final = (
    ID_COLUMN,
    *FACT,
    DOCUMENTS_COLUMN,
    *(READING_PREFIX + name for name in READINGS),
    ON_COLUMN,
)


class Fault(Record):
    """What is wrong with a row or with a header, and in which column (1 is the first).

    The kind of the problem is one of those of answers, or ``too_many``, ``too_few``, ``quote``,
    ``in_quote``, ``nul``, ``undecodable``, ``json_line``; in a header ``empty_header``,
    ``duplicate_column``, ``unknown_column``, ``empty_column``.
    """

    column: int
    problem: Problem


class Layout(Record):
    """The header of a CSV file: the separator, and the name of each column ("" is ignored).

    ``blanks`` counts the cells without a name at its end, which the rows have too.
    """

    separator: str
    names: tuple[str, ...]
    blanks: int = 0

    def place(self, name: str) -> int:
        """Where the column is, -1 where there is none."""
        return self.names.index(name) if name in self.names else -1


Read = Dossier | tuple[Fault, ...]
# Reads answers as ``read_dossier`` does, and may know more words.
Reader = Callable[[Mapping[str, object]], Dossier]


class HeaderError(ValueError):
    """The header of a file cannot be read; ``faults`` has every mistake in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(fault.problem.kind for fault in self.faults))


def layout_of(header: str, *, ignore_columns: bool = False) -> Layout:
    """The columns that a header line names; raises ``HeaderError`` with every mistake."""
    cells, separator = max(
        ((_cells(header, separator) or [], separator) for separator in SEPARATORS),
        key=lambda candidate: sum(cell.strip() in DOSSIER_COLUMNS for cell in candidate[0]),
    )
    names: list[str] = []
    faults: list[Fault] = []
    whole = len(cells)
    while cells and not cells[-1].strip():
        cells.pop()
    if not cells:
        raise HeaderError([Fault(1, Problem("empty_header", ""))])
    for column, cell in enumerate(cells, start=1):
        name = cell.strip()
        if name in DOSSIER_COLUMNS:
            if name in names:
                faults.append(Fault(column, Problem("duplicate_column", name)))
            names.append(name)
            continue
        if not ignore_columns:
            kind = "unknown_column" if name else "empty_column"
            # A file that is no text at all may have a name as long as itself.
            start = name if len(name) <= _LONGEST else name[:_LONGEST] + "…"
            near = nearest(start, DOSSIER_COLUMNS) if len(faults) < _COMPARED else ""
            faults.append(Fault(column, Problem(kind, start, "", (), near)))
        names.append("")
    if faults:
        raise HeaderError(faults)
    return Layout(separator, tuple(names), whole - len(names))


def blank_of(layout: Layout | None) -> str:
    """The signs that a line may have and still be no row."""
    return " \t" if layout is None else f" \t{layout.separator}"


def split(text: str, layout: Layout) -> list[str] | Fault | None:
    """The cells of a line, as many as the header has; what is wrong with it; None if it is blank.

    Empty cells beyond the header are nothing.
    """
    if not text.strip(blank_of(layout)):
        return None
    if fault := _broken(text):
        return fault
    cells = _cells(text, layout.separator) if '"' in text else text.split(layout.separator)
    if cells is None:
        return Fault(text.rindex('"') + 1, Problem("quote", ""))
    named = len(layout.names)
    whole = named + layout.blanks
    while len(cells) > whole and not cells[-1].strip():
        cells.pop()
    if len(cells) < whole:
        # Which one is missing would be a guess, even where the last ones have no name.
        return Fault(len(cells), Problem("too_few", "", str(len(cells)), (str(whole),)))
    if len(cells) > whole or any(cell.strip() for cell in cells[named:]):
        return Fault(len(cells), Problem("too_many", "", str(len(cells)), (str(named),)))
    return cells[:named]


def is_left_open(text: str, layout: Layout) -> bool:
    """Whether the line, which has an odd number of quotes, ends within one."""
    return _cells(text, layout.separator) is None


def read_cells(cells: Sequence[str], layout: Layout, reader: Reader = read_dossier) -> Read:
    """The dossier of a row of cells, or all that is wrong with it."""
    given = dict(zip(layout.names, cells, strict=True))
    return _read(
        {
            "facts": {fact: cell for fact, cell in given.items() if cell and fact in FACT},
            "documents": given.get(DOCUMENTS_COLUMN, ""),
            "readings": {
                name: given[READING_PREFIX + name].strip()
                for name in READINGS
                if READING_PREFIX + name in given
            },
            "on": given.get(ON_COLUMN, "").strip(),
        },
        layout.names,
        reader,
    )


def read_csv_line(
    text: str, layout: Layout, reader: Reader = read_dossier
) -> tuple[str, Read] | None:
    """The identifier of a line of CSV, if it has one, and its dossier or all that is wrong.

    None for a line that is blank.
    """
    cells = split(text, layout)
    if cells is None:
        return None
    if isinstance(cells, Fault):
        return "", (cells,)
    index = layout.place(ID_COLUMN)
    return cells[index].strip() if index >= 0 else "", read_cells(cells, layout, reader)


def read_json_line(text: str, reader: Reader = read_dossier) -> tuple[str, Read] | None:
    """The same of a line of JSON."""
    if not text.strip(blank_of(None)):
        return None
    if fault := _broken(text):
        return "", (fault,)
    try:
        answers = strict_json(text)
    except NotJsonError as error:
        return "", (Fault(error.column, Problem("json_line", "")),)
    if not isinstance(answers, dict):
        return "", (Fault(1, Problem("json_line", "")),)
    name = str(answers.pop(ID_COLUMN, None) or "")
    # JSON can spell halves of characters, which no text has.
    return name.encode("utf-8", "backslashreplace").decode(), _read(answers, (), reader)


def read_columns(
    given: Mapping[str, object], columns: Sequence[str], reader: Reader = read_dossier
) -> Read:
    """The dossier of a row of typed columns, by name, or all that is wrong with it.

    The lists of facts not known and not done yet (``unknown``, ``not_yet``) stand beside them.
    ``columns`` are all those of the file.
    """
    facts = {name: value for name, value in given.items() if name in FACT}
    from_list: dict[str, str] = {}
    faults: list[Fault] = []
    for word in (NOT_YET, UNKNOWN):
        place = _column(Problem("", word), columns)
        for name in names_listed(str(given.get(word) or "")):
            answered = as_given(facts.get(name)).strip()
            if name not in FACT:
                problem = Problem("unknown_fact", name, "", (), nearest(name, FACT))
                faults.append(Fault(place, problem))
            elif not answered or answered.casefold() in _SAID_BY[word]:
                facts[name] = word
                from_list[name] = word
            else:
                problem = Problem("given_and_listed", name, answered, (word,))
                faults.append(Fault(_column(problem, columns), problem))
    read = _read(
        {
            "facts": facts,
            "documents": given.get(DOCUMENTS_COLUMN),
            "readings": {name: given.get(READING_PREFIX + name) for name in READINGS},
            "on": given.get(ON_COLUMN),
        },
        [*columns, *(name for name in from_list if name not in columns)],
        reader,
    )
    if not isinstance(read, Dossier):
        # What only a list says of a fact stands in that list.
        faults += (
            Fault(_column(Problem("", from_list[fault.problem.name]), columns), fault.problem)
            if fault.column > len(columns)
            else fault
            for fault in read
        )
    return tuple(sorted(faults, key=lambda fault: fault.column)) if faults else read


def _read(answers: Mapping[str, object], columns: Sequence[str], reader: Reader) -> Read:
    try:
        return reader(answers)
    except InvalidAnswersError as error:
        return tuple(Fault(_column(problem, columns), problem) for problem in error.problems)


def _column(problem: Problem, names: Sequence[str]) -> int:
    for name in (problem.name, READING_PREFIX + problem.name, "documents"):
        if name in names:
            return names.index(name) + 1
    return 1


def _cells(text: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _broken(text: str) -> Fault | None:
    """What makes a line unreadable before it is split."""
    unreadable = _UNREADABLE.search(text)
    if unreadable is None:
        return None
    kind = "nul" if unreadable[0] == "\0" else "undecodable"
    return Fault(unreadable.start() + 1, Problem(kind, ""))
