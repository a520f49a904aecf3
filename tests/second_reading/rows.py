"""Another reader of CSV, written from the contract: the rows of a file, None for one refused."""

import csv
from typing import Any

from tests.second_reading.answers import RefusedError, answers_of
from tests.second_reading.contract import COLUMNS, FIRST_DAY


def rows_of(content: bytes) -> list[Any]:
    """What ``assess`` may be given for each line that is not blank."""
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    header, *lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = max(
        ",;\t", key=lambda sign: sum(one.strip() in COLUMNS for one in _cells(header, sign))
    )
    names = [one.strip() for one in _cells(header, separator)]
    while names and not names[-1]:
        names.pop()
    return [_row(line, separator, names) for line in lines if line.strip(f" \t{separator}")]


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return []


def _row(line: str, separator: str, names: list[str]) -> Any:
    if "\0" in line or any("\udc80" <= sign <= "\udcff" for sign in line):
        return None
    cells = _cells(line, separator)
    if len(cells) < len(names) or "".join(cells[len(names) :]).strip():
        return None
    given = dict(zip(names, cells, strict=False))
    raw: dict[str, Any] = {"facts": {}, "readings": {}}
    for name, cell in given.items():
        if name in ("documents", "on"):
            raw[name] = cell.strip()
        elif name.startswith("reading_"):
            raw["readings"][name.removeprefix("reading_")] = cell.strip()
        elif name != "id":
            raw["facts"][name] = cell
    try:
        on = answers_of(raw)["on"]
    except RefusedError:
        return None
    return None if on is not None and on.isoformat() < FIRST_DAY else raw
