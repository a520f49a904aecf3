"""Dossiers as rows of typed columns, and the table that they stand in."""

import csv
import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from stagiaire_cli.dossier.rows import READING_PREFIX
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import READINGS, RESERVATION_READING
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, Fact
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.logic.periods import months_later
from stagiaire_cli.statement import DAY_COLUMN, NOT_YETS, TYPES, UNKNOWNS, columns_asked
from tests.people.dossiers import COMPLETE

Row = dict[str, Any]
READING_COLUMN = f"{READING_PREFIX}{RESERVATION_READING}"
# Any fact can be listed as asked and not known, whether it has a column or not.
LISTED = tuple(FACT)
# What can be listed as not done yet.
ACTS = tuple(name for name, fact in FACT.items() if fact.act)


def random_rows(on: date, many: int) -> list[Row]:
    """Dossiers with each kind of answer, and documents held."""
    sample = random.Random(on.toordinal())
    rows = []
    for number in range(many):
        empty = sample.choice((0.02, 0.2, 0.5))
        row: Row = {
            name: None if sample.random() < empty else _answer(FACT[name], sample)
            for name in columns_asked(law_on(on))
            if name in FACT
        }
        row |= {
            "id": str(number),
            "documents": "|".join(sample.sample(DOCUMENT_IDS, sample.randrange(20))),
            READING_COLUMN: sample.choice((None, *READINGS[RESERVATION_READING])),
            UNKNOWNS: "|".join(name for name in LISTED if sample.random() < 0.1),
            NOT_YETS: "|".join(name for name in ACTS if sample.random() < 0.15),
        }
        rows.append(_consistent(row))
    return rows


def _consistent(row: Row) -> Row:
    """The row without the answers that its lists contradict."""
    unknown, undone = (row[name].split("|") for name in (UNKNOWNS, NOT_YETS))
    row[NOT_YETS] = "|".join(name for name in undone if name not in unknown)
    return row | dict.fromkeys({*unknown, *undone} & row.keys())


def rows_near_limits(on: date, many: int) -> list[Row]:
    """Dossiers of which most is known, with days about those that a rule sets."""
    sample = random.Random(on.toordinal() + 1)
    names = [name for name in columns_asked(law_on(on)) if name in FACT]
    return [_near_limits(on, names, sample) for _ in range(many)]


def _near_limits(on: date, names: Sequence[str], sample: random.Random) -> Row:
    def about(day: date) -> date:
        return day + timedelta(sample.randint(-1, 1))

    def perhaps(day: date) -> date | None:
        return day if sample.random() < 0.6 else None

    row: Row = dict(sample.choice([*COMPLETE.values()]))
    for name in sample.sample(names, 5):
        row[name] = sample.choice((None, _answer(FACT[name], sample)))
    start = on + timedelta(sample.choice((-200, -60, -31, 0, 16, 31, 60, 200)))
    if sample.random() < 0.3:
        # The last day of a month, which the month of the limit may lack.
        start = months_later(start.replace(day=1), 1) - timedelta(1)
    end = months_later(start, sample.choice((-1, 1, 3, 6, 12, 18, 24)))
    if sample.random() < 0.2:
        end = start + timedelta(89)
    row |= {
        "internship_start": start if sample.random() < 0.9 else None,
        "internship_end": about(end) if sample.random() < 0.9 else None,
        "convention_sent": perhaps(about(months_later(start, sample.choice((-2, -1))))),
        "convention_received": perhaps(about(months_later(start, -1))),
        "amendment_sent": perhaps(about(start - timedelta(16))),
        "amendment_received": perhaps(about(start - timedelta(16))),
        "application_complete": perhaps(about(sample.choice((on, end)))),
    }
    held = sample.choice((0.5, 0.98, 1))
    listed = sample.choice((0, 0, 0.05))
    undone = sample.choice((0, 0.3, 0.6))
    row = {name: row.get(name) for name in names}
    return _consistent(
        row
        | {
            "documents": "|".join(name for name in DOCUMENT_IDS if sample.random() < held),
            UNKNOWNS: "|".join(name for name in LISTED if sample.random() < listed),
            NOT_YETS: "|".join(name for name in ACTS if sample.random() < undone),
        }
    )


def _answer(fact: Fact, sample: random.Random) -> object:
    if fact.kind == "yes_no":
        return sample.random() < 0.7
    if fact.kind == "choice":
        return sample.choice((*fact.values, *fact.values, UNKNOWN))
    if fact.kind == "months":
        return sample.choice((0, 1, 2, 3, 5, 6, 12, 24))
    if fact.kind == "euros":
        return Decimal(sample.choice(("614.99", "615", "1466.62", "1498.46", "1800", "2000")))
    day = sample.choice((1, 15, 28, 29, 30, 31))
    month = sample.choice((1, 3, 5, 7, 8, 10, 12))
    return date(sample.choice((2016, 2019, 2020, 2023)), month, day)


def type_of(column: str) -> str:
    kind = TYPES[FACT[column].kind] if column in FACT else "VARCHAR(2000)"
    is_day = column == DAY_COLUMN or (column in FACT and FACT[column].kind == "date")
    return "DATE" if is_day else kind


def table_of(columns: Sequence[str]) -> str:
    return f"CREATE TABLE dossiers ({', '.join(f'{c} {type_of(c)}' for c in columns)})"


def cells_of(columns: Sequence[str], rows: Sequence[Row]) -> list[list[object]]:
    """The cells, each row with its place for an identifier."""
    places = enumerate(rows)
    return [[str(place) if c == "id" else row.get(c) for c in columns] for place, row in places]


def csv_of(columns: Sequence[str], rows: Sequence[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells_of(columns, rows))
