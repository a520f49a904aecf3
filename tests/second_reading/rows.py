"""Another reader of CSV, written from the contract: the rows of a file, None for one refused."""

import csv
import io
import random
from typing import Any

from stagiaire_cli import NoLawError, assess
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS
from tests.people.drawn import drawn
from tests.people.spelled import as_cells
from tests.second_reading.answers import RefusedError, answers_of


def file_of_rows(sample: random.Random) -> bytes:
    """A file of some dossiers, with some of the columns."""
    names = sample.sample(DOSSIER_COLUMNS, sample.randrange(2, len(DOSSIER_COLUMNS)))
    written = io.StringIO()
    separator = sample.choice(",;\t")
    writer = csv.DictWriter(
        written, names, extrasaction="ignore", delimiter=separator, lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(as_cells(drawn(sample), sample) for _ in range(3))
    return written.getvalue().encode()


def rows_of(content: bytes) -> list[Any]:
    """What ``assess`` may be given for each line that is not blank."""
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    header, *lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = max(
        ",;\t", key=lambda sign: sum(one.strip() in DOSSIER_COLUMNS for one in _cells(header, sign))
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
        assess(**answers_of(raw))
    except (RefusedError, NoLawError):
        return None
    return raw
