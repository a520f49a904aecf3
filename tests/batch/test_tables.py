"""The rules as tables: the same rows as dossiers judged one by one."""

import random
from datetime import date, timedelta

import pytest

from stagiaire_cli.batch.tables import cells as kept
from stagiaire_cli.dossier.rows import READING_PREFIX
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, LAST_DAY, law_on
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, FACTS, PRESUMED, TERRITORY
from stagiaire_cli.logic.conditions import UNKNOWN, facts_of
from tests.people.cells import cell, dated_cells
from tests.people.tabled import (
    RESERVED_SINCE,
    SINCE,
    check,
    of,
    of_alternatives,
    of_what_is_reserved,
)

DATED = [fact for fact in FACTS if fact.kind == "date"]
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
    monkeypatch.setattr(kept, "_KEPT", 2)
    sample = random.Random(1)
    names = [fact.id for fact in FACTS if fact.group != "file"]
    rows = [[cell(name, sample, 0.3) for name in names] for _ in range(200)]
    assert check(date(2020, 1, 1), names, rows + rows) == 400


def test_cells_that_are_no_answer_are_left_to_whoever_reads_the_row() -> None:
    given = of(["company_internship", "internship_start"]).under(law_on(date(2020, 1, 1))).given
    assert given(0, ["yes", "2020-01-01"]) == given(0, ["YES", " 01/01/2020"])
    for other in (["maybe", "2020-01-01"], ["yes", "soon"], ["yes", "not_yet"]):
        with pytest.raises(KeyError):
            given(0, other)


def test_a_document_named_twice_is_held_once() -> None:
    on = date(2020, 1, 1)
    names = ["company_internship", "documents"]
    twice = "photographs|civil_status|photographs"
    rows = [["yes", twice], ["yes", "photographs| civil_status,photographs|"], ["yes", "|"]]
    assert check(on, names, rows) == len(rows)


def test_laws_of_different_days_share_tables_and_judge_each_by_its_own() -> None:
    sample = random.Random(6)
    tables = of(ALL)
    rows = [[cell(name, sample, 0.2) for name in ALL] for _ in range(3)]
    for on in (*DAYS_OF_CHANGE, *reversed(DAYS_OF_CHANGE)):
        for cells in rows:
            alone = of(ALL).under(law_on(on)).given(on.toordinal(), cells)
            assert tables.under(law_on(on)).given(on.toordinal(), cells) == alone


def test_days_near_the_end_of_the_calendar_are_left_to_whoever_reads_the_row() -> None:
    given = of(["internship_start"]).under(law_on(date(2020, 1, 1))).given
    for day in ("0001-01-01", "9999-12-31"):
        with pytest.raises(KeyError):
            given(0, [day])


@pytest.mark.parametrize("on", DAYS_OF_CHANGE)
def test_days_near_the_limits_and_acts_not_done_yet(on: date) -> None:
    sample = random.Random(on.toordinal())
    for place, given in enumerate((True, True, on == law_on(LAST_DAY).since)):
        day = on + timedelta(sample.randrange(60)) if given and place else on
        if law_on(day) != law_on(on):
            day = on
        names = [name for name in ALL if FACT.get(name) in DATED or sample.random() < 0.7]
        rows = [dated_cells(names, sample, day, 0.1) for _ in range(60)]
        assert check(day if given else LAST_DAY, names, rows, given=given) == 60


def test_an_application_is_presumed_complete_only_with_a_day_and_a_complete_file() -> None:
    names = ["company_internship", "internship_start", "internship_end", "documents", "request"]
    sample = random.Random(4)
    held = "|".join(DOCUMENT_IDS)
    rows = [
        ["yes", start, end, documents, request]
        for start in ("", "2021-03-01", "2021-06-01")
        for end in ("", "2021-04-29", "2021-04-30", "2021-05-01", "2021-12-31")
        for documents in (held, "", "photographs")
        for request in ("first_card", "unknown", "")
    ]
    for given in (True, False):
        sample.shuffle(rows)
        assert check(LAST_DAY, names, rows, given=given) == len(rows)


def test_a_row_with_two_territories_still_possible_is_settled_as_alone() -> None:
    names = [fact.id for fact in FACTS if fact.group != "file"]
    sample = random.Random(8)
    for on in (date(2022, 1, 1), date(2024, 1, 1)):
        rows = [
            [UNKNOWN if name == "territory" else cell(name, sample, 0.4) for name in names]
            for _ in range(60)
        ]
        assert check(on, names, rows) == 60


def test_alternatives_share_no_fact_but_one_that_is_presumed() -> None:
    for since in SINCE:
        version = law_on(since).version
        conditions = [version.out_of_scope, *(one.condition for one in version.provisions)]
        facts = [fact for condition in conditions for fact in set(facts_of(condition))]
        assert {fact for fact in facts if facts.count(fact) > 1} <= {TERRITORY}
        assert TERRITORY in PRESUMED
