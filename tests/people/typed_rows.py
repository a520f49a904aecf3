"""Dossiers as rows of typed columns, and the table that they stand in."""

import csv
import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from stagiaire_cli.dossier.rows import READING_PREFIX
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import READINGS, RESERVATION_READING
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, Fact
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.statement import NOT_YETS, TYPES, UNKNOWNS, columns_asked

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
        rows.append(row)
    return rows


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
    return "DATE" if column in FACT and FACT[column].kind == "date" else kind


def table_of(columns: Sequence[str]) -> str:
    return f"CREATE TABLE dossiers ({', '.join(f'{c} {type_of(c)}' for c in columns)})"


def cells_of(columns: Sequence[str], rows: Sequence[Row]) -> list[list[object]]:
    """The cells, each row with its place for an identifier."""
    places = enumerate(rows)
    return [[str(place) if c == "id" else row.get(c) for c in columns] for place, row in places]


def csv_of(columns: Sequence[str], rows: Sequence[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells_of(columns, rows))
