"""The rules as tables: the same rows as dossiers judged one by one."""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.row import tail_of
from stagiaire_cli.batch import bits as words
from stagiaire_cli.batch.tables import Columns, Compiled
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import READING_PREFIX, layout_of, read_cells
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, law_on
from stagiaire_cli.law.definition import READINGS, VERSIONS
from stagiaire_cli.law.facts import FACT, FACTS
from stagiaire_cli.logic.conditions import facts_of
from tests.people.cells import cell

SINCE = [version.since for version in VERSIONS]
ALL = [*FACT, *(READING_PREFIX + name for name in READINGS), "documents"]


def of(on: date, names: Sequence[str]) -> Compiled:
    places = {name.removeprefix(READING_PREFIX): place for place, name in enumerate(names)}
    documents = places.pop("documents", -1)
    return Compiled(law_on(on), Columns(places, documents))


def check(on: date, names: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Each row gives the same by tables and alone; how many rows there were."""
    tables, layout = of(on, names), layout_of(",".join(names))
    many = 0
    for cells in rows:
        dossier = read_cells(cells, layout)
        assert isinstance(dossier, Dossier), cells
        try:
            found = tables.tail(cells)
        except KeyError:
            tables.learn(cells, dossier)
            found = tables.tail(cells)
        assert found == tail_of(assess_dossier(dossier._replace(on=on))), (on, names, cells)
        many += 1
    return many


def states(name: str) -> tuple[str, ...]:
    """A cell of each kind that the rules tell apart: open, and a value each way."""
    if name.startswith(READING_PREFIX):
        return ("", *READINGS[name.removeprefix(READING_PREFIX)])
    fact = FACT[name]
    return ("", *map(str, fact.values)) if fact.kind == "choice" else ("", "yes", "no")


@pytest.mark.parametrize("since", SINCE)
def test_every_state_of_each_alternative(since: date) -> None:
    """All three-valued states of its facts, the other alternatives open, then declined."""
    version = law_on(since).version
    declined = dict(provision.declined for provision in version.provisions)
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
        )
        assert check(since, names, rows) >= 2 * 3**3


@pytest.mark.parametrize("since", [date(2016, 11, 1), date(2019, 3, 1), date(2021, 5, 1)])
def test_every_state_of_what_is_reserved_under_each_reading(since: date) -> None:
    """The internship and the group given, the rest in all its states."""
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
    found = ([*row, *given] for row in rows if sample.random() < 0.08)
    assert check(since, whole, found) > 1000


def _values_of_months(name: str) -> tuple[str, ...]:
    return ("", "2", "4", "9") if FACT.get(name) and FACT[name].kind == "months" else states(name)


@pytest.mark.parametrize("on", DAYS_OF_CHANGE)
def test_dossiers_of_any_columns_on_each_day_that_the_law_changes(on: date) -> None:
    sample = random.Random(on.toordinal())
    for _ in range(6):
        names = sample.sample(ALL, sample.randrange(2, len(ALL)))
        empty = sample.choice((0.02, 0.2, 0.5))
        rows = [[cell(name, sample, empty) for name in names] for _ in range(60)]
        check(on, names, rows)


def test_tables_that_start_afresh_forget_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_KEPT", 2)
    sample = random.Random(1)
    names = [fact.id for fact in FACTS if fact.group != "file"]
    rows = [[cell(name, sample, 0.3) for name in names] for _ in range(200)]
    assert check(date(2020, 1, 1), names, rows + rows) == 400


def test_cells_never_met_are_not_guessed() -> None:
    tables = of(date(2020, 1, 1), ["company_internship", "internship_start"])
    layout = layout_of("company_internship,internship_start")
    cells = ["yes", "2020-01-01"]
    dossier = read_cells(cells, layout)
    assert isinstance(dossier, Dossier)
    tables.learn(cells, dossier)
    assert tables.tail(cells)
    for other in (["maybe", "2020-01-01"], ["yes", "soon"], ["YES", "2020-01-01"]):
        with pytest.raises(KeyError):
            tables.tail(other)


def test_alternatives_share_no_fact_so_that_what_settles_them_adds_up() -> None:
    for since in SINCE:
        version = law_on(since).version
        conditions = [version.out_of_scope, *(one.condition for one in version.provisions)]
        facts = [fact for condition in conditions for fact in set(facts_of(condition))]
        assert len(facts) == len(set(facts))
