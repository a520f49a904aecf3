"""Dossiers in rows, one a physical line: CSV as people have it, and JSON Lines; none is lost.

A line break inside a field is refused where it is: otherwise an unclosed quote swallows the rows
that follow. So each line that is not blank is one row, whatever is wrong with it.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from stagiaire_cli.answers import (
    Dossier,
    InvalidAnswersError,
    Problem,
    nearest,
    read_dossier,
)
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.records import Record

SEPARATORS: Final = (",", ";", "\t")
ID: Final = "id"
_READING: Final = "reading_"
COLUMNS: Final = (
    ID,
    *FACT,
    "documents",
    *(_READING + name for name in READINGS),
    "on",
)


class Fault(Record):
    """What is wrong with a row or with a header, and in which column (1 is the first).

    The kind of the problem is one of those of answers, or ``too_many``, ``too_few``, ``quote``,
    ``nul``, ``undecodable``, ``json_line``; in a header ``empty_header``, ``duplicate_column``,
    ``unknown_column``, ``empty_column``.
    """

    column: int
    problem: Problem


class Row(Record):
    """One row: its physical line, its identifier, and its dossier or what is wrong with it.

    ``line`` counts from 1; ``raw`` is the line as it came.
    """

    line: int
    id: str
    dossier: Dossier | None
    faults: tuple[Fault, ...]
    raw: str


class Layout(Record):
    """The header of a CSV file: the separator, and the name of each column ("" is ignored)."""

    separator: str
    names: tuple[str, ...]


class HeaderError(ValueError):
    """The header of a file cannot be read; ``faults`` has every mistake in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(fault.problem.kind for fault in self.faults))


def layout_of(header: str, *, ignore_columns: bool = False) -> Layout:
    """The columns that a header line names; raises ``HeaderError`` with every mistake."""
    cells, separator = max(
        ((_cells(header, separator) or [], separator) for separator in SEPARATORS),
        key=lambda found: sum(name.strip() in COLUMNS for name in found[0]),
    )
    names: list[str] = []
    faults: list[Fault] = []
    while cells and not cells[-1].strip():
        cells.pop()
    if not cells:
        raise HeaderError([Fault(1, Problem("empty_header", ""))])
    for column, cell in enumerate(cells, start=1):
        name = cell.strip()
        if name in COLUMNS:
            if name in names:
                faults.append(Fault(column, Problem("duplicate_column", name)))
            names.append(name)
            continue
        if not ignore_columns:
            kind = "unknown_column" if name else "empty_column"
            faults.append(Fault(column, Problem(kind, name, "", (), nearest(name, COLUMNS))))
        names.append("")
    if faults:
        raise HeaderError(faults)
    return Layout(separator, tuple(names))


def csv_rows(lines: Iterable[str], layout: Layout) -> Iterator[Row]:
    """The rows of a CSV file after its header; blank lines are none."""
    width = len(layout.names)
    number = 0
    for line, raw in enumerate(lines, start=2):
        text = raw.rstrip("\r\n")
        if not text.strip(f" \t{layout.separator}"):
            continue
        number += 1
        fault = _broken(text)
        cells = None if fault else _split(text, layout.separator)
        if cells is None:
            yield Row(line, str(number), None, (fault or _misquoted(text),), raw)
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) != width:
            kind = "too_many" if len(cells) > width else "too_few"
            problem = Problem(kind, "", str(len(cells)), (str(width),))
            yield Row(line, str(number), None, (Fault(len(cells), problem),), raw)
            continue
        yield _read(line, number, dict(zip(layout.names, cells, strict=True)), layout, raw)


def _read(line: int, number: int, cells: dict[str, str], layout: Layout, raw: str) -> Row:
    cells.pop("", None)
    name = cells.pop(ID, "").strip() or str(number)
    answers: dict[str, object] = {
        "facts": {fact: cell for fact, cell in cells.items() if fact in FACT},
        "documents": cells.get("documents", ""),
        "readings": {
            reading: cells[_READING + reading].strip()
            for reading in READINGS
            if _READING + reading in cells
        },
        "on": cells.get("on", "").strip(),
    }
    return _row(line, name, answers, layout.names, raw)


def _row(
    line: int, name: str, answers: Mapping[str, object], columns: Sequence[str], raw: str
) -> Row:
    """The row of the answers, or what is wrong with them, each fault with its column."""
    try:
        return Row(line, name, read_dossier(answers), (), raw)
    except InvalidAnswersError as error:
        faults = tuple(Fault(_column(one, columns), one) for one in error.problems)
        return Row(line, name, None, faults, raw)


def _column(problem: Problem, names: Sequence[str]) -> int:
    for name in (problem.name, _READING + problem.name, "documents"):
        if name in names:
            return names.index(name) + 1
    return 1


def _split(text: str, separator: str) -> list[str] | None:
    """The cells of a line, or None where a quote is not closed or stands astray."""
    return _cells(text, separator) if '"' in text else text.split(separator)


def _cells(text: str, separator: str) -> list[str] | None:
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _broken(text: str) -> Fault | None:
    """What makes a line unreadable before it is split."""
    if "\0" in text:
        return Fault(text.index("\0") + 1, Problem("nul", ""))
    undecodable = next((at for at, sign in enumerate(text) if "\udc80" <= sign <= "\udcff"), -1)
    if undecodable >= 0:
        return Fault(undecodable + 1, Problem("undecodable", ""))
    return None


def _misquoted(text: str) -> Fault:
    return Fault(text.rindex('"') + 1, Problem("quote", ""))


def json_rows(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a JSON Lines file: an object of answers a line, with an ``id`` if it has one."""
    number = 0
    for line, raw in enumerate(lines, start=1):
        text = raw.strip()
        if not text:
            continue
        number += 1
        yield _object(line, number, text, raw)


def _object(line: int, number: int, text: str, raw: str) -> Row:
    name = str(number)
    fault = _broken(text)
    if fault is None:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            fault = Fault(column, Problem("json_line", ""))
        else:
            if isinstance(found, Mapping):
                given = dict(found)
                name = str(given.pop(ID, None) or number)
                return _row(line, name, given, (), raw)
            fault = Fault(1, Problem("json_line", ""))
    return Row(line, name, None, (fault,), raw)
