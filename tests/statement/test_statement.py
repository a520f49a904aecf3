"""The rules as SQL: on each engine the rows that the dossiers have one by one.

The states of an alternative's facts are enumerated with the other alternatives open and declined:
alternatives share no fact, so that what they give together follows from the results of each. So
are those of the reservation of the 2°, with an internship in the group, in parts.
"""

import contextlib
import csv
import importlib.util
import io
import os
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import stagiaire_cli
from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS, tail_of
from stagiaire_cli.cli.main import main
from stagiaire_cli.dossier.dossier import Dossier, in_order
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, LAST_DAY, NoLawError, law_on
from stagiaire_cli.law.definition import READINGS, RESERVATION_READING, VERSIONS
from stagiaire_cli.law.facts import FACT, TERRITORY, VARIABLE
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN, facts_of
from stagiaire_cli.statement import (
    DAY_COLUMN,
    NOT_YETS,
    UNKNOWNS,
    BadTableError,
    columns_asked,
    sql,
    statement,
)
from tests.conftest import cases, memory_streams, text_of
from tests.people.dossiers import ALL_OF_2, IN_GROUP, NOT_1, NOT_2, NOT_3
from tests.people.typed_rows import (
    READING_COLUMN,
    Row,
    cells_of,
    csv_of,
    random_rows,
    rows_near_limits,
    table_of,
    type_of,
)

SINCE = [version.since for version in VERSIONS]
RESERVED_SINCE = SINCE[2:]
# No fact has a number of values that the parts and it divide, so that each part has all of them.
PARTS = range(7)


def dossier(row: Row, on: date | None) -> Dossier:
    """The dossier that a row of the table stands for."""
    facts = {name: row[name] for name in FACT if row.get(name) is not None}
    facts |= dict.fromkeys(filter(None, (row.get(UNKNOWNS) or "").split("|")), UNKNOWN)
    facts |= dict.fromkeys(filter(None, (row.get(NOT_YETS) or "").split("|")), NOT_YET)
    reading = row.get(READING_COLUMN)
    held = in_order(filter(None, (row.get("documents") or "").split("|")))
    return Dossier(facts, held, {RESERVATION_READING: reading} if reading else {}, on)


def wanted(rows: Sequence[Row], on: date | None) -> list[str]:
    return [tail_of(assess_dossier(dossier(row, on))) for row in rows]


def states(on: date) -> list[Row]:
    """Every three-valued state of each alternative."""
    version = law_on(on).version
    rows: list[Row] = []
    declined = {"1°": NOT_1, "2°": NOT_2, "3°": NOT_3}
    for provision in version.provisions:
        facts = facts_of(provision.condition)
        asked = [name for name in facts if name in FACT]
        of_place = TERRITORY if "3" in provision.number else ""
        names = [n for n in asked if FACT[n].group == "definition" or n == of_place]
        others = {
            name: value
            for number, given in declined.items()
            if number != provision.number
            for name, value in given.items()
        }
        for state in product(*map(_values, names)):
            answers = dict(zip(names, state, strict=True))
            rows += [answers, {**others, **answers}]
    rows += [dict(IN_GROUP), {**NOT_1, **NOT_2, **NOT_3}]
    return [_in_table(row, on) for row in rows]


def reserved(on: date, part: int) -> list[Row]:
    """One part of the states of what is reserved, under each reading."""
    version = law_on(on).version
    given = {**NOT_1, **NOT_3, **ALL_OF_2, "further_internship": True}
    given |= {"host_in_employer_group": True, "host_trades_with_employer": True}
    names = [name for name in facts_of(version.ict, version.mobile) if name not in given]
    readings = (None, *READINGS[RESERVATION_READING])
    rows = []
    for state in list(product(readings, *map(_values, names)))[part :: len(PARTS)]:
        answers = dict(zip(names, state[1:], strict=True))
        mission = _MISSIONS[answers.pop("short_mission")]
        rows.append(_in_table({**given, READING_COLUMN: state[0], **answers, **mission}, on))
    return rows


def part_of_all(on: date, part: int) -> list[Row]:
    """One part of every state."""
    return [*states(on)[part :: len(PARTS)], *(reserved(on, part) if on in RESERVED_SINCE else ())]


def _in_table(row: Row, on: date) -> Row:
    """The row with what a table under the law of the day has."""
    asked = columns_asked(law_on(on))
    return {**{name: value for name, value in row.items() if name in asked}, "id": "x"}


# A length of the mission, by whether it is short.
_MISSIONS: dict[object, Row] = {
    None: {"internship_start": date(2024, 5, 1)},
    True: {"internship_start": date(2024, 5, 1), "internship_end": date(2024, 7, 29)},
    False: {"internship_start": date(2024, 5, 1), "internship_end": date(2024, 7, 30)},
}


def _values(name: str) -> tuple[object, ...]:
    fact = VARIABLE[name]
    if fact.kind == "months":
        return (None, 2, 4, 9)
    if fact.kind == "choice":
        # One value of each kind that a rule tells apart.
        kept: dict[str, tuple[object, ...]] = {"course_leads_to": ("title", "nothing")}
        kept |= {"cooperation_programme": ("eu", "none")}
        kept |= {"programme_field": ("youth", "other")}
        kept |= {TERRITORY: (UNKNOWN, "new_caledonia", "french_polynesia")}
        return (None, *kept.get(name, fact.values))
    return (None, True, False)


def case_rows() -> Iterator[tuple[date, Row]]:
    """The cases, where a typed column can say what they say."""
    for case in cases():
        answers = case["answers"]
        on = date.fromisoformat(answers.get("on", "2021-04-30"))
        facts = dict(answers["facts"])
        unknown = [name for name, value in facts.items() if value == UNKNOWN]
        not_yet = [name for name, value in facts.items() if value == NOT_YET]
        listed = {*unknown, *not_yet}
        row: Row = {name: None if name in listed else _typed(name, facts[name]) for name in facts}
        row |= {"id": case["id"], "documents": "|".join(answers.get("documents", ()))}
        row[READING_COLUMN] = answers.get("readings", {}).get(RESERVATION_READING)
        row[UNKNOWNS] = "|".join(unknown)
        row[NOT_YETS] = "|".join(not_yet)
        yield on, row


def _typed(name: str, value: Any) -> object:
    if FACT[name].kind == "date":
        return date.fromisoformat(value)
    return Decimal(str(value)) if FACT[name].kind == "euros" else value


def on_sqlite(
    on: date, rows: Sequence[Row], columns: Sequence[str] = (), query: str = ""
) -> list[tuple[Any, ...]]:
    def plain(value: object) -> object:
        if isinstance(value, date):
            return value.isoformat()
        return float(value) if isinstance(value, Decimal) else value

    columns = columns or columns_asked(law_on(on))
    base = sqlite3.connect(":memory:")
    base.execute(table_of(columns))
    holes = ", ".join("?" * len(columns))
    cells = [[plain(cell) for cell in row] for row in cells_of(columns, rows)]
    base.executemany(f"INSERT INTO dossiers VALUES ({holes})", cells)
    found = base.execute(query or sql("dossiers", on)).fetchall()
    base.close()
    return found


def on_duckdb(on: date, rows: Sequence[Row], folder: Path) -> list[tuple[Any, ...]]:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    columns = columns_asked(law_on(on))
    csv_of(columns, rows, folder / "rows.csv")
    with duckdb.connect() as base:
        base.execute(table_of(columns))
        base.execute(f"COPY dossiers FROM '{folder / 'rows.csv'}' (FORMAT csv, HEADER false)")
        found: list[tuple[Any, ...]] = base.execute(sql("dossiers", on)).fetchall()
        return found


def check(on: date | None, rows: Sequence[Row], found: Sequence[tuple[Any, ...]]) -> None:
    """Each row has what its dossier has alone, and no mistake."""
    assert len(found) == len(rows)
    given = {int(row[0]): row for row in found}
    for place, (row, tail) in enumerate(zip(rows, wanted(rows, on), strict=True)):
        shown = ",".join(cell or "" for cell in given[place][1:-1])
        assert (shown, given[place][-1] or "") == (tail, ""), (on, row)


@pytest.mark.parametrize("on", DAYS_OF_CHANGE)
def test_random_dossiers_on_sqlite_and_duckdb(on: date, tmp_path: Path) -> None:
    rows = random_rows(on, 200)
    check(on, rows, on_sqlite(on, rows))
    check(on, rows, on_duckdb(on, rows, tmp_path))


@pytest.mark.parametrize("on", DAYS_OF_CHANGE)
@pytest.mark.engine
def test_days_near_a_limit_and_acts_not_done_on_sqlite_and_duckdb(on: date, tmp_path: Path) -> None:
    rows = rows_near_limits(on, 300)
    check(on, rows, on_sqlite(on, rows))
    check(on, rows, on_duckdb(on, rows, tmp_path))


def test_without_a_day_of_the_verdict_nothing_is_late_or_presumed_complete() -> None:
    rows = [*rows_near_limits(LAST_DAY, 300), *random_rows(LAST_DAY, 100)]
    check(None, rows, on_sqlite(LAST_DAY, rows, query=sql("dossiers")))


@pytest.mark.parametrize("on", SINCE)
def test_each_row_may_have_a_day_of_its_own_or_none(on: date) -> None:
    law = law_on(on)
    columns = columns_asked(law)
    query = statement("dossiers", law, dict.fromkeys(columns, False), day=DAY_COLUMN)
    rows = rows_near_limits(on, 200)
    # Where none is given, the law is that of the last day of the old code.
    own = [None if law is law_on(LAST_DAY) and place % 3 == 0 else on for place in range(200)]
    dated = [{**row, DAY_COLUMN: day} for row, day in zip(rows, own, strict=True)]
    found = on_sqlite(on, dated, (*columns, DAY_COLUMN), query)
    for place, (row, day) in enumerate(zip(rows, own, strict=True)):
        check(day, [row], [("0", *found[place][1:])])


@pytest.mark.parametrize("on", SINCE)
def test_a_table_may_have_only_some_columns(on: date) -> None:
    law, sample = law_on(on), random.Random(5)
    asked = columns_asked(law)
    for day in (None, on) if law is law_on(LAST_DAY) else (on,):
        for _ in range(8):
            fewer = [name for name in asked if name == "id" or sample.random() < 0.6]
            rows = [
                {name: row.get(name) for name in fewer}
                for row in (*rows_near_limits(on, 30), *random_rows(on, 30))
            ]
            query = statement("dossiers", law, dict.fromkeys(fewer, False), day=day)
            check(day, rows, on_sqlite(on, rows, fewer, query))


@pytest.mark.parametrize("on", SINCE)
@pytest.mark.engine
def test_every_state_on_sqlite_and_duckdb(on: date, tmp_path: Path) -> None:
    rows = states(on)
    assert len(rows) > 2 * (3**7 + 3**5)
    check(on, rows, on_sqlite(on, rows))
    check(on, rows, on_duckdb(on, rows, tmp_path))


@pytest.mark.parametrize("on", RESERVED_SINCE)
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.engine
def test_every_state_of_what_is_reserved_on_sqlite_and_duckdb(
    on: date, part: int, tmp_path: Path
) -> None:
    rows = reserved(on, part)
    assert len(rows) > 3**6 / 2
    check(on, rows, on_sqlite(on, rows))
    check(on, rows, on_duckdb(on, rows, tmp_path))


def test_the_cases_on_sqlite_and_duckdb(tmp_path: Path) -> None:
    for on, row in case_rows():
        check(on, [row], on_sqlite(on, [row]))
    on, row = next(iter(case_rows()))
    check(on, [row], on_duckdb(on, [row], tmp_path))


def test_what_is_no_answer_is_told_and_not_judged() -> None:
    on = date(2020, 1, 1)
    wrong: list[Row] = [
        {"course_leads_to": "diplom"},
        {"documents": "photographs|photo"},
        {"documents": "civil_status, photographs"},
        {"group_seniority_months": -1},
        {"monthly_means": -5},
        {UNKNOWNS: "vls"},
        {NOT_YETS: "internship_start"},
        {NOT_YETS: "convention_sent|application_complete"},
        {READING_COLUMN: "both"},
        {"documents": "photographs|photographs||"},
        {"company_internship": "oui"},
        {"company_internship": 2},
        {"group_seniority_months": 6.5},
    ]
    found = on_sqlite(on, wrong)
    told = [(row[1], row[-1]) for row in found]
    assert told[0] == ("", "course_leads_to: diplom")
    assert told[1] == ("", "documents: photographs|photo")
    assert [bool(error) for _, error in told] == (
        [True, True, False, True, True, True, True, False, True, False, True, True, True]
    )
    assert all(bool(error) != bool(status) for status, error in told)


def test_days_are_those_of_the_calendar_and_may_have_midnight_with_them() -> None:
    names = [name for name, fact in FACT.items() if fact.kind == "date"]
    fine = ("2020-02-29", "2000-02-29", "2018-12-31", " 2018-12-31 ", "2018-12-31 00:00:00", "")
    wrong: tuple[str, ...] = (
        "2018-02-30",
        "2019-02-29",
        "1900-02-29",
        "2018-04-31",
        "2018-13-01",
        "2018-00-10",
    )
    wrong += ("2018-01-00", "0000-01-01", "abcd-01-01", "2018-01-011", "2018-12-31 00:00:01")
    rows: list[Row] = [{name: day} for name in names for day in (*fine, *wrong)]
    found = on_sqlite(date(2020, 1, 1), rows)
    for row, given in zip(rows, found, strict=True):
        [(name, day)] = row.items()
        assert (given[-1] or "").startswith(f"{name}: " if day in wrong else ""), row
        assert bool(given[1]) is (day in fine), row


@pytest.mark.parametrize("value", [2, -1, "oui", "maybe", "2018-01-01"])
def test_a_truth_value_is_true_or_false_in_every_column(value: object) -> None:
    on = date(2020, 1, 1)
    asked = [name for name in columns_asked(law_on(on)) if name in FACT]
    names = [name for name in asked if FACT[name].kind == "yes_no"]
    found = on_sqlite(on, [{name: value} for name in names])
    assert [(row[1], row[-1]) for row in found] == [("", f"{name}: {value}") for name in names]


@pytest.mark.parametrize("listing", [UNKNOWNS, NOT_YETS])
def test_a_list_that_contradicts_an_answer_is_told_in_every_column(listing: str) -> None:
    on = date(2020, 1, 1)
    given: Row = {"convention_sent": on, "application_complete": on}
    if listing == UNKNOWNS:
        given |= {"adult": False, "request": "renewal", "earlier_months": 0, "monthly_means": 615}
    found = on_sqlite(on, [{name: value, listing: name} for name, value in given.items()])
    for name, row in zip(given, found, strict=True):
        assert row[1] == ""
        assert row[-1].startswith(f"{name}: ")
        assert row[-1].endswith(f", {listing}")
    both = on_sqlite(on, [{UNKNOWNS: "convention_sent", NOT_YETS: "convention_sent"}])
    assert both[0][-1] == "convention_sent: not_yet, unknown"
    twice = on_sqlite(on, [{"request": "unknown", UNKNOWNS: "request"}])
    assert twice[0][-1] == ""


def test_a_third_decimal_and_a_part_of_a_month_are_refused_in_any_type() -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    on = date(2020, 1, 1)
    columns = {"id": False, "monthly_means": False, "earlier_months": False}
    query = statement("dossiers", law_on(on), columns, day=on)
    amounts = [cents / 100 for cents in (*range(61_400, 61_600), *range(146_000, 146_200))]
    wrong = [614.999, 614.9900001, -0.01, 1e9, 1e300, float("inf"), float("nan")]
    rows: list[Row] = [{"monthly_means": one, "earlier_months": 8.0} for one in (*amounts, *wrong)]
    rows += [{"earlier_months": one} for one in (6.5, -1.0, 10000.0, float("inf"), float("nan"))]
    with duckdb.connect() as base:
        base.execute(
            "CREATE TABLE dossiers (id VARCHAR, monthly_means DOUBLE, earlier_months DOUBLE)"
        )
        base.executemany("INSERT INTO dossiers VALUES (?, ?, ?)", cells_of([*columns], rows))
        found = base.execute(query).fetchall()
    # SQLite keeps no NaN.
    for judged in (found, on_sqlite(on, rows[: len(amounts) + 6], [*columns], query)):
        refused = [bool(row[-1]) for row in judged]
        assert refused == [False] * len(amounts) + [True] * (len(judged) - len(amounts))


def test_the_types_of_a_data_frame_are_read_as_those_of_a_table(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    on = date(2020, 1, 1)
    rows, columns = rows_near_limits(on, 60), columns_asked(law_on(on))
    csv_of(columns, rows, tmp_path / "rows.csv")
    loose = {"date": "TIMESTAMP_NS", "months": "DOUBLE", "euros": "DOUBLE"}
    typed = ", ".join(
        f"CAST({name} AS {loose[FACT[name].kind]}) AS {name}"
        for name in columns
        if name in FACT and FACT[name].kind in loose
    )
    with duckdb.connect() as base:
        base.execute(table_of(columns))
        base.execute(f"COPY dossiers FROM '{tmp_path / 'rows.csv'}' (FORMAT csv, HEADER false)")
        base.execute(f"CREATE TABLE frame AS SELECT * REPLACE ({typed}) FROM dossiers")
        check(on, rows, base.execute(sql("frame", on)).fetchall())


def test_texts_are_read_without_blanks_and_what_is_not_known_in_capitals_too() -> None:
    on = date(2020, 1, 1)
    same: list[tuple[Row, Row]] = [
        ({"course_leads_to": " diploma "}, {"course_leads_to": "diploma"}),
        ({"request": "Inconnu"}, {"request": UNKNOWN}),
        ({"request": "  "}, {"request": None}),
        ({READING_COLUMN: " situation"}, {READING_COLUMN: "situation"}),
        ({"documents": "photographs |  civil_status"}, {"documents": "civil_status|photographs"}),
    ]
    for pair in same:
        one, other = on_sqlite(on, pair)
        assert (one[1:], one[-1]) == (other[1:], "")
    for name, text in (("documents", "photo graphs"), ("request", "Renewal.")):
        assert on_sqlite(on, [{name: text}])[0][-1] == f"{name}: {text}"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("dossiers", "dossiers"),
        ("main.dossiers", "main.dossiers"),
        ("Intake.Dossiers_2018", "Intake.Dossiers_2018"),
        ("a;drop table x", '"a;drop table x"'),
        ("main.order", 'main."order"'),
        ("dossiers of 2018", '"dossiers of 2018"'),
        ('main."a.b"', 'main."a.b"'),
        ('"a""b"', '"a""b"'),
        ("`a b`", "`a b`"),
        ("(SELECT 1)", '"(SELECT 1)"'),
    ],
)
def test_a_name_of_a_table_is_quoted_where_it_must_be(given: str, written: str) -> None:
    query = sql(given, "2020-01-01")
    assert f"\nFROM {written}\n" in query
    base = sqlite3.connect(":memory:")
    columns = ", ".join(columns_asked(law_on(date(2020, 1, 1))))
    table = written.replace("Intake.", "").replace("main.", "")
    base.execute(f"CREATE TABLE {table} ({columns})")
    base.execute(f"INSERT INTO {table} (id) VALUES ('x')")
    assert len(base.execute(query.replace("Intake.", "")).fetchall()) == 1
    base.close()


@pytest.mark.parametrize("name", ["step1", "Step2", '"step3"', "step_1", "main.step4", "apart"])
def test_a_table_may_have_the_name_of_a_step(name: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    columns = ", ".join(f"{c} {type_of(c)}" for c in columns_asked(law_on(date(2020, 1, 1))))
    with contextlib.closing(sqlite3.connect(":memory:")) as lite, duckdb.connect() as duck:
        for base in (lite, duck):
            base.execute(f"CREATE TABLE {name} ({columns})")
            base.execute(f"INSERT INTO {name} (id) VALUES ('x')")
            assert base.execute(sql(name, "2020-01-01")).fetchall()[0][0] == "x"


@pytest.mark.parametrize(
    "given",
    ["", " ", ".", "a..b", "a.", "a.b.c.d", '"a', 'a"b', '""', "a\nb", "a\0", '"\x1b[2J"', " \t"],
)
def test_what_is_no_name_of_a_table_is_refused(given: str) -> None:
    with pytest.raises(BadTableError):
        sql(given)
    streams = memory_streams()
    assert main(["sql", "--table", given, "--lang", "en", "--quiet"], streams) == 2
    told = text_of(streams.stderr)
    assert told.startswith("Error: --table: ")
    assert told.count("\n") == 1
    assert text_of(streams.stdout) == ""


def test_the_statement_is_had_from_python_for_any_table_and_day() -> None:
    assert stagiaire_cli.sql is sql
    assert "FROM files.of_2018\n" in sql("files.of_2018", "2018-05-15")
    assert sql("x", "31/12/2018") == sql("x", date(2018, 12, 31))
    # The law is that of the day, but nothing is late on it.
    assert "'2021-04-30'" in sql("x", "2021-04-30")
    assert "'2021-04-30'" not in sql("x")
    with pytest.raises(NoLawError):
        sql("x", "2009-05-31")
    for name in ("COALESCE", "CASE", "SUBSTR"):
        assert name in sql("x")


def binaries() -> str:
    """Where PostgreSQL has its programs, or nothing."""
    roots = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return str(roots[-1].parent) if roots and shutil.which("psql") else ""


@pytest.fixture(scope="module")
def postgres() -> Iterator[list[str]]:
    """A server of our own on a socket of its own; the command of its client."""
    where = binaries()
    if not where:
        pytest.skip("PostgreSQL is not installed")
    # Not a folder of pytest's: the path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="stagiaire-"))
    # The server refuses to be run by root.
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    as_user = other if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")

    def call(*command: str) -> None:
        subprocess.run([*as_user, *command], cwd=folder, check=True, capture_output=True)

    call(f"{where}/initdb", "-D", data, "-U", "test", "-A", "trust")
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"
    control = [f"{where}/pg_ctl", "-D", data, "-w", "-l", str(folder / "log")]
    call(*control, "-o", options, "start")
    try:
        yield ["psql", "-h", str(folder), "-U", "test", "-d", "postgres", "-q", "--csv", "-t"]
    finally:
        call(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("on", SINCE)
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.engine
def test_states_and_random_dossiers_on_postgresql(
    on: date, part: int, postgres: list[str], tmp_path: Path
) -> None:
    rows = [*part_of_all(on, part), *random_rows(on, 200)]
    columns = columns_asked(law_on(on))
    csv_of(columns, rows, tmp_path / "rows.csv")
    script = f"DROP TABLE IF EXISTS dossiers; {table_of(columns)};\n"
    script += f"\\copy dossiers FROM '{tmp_path / 'rows.csv'}' (FORMAT csv)\n"
    script += sql("dossiers", on) + ";\n"
    done = subprocess.run(
        [*postgres, "-v", "ON_ERROR_STOP=1"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    check(on, rows, [tuple(row) for row in csv.reader(io.StringIO(done.stdout))])


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of Spark in this process."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("on", SINCE)
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.engine
def test_states_and_random_dossiers_on_spark(
    on: date, part: int, spark: Any, tmp_path: Path
) -> None:
    rows = [*part_of_all(on, part), *random_rows(on, 200)]
    columns = columns_asked(law_on(on))
    csv_of(columns, rows, tmp_path / "rows.csv")
    schema = ", ".join(f"{c} {type_of(c)}" for c in columns)
    schema = re.sub(r"VARCHAR\(\d+\)", "STRING", schema)
    frame = spark.read.schema(schema).csv(str(tmp_path / "rows.csv"))
    frame.createOrReplaceTempView("dossiers")
    found = spark.sql(sql("dossiers", on)).collect()
    check(on, rows, [tuple(row) for row in found])


def test_the_columns_are_those_of_a_batch() -> None:
    base = sqlite3.connect(":memory:")
    base.execute(table_of(columns_asked(law_on(date(2020, 1, 1)))))
    found = base.execute(sql("dossiers", "2020-01-01"))
    assert tuple(column[0] for column in found.description) == VERDICT_COLUMNS
    base.close()
