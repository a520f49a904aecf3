"""Many dossiers: one row out for each row in, in the same order, whatever happens to each."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import IO, Final

from stagiaire_cli.assessment import assess_dossier
from stagiaire_cli.languages import Language
from stagiaire_cli.law import NoLawError
from stagiaire_cli.problems import no_law, sentence
from stagiaire_cli.records import Record
from stagiaire_cli.reports import CSV, JSONL
from stagiaire_cli.reports.json import verdict_object
from stagiaire_cli.rows import Row, csv_rows, json_rows, layout_of
from stagiaire_cli.streams import visible
from stagiaire_cli.verdict import Verdict

COLUMNS: Final = (
    "id",
    "status",
    "provisions",
    "file",
    "missing",
    "settled_by",
    "failed_checks",
    "error",
)
ERRORS_SHOWN: Final = 20
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Source(Record):
    """A file of dossiers: its form, its header line (for CSV), and its rows."""

    form: str
    header: str
    rows: Iterator[Row]


class Judged(Record):
    """A row with its verdict, or with the sentences that say why it has none."""

    row: Row
    verdict: Verdict | None
    errors: tuple[str, ...]


def source_of(text: IO[str], *, ignore_columns: bool) -> Source:
    """The rows of a file: JSON Lines where it starts with a brace, else CSV.

    Raises ``HeaderError`` for a CSV header that cannot be read.
    """
    first = text.readline()
    if first.lstrip().startswith("{"):
        return Source(JSONL, "", json_rows(chain((first,), text)))
    layout = layout_of(first.rstrip("\r\n"), ignore_columns=ignore_columns)
    return Source(CSV, first, csv_rows(text, layout))


def judged(source: Source, on: date | None, text: Language) -> Iterator[Judged]:
    """Each row with its verdict, under the law of its own day, else of the day given."""
    for row in source.rows:
        if row.dossier is None:
            errors = tuple(
                sentence(one.problem, text("batch.column", column=one.column), text)
                for one in row.faults
            )
            yield Judged(row, None, errors)
            continue
        dossier = row.dossier if row.dossier.on or on is None else row.dossier._replace(on=on)
        try:
            yield Judged(row, assess_dossier(dossier), ())
        except NoLawError as error:
            yield Judged(row, None, (no_law(error, text),))


def writer_of(stream: IO[str], form: str, text: Language, *, raw: bool) -> Callable[[Judged], None]:
    """What writes one row: the batch columns as CSV, or a whole verdict as JSON."""
    if form == JSONL:

        def write_object(one: Judged) -> None:
            found: dict[str, object] = (
                {"id": one.row.id, "error": " ".join(one.errors)}
                if one.verdict is None
                else verdict_object(one.verdict, text)
            )
            stream.write(json.dumps(found, ensure_ascii=False) + "\n")

        return write_object
    import csv

    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)

    def write_row(one: Judged) -> None:
        cells = summary(one)
        writer.writerow(cells if raw else map(guarded, cells))

    return write_row


def summary(one: Judged) -> tuple[str, ...]:
    """The cells of a row."""
    verdict = one.verdict
    if verdict is None:
        return (one.row.id, *[""] * (len(COLUMNS) - 2), " ".join(one.errors))
    several = (
        verdict.met,
        verdict.file.missing,
        verdict.settled_by,
        verdict.failed_checks,
    )
    provisions, missing, settled_by, failed = map("|".join, several)
    file = verdict.file.result
    return (one.row.id, verdict.status, provisions, file, missing, settled_by, failed, "")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


class Tally:
    """What a run has seen: rows by status, and mistakes by kind; the first mistakes are told."""

    def __init__(self, name: str, text: Language, tell: Callable[[str], None]) -> None:
        self.statuses: Counter[str] = Counter()
        self.rejected = 0
        self._name = name
        self._text = text
        self._tell = tell
        self._told = 0
        self._untold: Counter[str] = Counter()

    def count(self, one: Judged) -> None:
        """Take one row into account."""
        if one.verdict is not None:
            self.statuses[one.verdict.status] += 1
            return
        self.rejected += 1
        places = [(fault.column, fault.problem.kind) for fault in one.row.faults] or [(1, "no_law")]
        for (column, kind), error in zip(places, one.errors, strict=True):
            if self._told < ERRORS_SHOWN:
                self._told += 1
                self._tell(f"{self._name}:{one.row.line}:{column}: {visible(error)}")
            else:
                self._untold[kind] += 1

    def lines(self) -> Iterable[str]:
        """How many rows there were, and of what."""
        text = self._text
        if self._untold:
            kinds = (
                text("batch.kind", kind=text(f"batch.kinds.{kind}"), count=text.count(count))
                for kind, count in self._untold.most_common()
            )
            yield text("batch.more", kinds=text.listed(kinds))
        rows = sum(self.statuses.values()) + self.rejected
        yield text("batch.rows", rows=text.count(rows), rejected=text.count(self.rejected))
        for status, count in self.statuses.most_common():
            label = text(f"report.today_status.{status}")
            yield text("batch.status", status=label, count=text.count(count))
