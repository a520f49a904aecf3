"""``stagiaire batch`` on Parquet: the rows of the same dossiers as text, by DuckDB or by Spark."""

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS
from stagiaire_cli.batch.results import guarded
from stagiaire_cli.cli.main import main
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, law_on
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.statement import NOT_YETS, UNKNOWNS, columns_asked
from tests.batch.formulas import BETWEEN, SEPARATORS
from tests.conftest import memory_streams, table, text_of
from tests.people.dossiers import ALL_OF_1, NOT_2, NOT_3
from tests.people.typed_rows import Row, csv_of, random_rows, type_of

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
ON = date(2020, 1, 1)
DAYS = (None, date(2018, 5, 15), date(2024, 8, 1), date(2009, 1, 1))


def run(*arguments: str) -> tuple[int, str, str]:
    streams = memory_streams()
    code = main(["batch", *arguments, "--lang", "en"], streams)
    return code, text_of(streams.stdout), text_of(streams.stderr)


def parquet(folder: Path, select: str, name: str = "dossiers.parquet") -> str:
    """A Parquet file of what the statement selects, which may name ``rows``."""
    path = folder / name
    with duckdb.connect() as base:
        base.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return str(path)


def both(folder: Path, rows: list[Row], *, days: bool = False) -> tuple[str, str]:
    """The dossiers as Parquet and as CSV."""
    lists = (UNKNOWNS, NOT_YETS)
    columns = [name for name in columns_asked(law_on(ON)) if name not in lists]
    given = ["on"] if days else []
    for place, row in enumerate(rows):
        row["on"] = DAYS[place % len(DAYS)]
    csv_of([*columns, *lists, "on"], rows, folder / "raw.csv")
    types = {name: type_of(name) for name in columns}
    types |= {**dict.fromkeys(lists, "VARCHAR"), "on": "DATE"}
    spelled = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    read = f"read_csv('{folder / 'raw.csv'}', header=false, columns={{{spelled}}})"
    select = ", ".join(f'"{name}"' for name in (*columns, *lists, *given))
    path = parquet(folder, f"SELECT {select} FROM {read}")
    text = folder / "dossiers.csv"
    with text.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        # Lists of facts name those too that have no column.
        named = [*columns, *(name for name in FACT if name not in columns)]
        writer.writerow([*named, *given])
        for place, row in enumerate(rows):
            listed = dict.fromkeys(row[UNKNOWNS].split("|"), UNKNOWN)
            listed |= dict.fromkeys(row[NOT_YETS].split("|"), NOT_YET)
            cells = [listed.get(name) or _text(row.get(name)) for name in named]
            cells[columns.index("id")] = str(place)
            writer.writerow([*cells, *(_text(row["on"]) for _ in given)])
    return path, str(text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def without_places(text: str) -> str:
    """The same without the numbers of columns: two files may have them in another order."""
    return re.sub(r"column \d+", "column", text)


@pytest.mark.parametrize("days", [False, True])
def test_parquet_has_the_rows_of_the_same_dossiers_as_csv(tmp_path: Path, days: bool) -> None:
    typed, text = both(tmp_path, random_rows(ON, 400), days=days)
    code, found, told = run(typed, "--on", "2020-01-01", "--quiet")
    wanted_code, wanted, _ = run(text, "--on", "2020-01-01", "--quiet")
    assert code == wanted_code == (5 if days else 0)
    if days:
        assert "on 1\u00a0January\u00a02009" in told
        assert [row["id"] for row in table(found)] == [str(place) for place in range(400)]
    assert without_places(found) == without_places(wanted)


def test_each_form_of_output_is_private_and_has_the_same_columns(tmp_path: Path) -> None:
    typed, _ = both(tmp_path, random_rows(ON, 50))
    found = table(run(typed, "--on", "2020-01-01", "--quiet")[1])
    for name in ("verdicts.parquet", "verdicts.csv"):
        path = tmp_path / name
        path.write_text("before", encoding="utf-8")
        assert run(typed, "--on", "2020-01-01", "--quiet", "--output", str(path))[0] == 0
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with duckdb.connect() as base:
            kind = "read_csv" if path.suffix == ".csv" else "read_parquet"
            more = ", all_varchar = true" if path.suffix == ".csv" else ""
            rows = base.execute(f"SELECT * FROM {kind}('{path}'{more})")
            assert tuple(column[0] for column in rows.description) == VERDICT_COLUMNS
            cells = [tuple(str(cell or "") for cell in row) for row in rows.fetchall()]
        assert cells == [tuple(row.values()) for row in found]
    assert not list(tmp_path.glob("*-part"))


def test_yes_and_no_may_be_words_and_documents_a_list(tmp_path: Path) -> None:
    path = parquet(
        tmp_path,
        "SELECT * FROM (VALUES ('a', 'Oui', 'unknown', ['photographs', 'civil_status']), "
        "('=b', 'no', '', NULL), (NULL, 'maybe', NULL, []), ('d', '1', '0', ['photo'])) "
        "AS t(id, company_internship, vls_ts, documents)",
    )
    text = tmp_path / "same.csv"
    text.write_text(
        "id,company_internship,vls_ts,documents\na,Oui,unknown,photographs|civil_status\n"
        "=b,no,,\n,maybe,,\nd,1,0,photo\n",
        encoding="utf-8",
    )
    code, found, told = run(path, "--quiet")
    wanted_code, wanted, _ = run(str(text), "--quiet")
    assert code == wanted_code == 5
    assert found == wanted
    assert "maybe" in told
    assert "photo" in told
    assert ":3:" in told
    kept = tmp_path / "refused.parquet"
    run(path, "--quiet", "--rejects", str(kept))
    with duckdb.connect() as base:
        refused = base.execute(f"SELECT company_internship FROM '{kept}'").fetchall()
    assert refused == [("maybe",), ("1",)]


def test_a_file_without_a_row_gives_a_header(tmp_path: Path) -> None:
    for select in ("SELECT TRUE AS adult WHERE FALSE", "SELECT CURRENT_DATE AS on WHERE FALSE"):
        code, out, told = run(parquet(tmp_path, select.replace("AS on", 'AS "on"')), "--quiet")
        assert (code, told) == (0, "")
        assert out == ",".join(VERDICT_COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("select", "wanted"),
    [
        ("SELECT TRUE AS company_intership", "company_internship"),
        ("SELECT TIME '08:00' AS internship_start", "internship_start” is of type TIME; make it"),
        ("SELECT 3 AS course_leads_to", "VARCHAR"),
        ("SELECT TRUE AS monthly_means", "is of type BOOLEAN; make it DECIMAL(11, 2)."),
        ("SELECT [8] AS earlier_months", "“earlier_months” is of type INTEGER[]; make it INTEGER."),
        ("SELECT INTERVAL 3 MONTH AS earlier_months", "is of type INTERVAL; make it INTEGER."),
        ("SELECT {'a': 1} AS monthly_means", "is of type STRUCT(a INTEGER); make it DECIMAL"),
        ("SELECT [['photographs']] AS documents", "is of type VARCHAR[][]; make it VARCHAR."),
        ("SELECT MAP {'a': 1} AS unknown", "is of type MAP(VARCHAR, INTEGER); make it VARCHAR."),
        ("SELECT TIMESTAMPTZ '2020-01-01' AS \"on\"", "TIMESTAMP WITH TIME ZONE; make it DATE."),
        ("SELECT 'a'::BLOB AS adult", "“adult” is of type BLOB; make it BOOLEAN."),
    ],
)
def test_columns_that_have_no_answers_are_a_mistake_of_the_caller(
    tmp_path: Path, select: str, wanted: str
) -> None:
    code, out, told = run(parquet(tmp_path, select))
    assert (code, out) == (2, "")
    assert wanted in told
    assert len(told.strip().splitlines()) == 1


def test_what_an_engine_cannot_do_is_one_sentence(tmp_path: Path) -> None:
    text = tmp_path / "dossiers.csv"
    text.write_text("id,adult\nx,yes\n", encoding="utf-8")
    fake = tmp_path / "fake.parquet"
    fake.write_text("no", encoding="utf-8")
    for arguments in (
        [str(fake)],
        [str(fake), "--engine", "python"],
        [str(text), "--format", "parquet"],
        [str(text), "--engine", "sparkle"],
        [str(text), "--jobs", "0"],
        [str(text), "--jobs", "many"],
        [str(text), "--engine", "duckdb"],
        [str(fake), "--engine", "spark"],
        [str(text), "--output", str(text)],
        [str(text), "--rejects", str(text)],
        [str(text), "--output", str(tmp_path / "x"), "--rejects", str(tmp_path / "x")],
    ):
        code, out, told = run(*arguments)
        assert (code, out) == (2, ""), arguments
        assert len(told.strip().splitlines()) == 1
    assert text.read_text(encoding="utf-8") == "id,adult\nx,yes\n"


def test_parquet_goes_to_standard_output_byte_for_byte(tmp_path: Path) -> None:
    path = parquet(tmp_path, "SELECT TRUE AS adult")
    command = [sys.executable, "-m", "stagiaire_cli", "batch", path, "--quiet"]
    done = subprocess.run([*command, "--format", "parquet"], capture_output=True, check=True)
    assert (done.stdout[:4], done.stdout[-4:], done.stderr) == (b"PAR1", b"PAR1", b"")


def test_an_output_that_is_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    path = parquet(tmp_path, "SELECT TRUE AS adult")
    # Opened before, without waiting for somebody who writes: what fits into a pipe is read after.
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with open(reader, encoding="utf-8") as read:
        assert run(path, "--quiet", "--output", str(pipe))[:2] == (0, "")
        assert read.read().startswith(",".join(VERDICT_COLUMNS))
    assert pipe.is_fifo()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["dossiers.parquet", "pipe"]


def test_the_name_of_the_output_tells_its_form(tmp_path: Path) -> None:
    text = tmp_path / "dossiers.csv"
    text.write_text("id,adult\nx,yes\n", encoding="utf-8")
    out = tmp_path / "verdicts.jsonl"
    assert run(str(text), "--quiet", "--output", str(out))[0] == 0
    assert json.loads(out.read_text(encoding="utf-8"))["verdict"]["status"] == "undetermined"


def test_rows_of_every_stretch_of_the_law_are_judged_in_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    days = sorted(DAYS_OF_CHANGE, key=lambda day: day.isoformat()[::-1])
    values = ", ".join(f"('{day}', DATE '{day}', 'diploma')" for day in days)
    path = parquet(tmp_path, f'SELECT * FROM (VALUES {values}) AS t(id, "on", course_leads_to)')
    text = tmp_path / "same.csv"
    rows = "".join(f"{day},{day},diploma\n" for day in days)
    text.write_text(f"id,on,course_leads_to\n{rows}", encoding="utf-8")
    assert run(path, "--quiet")[:2] == run(str(text), "--quiet")[:2]


def test_a_damaged_file_and_one_too_large_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(parquet(tmp_path, "SELECT CAST(range AS VARCHAR) AS id FROM range(200_000)"))
    whole = path.read_bytes()
    monkeypatch.setattr("stagiaire_cli.batch.duckdb._MEMORY", "2MB")
    for jobs, advice in (
        ("2", "run it again with --jobs 1, or split the file."),
        (
            "1",
            "split the file.",
        ),
    ):
        code, out, told = run(str(path), "--quiet", "--jobs", jobs)
        assert (code, out, told.count("\n")) == (70, "", 1)
        assert told.endswith(f"too little memory, and nothing is written: {advice}\n")
    monkeypatch.undo()
    path.write_bytes(whole[:4] + b"\xff" * 400 + whole[404:])
    code, out, told = run(str(path), "--quiet")
    assert (code, out, told.count("\n")) == (2, "", 1)
    assert "write it again" in told


@pytest.mark.filterwarnings("ignore")
@pytest.mark.engine
def test_spark_that_stops_is_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    path = parquet(tmp_path, "SELECT TRUE AS adult")
    options = ("--engine", "spark", "--master", "local[1]", "--quiet")
    code, out, told = run(path, *options, "--output", f"{path}/verdicts")
    assert (code, out) == (2, "")
    assert "Spark stopped" in told.splitlines()[-1]


# Values that Spark is to take or to refuse as DuckDB does.
SPARKED = {
    "request": ("' renewal '", "'Renouvellement'", "'INCONNU'", "'renewl'"),
    "course_leads_to": ("'Un diplôme'", "''"),
    "earlier_months": ("8.0::DOUBLE", "8.5::DOUBLE", "'nan'::DOUBLE"),
    "monthly_means": ("614.99::DOUBLE", "614.999::DOUBLE", "'inf'::DOUBLE"),
    "internship_start": ("TIMESTAMP '2020-01-01'", "TIMESTAMP '2020-01-01 08:00:00'"),
    "documents": ("'photographs , civil_status'", "'photo graphs'", "'photo'"),
    "reading_l313_7_2_scope": ("' situation '", "'both'"),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.dear
def test_spark_has_the_rows_of_the_same_dossiers(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    plain, _ = both(tmp_path, random_rows(ON, 60), days=True)
    odd = " UNION ALL BY NAME ".join(
        f"SELECT '{name} {place}' AS id, {value} AS {name}"
        for name, values in SPARKED.items()
        for place, value in enumerate(values)
    )
    typed = parquet(tmp_path, f"SELECT * FROM '{plain}' UNION ALL BY NAME {odd}", "odd.parquet")
    wanted = table(run(typed, "--on", "2020-01-01", "--quiet")[1])
    out = tmp_path / "verdicts.csv"
    options = ("--engine", "spark", "--master", "local[2]", "--output", str(out))
    code, shown, told = run(typed, "--on", "2020-01-01", *options)
    assert (code, shown) == (5, "")
    many = 60 + sum(map(len, SPARKED.values()))
    refused = sum(bool(row["error"]) for row in wanted)
    assert f"{many} rows, {refused} of them refused." in told
    assert refused == 15 + 9
    parts = [part.read_text(encoding="utf-8") for part in out.glob("part-*")]
    found = {row["id"]: row for part in parts for row in table(part)}
    for row in wanted:
        same = {name: found[row["id"]].get(name, "") for name in VERDICT_COLUMNS}
        assert bool(same.pop("error")) == bool(row.pop("error"))
        assert same == row


def test_an_interruption_is_heeded_while_duckdb_works_and_leaves_no_output(tmp_path: Path) -> None:
    path = parquet(tmp_path, "SELECT TRUE AS foreign_employee FROM range(50_000_000)")
    output = tmp_path / "verdicts.parquet"
    command = [sys.executable, "-m", "stagiaire_cli", "batch", path, "--output", str(output)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        process.stderr.readline()
        time.sleep(1)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(180) == 130
        assert "Traceback" not in process.stderr.read()
    assert [file.name for file in tmp_path.iterdir()] == ["dossiers.parquet"]


def test_a_fact_listed_as_not_known_is_open_even_where_it_has_no_column(tmp_path: Path) -> None:
    met = {**ALL_OF_1, **NOT_2, **NOT_3}
    columns = {
        listed: ", ".join(
            f"{'NULL' if name == listed else repr(value)} AS {name}" for name, value in met.items()
        )
        for listed in FACT
    }
    listed = " UNION ALL ".join(
        f"SELECT {place} AS id, '{name}' AS unknown, {columns[name]}"
        for place, name in enumerate(FACT)
    )
    lines = [
        json.dumps({**met, "id": str(place), name: UNKNOWN}) for place, name in enumerate(FACT)
    ]
    text = tmp_path / "rows.jsonl"
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _, typed, _ = run(parquet(tmp_path, listed), "--format", "csv", "--on", "2019-06-01")
    _, read, _ = run(str(text), "--format", "csv", "--on", "2019-06-01")
    assert typed == read
    assert "territory" in typed


def test_a_name_that_is_no_text_is_told_in_one_sentence(tmp_path: Path) -> None:
    code, out, err = run(str(tmp_path / "no\udc8a.parquet"))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_formulas_are_marked_as_those_of_text_are(tmp_path: Path) -> None:
    names = [f"a{separator}{between}=1" for separator in SEPARATORS for between in BETWEEN]
    names += ["=1", "\t1", "x", "2018-01"]
    file = tmp_path / "dossiers.parquet"
    rows = ", ".join(f"({place}, ?)" for place, _ in enumerate(names))
    base = duckdb.connect()
    base.execute(f"CREATE TABLE names AS SELECT * FROM (VALUES {rows}) AS names(place, id)", names)
    base.execute(f"COPY (SELECT id, true AS adult FROM names ORDER BY place) TO '{file}'")
    streams = memory_streams()
    assert main(["batch", str(file), "--quiet", "--format", "csv"], streams) == 0
    found = csv.reader(io.StringIO(text_of(streams.stdout), newline=""))
    assert [row[0] for row in found][1:] == [guarded(name) for name in names]


# Values in each type that may hold them, and the same in a cell of text.
ODD: dict[str, list[tuple[str, str]]] = {
    "company_internship": [("' OUI '", " OUI "), ("'2'", "2"), ("'maybe'", "maybe"), ("''", "")],
    "adult": [("TRUE", "true"), ("FALSE", "false"), ("NULL", "")],
    "request": [
        ("' renewal '", " renewal "),
        ("'Renouvellement'", "Renouvellement"),
        ("'Inconnu'", "Inconnu"),
        ("'renewl'", "renewl"),
        ("''", ""),
    ],
    "course_leads_to": [("'diploma'::ENUM('diploma', 'x')", "diploma"), ("'x'", "x")],
    "earlier_months": [
        ("8.0::DOUBLE", "8"),
        ("8.5::DOUBLE", "8.5"),
        ("-1.0::DOUBLE", "-1"),
        ("'nan'::DOUBLE", "nan"),
        ("'inf'::DOUBLE", "inf"),
        ("10000::DOUBLE", "10000"),
    ],
    "group_seniority_months": [("6.0::DECIMAL(4, 1)", "6"), ("6.5::DECIMAL(4, 1)", "6.5")],
    "monthly_means": [
        ("614.99::DOUBLE", "614.99"),
        ("614.999::DOUBLE", "614.999"),
        ("-1.0::DOUBLE", "-1"),
        ("'-inf'::DOUBLE", "-inf"),
        ("1e9::DOUBLE", "1000000000"),
    ],
    "internship_start": [
        ("DATE '2020-02-29'", "2020-02-29"),
        ("DATE '0044-03-15 (BC)'", "0044-03-15 (BC)"),
        ("DATE '12000-01-01'", "12000-01-01"),
        ("DATE 'infinity'", "infinity"),
        ("DATE '9999-12-31'", "9999-12-31"),
    ],
    "internship_end": [
        ("TIMESTAMP '2020-07-01 00:00:00'", "2020-07-01"),
        ("TIMESTAMP '2020-07-01 08:30:00'", "2020-07-01 08:30:00"),
        ("TIMESTAMP 'infinity'", "infinity"),
    ],
    "convention_sent": [("TIMESTAMP_NS '2020-01-01'", "2020-01-01")],
    "documents": [
        ("'photographs, civil_status'", '"photographs, civil_status"'),
        ("'photographs|photo'", "photographs|photo"),
        ("'photo graphs'", "photo graphs"),
        ("' photographs |\t civil_status'", " photographs |\t civil_status"),
    ],
    "reading_l313_7_2_scope": [("' situation '", " situation "), ("'situatio'", "situatio")],
    "on": [
        ("DATE '2019-05-01'", "2019-05-01"),
        ("DATE '2009-01-01'", "2009-01-01"),
        ("DATE '0044-03-15 (BC)'", "0044-03-15 (BC)"),
        ("DATE '12000-01-01'", "12000-01-01"),
        ("DATE '-infinity'", "-infinity"),
    ],
}


# Days and numbers as texts, which are read as those of a cell are.
SPELLED: dict[str, tuple[str, ...]] = {
    "internship_start": (
        *("2020-02-29", "2019-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2020-1-1"),
        *("31/12/2018", " 2020-01-01 ", "2020-01-01 00:00:00", "2020-01-01 08:00:00", "", " "),
        *("unknown", "Inconnu", "not_yet", "pas encore", "x", "no day", "+2020-01-01"),
    ),
    "convention_sent": ("not_yet", "Pas encore", "unknown", "2019-12-01", "?", "demain"),
    "earlier_months": ("8", "8,0", "8.5", "-1", "10000", "9999", " 8 ", "0008", "1e1", "?", ""),
    "monthly_means": (
        *("614.99", "614,99", "614.999", "615", "615.", "1e3", "999999999.99", "1000000000"),
        *("-1", " 615 ", "unknown", "nan", "", "0", "\u0663"),
    ),
    "on": ("2019-05-01", "01/05/2019", " 2019-05-01 ", "2009-01-01", "2019-02-29", "", "x"),
}


def both_ways(folder: Path, name: str, values: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """One column in a file of Parquet and in one of text: of each value its SQL, and its cell."""
    rows = " UNION ALL ".join(f"SELECT {value} AS value" for value, _ in values)
    typed = parquet(
        folder, f"SELECT 'x' AS other, value AS \"{name}\", TRUE AS vls_ts FROM ({rows})"
    )
    text = folder / "dossiers.csv"
    lines = "".join(f"x,{cell},yes\n" for _, cell in values)
    text.write_text(f"other,{name},vls_ts\n{lines}", encoding="utf-8")
    return typed, str(text)


def judged_alike(typed: str, text: str, *more: str) -> None:
    """Both files have the same codes, verdicts and sentences."""
    options = ("--ignore-columns", "--on", "2020-06-01", *more)
    code, found, told = run(typed, *options)
    wanted_code, wanted, said = run(text, *options)
    assert (code, found) == (wanted_code, wanted)
    # Rows of text are named by their line, after that of the header.
    places = re.sub(
        r"dossiers\.csv:(\d+)", lambda place: f"dossiers.parquet:{int(place[1]) - 1}", said
    )
    assert told == places


@pytest.mark.parametrize("name", SPELLED)
def test_days_and_numbers_may_be_texts_and_are_read_as_those_of_a_cell(
    tmp_path: Path, name: str
) -> None:
    typed, text = both_ways(tmp_path, name, [(f"'{cell}'", f'"{cell}"') for cell in SPELLED[name]])
    for form in ("csv", "jsonl"):
        judged_alike(typed, text, "--format", form)


@pytest.mark.parametrize("name", ODD)
def test_odd_values_are_taken_or_refused_as_in_text_with_the_same_sentence(
    tmp_path: Path, name: str
) -> None:
    judged_alike(*both_ways(tmp_path, name, ODD[name]))


def test_single_floats_are_the_amounts_that_they_show(tmp_path: Path) -> None:
    path = parquet(tmp_path, "SELECT 614.99::FLOAT AS monthly_means, 8::FLOAT AS earlier_months")
    assert run(path, "--quiet")[0] == 0


def test_a_fact_that_is_answered_and_listed_is_refused(tmp_path: Path) -> None:
    path = parquet(
        tmp_path,
        "SELECT * FROM (VALUES (TRUE, 'renewal', 'adult', ''), (NULL, 'unknown', 'request', ''), "
        "(NULL, '', 'convention_sent', 'convention_sent'), (NULL, '', 'vls', 'adult')) "
        "AS t(adult, request, unknown, not_yet)",
    )
    code, found, told = run(path, "--quiet")
    assert code == 5
    assert [bool(row["status"]) for row in table(found)] == [False, True, False, False]
    assert f"{path}:1:1: column 1: adult is given (“true”) and stands in “unknown” too" in told
    assert f"{path}:3:" in told
    assert f"{path}:4:3: column 3: there is no fact “vls” (did you mean “vls_ts”?)" in told
    assert "“not_yet” is not accepted for adult (did you mean “no”?)" in told


def test_whole_verdicts_are_the_same_lines_from_parquet_as_from_text(tmp_path: Path) -> None:
    typed, text = both(tmp_path, random_rows(ON, 40), days=True)
    options = ("--on", "2020-01-01", "--quiet", "--format", "jsonl")
    kept = tmp_path / "refused.parquet"
    code, found, _ = run(typed, *options, "--rejects", str(kept))
    wanted_code, wanted, _ = run(text, *options)
    assert code == wanted_code == 5
    assert without_places(found) == without_places(wanted)
    rows = [json.loads(line) for line in found.splitlines()]
    assert [row["id"] for row in rows] == [str(place) for place in range(40)]
    assert {tuple(row) for row in rows} == {("id", "verdict"), ("id", "error")}
    with duckdb.connect() as base:
        [(refused,)] = base.execute(f"SELECT COUNT(*) FROM '{kept}'").fetchall()
    assert refused == sum("error" in row for row in rows)


@pytest.mark.parametrize("name", ["[a].parquet", "?.parquet", "*.parquet", "{a,b}.parquet", "~.pq"])
def test_the_name_of_a_file_is_one_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "adult=no [b]*"
    folder.mkdir()
    for other in ("a.parquet", "b.parquet"):
        parquet(folder, f"SELECT '{other}' AS id", other)
    path = folder / name
    code, out, _ = run(str(path), "--quiet")
    assert (code, out) == (2, "")
    Path(parquet(tmp_path, "SELECT 'this' AS id")).rename(path)
    code, out, _ = run(str(path), "--quiet")
    assert code == 0
    assert [row["id"] for row in table(out)] == ["this"]


def test_nothing_is_fetched_from_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"127.0.0.1:{server.getsockname()[1]}/dossiers.parquet"
        for scheme in ("http", "https", "s3", "hf", "file"):
            code, out, told = run(f"{scheme}://{address}")
            assert (code, out) == (2, "")
            assert "never uses the network" in told
            assert told.count("\n") == 1
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_engine_fetches_nothing_that_it_lacks() -> None:
    from stagiaire_cli.batch.parquet import connected

    with connected(duckdb) as base:
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
            assert base.execute(f"SELECT current_setting('{setting}')").fetchall() == [(False,)]


def test_rows_of_text_keep_their_order_with_two_threads(tmp_path: Path) -> None:
    path = parquet(tmp_path, "SELECT range AS id, range % 7 = 0 AS adult FROM range(300_000)")
    out = tmp_path / "verdicts.csv"
    assert run(path, "--quiet", "--jobs", "2", "--output", str(out))[0] == 0
    with out.open(encoding="utf-8") as lines:
        next(lines)
        assert all(line.startswith(f"{place},") for place, line in enumerate(lines))


def test_columns_named_as_those_that_count_rows_are_the_files_own(tmp_path: Path) -> None:
    path = parquet(
        tmp_path,
        'SELECT range % 2 = 0 AS adult, 7 AS row_number, 8 AS File_Row_Number, 9 AS "a""b" '
        "FROM range(3) UNION ALL SELECT NULL, 7, 8, 9",
    )
    kept = tmp_path / "refused.parquet"
    code, out, _ = run(path, "--quiet", "--ignore-columns", "--rejects", str(kept))
    assert code == 0
    assert [row["id"] for row in table(out)] == ["1", "2", "3", "4"]


def test_parquet_on_standard_input_and_a_folder_are_told_as_such(tmp_path: Path) -> None:
    streams = memory_streams()
    assert main(["batch", "-", "--engine", "duckdb", "--lang", "en"], streams) == 2
    assert "Parquet is not read from standard input" in text_of(streams.stderr)
    folder = tmp_path / "a.parquet"
    folder.mkdir()
    assert "it is a folder" in run(str(folder))[2]
    assert "not found" in run(str(tmp_path / "no.parquet"))[2]


def test_spark_gives_no_whole_verdicts() -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    code, out, told = run("x", "--engine", "spark", "--output", "y.jsonl")
    assert (code, out) == (2, "")
    assert "--format csv or parquet" in told
