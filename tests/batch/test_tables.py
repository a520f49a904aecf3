"""The rules as tables: the same rows as dossiers judged one by one."""

import random
from datetime import date

import pytest

from stagiaire_cli.batch import bits as words
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import READING_PREFIX, layout_of, read_cells
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, law_on
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT, FACTS
from stagiaire_cli.logic.conditions import facts_of
from tests.people.cells import cell
from tests.people.tabled import (
    RESERVED_SINCE,
    SINCE,
    check,
    of,
    of_alternatives,
    of_what_is_reserved,
)

ALL = [*FACT, *(READING_PREFIX + name for name in READINGS), "documents"]


# The proof ``tables`` compares every state.
@pytest.mark.parametrize("since", SINCE)
def test_states_of_each_alternative(since: date) -> None:
    assert of_alternatives(since, chance=0.04) > 100


@pytest.mark.parametrize("since", RESERVED_SINCE)
def test_states_of_what_is_reserved_under_each_reading(since: date) -> None:
    assert of_what_is_reserved(since, chance=0.01) > 100


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
