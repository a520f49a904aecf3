"""Rows that the tables give what their dossiers have alone: the states that rules tell apart."""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.verdict import tail_of
from stagiaire_cli.batch.tables.cells import Columns, cells_of
from stagiaire_cli.batch.tables.compiled import Tables
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import READING_PREFIX, layout_of, read_cells
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.definition import READINGS, VERSIONS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import facts_of

SINCE = [version.since for version in VERSIONS]
RESERVED_SINCE = (date(2016, 11, 1), date(2019, 3, 1), date(2021, 5, 1))


def of(names: Sequence[str]) -> Tables:
    places = {name.removeprefix(READING_PREFIX): place for place, name in enumerate(names)}
    documents = places.pop("documents", -1)
    return Tables(cells_of(Columns(places, documents), read_dossier))


def check(
    on: date, names: Sequence[str], rows: Iterable[Sequence[str]], *, given: bool = True
) -> int:
    """Each row gives the same by tables and alone; how many rows there were.

    The law is that of the day, which is the day of the verdict where it is ``given``.
    """
    tables, layout = of(names).under(law_on(on)), layout_of(",".join(names))
    day, number = (on, on.toordinal()) if given else (None, 0)
    assert given or law_on(LAST_DAY) == law_on(on)
    many = 0
    for cells in rows:
        dossier = read_cells(cells, layout)
        assert isinstance(dossier, Dossier), cells
        found = ",".join(tables.given(number, cells))
        assert found == tail_of(assess_dossier(dossier._replace(on=day))), (on, names, cells)
        many += 1
    return many


def states(name: str) -> tuple[str, ...]:
    """A cell of each kind that the rules tell apart: open, and a value each way."""
    if name.startswith(READING_PREFIX):
        return ("", *READINGS[name.removeprefix(READING_PREFIX)])
    fact = FACT[name]
    return ("", *map(str, fact.values)) if fact.kind == "choice" else ("", "yes", "no")


def _values_of_months(name: str) -> tuple[str, ...]:
    return ("", "2", "4", "9") if FACT.get(name) and FACT[name].kind == "months" else states(name)


def of_alternatives(since: date, chance: float = 1) -> int:
    """The three-valued states of each alternative's facts, the others open, then declined.

    Each is tried with that chance; how many were.
    """
    version = law_on(since).version
    sample = random.Random(since.toordinal())
    declined = dict(provision.declined for provision in version.provisions)
    many = 0
    for provision in version.provisions:
        asked = [name for name in facts_of(provision.condition) if name in FACT]
        asked = [name for name in asked if FACT[name].group == "definition"]
        others = [fact for fact, _ in declined.items() if fact not in asked]
        names = [*asked, *others, "foreign_employee"] if "2" not in provision.number else asked
        names = list(dict.fromkeys((*asked, *names)))
        rest = [str(declined.get(name, False)) for name in names[len(asked) :]]
        rows = (
            [*state, *cells]
            for state in product(*map(states, asked))
            for cells in ([""] * len(rest), rest)
            if sample.random() < chance
        )
        tried = check(since, names, rows)
        assert chance < 1 or tried >= 2 * 3**3
        many += tried
    return many


def of_what_is_reserved(since: date, chance: float) -> int:
    """The internship and the group given, the rest in its states under each reading."""
    names = [
        name
        for name in facts_of(law_on(since).version.provisions[1].condition)
        if name in FACT and name not in ("foreign_employee", "declared_training")
    ]
    columns = [*names, *(READING_PREFIX + name for name in READINGS)]
    rows = product(*map(_values_of_months, columns))
    given = ("yes", "yes", "no", "none")
    whole = [*columns, "foreign_employee", "declared_training"]
    whole += ["company_internship", "hospital_internship"]
    sample = random.Random(3)
    return check(since, whole, ([*row, *given] for row in rows if sample.random() < chance))
